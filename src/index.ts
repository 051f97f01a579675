export type { Comparable, Path } from "./compile/condition/expression.js";
export type { ConsideredStatement, Explanation, FailedTest, Refusal, WayToYes } from "./decide/explanation.js";
export type {
  AccessFacts,
  PartyFacts,
  RequestData,
} from "./model/access-facts.js";
export type { AccessInput, AssignmentOf, AssignmentUnder, PartyInput } from "./model/access-input.js";
export type { Approval } from "./model/approval.js";
export type { Assignment, DirectGrant, RoleAssignment, Scope } from "./model/assignment.js";
export type {
  Combination,
  Condition,
  EqualityTest,
  FieldTest,
  ListTest,
  OrderTest,
  PresenceTest,
  ScopeListTest,
  ScopeTest,
  TextTest,
} from "./model/condition.js";
export type {
  ConditionData,
  LiteralData,
  OperandData,
  Operator,
  ReferenceData,
  TestData,
} from "./model/condition-data.js";
export type {
  AllowDecision,
  ChallengeDecision,
  Decision,
  DenyDecision,
  DenyReason,
  EvaluationError,
  Outcome,
  StatementRef,
  UnmetApproval,
  UnmetJustification,
  UnmetMfa,
  UnmetReauthentication,
  UnmetRequirement,
} from "./model/decision.js";
export type { Duration } from "./model/duration.js";
export {
  AccessDeniedError,
  CastellanError,
  type DefinitionIssue,
  type InvalidRequestCode,
  InvalidRequestError,
  isCastellanError,
  PolicyDefinitionError,
  UntranslatableFilterError,
} from "./model/errors.js";
export type { Instant } from "./model/instant.js";
export type { AttributesFrom, Model, ModelDefinition, NoAttributes } from "./model/model.js";
export type { Dimension, DimensionTree, ModelData, ResourceData } from "./model/model-data.js";
export type { ExtensionData, PolicyData, RoleData, SeparationOfDutyData } from "./model/policy-data.js";
export type {
  PolicyDefinition,
  RoleOf,
  RulesOf,
  SeparationOfDuty,
  StatementsOf,
} from "./model/policy-definition.js";
export type { PortableField, PortableFieldType } from "./model/portable-field.js";
export type { Principal, PrincipalKind, PrincipalStatus } from "./model/principal.js";
export type { RecordInput } from "./model/record-input.js";
export type { RecordPath, ValueAt } from "./model/record-path.js";
export type { ObjectSchema, PortableRecord, RecordFrom, RecordSource } from "./model/record-source.js";
export type {
  Facts,
  InstantReference,
  PathsByKind,
  PathsOf,
  PrincipalFacts,
  RecordFacts,
  Reference,
} from "./model/reference.js";
export type {
  ApprovalRequirement,
  DeviceRequirement,
  MfaRequirement,
  NetworkRequirement,
  RequirementsData,
  Schedule,
  SessionRequirement,
  Weekday,
} from "./model/requirement-data.js";
export type {
  ActionOf,
  DimensionOf,
  FieldOf,
  GroupOf,
  Resource,
  ResourceKeys,
  ResourceShape,
  Resources,
  RowFrom,
  RowOf,
  ScopePathOf,
} from "./model/resource.js";
export type { Extension, Role } from "./model/role.js";
export type { Device, Factor, Network, Session } from "./model/session.js";
export type {
  Actions,
  AllExcept,
  Allow,
  AllowEverywhere,
  AllowMasked,
  FieldList,
  Fields,
  Forbid,
  ForbidEverywhere,
  OnlyInRoles,
  Require,
  RequireEverywhere,
  Rule,
  RuleEverywhere,
  Statement,
  StatementEverywhere,
  StatementLabel,
  StatementTarget,
  Whom,
} from "./model/statement.js";
export type {
  ActionsData,
  AllowData,
  FieldsData,
  ForbidData,
  MaskView,
  RequireData,
  StatementData,
  StatementsData,
} from "./model/statement-data.js";
export type {
  MaskableField,
  Masked,
  PrincipalCondition,
  RecordCondition,
  RuleOn,
  Rules,
  RulesByType,
  StatementOn,
  Statements,
  StatementsByType,
} from "./model/statements.js";
export type { KindOf, LiteralOf, ScalarKind, ValueKind } from "./model/value-kind.js";
export type {
  AnyAction,
  AnyRole,
  PolicyVocabulary,
  TypeName,
  UnknownVocabulary,
  Vocabulary,
  VocabularyOf,
  WithRoles,
} from "./model/vocabulary.js";
export type {
  Access,
  AccessRequest,
  ActionName,
  AttenuationLimit,
  CellView,
  FieldName,
  Filter,
  MaskedRecord,
  RecordOf,
  WriteCheck,
} from "./policy/access.js";
export { defineModel } from "./policy/define-model.js";
export { definePolicy } from "./policy/define-policy.js";
export { lintPolicy } from "./policy/lint-policy.js";
export { parsePolicy } from "./policy/parse-policy.js";
export type { ExtensionDefinition, ParsedAssignment, ParsedPolicy, Policy } from "./policy/policy.js";
export { resource } from "./policy/resource.js";
export type {
  FilterCheck,
  FilterExpression,
  FilterOperand,
  FilterOperator,
  FilterTest,
} from "./project/filter/expression.js";
export type { LintCode, LintFinding, LintSeverity } from "./schema/lint.js";
