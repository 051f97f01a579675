import type { ConditionData } from "../model/condition-data.js";
import type { ActionsData, FieldsData, StatementData } from "../model/statement-data.js";
import { actionsOf, readActions } from "./actions.js";
import { readCondition } from "./condition.js";
import { readFields, readMasked } from "./fields.js";
import { readName } from "./names.js";
import { readRequirements } from "./requirement.js";
import type { Site } from "./site.js";
import type { PolicyContext, StatementPlace, TypeContext } from "./statement-context.js";
import { quoteAll } from "./text.js";

type Verb = "allow" | "forbid" | "require";

const COMMON = ["id", "why", "fields", "when", "to"];

/** Which keys belong to which verb. Keys of another verb get an issue of their own. */
const KEYS: Readonly<Record<Verb, readonly string[]>> = {
  allow: ["allow", "masked", ...COMMON],
  forbid: ["forbid", "who", ...COMMON],
  require: ["require", "for", "who", ...COMMON],
};

const VERBS = Object.keys(KEYS) as readonly Verb[];

/** Keys that are known but misplaced: each is reported as such, not as unknown. */
const MISPLACED = ["for", "masked", "who"];

/** What a statement is read with. */
export interface StatementContext {
  readonly policy: PolicyContext;
  readonly place: StatementPlace;
  /** The type; none for `"*"`. */
  readonly type: TypeContext | undefined;
}

/**
 * Reads one statement.
 *
 * @param site - where it stands
 * @param context - its place, its type and what it may name
 */
export function readStatement(site: Site, context: StatementContext): StatementData | undefined {
  const verb = readVerb(site);
  if (verb === undefined) return undefined;
  site.object([...KEYS[verb], ...MISPLACED]);
  checkPlace(site, verb, context);
  const target = site.optional(verb === "require" ? "for" : verb);
  const actions = target === undefined ? undefined : readActions(target, context.policy, context.type);
  const common = readCommon(site, context);
  if (actions !== undefined) checkActions(site, verb, actions, context);
  switch (verb) {
    case "allow": {
      const masked = context.type === undefined ? undefined : readMaskedHere(site, context.type);
      return actions === undefined ? undefined : { allow: actions, ...given("masked", masked), ...common };
    }
    case "forbid":
      return actions === undefined ? undefined : { forbid: actions, ...readWho(site, context), ...common };
    case "require": {
      const { policy, type } = context;
      const requirement = { roles: policy.roles, fields: type?.resource.fields, zones: policy.zones };
      const demanded = site.required("require");
      const require = demanded === undefined ? undefined : readRequirements(demanded, requirement);
      const who = readWho(site, context);
      return require === undefined || actions === undefined ? undefined : { require, for: actions, ...who, ...common };
    }
  }
}

function given<K extends string, T>(key: K, value: T | undefined): { readonly [key in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: T });
}

function readVerb(site: Site): Verb | undefined {
  const entries = site.entries("a statement: an object");
  if (entries === undefined) return undefined;
  const verbs = VERBS.filter((verb) => entries.has(verb));
  const [verb] = verbs;
  if (verbs.length > 1) {
    return site.issue("two_verbs", `one statement says ${quoteAll(verbs)}`, "write a statement for each");
  }
  if (verb !== undefined) return verb;
  const meant = [...entries.keys()].map((key) => site.issues.didYouMean(key, VERBS)).find((hint) => hint !== undefined);
  const needed = "a statement says `allow`, `forbid` or `require`";
  const hint = meant ?? (entries.has("for") ? "`for` belongs to `require`" : undefined);
  return site.issue("no_verb", needed, hint);
}

function checkPlace(site: Site, verb: Verb, context: StatementContext): void {
  if (verb === "allow" && context.place === "rules") {
    site.issue("allow_in_rules", "policy-wide rules only forbid and require", "allow in a role");
  }
  if (verb === "require") {
    if (site.optional("for") === undefined) site.issue("missing_for", "`require` needs `for`: the actions it binds");
  } else {
    site.optional("for")?.issue("for_without_require", "`for` belongs to `require`");
  }
  if (verb !== "allow") site.optional("masked")?.issue("masked_outside_allow", "only an allow shows fields in part");
  if (verb === "allow" || context.place !== "rules") {
    site.optional("who")?.issue("who_outside_rules", "`who` belongs to forbids and requires in `rules`");
  }
  if (context.type !== undefined) return;
  for (const key of ["fields", "when", "to", "masked"]) {
    const message = `\`${key}\` cannot stand under "*": types have no fields in common`;
    site.optional(key)?.issue("not_under_wildcard", message, "key the statement under a type");
  }
}

interface CommonKeys {
  readonly id?: string;
  readonly why?: string;
  readonly fields?: FieldsData;
  readonly when?: ConditionData;
  readonly to?: ConditionData;
}

function readCommon(site: Site, { type }: StatementContext): CommonKeys {
  const condition = (key: string): ConditionData | undefined => {
    const here = site.optional(key);
    return here === undefined || type === undefined ? undefined : readCondition(here, type.conditions);
  };
  const fields = site.optional("fields");
  return {
    ...given("id", readName(site.optional("id"), "id")),
    ...given("why", site.optional("why")?.text()),
    ...given("fields", fields === undefined || type === undefined ? undefined : readFields(fields, type)),
    ...given("when", condition("when")),
    ...given("to", condition("to")),
  };
}

function readWho(site: Site, context: StatementContext): { readonly who?: ConditionData } {
  const here = context.place === "rules" ? site.optional("who") : undefined;
  return given("who", here === undefined ? undefined : readCondition(here, context.policy.who));
}

function readMaskedHere(site: Site, type: TypeContext) {
  const here = site.optional("masked");
  if (here === undefined) return undefined;
  for (const key of ["fields", "to"]) {
    site
      .optional(key)
      ?.issue("masked_with_others", `\`${key}\` cannot stand beside \`masked\``, "write two statements");
  }
  return readMasked(here, type);
}

/** `to` needs an action that changes, `masked` actions that only read. */
function checkActions(site: Site, verb: Verb, actions: ActionsData, { type }: StatementContext): void {
  if (type === undefined) return;
  const { actions: all, changingActions, readOnlyActions } = type.resource;
  const named = actionsOf(actions, all);
  const changes = named.some((action) => action === "create" || changingActions.includes(action));
  if (!changes) {
    const message = "none of the actions changes a record, so that the statement would never exist";
    site.optional("to")?.issue("to_without_change", message, "use `when`, or a changing action");
  }
  const masked = verb === "allow" ? site.optional("masked") : undefined;
  const writing = masked === undefined ? [] : named.filter((action) => !readOnlyActions.includes(action));
  if (writing.length === 0) return;
  const message = `${quoteAll(writing)} ${writing.length === 1 ? "is" : "are"} not among the type's \`readOnlyActions\``;
  masked?.issue("masked_action", message, "a field can be shown in part by read-only actions");
}
