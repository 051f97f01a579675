import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IdentityChange } from "../../../../src/lifecycle/command.js";
import type { SecurityEvent } from "../../../../src/lifecycle/identity/security-event.js";
import type { HeldAssignment, PrincipalState } from "../../../../src/model/principal-state.js";
import { held } from "../firm.js";
import { DAY, NOW, World } from "../world.js";

const AGO = NOW - DAY;

type News =
  | { readonly command: "applyIdentity"; readonly change: IdentityChange }
  | { readonly command: "applySecurityEvent"; readonly event: SecurityEvent };

const saidAt = fc.integer({ min: AGO, max: AGO + 5 });
const assignment = fc.constantFrom(
  { role: "rep", scope: { region: ["DE"] } },
  { role: "rep", scope: { region: ["FR", "DE"] } },
  { role: "manager", scope: { region: ["AT"] } },
  { role: "payer" },
  { role: "biller" },
  { role: "root" },
);

const change: fc.Arbitrary<News> = fc
  .record(
    {
      active: fc.boolean(),
      assignments: fc.array(assignment, { maxLength: 3 }),
      groups: fc.uniqueArray(fc.constantFrom("a", "b", "c")),
      attributes: fc.dictionary(fc.constantFrom("department", "team"), fc.constantFrom("x", "y", null)),
      profile: fc.dictionary(fc.constantFrom("title", "phone"), fc.constantFrom("p", "q")),
      kind: fc.constantFrom("employee" as const, "agent" as const, "service" as const),
      validUntil: fc.constantFrom(NOW + DAY, NOW + 2 * DAY, NOW + 3 * DAY),
      userName: fc.constantFrom("ada", "adele"),
    },
    { requiredKeys: [] },
  )
  .chain((parts) => saidAt.map((at) => ({ ...parts, provider: "okta", saidAt: at })))
  .map((it) => ({ command: "applyIdentity", change: it }));

const about = {
  principalId: fc.constant("ada"),
  id: fc.constant("e"),
  provider: fc.constantFrom("okta", "edr"),
  at: saidAt,
};
const event: fc.Arbitrary<News> = fc
  .oneof(
    fc.record({ ...about, kind: fc.constant("session_revoked" as const), sessionId: fc.constantFrom("s1", "s2") }),
    fc.record({ ...about, kind: fc.constant("session_revoked" as const) }),
    fc.record({
      ...about,
      kind: fc.constant("device_compliance" as const),
      deviceId: fc.constantFrom("d1", "d2"),
      compliant: fc.boolean(),
    }),
    fc.record({
      ...about,
      kind: fc.constant("assurance_level" as const),
      sessionId: fc.constantFrom("s1", "s2"),
      level: fc.constantFrom(
        "none" as const,
        "single_factor" as const,
        "multi_factor" as const,
        "phishing_resistant" as const,
      ),
    }),
    fc.record({ ...about, kind: fc.constantFrom("account_disabled" as const, "credential_compromised" as const) }),
  )
  .map((it) => ({ command: "applySecurityEvent", event: it as SecurityEvent }));

const news = fc.array(fc.oneof(change, change, event), { minLength: 1, maxLength: 6 });

/** The same news in another order, some of it more than once. */
const twice = news.chain((list) =>
  fc.tuple(
    fc.constant(list),
    fc.array(fc.nat({ max: list.length - 1 }), { maxLength: 6 }).chain((again) =>
      fc.shuffledSubarray([...list, ...again.map((index) => list[index]!)], {
        minLength: list.length + again.length,
      }),
    ),
  ),
);

const bases: readonly (readonly HeldAssignment[])[] = [
  [],
  [held("own", "rep", { grantedAt: AGO - DAY })],
  [held("own", "biller"), held("elig", "payer", { state: "eligible", validUntil: NOW - 1 })],
];

function outcome(
  list: readonly News[],
  base: readonly HeldAssignment[],
  status: "active" | "suspended",
): PrincipalState {
  const w = new World();
  w.put("boss", [held("b1", "admin")]);
  w.put("ada", base, {
    principal: { id: "ada", kind: "employee", status, validUntil: NOW + 2 * DAY },
    identity: { provider: "okta" },
  });
  for (const one of list) {
    if (one.command === "applyIdentity") w.do(undefined, "applyIdentity", { principalId: "ada", ...one.change });
    else w.do(undefined, "applySecurityEvent", { event: one.event });
  }
  const { revision: _, ...state } = w.state("ada");
  return state as PrincipalState;
}

describe("news of identity providers", () => {
  it("come to the same in whatever order they arrive, and however often", () => {
    fc.assert(
      fc.property(
        twice,
        fc.constantFrom(...bases),
        fc.constantFrom("active", "suspended"),
        ([list, other], base, status) => {
          expect(outcome(other, base, status)).toEqual(outcome(list, base, status));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("never leave anybody what the provider took away", () => {
    fc.assert(
      fc.property(twice, ([, list]) => {
        const state = outcome(list, [], "active");
        const spoken = list.flatMap((one) => (one.command === "applyIdentity" ? [one.change] : []));
        const speaking = spoken.filter(({ assignments, active }) => assignments !== undefined || active === false);
        const last = Math.max(...speaking.map(({ saidAt: at }) => at));
        const latest = speaking.filter(({ saidAt: at }) => at === last);
        for (const held of state.assignments) {
          if (held.origin?.kind !== "identity") continue;
          for (const { active, assignments = [] } of latest) {
            expect(active).not.toBe(false);
            expect(assignments.map(({ role }) => role)).toContain(held.role);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never bring back who is suspended, nor a session that was revoked", () => {
    fc.assert(
      fc.property(news, (list) => {
        const state = outcome(list, [], "suspended");
        expect(["suspended", "deactivated"]).toContain(state.principal.status);
        for (const one of list) {
          if (one.command !== "applySecurityEvent" || one.event.kind !== "session_revoked") continue;
          const { sessionId, at } = one.event;
          if (sessionId === undefined) expect(Number(state.principal.sessionsValidFrom)).toBeGreaterThan(at);
          else
            expect(state.identity?.sessions).toContainEqual(expect.objectContaining({ id: sessionId, revoked: true }));
        }
      }),
    );
  });
});
