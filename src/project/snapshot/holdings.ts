import type { Held } from "../../compile/held.js";
import { hold } from "../../decide/holding.js";
import type { Party } from "../../decide/party.js";
import { standing } from "../../decide/window.js";
import type { Assignment } from "../../model/assignment.js";
import type { EvaluationError } from "../../model/decision.js";
import { toEpochMs } from "../../model/instant.js";
import { ALWAYS, type Window } from "./windows.js";

/** Something that a party holds, now or later. */
export interface Holding {
  readonly held: Held;
  /** `null` for the rules. */
  readonly assignment: Assignment | null;
  readonly window: Window;
}

/** Something that could not be read, and while it would have counted. */
export interface Problem {
  readonly error: EvaluationError;
  readonly window: Window;
}

/** What a party holds from now on: the rules, and each assignment that is not over. */
export function holdingsOf(party: Party): {
  readonly holdings: readonly Holding[];
  readonly problems: readonly Problem[];
} {
  const holdings: Holding[] = [{ held: party.policy.rules, assignment: null, window: ALWAYS }];
  const problems: Problem[] = [];
  for (const assignment of party.assignments) {
    const { validFrom, validUntil } = assignment;
    const place = standing(validFrom, validUntil, party.now);
    // as it will be taken once its window is open
    const starts = place === "before" ? Math.floor(toEpochMs(validFrom)) : party.now;
    const isBounded = validUntil !== undefined && place !== "unusable";
    const window = {
      from: place === "before" ? starts : ALWAYS.from,
      until: isBounded ? Math.floor(toEpochMs(validUntil)) : ALWAYS.until,
    };
    const found = hold(party.policy, [assignment], starts);
    holdings.push(...found.held.slice(1).map((held) => ({ held, assignment, window })));
    problems.push(...found.problems.map((error) => ({ error, window })));
  }
  return { holdings, problems };
}
