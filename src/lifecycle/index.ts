export { carryOut, carryOutNow } from "./carry-out.js";
export type {
  AssignmentInput,
  Command,
  CommandInputs,
  CommandName,
  CommandNotes,
  CommandResult,
  CommandResults,
  IdentityChange,
  OnAssignment,
  OnPrincipal,
} from "./command.js";
export { type Governance, governanceOf } from "./governance.js";
export { type AssignmentSummary, summariseRoles } from "./people/summary.js";
export type { Finding, Need, Plan, Planning } from "./plan.js";
export { planCommand } from "./plan-command.js";
export { CommandRefusedError, type RefusalReason } from "./refusal.js";
export type { LifecycleSettings } from "./settings.js";
export type { Actor, AdministrationQuestion, PrincipalActor, Situation, SystemActor } from "./situation.js";
