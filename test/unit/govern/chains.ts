import fc from "fast-check";
import { chainHead, sealEvents } from "../../../src/govern/audit-chain.js";
import type { AuditEvent, EventDraft } from "../../../src/model/audit-event.js";
import type { JsonObject } from "../../../src/model/json.js";

export const TIME = Date.parse("2026-03-02T09:00:00Z");

/** A draft with as much, or as little, as is said. */
export function draft(data: Partial<EventDraft["data"]> = {}, type = "assignment.created"): EventDraft {
  const actor = { id: "u1", kind: "principal", sessionId: "s1" } as const;
  return { type, subject: "u17", data: { actor, action: "assign", outcome: "done", principalIds: ["u17"], ...data } };
}

/** A chain of commits: so many events in each. */
export function chain(sizes: readonly number[], tenant = "acme", make = (n: number) => draft({ details: { n } })) {
  return sealCommits(
    sizes.map((size, commit) => Array.from({ length: size }, (_, place) => make(commit * 100 + place))),
    tenant,
  );
}

export function sealCommits(commits: readonly (readonly EventDraft[])[], tenant = "acme"): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (const [index, drafts] of commits.entries()) {
    const last = events.at(-1);
    const head = last === undefined ? null : chainHead(last);
    events.push(...sealEvents({ tenant, head, revision: index + 1, time: TIME + index * 1000 }, drafts));
  }
  return events;
}

const details = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });

const anyDraft: fc.Arbitrary<EventDraft> = fc
  .record(
    {
      reason: fc.string({ unit: "grapheme" }),
      outcome: fc.constantFrom("done", "refused", "challenged", "allowed", "denied"),
      principalIds: fc.array(fc.string(), { maxLength: 3 }),
      details: details.map((it) => it as JsonObject),
      after: fc.jsonValue({ maxDepth: 3 }),
    },
    { requiredKeys: ["outcome", "principalIds"] },
  )
  .map((data) => draft(data as Partial<EventDraft["data"]>));

/** Chains of up to six commits of up to four events, of anything. */
export const anyChain = (minCommits = 1): fc.Arbitrary<AuditEvent[]> =>
  fc
    .array(fc.array(anyDraft, { minLength: 1, maxLength: 4 }), { minLength: minCommits, maxLength: 6 })
    .map((commits) => sealCommits(commits));
