import type { FieldClass, Member } from "../compile/cell.js";
import type { CompiledAction } from "../compile/resource.js";
import { isLeft } from "../decide/attenuate.js";
import type { Party } from "../decide/party.js";
import { grantHolds, settle } from "../decide/settle.js";
import type { Standpoint } from "../decide/standpoint.js";
import { ALLOWED, NO_GRANT } from "../decide/verdict.js";
import type { MaskView } from "../model/statement-data.js";
import { VIEWS } from "./mask-view.js";

/** How the cells of a class of fields are shown: not at all, in full, or in part. */
export type CellView = "hidden" | "full" | MaskView;

const NONE: readonly Member[] = Object.freeze([]);

/** How one party sees the fields of a class on a record. */
export function viewOfClass(
  at: Standpoint,
  party: Party,
  group: FieldClass,
  action: CompiledAction,
  record: object,
): CellView {
  const { decisiveGrants, masked } = group;
  if (decisiveGrants.length === 0 && masked.length === 0) return "hidden";
  if (!isLeft(at.limits, action, at.party.now)) return "hidden";
  const verdict = settle(group, decisiveGrants, NONE, party, action, record, null, null);
  if (verdict === ALLOWED) return "full";
  // whatever else stops the field in full stops it in part
  if (verdict !== NO_GRANT || masked.length === 0) return "hidden";
  for (const view of VIEWS) {
    const shown = masked.filter((member) => member.view === view && grantHolds(member, party, record, null));
    if (shown.length === 0) continue;
    return settle(group, NONE, shown, party, action, record, null, null) === ALLOWED ? view : "hidden";
  }
  return "hidden";
}

/** What two parties see together: neither sees more than alone. */
function both(left: CellView, right: CellView): CellView {
  if (left === right || right === "full") return left;
  if (left === "full") return right;
  return left === "hidden" || right === "hidden" ? "hidden" : "redact";
}

/** How each field of a record is shown, by field index. */
export function viewsOf(at: Standpoint, action: CompiledAction, record: object): readonly CellView[] {
  const views = viewsFor(at, at.party, action, record);
  if (at.human === null) return views;
  const others = viewsFor(at, at.human, action, record);
  return views.map((view, index) => both(view, others[index] ?? "hidden"));
}

function viewsFor(at: Standpoint, party: Party, action: CompiledAction, record: object): CellView[] {
  const views: CellView[] = action.resource.fields.map(() => "hidden");
  for (const group of party.roles.cell(action).classes) {
    const view = viewOfClass(at, party, group, action, record);
    for (const index of group.fields) views[index] = view;
  }
  return views;
}
