import type { ActionsData, MaskView, StatementData } from "../model/statement-data.js";
import { CompileError } from "./compile-error.js";
import type { Condition, ConditionCompiler } from "./condition/evaluate.js";
import { parseCondition, type Vocabulary } from "./condition/parse.js";
import { allowedFields, concernedFields, type FieldSelection } from "./fields.js";
import type { CompiledRequirement, RequirementCompiler } from "./requirement.js";
import type { CompiledAction, CompiledResource } from "./resource.js";

/** What all statements of a policy share while they are compiled. */
export interface CompileContext {
  readonly resources: ReadonlyMap<string, CompiledResource>;
  readonly conditions: ConditionCompiler;
  readonly requirements: RequirementCompiler;
  /** What `who` looks at. */
  readonly principal: Vocabulary;
}

/** A statement on one resource type, ready to be asked. */
export interface CompiledStatement {
  readonly id: string;
  readonly why: string | undefined;
  readonly verb: "allow" | "forbid" | "require";
  readonly resource: CompiledResource;
  readonly actions: readonly CompiledAction[];
  /** For a masked allow: the fields that it shows in part. */
  readonly fields: FieldSelection;
  readonly masked: ReadonlyMap<number, MaskView> | null;
  readonly when: Condition | null;
  readonly to: Condition | null;
  readonly who: Condition | null;
  readonly requirement: CompiledRequirement | null;
  /** Whether it stands under `"*"` (S19). */
  readonly isWild: boolean;
  /** Whether `when` or `to` reads `now`. */
  readonly readsNow: boolean;
}

/** A statement as written, and where. */
export interface StatementSource {
  readonly id: string;
  readonly data: StatementData;
  readonly isWild: boolean;
}

const VIEWS: ReadonlySet<string> = new Set<MaskView>(["last4", "email", "initials", "redact"]);

/**
 * Compiles a statement for one resource type.
 *
 * @returns `null` where it reaches no action of the type
 * @throws CompileError where it cannot be read
 */
export function compileStatement(
  context: CompileContext,
  resource: CompiledResource,
  source: StatementSource,
): CompiledStatement | null {
  const { data } = source;
  const [verb, names] = verbOf(data);
  const to = conditionOf(context, resource.type, resource.vocabulary, data.to);
  const actions = actionsOf(resource, names, source.isWild).filter(
    (action) => to === null || action.isCreate || action.isChanging,
  );
  if (actions.length === 0) return null;
  const when = conditionOf(context, resource.type, resource.vocabulary, data.when);
  const masked = "masked" in data && data.masked !== undefined ? maskedFields(resource, data.masked) : null;
  return {
    id: data.id ?? source.id,
    why: data.why,
    verb,
    resource,
    actions,
    fields: fieldsOf(resource, data, masked),
    masked,
    when,
    to,
    who: "who" in data ? conditionOf(context, "principal ", context.principal, data.who) : null,
    requirement: "require" in data ? context.requirements.compile(data.require) : null,
    isWild: source.isWild,
    readsNow: [when, to].some((condition) => condition !== null && condition.clockTests.length > 0),
  };
}

/**
 * Whether a statement on an action is about a field. No allow covers a change of an immutable one, whoever asks.
 *
 * @param index - of the field
 * @param name - of the same
 */
export function concerns(statement: CompiledStatement, action: CompiledAction, index: number, name: string): boolean {
  const isBarred = statement.verb === "allow" && action.isChanging && action.resource.immutable.has(name);
  return statement.fields[index] === true && !isBarred;
}

function verbOf(data: StatementData): ["allow" | "forbid" | "require", ActionsData] {
  if ("allow" in data) return ["allow", data.allow];
  if ("forbid" in data) return ["forbid", data.forbid];
  if ("require" in data) return ["require", data.for];
  throw new CompileError("a statement neither allows, forbids nor requires");
}

function actionsOf(resource: CompiledResource, names: ActionsData, isWild: boolean): readonly CompiledAction[] {
  const list = typeof names === "string" ? [names] : names;
  if (!Array.isArray(list) || list.length === 0) throw new CompileError("a statement names no action");
  if (list.includes("*")) return [...resource.actions.values()];
  const found = new Set<CompiledAction>();
  for (const name of list) {
    const action = resource.actions.get(name);
    if (action !== undefined) found.add(action);
    else if (!isWild) throw new CompileError(`action \`${String(name)}\` is not defined for \`${resource.type}\``);
  }
  return [...found];
}

function conditionOf(
  context: CompileContext,
  space: string,
  vocabulary: Vocabulary,
  data: StatementData["when"],
): Condition | null {
  return data === undefined ? null : context.conditions.compile(space, parseCondition(vocabulary, data));
}

function maskedFields(resource: CompiledResource, masked: object): ReadonlyMap<number, MaskView> {
  const views = new Map<number, MaskView>();
  for (const [name, view] of Object.entries(masked)) {
    const index = resource.fieldIndex.get(name);
    if (index === undefined || !VIEWS.has(view)) throw new CompileError(`field \`${name}\` cannot be masked so`);
    views.set(index, view);
  }
  return views;
}

function fieldsOf(
  resource: CompiledResource,
  data: StatementData,
  masked: ReadonlyMap<number, MaskView> | null,
): FieldSelection {
  if (masked !== null) return resource.fields.map((_field, index) => masked.has(index));
  return "allow" in data ? allowedFields(resource, data.fields) : concernedFields(resource, data.fields);
}
