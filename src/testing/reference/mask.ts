import type { MaskView } from "../../model/statement-data.js";
import { decideField, policyDataOf } from "./decide.js";
import { mostRevealing, showMasked } from "./mask-view.js";
import { type Party, partiesOf } from "./party.js";
import { readPath } from "./path.js";
import type { ReferenceAccess } from "./questions.js";
import { statementsThatHold } from "./reach.js";
import { type Question, readRequest } from "./request.js";

/** How much of a cell is shown. */
export type ReferenceView = "full" | "masked" | "hidden";

/**
 * Tells how much of one field of a record is shown (S36).
 *
 * @param access - the policy and the facts
 * @param type - a resource type with the action `read`
 * @param record - the record
 * @param field - a field of the type
 * @example
 * import { crmPolicy } from "castellan/presets";
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const facts = { principal, assignments: [], session: null, now: 0 };
 * referenceView({ policy: crmPolicy, facts }, "deal", {}, "stage") // => "hidden"
 */
export function referenceView(access: ReferenceAccess, type: string, record: object, field: string): ReferenceView {
  const shown = shownAs(access, type, record, field);
  return shown === "full" || shown === "hidden" ? shown : "masked";
}

/**
 * The record with its readable cells, those that are masked, and nothing else (S36).
 *
 * @param access - the policy and the facts
 * @param type - a resource type with the action `read`
 * @param record - the record
 * @example
 * import { crmPolicy } from "castellan/presets";
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const facts = { principal, assignments: [], session: null, now: 0 };
 * referenceMask({ policy: crmPolicy, facts }, "deal", { stage: "won" }) // => {}
 */
export function referenceMask(access: ReferenceAccess, type: string, record: object): Record<string, unknown> {
  const { resource } = readRequest({ action: "read", type, record }, policyDataOf(access.policy).model);
  const cells = resource.fields.flatMap(({ name, ...rest }): [string, unknown][] => {
    const found = readPath([record], name, [{ name, ...rest, optional: true }]);
    // what is missing or cannot be read is not shown; null is
    if (found.state === "unusable" || (found.state === "absent" && !isNull(record, name))) return [];
    const value: unknown = found.state === "value" ? found.value : null;
    const shown = shownAs(access, type, record, name);
    if (shown === "hidden") return [];
    if (shown === "full") return [[name, value]];
    const text = showMasked(value, shown);
    return text === undefined ? [] : [[name, text]];
  });
  return Object.fromEntries(cells);
}

function isNull(record: object, name: string): boolean {
  return Object.hasOwn(record, name) && Reflect.get(record, name) === null;
}

function shownAs({ policy, facts, limits = [] }: ReferenceAccess, type: string, record: object, field: string) {
  const data = policyDataOf(policy);
  const question = readRequest({ action: "read", type, record, fields: [field] }, data.model);
  const sides = partiesOf(facts, limits).map((party) =>
    shownTo(party, statementsThatHold(party, question, data, []), question, field),
  );
  // both sides must be allowed; two different views have nothing in common that could be shown
  if (sides.includes("hidden")) return "hidden";
  const [view = "full", other] = new Set(sides.filter((side) => side !== "full"));
  return other === undefined ? view : "redact";
}

function shownTo(
  party: Party,
  statements: ReturnType<typeof statementsThatHold>,
  question: Question,
  field: string,
): "full" | MaskView | "hidden" {
  if (decideField(field, false, statements, party, question).outcome === "allow") return "full";
  if (decideField(field, true, statements, party, question).outcome !== "allow") return "hidden";
  const views = statements.flatMap(({ statement }) => {
    const view = "allow" in statement ? statement.masked?.[field] : undefined;
    return view === undefined ? [] : [view];
  });
  return mostRevealing(views)[0] ?? "hidden";
}
