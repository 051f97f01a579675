import type { SelfCheck } from "../self-check.js";
import { grouped, progress, say } from "../terminal.js";
import type { RecordType } from "../world/records.js";
import { accessOf, now, personCalled, sessionAt, type World } from "../world/world.js";

/** Everybody against everything: how many questions, and how fast they were answered. */
export function numbers(world: World, check: SelfCheck): void {
  const all = Object.entries(world.records) as [RecordType, readonly object[]][];
  const records = all.reduce((sum, [, some]) => sum + some.length, 0);
  const report = progress("asking for everybody and everything", world.people.length);
  let checks = 0;
  let yes = 0;
  const begun = performance.now();
  for (const [index, person] of world.people.entries()) {
    const access = accessOf(person);
    for (const [type, some] of all) {
      for (const record of some) {
        checks += 1;
        if (access.can("read", type, record)) yes += 1;
      }
    }
    report(index + 1);
  }
  const checkMs = performance.now() - begun;

  const setups = 20_000;
  const setupBegun = performance.now();
  const session = sessionAt(now);
  for (let n = 0; n < setups; n += 1) accessOf(world.people[n % world.people.length] ?? raise(), { session });
  const setupMs = performance.now() - setupBegun;

  const support = accessOf(personCalled(world, "support agent · EMEA"));
  const masked = world.records.contact.length * 10;
  const maskBegun = performance.now();
  for (let n = 0; n < 10; n += 1) for (const contact of world.records.contact) support.mask("contact", contact);
  const maskMs = performance.now() - maskBegun;

  say(
    `${grouped(checks)} checks (${grouped(records)} records × ${world.people.length} people), ${grouped(yes)} of them yes, ` +
      `in ${grouped(checkMs)} ms:`,
  );
  say(
    `${perSecond(checks, checkMs)} checks/s; ${perSecond(setups, setupMs)} accesses/s; ${perSecond(masked, maskMs)} masked contacts/s.`,
  );
  check.claim("10,000 records were generated", records === 10_000);
  check.claim("50 people work here", world.people.length === 50);
  check.claim("every question was answered", checks === 500_000 && yes > 0 && yes < checks);
}

function perSecond(count: number, ms: number): string {
  return grouped((count / ms) * 1_000);
}

function raise(): never {
  throw new Error("nobody works here");
}
