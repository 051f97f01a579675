import type { SelfCheck } from "../self-check.js";
import { answer, detail, tell } from "../terminal.js";
import { accessOf, firstOf, now, personCalled, sessionAt, type World } from "../world/world.js";

/** An export that asks for two fresh factors, gets them, and is let through. */
export function stepUp(world: World, check: SelfCheck): void {
  const manager = personCalled(world, "sales manager · DACH");
  const deal = firstOf(world, "deal", ({ region, stage }) => region === "AT" && stage === "negotiation");
  const request = { action: "export", type: "deal", record: deal } as const;
  tell("A sales manager exports a deal. She logged in an hour ago; exports ask for two factors within 15 minutes.");

  const session = sessionAt(now);
  const before = accessOf(manager, { session }).decide(request);
  answer(before.outcome, "export the deal");
  const unmet = before.outcome === "challenge" ? before.requirements : [];
  for (const requirement of unmet) {
    detail(`${requirement.kind}: ${requirement.statement.why ?? requirement.statement.id}`);
  }

  const factors = [...session.factors, { method: "hwk", at: now }, { method: "fpt", at: now }];
  const after = accessOf(manager, { session: { ...session, factors } }).decide(request);
  answer(after.outcome, "the same, after touching her security key (hwk, fpt)");
  const until = after.validUntil ?? Number.NaN;
  detail(`stays true for ${(until - now) / 60_000} minutes: until ${timeOf(until)}`);

  check.claim("the export is challenged for MFA alone", unmet.length === 1 && unmet[0]?.kind === "mfa");
  check.claim("the fresh factors let it through", after.outcome === "allow");
  check.claim("for a quarter of an hour", until === now + 15 * 60_000);
  const access = accessOf(manager, { session: { ...session, factors, lastActiveAt: now } });
  check.claim(
    "and not a millisecond longer",
    access.at(until - 1).can("export", "deal", deal) && !access.at(until).can("export", "deal", deal),
  );
}

function timeOf(instant: number): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", timeStyle: "medium" }).format(instant);
}
