import type { ConditionData } from "../../model/condition-data.js";
import type { PolicyData } from "../../model/policy-data.js";
import { quote, quoteAll } from "../text.js";
import { everyComparison } from "./condition-parts.js";
import type { LintFinding } from "./finding.js";
import { bundleOf, isAllow, type Placed, statementsOfRules } from "./placed.js";
import { actionsIn, changingIn, fieldsIn } from "./reach.js";

/** One bundle of statements that are looked at together, and those that are reported for it. */
interface Holder {
  readonly bundle: readonly Placed[];
  readonly own: (placed: Placed) => boolean;
}

function holders(policy: PolicyData): readonly Holder[] {
  const rules = statementsOfRules(policy);
  const roles = Object.keys(policy.roles).map((role) => ({
    bundle: [...bundleOf(policy, role), ...rules],
    own: (placed: Placed) => placed.role === role,
  }));
  return [...roles, { bundle: rules, own: () => true }];
}

/** The fields that a condition looks at. */
function fieldsRead(condition: ConditionData | undefined): ReadonlySet<string> {
  return new Set(everyComparison(condition).map(({ path }) => path.split(".")[0] ?? path));
}

function isAbout(placed: Placed, type: string): boolean {
  return placed.type === type || placed.type === "*";
}

/** The two ways in which a record comes to hold a value. */
type Way = "create" | "change";

/** `to` asked on one way to a value, and not on the other: by creating the record so, or by changing it. */
export function halfGuarded(policy: PolicyData): readonly LintFinding[] {
  return holders(policy).flatMap(({ bundle, own }) =>
    bundle.filter(own).flatMap((placed) => {
      if (placed.statement.to === undefined) return [];
      const creates = goes(policy, placed, placed.type, "create");
      const changes = goes(policy, placed, placed.type, "change");
      if (creates === changes) return [];
      const unasked: Way = creates ? "change" : "create";
      const open = (isAllow(placed.statement) ? openByAllow : openByGuard)(policy, placed, bundle, unasked);
      return open.length === 0 ? [] : [halfGuard(placed, unasked, open)];
    }),
  );
}

/** Whether a statement is for creating, or for changing, records of a type. */
function goes(policy: PolicyData, placed: Placed, type: string, way: Way): boolean {
  const changing = policy.model.resources[type]?.changingActions ?? [];
  return actionsIn(policy.model, type, placed.statement).some((action) =>
    way === "create" ? action === "create" : changing.includes(action),
  );
}

/** The fields that `to` asks about and that the way can write at all. */
function fieldsAsked(policy: PolicyData, placed: Placed, way: Way): readonly string[] {
  const immutable = way === "change" ? (policy.model.resources[placed.type]?.immutable ?? []) : [];
  return [...fieldsRead(placed.statement.to)].filter((field) => !immutable.includes(field));
}

/** The fields that the same role may write the other way, with no `to` that asks about them. */
function openByAllow(policy: PolicyData, placed: Placed, bundle: readonly Placed[], way: Way): readonly string[] {
  const others = bundle.filter(
    (other) => isAllow(other.statement) && isAbout(other, placed.type) && goes(policy, other, placed.type, way),
  );
  return fieldsAsked(policy, placed, way).filter((field) =>
    others.some(
      ({ statement }) =>
        fieldsIn(policy.model, placed.type, statement).has(field) && !fieldsRead(statement.to).has(field),
    ),
  );
}

/** The fields that no guard watches on the other way, if the type has that way. */
function openByGuard(policy: PolicyData, placed: Placed, bundle: readonly Placed[], way: Way): readonly string[] {
  const resource = policy.model.resources[placed.type];
  const exists = way === "create" ? resource?.actions.includes("create") : (resource?.changingActions.length ?? 0) > 0;
  if (exists !== true) return [];
  const guards = bundle.filter(
    (other) => !isAllow(other.statement) && isAbout(other, placed.type) && goes(policy, other, placed.type, way),
  );
  return fieldsAsked(policy, placed, way).filter(
    (field) => !guards.some(({ statement }) => statement.to === undefined || fieldsRead(statement.to).has(field)),
  );
}

function halfGuard(placed: Placed, unasked: Way, fields: readonly string[]): LintFinding {
  const [asked, other] = unasked === "create" ? ["changed", "created"] : ["created", "changed"];
  return {
    code: unasked === "create" ? "unguarded_create" : "unguarded_change",
    // an allow to create in one state and to go on from there is how life goes
    severity: isAllow(placed.statement) && unasked === "change" ? "info" : "warning",
    path: [...placed.path, "to"],
    message: `what ${quoteAll(fields)} may become is asked when a record is ${asked}, not when it is ${other}`,
    hint: unasked === "create" ? "name `create` too" : "name the changing actions too",
  };
}

/** Forbids to change what is in some state, which let everything else get there. */
export function openTransitions(policy: PolicyData): readonly LintFinding[] {
  return holders(policy).flatMap(({ bundle, own }) =>
    bundle.filter(own).flatMap((placed) => {
      const { statement } = placed;
      if (!("forbid" in statement) || statement.when === undefined || statement.to !== undefined) return [];
      const actions = changingIn(policy.model, placed);
      if (actions.length === 0) return [];
      const concerned = fieldsIn(policy.model, placed.type, statement);
      const states = [...fieldsRead(statement.when)].filter((field) => concerned.has(field));
      const immutable = policy.model.resources[placed.type]?.immutable ?? [];
      const open = states.filter(
        (field) =>
          !immutable.includes(field) && !bundle.some((other) => guardsEntry(policy, other, placed, actions, field)),
      );
      return open.map((field) => openFinding(placed, field));
    }),
  );
}

function guardsEntry(
  policy: PolicyData,
  other: Placed,
  placed: Placed,
  actions: readonly string[],
  field: string,
): boolean {
  return (
    !isAllow(other.statement) &&
    isAbout(other, placed.type) &&
    fieldsRead(other.statement.to).has(field) &&
    actionsIn(policy.model, placed.type, other.statement).some((action) => actions.includes(action))
  );
}

function openFinding(placed: Placed, field: string): LintFinding {
  return {
    code: "open_transition",
    // often meant: what is signed is not changed any more, and may well be signed
    severity: "info",
    path: [...placed.path, "when"],
    message: `records that are so are not changed any more, but nothing stops ${quote(field)} from becoming so`,
    hint: "`when` looks at the record as it stands; forbid the way there with `to`, if that is meant",
  };
}
