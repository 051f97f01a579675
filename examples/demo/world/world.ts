import type { Approval, Session } from "castellan";
import { crmPolicy } from "castellan/presets";
import { seededRandom } from "../random.js";
import { hirePeople, type Person } from "./people.js";
import { fillCrm, type RecordOf, type Records, type RecordType } from "./records.js";

/** The instant at which the demo plays: a Wednesday morning in Berlin. */
export const now = Date.parse("2026-03-04T10:00:00+01:00");

/** A company: its people and everything in its CRM. */
export interface World {
  readonly people: readonly Person[];
  readonly records: Records;
}

/** Builds the company, the same in every run. */
export function buildWorld(): World {
  const people = hirePeople();
  return { people, records: fillCrm(seededRandom(2026), people, now) };
}

/** Somebody by title. */
export function personCalled(world: World, title: string): Person {
  const person = world.people.find((candidate) => candidate.title === title);
  if (person === undefined) throw new Error(`nobody is called ${title}`);
  return person;
}

/** The first record that is as wanted. */
export function firstOf<Type extends RecordType>(
  world: World,
  type: Type,
  isWanted: (record: RecordOf<Type>) => boolean,
): RecordOf<Type> {
  const record = world.records[type].find(isWanted);
  if (record === undefined) throw new Error(`there is no such ${type}`);
  return record;
}

/** What somebody may do, logged in an hour ago with password and code, active a minute ago. */
export function accessOf(
  person: Person,
  more: { session?: Session; approvals?: readonly Approval[]; at?: number } = {},
) {
  const at = more.at ?? now;
  return crmPolicy.access({
    principal: person.principal,
    assignments: person.assignments,
    session: more.session ?? sessionAt(at),
    approvals: more.approvals ?? [],
    now: at,
  });
}

/** An ordinary session: logged in an hour before, with a password and a code. */
export function sessionAt(at: number): Session {
  return {
    id: "s-1",
    authenticatedAt: at - 60 * 60_000,
    lastActiveAt: at - 60_000,
    factors: [
      { method: "pwd", at: at - 60 * 60_000 },
      { method: "otp", at: at - 60 * 60_000 },
    ],
  };
}
