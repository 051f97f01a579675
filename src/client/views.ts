import { isLeft } from "../decide/attenuate.js";
import { ALLOWED, NO_GRANT } from "../decide/verdict.js";
import { both, type CellView } from "../project/cell-view.js";
import { VIEWS } from "../project/mask-view.js";
import { classAt } from "./decide.js";
import type { ClientAction } from "./model.js";
import type { Outlook } from "./outlook.js";
import { questionOn } from "./question.js";
import { holds, settle } from "./settle.js";
import type { Side } from "./side.js";

/** How a field of a record is shown. */
export function viewOf(at: Outlook, action: ClientAction, record: object, field: number): CellView {
  if (!isLeft(at.limits, action, at.now)) return "hidden";
  return at.sides.map((side) => viewFor(side, action, record, field)).reduce(both);
}

function viewFor(side: Side, action: ClientAction, record: object, field: number): CellView {
  const group = classAt(side, action, field);
  const question = questionOn(action, record);
  const verdict = settle(side, group, "full", question);
  if (verdict === ALLOWED) return "full";
  // whatever else stops the field in full stops it in part
  if (verdict !== NO_GRANT || settle(side, group, "shown", question) !== ALLOWED) return "hidden";
  const shown = group.masked
    .filter((member) => holds(member, side, question))
    .map(({ statement }) => statement.masked?.get(field));
  return VIEWS.find((view) => shown.includes(view)) ?? "hidden";
}
