import type { Member } from "../../compile/cell.js";
import type { StatementRef } from "../../model/decision.js";
import type { RequirementsData, Schedule, Weekday } from "../../model/requirement-data.js";
import type { Party } from "../party.js";
import type { Request } from "../request.js";
import { unmetParts } from "../requirements/describe.js";
import { checkDevice } from "../requirements/device.js";
import { MET } from "../requirements/met.js";
import { checkNetwork } from "../requirements/network.js";
import { cureWords } from "./cure-words.js";
import { listed } from "./words.js";

/** What of a require is unmet, by name, and what it takes: sentences without their full stop. */
export interface UnmetWords {
  readonly operands: readonly (keyof RequirementsData)[];
  readonly wants: readonly string[];
}

type Part = readonly [kind: keyof RequirementsData, wants: string];

/** What of a require is unmet: what a person can cure, and what not. */
export function unmetOf(member: Member, ref: StatementRef, party: Party, request: Request): UnmetWords {
  const parts = [...curable(member, ref, party, request), ...incurable(member, party)];
  return { operands: [...new Set(parts.map(([kind]) => kind))], wants: parts.map(([, words]) => words) };
}

function curable(
  member: Member,
  ref: StatementRef,
  party: Party,
  { action, record, detail }: Request,
): readonly Part[] {
  return unmetParts(member, ref, party, { action, record, ...detail }).map((unmet) => [
    unmet.kind === "reauthenticate" ? "session" : unmet.kind,
    cureWords(unmet, party.policy),
  ]);
}

function incurable({ statement: { requirement } }: Member, { session, now }: Party): readonly Part[] {
  const parts: Part[] = [];
  const { mfa, session: limits, device, network, schedule, data } = requirement ?? {};
  if (session === null && (mfa || limits))
    parts.push([mfa ? "mfa" : "session", "It takes a login, and nobody is logged in"]);
  const facts = (["managed", "compliant", "known"] as const).filter(
    (fact) => device?.[fact] !== undefined && checkDevice({ [fact]: device[fact] }, session) !== MET,
  );
  if (facts.length > 0) parts.push(["device", `It takes a ${listed(facts, "and")} device`]);
  const { zones, countries, notCountries } = network ?? {};
  if (zones && checkNetwork({ zones }, session) !== MET) {
    parts.push(["network", `It takes a connection from the zone ${listed(zones, "or")}`]);
  }
  if (countries && checkNetwork({ countries }, session) !== MET) {
    parts.push(["network", `It takes a connection from ${listed(countries, "or")}`]);
  }
  if (notCountries && checkNetwork({ notCountries }, session) !== MET) {
    parts.push(["network", `It takes a connection that is known not to come from ${listed(notCountries, "or")}`]);
  }
  if (schedule && data?.schedule && !schedule.isOpen(now)) parts.push(["schedule", scheduleWords(data.schedule)]);
  return parts;
}

const DAYS: readonly (readonly [Weekday, string])[] = [
  ["mon", "Mon"],
  ["tue", "Tue"],
  ["wed", "Wed"],
  ["thu", "Thu"],
  ["fri", "Fri"],
  ["sat", "Sat"],
  ["sun", "Sun"],
];

function scheduleWords({ timeZone, days, from, until }: Schedule): string {
  const places = DAYS.flatMap(([day], place) => (days.includes(day) ? [place] : []));
  const names = places.map((place) => DAYS[place]?.[1] ?? "");
  const isRun = places.length > 2 && (places.at(-1) ?? 0) - (places[0] ?? 0) === places.length - 1;
  const when =
    places.length === DAYS.length ? "every day" : isRun ? `${names[0]}–${names.at(-1)}` : listed(names, "and");
  return `It is possible only ${when} ${from}–${until} (${timeZone})`;
}
