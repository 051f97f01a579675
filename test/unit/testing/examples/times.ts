import type { AccessFacts } from "../../../../src/model/access-facts.js";
import type { RequirementsData, Schedule } from "../../../../src/model/requirement-data.js";
import type { Session } from "../../../../src/model/session.js";
import type { Example } from "./example.js";
import { ask, deals, factsOf, HOUR, MINUTE, NOW, policyOf, principal, rep, ruled, session } from "./fixture.js";

const readers = deals({ allow: "read" });

function timed(name: string, facts: Partial<AccessFacts>, expected: string, validUntil?: number | null): Example {
  const example = {
    name,
    policy: readers,
    facts: factsOf({ session: null, ...facts }),
    request: ask("read"),
    expected,
  };
  return validUntil === undefined ? example : { ...example, validUntil };
}

const night: Schedule = {
  timeZone: "Europe/Berlin",
  days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  from: "02:15",
  until: "02:45",
};

function scheduled(name: string, schedule: Schedule, now: string, expected: "in" | "out"): Example {
  return {
    name,
    policy: ruled({ id: "hours", require: { schedule }, for: "read" }),
    facts: factsOf({ now, session: null }),
    request: ask("read"),
    expected: expected === "in" ? "allow" : "deny requirement_unmet",
  };
}

/** A session of which nothing ends by itself. */
const still: Session = { id: "s1", authenticatedAt: NOW - HOUR, factors: [] };

const approval = { id: "p1", by: "u2", principal: "u1", action: "read", type: "deal", recordId: "d1" };

function bounded(
  name: string,
  require: RequirementsData,
  facts: Partial<AccessFacts>,
  expected: string,
  validUntil: number,
): Example {
  const policy = ruled({ id: "r", require, for: "read" });
  return { name, policy, facts: factsOf({ session: still, ...facts }), request: ask("read"), expected, validUntil };
}

