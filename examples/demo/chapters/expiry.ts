import type { SelfCheck } from "../self-check.js";
import { answer, detail, tell } from "../terminal.js";
import { contractEnd } from "../world/people.js";
import { accessOf, firstOf, personCalled, sessionAt, type World } from "../world/world.js";

/** A contractor's last evening: nobody has to remember to take the access away. */
export function expiry(world: World, check: SelfCheck): void {
  const contractor = personCalled(world, "contractor · apollo");
  const report = firstOf(world, "report", ({ project }) => project === "apollo");
  tell("A contractor's role ends on 1 April at midnight in Berlin. The same access, asked at three instants:");

  const evening = contractEnd - 10 * 60_000;
  const access = accessOf(contractor, { at: evening, session: sessionAt(evening) });
  const ask = (at: number) => access.at(at).outcome("read", "report", report);
  answer(ask(contractEnd - 1), "23:59:59.999", "the last millisecond");
  answer(ask(contractEnd), "00:00:00.000", "the end itself");
  answer(ask(contractEnd + 1), "00:00:00.001", "and after");
  detail(`asked at 23:50, the access said when it would end: ${new Date(access.validUntil ?? 0).toISOString()}`);

  check.claim("the contractor reads until the last millisecond", ask(contractEnd - 1) === "allow");
  check.claim("and not from the end on", ask(contractEnd) === "deny" && ask(contractEnd + 1) === "deny");
  check.claim("the access knew when it would end", access.validUntil === contractEnd);
  const other = firstOf(world, "report", ({ project }) => project === "borealis");
  check.claim("another project's reports were never there", access.outcome("read", "report", other) === "deny");
}
