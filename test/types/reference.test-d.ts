import type { RecordCondition, RulesOf, VocabularyOf } from "castellan";
import { describe, test } from "vitest";
import type { crm, deal, model } from "./crm.js";

/** Checks a condition on a deal as an author writes it. */
declare function when(condition: RecordCondition<VocabularyOf<typeof crm>, typeof deal>): void;
/** Checks policy-wide rules as an author writes them. */
declare function rules(rules: RulesOf<typeof model>): void;

describe("references", () => {
  test("read the principal, the session, the record and now", () => {
    when({ ownerId: { $ref: "principal.id" } });
    when({ ownerId: { $ne: { $ref: "principal.kind" } } });
    when({ ownerId: { $ref: "principal.status" } });
    when({ region: { $ref: "principal.attributes.home.country" } });
    when({ ownerId: { $ref: "session.id" } });
    when({ ownerId: { $ref: "session.device.id" } });
    when({ urgent: { $ref: "session.device.managed" } });
    when({ region: { $in: { $ref: "session.network.zones" } } });
    when({ ownerId: { $ref: "record.region" } });
    when({ "address.city": { $ref: "record.address.country" } });
    when({ closedAt: { $lt: { $ref: "now" } } });
  });

  test("read nothing else", () => {
    // @ts-expect-error
    when({ ownerId: { $ref: "principal.idd" } });
    // @ts-expect-error
    when({ ownerId: { $ref: "principal.attributes.deprtment" } });
    // @ts-expect-error
    when({ ownerId: { $ref: "session.authenticatedAt" } });
    // @ts-expect-error
    when({ ownerId: { $ref: "record.onwerId" } });
    // @ts-expect-error
    when({ ownerId: { $ref: "principal" } });
    // @ts-expect-error a text is a literal, not a reference
    when({ amount: "$principal.attributes.limit" });
  });

  test("are of the field's type", () => {
    when({ amount: { $lte: { $ref: "principal.attributes.limit" } } });
    // @ts-expect-error
    when({ amount: { $lte: { $ref: "principal.id" } } });
    // @ts-expect-error
    when({ ownerId: { $ref: "principal.attributes.limit" } });
    // @ts-expect-error
    when({ ownerId: { $ref: "now" } });
    // @ts-expect-error
    when({ closedAt: { $lt: { $ref: "principal.id" } } });
    // @ts-expect-error
    when({ urgent: { $ref: "principal.id" } });
  });

  test("are lists where a list is wanted", () => {
    when({ ownerId: { $in: { $ref: "principal.attributes.teams" } } });
    when({ tags: { $hasAny: { $ref: "principal.attributes.teams" } } });
    when({ amount: { $nin: { $ref: "principal.attributes.limits" } } });
    when({ region: { $under: { $ref: "principal.attributes.teams" } } });
    when({ region: { $under: { $ref: "principal.attributes.department" } } });
    // @ts-expect-error
    when({ ownerId: { $in: { $ref: "principal.id" } } });
    // @ts-expect-error
    when({ ownerId: { $ref: "principal.attributes.teams" } });
    // @ts-expect-error
    when({ tags: { $has: { $ref: "principal.attributes.teams" } } });
    // @ts-expect-error
    when({ ownerId: { $in: { $ref: "principal.attributes.limits" } } });
  });

  test("are shifted only where they are instants", () => {
    when({ closedAt: { $gt: { $ref: "now", plus: "-30d" } } });
    when({ closedAt: { $gt: { $ref: "principal.attributes.since", plus: 1_000 } } });
    when({ closedAt: { $ref: "record.closedAt", plus: "1d" } });
    // @ts-expect-error
    when({ ownerId: { $ref: "principal.id", plus: "1d" } });
    // @ts-expect-error
    when({ amount: { $gt: { $ref: "principal.attributes.limit", plus: 5 } } });
    // @ts-expect-error
    when({ closedAt: { $gt: { $ref: "now", plus: "a month" } } });
  });

  test("in `who` read no record", () => {
    rules({ deal: [{ forbid: "read", who: { id: { $ref: "session.device.id" } } }] });
    rules({ deal: [{ forbid: "read", who: { "attributes.since": { $gt: { $ref: "now", plus: "-90d" } } } }] });
    // @ts-expect-error
    rules({ deal: [{ forbid: "read", who: { id: { $ref: "record.ownerId" } } }] });
  });
});
