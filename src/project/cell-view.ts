import type { Held } from "../compile/held.js";
import type { CompiledAction } from "../compile/resource.js";
import { isLeft } from "../decide/attenuate.js";
import type { Party } from "../decide/party.js";
import { type ProfileClass, profileOf } from "../decide/profile.js";
import { grantHolds, settle } from "../decide/settle.js";
import type { Standpoint } from "../decide/standpoint.js";
import { ALLOWED, NO_GRANT } from "../decide/verdict.js";
import type { MaskView } from "../model/statement-data.js";
import { VIEWS } from "./mask-view.js";

/** How the cells of a class of fields are shown: not at all, in full, or in part. */
export type CellView = "hidden" | "full" | MaskView;

/** How one party sees the fields of a class on a record. */
function viewOfClass(party: Party, action: CompiledAction, { fields, groups }: ProfileClass, record: object): CellView {
  const field = fields[0] as number;
  const verdict = settle(party, action, field, "full", record, null, null);
  if (verdict === ALLOWED) return "full";
  // whatever else stops the field in full stops it in part
  if (verdict !== NO_GRANT) return "hidden";
  const shown = groups.flatMap(({ masked }, slot) =>
    masked
      .filter((member) => grantHolds(member, party.held[slot] as Held, party, record, null))
      .map(({ view }) => view),
  );
  const view = VIEWS.find((one) => shown.includes(one));
  if (view === undefined) return "hidden";
  return settle(party, action, field, "shown", record, null, null) === ALLOWED ? view : "hidden";
}

/** What two parties see together: neither sees more than alone. */
export function both(left: CellView, right: CellView): CellView {
  if (left === right || right === "full") return left;
  if (left === "full") return right;
  return left === "hidden" || right === "hidden" ? "hidden" : "redact";
}

/** How each field of a record is shown, by field index. */
export function viewsOf(at: Standpoint, action: CompiledAction, record: object): readonly CellView[] {
  if (!isLeft(at.limits, action, at.party.now)) return action.resource.fields.map(() => "hidden");
  const views = viewsFor(at.party, action, record);
  if (at.human === null) return views;
  const others = viewsFor(at.human, action, record);
  return views.map((view, index) => both(view, others[index] ?? "hidden"));
}

function viewsFor(party: Party, action: CompiledAction, record: object): CellView[] {
  const views: CellView[] = [];
  for (const group of profileOf(party, action).classes) {
    const view = viewOfClass(party, action, group, record);
    for (const index of group.fields) views[index] = view;
  }
  return views;
}
