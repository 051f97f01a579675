import type { LaneProcess } from "./lane-process.js";
import type { Answers } from "./protocol.js";

/**
 * Makes sure that all lanes of one size say the same before any of them is timed.
 *
 * @returns the share of the decisions that are allowed, by number of statements
 */
export async function assertEqualAnswers(processes: readonly LaneProcess[]): Promise<Record<string, number>> {
  const first = new Map<number, { readonly lane: string; readonly answers: Answers }>();
  const shares: Record<string, number> = {};
  for (const process of processes) {
    const { lane, statements } = process.assignment;
    const answers = await process.run<Answers>({ kind: "answers" });
    const other = first.get(statements);
    if (other === undefined) {
      first.set(statements, { lane, answers });
      shares[`${statements}`] = answers.allowed / answers.decisions.length;
      continue;
    }
    const pair = `${other.lane} and ${lane} at ${statements} statements`;
    compare(`${pair}: decision`, [...other.answers.decisions], [...answers.decisions]);
    if (answers.masks !== null && other.answers.masks !== null) {
      compare(`${pair}: mask`, other.answers.masks, answers.masks);
    }
  }
  return shares;
}

function compare(what: string, left: readonly string[], right: readonly string[]): void {
  const differing = left.flatMap((value, place) => (value === right[place] ? [] : [place]));
  if (differing.length === 0 && left.length === right.length) return;
  const [place = 0] = differing;
  throw new Error(
    `${what} ${place} differs (${differing.length} of ${left.length} do): ${left[place]} and ${right[place]}`,
  );
}
