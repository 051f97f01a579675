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
  const roles = Object.keys(policy.roles).map((role) => ({
    bundle: bundleOf(policy, role),
    own: (placed: Placed) => placed.role === role,
  }));
  return [...roles, { bundle: statementsOfRules(policy), own: () => true }];
}

/** The fields that a condition looks at. */
function fieldsRead(condition: ConditionData | undefined): ReadonlySet<string> {
  return new Set(everyComparison(condition).map(({ path }) => path.split(".")[0] ?? path));
}

function isAbout(placed: Placed, type: string): boolean {
  return placed.type === type || placed.type === "*";
}

/** `to` asked on one way to a value, and not on the other: by creating the record so, or by changing it. */
export function halfGuarded(policy: PolicyData): readonly LintFinding[] {
  return holders(policy).flatMap(({ bundle, own }) =>
    bundle.filter(own).flatMap((placed) => {
      const { statement } = placed;
      if (statement.to === undefined) return [];
      const creates = actionsIn(policy.model, placed.type, statement).includes("create");
      const changes = changingIn(policy.model, placed).length > 0;
      if (creates === changes) return [];
      const open = isAllow(statement)
        ? openAllow(policy, placed, bundle, creates ? "change" : "create")
        : openGuard(policy, placed, bundle, creates ? "change" : "create");
      return open ? [half(placed, creates)] : [];
    }),
  );
}

/** Whether the same role allows the other way without asking `to` of the same fields. */
function openAllow(policy: PolicyData, placed: Placed, bundle: readonly Placed[], way: "change" | "create"): boolean {
  const { model } = policy;
  const asked = fieldsRead(placed.statement.to);
  const immutable = model.resources[placed.type]?.immutable ?? [];
  return bundle.some((other) => {
    if (!isAllow(other.statement) || !isAbout(other, placed.type)) return false;
    const actions = actionsIn(model, placed.type, other.statement);
    const changing = model.resources[placed.type]?.changingActions ?? [];
    const goes = way === "create" ? actions.includes("create") : actions.some((action) => changing.includes(action));
    if (!goes) return false;
    const covered = fieldsIn(model, placed.type, other.statement);
    const guarded = fieldsRead(other.statement.to);
    return [...asked].some(
      (field) => covered.has(field) && !guarded.has(field) && !(way === "change" && immutable.includes(field)),
    );
  });
}

/** Whether the type has the other way, and no guard of the same kind stands on it. */
function openGuard(policy: PolicyData, placed: Placed, bundle: readonly Placed[], way: "change" | "create"): boolean {
  const { model } = policy;
  const resource = model.resources[placed.type];
  const ways = way === "create" ? ["create"] : (resource?.changingActions ?? []);
  const existing = ways.filter((action) => resource?.actions.includes(action));
  if (existing.length === 0) return false;
  const asked = fieldsRead(placed.statement.to);
  if (way === "change" && [...asked].every((field) => resource?.immutable.includes(field))) return false;
  return !bundle.some(
    (other) =>
      !isAllow(other.statement) &&
      isAbout(other, placed.type) &&
      actionsIn(model, placed.type, other.statement).some((action) => existing.includes(action)) &&
      (other.statement.to === undefined || [...fieldsRead(other.statement.to)].some((field) => asked.has(field))),
  );
}

function half(placed: Placed, creates: boolean): LintFinding {
  const fields = quoteAll(fieldsRead(placed.statement.to));
  const other = creates ? "changed" : "created";
  return {
    code: creates ? "unguarded_change" : "unguarded_create",
    severity: "warning",
    path: [...placed.path, "to"],
    message: `what ${fields} may become is asked when a record is ${creates ? "created" : "changed"}, not when it is ${other}`,
    hint: creates ? "name the changing actions too" : "name `create` too",
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
    severity: "warning",
    path: [...placed.path, "when"],
    message: `records that are so are not changed any more, but nothing stops ${quote(field)} from becoming so`,
    hint: "`when` looks at the record as it stands; forbid the way there with `to`, if that is meant",
  };
}
