import { isCastellanError } from "../../model/errors.js";
import { mostRevealing, showMasked } from "../reference/mask-view.js";
import { forEachCase, type LawAccess, opener } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";

/** Law 8. */
export const maskedCells: Law = defineLaw<null>({
  number: 8,
  sentence: "a mask shows raw only readable cells; masking the result shows no more",
  extra: nothing,
  check(scenario) {
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, { type, record }) => {
      const access = open(facts);
      const shown = maskOf(access, type, record);
      if (shown === undefined) return 0;
      for (const [field, value] of Object.entries(shown)) {
        const view = access.view(type, record, field);
        const isRead = access.can("read", type, record, field);
        if (view === "hidden" || (view === "full") !== isRead)
          breach(`\`${field}\` is shown; its view is ${view}, can is ${isRead}`);
        if (view === "masked" && !isView(value, Reflect.get(record, field)))
          breach(`\`${field}\` is not shown in part`);
      }
      const again = maskOf(access, type, shown) ?? {};
      for (const [field, value] of Object.entries(again)) {
        const before = shown[field];
        if (!Object.hasOwn(shown, field)) breach(`\`${field}\` is shown only when masked twice`);
        if (!Object.is(value, before) && !isView(value, before)) breach(`\`${field}\` is not as it was shown`);
      }
      return Object.keys(shown).length;
    });
  },
});

function maskOf(access: LawAccess, type: string, record: object): Record<string, unknown> | undefined {
  try {
    return access.mask(type, record);
  } catch (error) {
    if (isCastellanError(error)) return undefined;
    throw error;
  }
}

function isView(shown: unknown, value: unknown): boolean {
  return mostRevealing(["last4", "email", "initials", "redact"]).some((view) => showMasked(value, view) === shown);
}