export const timeExamples: Example[] = [
  timed(
    "S23 an assignment counts from its very first millisecond",
    { assignments: [rep({ validFrom: NOW })] },
    "allow",
    null,
  ),
  timed(
    "S23 denies from the very millisecond the assignment ends",
    { assignments: [rep({ validUntil: NOW })] },
    "deny no_grant",
  ),
  timed(
    "S26 an allow stands until its assignment ends",
    { assignments: [rep({ validUntil: NOW + 1 })] },
    "allow",
    NOW + 1,
  ),
  timed(
    "S26 a denial stands until a coming assignment begins",
    { assignments: [rep({ validFrom: new Date(NOW + HOUR) })] },
    "deny no_grant",
    NOW + HOUR,
  ),
  timed(
    "S24 an assignment does not count outside its principal's window",
    { principal: { ...principal, validUntil: NOW } },
    "deny principal_inactive",
  ),
  timed("S12 an unusable window gives nothing", { assignments: [rep({ validUntil: "soon" })] }, "deny no_grant"),
  {
    name: "S20 a forbid of an assignment with an unusable window holds",
    policy: policyOf({ deal: [{ id: "f", forbid: "read" }] }),
    facts: factsOf({ assignments: [rep({ validUntil: Number.NaN })] }),
    request: ask("read"),
    expected: "deny forbidden",
  },
  timed("S34 an eligible assignment gives nothing", { assignments: [rep({ state: "eligible" })] }, "deny no_grant"),
  {
    name: "S24 an authentication of the future does not count yet",
    policy: ruled({ require: { session: { maxAge: "12h" } }, for: "read" }),
    facts: factsOf({ session: { ...session, authenticatedAt: NOW + 1 } }),
    request: ask("read"),
    expected: "challenge reauthenticate",
    validUntil: NOW + 1,
  },
  {
    name: "S26 a comparison with now adds the value and the millisecond after it",
    policy: deals({ allow: "read", when: { closedAt: { $lt: { $ref: "now" } } } }),
    facts: factsOf({ session: null }),
    request: ask("read", { record: { closedAt: NOW } }),
    expected: "deny no_grant",
    validUntil: NOW + 1,
  },
  scheduled(
    "S25 a schedule follows its zone's clock in winter",
    { ...night, from: "08:00", until: "18:00" },
    "2026-03-02T07:00:00Z",
    "in",
  ),
  scheduled(
    "S25 a schedule follows its zone's clock in summer",
    { ...night, from: "08:00", until: "18:00" },
    "2026-07-06T06:00:00Z",
    "in",
  ),
  scheduled("S25 a schedule is half-open", { ...night, from: "08:00", until: "18:00" }, "2026-03-02T17:00:00Z", "out"),
  scheduled("S25 a window inside a gap does not occur", night, "2026-03-29T01:00:00Z", "out"),
  scheduled(
    "S25 a window that begins inside a gap begins after it",
    { ...night, until: "04:00" },
    "2026-03-29T01:00:00Z",
    "in",
  ),
  scheduled(
    "S25 a window that ends inside a gap ends with it",
    { ...night, from: "01:00" },
    "2026-03-29T01:00:00Z",
    "out",
  ),
  scheduled("S25 a local time that occurs twice counts the first time", night, "2026-10-25T00:30:00Z", "in"),
  scheduled("S25 a local time that occurs twice counts the second time", night, "2026-10-25T01:30:00Z", "in"),
  scheduled("S25 between the two occurrences it does not count", night, "2026-10-25T01:00:00Z", "out"),
  scheduled(
    "S25 a night shift belongs to the day on which it starts",
    { ...night, days: ["sun"], from: "22:00", until: "06:00" },
    "2026-03-02T04:59:59Z",
    "in",
  ),
  scheduled(
    "S25 a night shift of Monday has not begun on Monday morning",
    { ...night, days: ["mon"], from: "22:00", until: "06:00" },
    "2026-03-02T04:00:00Z",
    "out",
  ),
  {
    name: "S26 a schedule's end bounds the answer",
    policy: ruled({ require: { schedule: { ...night, from: "08:00", until: "18:00" } }, for: "read" }),
    facts: factsOf({ session: null }),
    request: ask("read"),
    expected: "allow",
    validUntil: NOW + 7 * HOUR,
  },
  {
    name: "S27 a verification counts until the millisecond at which its time is over",
    policy: ruled({ require: { mfa: { within: "15m", factors: 1 } }, for: "read" }),
    facts: factsOf({ session: { ...session, factors: [{ method: "pwd", at: NOW - 15 * MINUTE }] } }),
    request: ask("read"),
    expected: "challenge mfa",
  },
  bounded(
    "S26 a verification that counts bounds the answer by its end",
    { mfa: { within: "15m", factors: 1 } },
    { session: { ...still, factors: [{ method: "pwd", at: NOW - MINUTE }] } },
    "allow",
    NOW + 14 * MINUTE,
  ),
  bounded(
    "S26 a verification of the future bounds the answer by its instant",
    { mfa: { factors: 1 } },
    { session: { ...still, factors: [{ method: "pwd", at: NOW + 5 }] } },
    "challenge mfa",
    NOW + 5,
  ),
  bounded(
    "S26 an idle time bounds the answer",
    { session: { maxIdle: "30m" } },
    { session: { ...still, lastActiveAt: NOW - MINUTE } },
    "allow",
    NOW + 29 * MINUTE,
  ),
  bounded(
    "S26 the age of a session bounds the answer",
    { session: { maxAge: "2h" } },
    { session: { ...still, authenticatedAt: NOW - HOUR } },
    "allow",
    NOW + HOUR,
  ),
  bounded(
    "S26 an activity of the future bounds the answer",
    { session: { maxIdle: "30m" } },
    { session: { ...still, lastActiveAt: NOW + 7 } },
    "challenge reauthenticate",
    NOW + 7,
  ),
  bounded(
    "S26 a session's end bounds the answer",
    { justification: true },
    { session: { ...still, expiresAt: new Date(NOW + 9) } },
    "challenge justification",
    NOW + 9,
  ),
  bounded(
    "S26 an approval bounds the answer by the time for which it counts",
    { approval: { by: "boss", within: "1h" } },
    { approvals: [{ ...approval, at: NOW - MINUTE }] },
    "allow",
    NOW + HOUR - MINUTE,
  ),
  bounded(
    "S26 an approval bounds the answer by its own end",
    { approval: { by: "boss", within: "1h" } },
    { approvals: [{ ...approval, at: NOW - MINUTE, validUntil: NOW + 3 }] },
    "allow",
    NOW + 3,
  ),
  bounded(
    "S26 an approval of the future bounds the answer by its instant",
    { approval: { by: "boss" } },
    { approvals: [{ ...approval, at: NOW + 4 }] },
    "challenge approval",
    NOW + 4,
  ),
  bounded(
    "S26 a principal's end bounds the answer",
    { justification: true },
    { principal: { ...principal, validUntil: NOW + 2 } },
    "challenge justification",
    NOW + 2,
  ),
];
