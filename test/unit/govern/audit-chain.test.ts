import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditHash, auditSource, chainHead, sealEvents } from "../../../src/govern/audit-chain.js";
import { canonicalJson } from "../../../src/govern/canonical-json.js";
import { anyChain, chain, draft, TIME } from "./chains.js";

const sealing = { tenant: "acme", head: null, revision: 1, time: TIME };

describe("sealing gives events their place", () => {
  it("numbers them through commits, and links each to the one before", () => {
    const events = chain([2, 1]);
    expect(events.map(({ id, sequence, revision }) => [id, sequence, revision])).toEqual([
      ["1.1", 1, 1],
      ["1.2", 2, 1],
      ["2.1", 3, 2],
    ]);
    expect(events.map((event) => event.previoushash)).toEqual(["0".repeat(64), events[0]?.hash, events[1]?.hash]);
  });

  it("writes CloudEvents 1.0 with the tenant as source", () => {
    const [event] = sealEvents({ ...sealing, tenant: "acme / Köln" }, [draft({ reason: "asked for" })]);
    expect(event).toEqual({
      specversion: "1.0",
      id: "1.1",
      source: "/castellan/acme%20%2F%20K%C3%B6ln",
      type: "castellan.assignment.created",
      subject: "u17",
      time: "2026-03-02T09:00:00.000Z",
      datacontenttype: "application/json",
      sequence: 1,
      revision: 1,
      previoushash: "0".repeat(64),
      hash: event?.hash,
      data: draft({ reason: "asked for" }).data,
    });
    // CloudEvents 1.0, 3.1: lower-case letters and digits, at most 20
    for (const name of Object.keys(event ?? {})) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
  });

  it("makes the hash that anybody can make again with SHA-256 and RFC 8785", () => {
    fc.assert(
      fc.property(anyChain(), (events) => {
        for (const { hash, ...rest } of events) {
          expect(hash).toBe(createHash("sha256").update(canonicalJson(rest), "utf8").digest("hex"));
        }
      }),
    );
  });

  it("gives events that go through JSON unchanged, with their hash", () => {
    fc.assert(
      fc.property(anyChain(), (events) => {
        const read = JSON.parse(JSON.stringify(events));
        expect(read).toEqual(events);
        for (const event of read) expect(auditHash(event)).toBe(event.hash);
      }),
    );
  });

  it("keeps nothing of the caller's, who may change it afterwards", () => {
    const principalIds = ["u17"];
    const [event] = sealEvents(sealing, [draft({ principalIds })]);
    principalIds.push("u18");
    expect(event?.data.principalIds).toEqual(["u17"]);
  });

  it("seals whatever somebody wrote into it", () => {
    const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
    const hostile = draft({ reason: "\ud83d half", details: { "\ude00": 1, deep, ["__proto__"]: { admin: true } } });
    const [event] = sealEvents(sealing, [{ ...hostile, type: "x\ud800", subject: "\udfff" }]);
    expect(event?.data.reason).toBe("\ufffd half");
    expect(event?.type).toBe("castellan.x\ufffd");
    expect(event?.subject).toBe("\ufffd");
    expect(JSON.stringify(event?.data.details)).toContain('{"truncated":true}');
    expect(Object.getPrototypeOf(event?.data.details)).toBe(Object.prototype);
    expect(auditHash(JSON.parse(JSON.stringify(event)))).toBe(event?.hash);
  });

  it("leaves out what is undefined, and a subject of no characters", () => {
    const [event] = sealEvents(sealing, [{ ...draft({ reason: undefined as never }), subject: "" }]);
    expect(event?.data).not.toHaveProperty("reason");
    expect(event).not.toHaveProperty("subject");
  });

  it.each([
    ["a revision that leaves one out", { revision: 2 }],
    ["a revision that was there", { revision: 1, head: { sequence: 3, revision: 1, hash: "0".repeat(64) } }],
    ["an instant that is none", { time: Number.NaN }],
    ["no tenant", { tenant: "" }],
    ["a tenant with half a character", { tenant: "\ud83d" }],
  ])("refuses %s", (_, change) => {
    expect(() => sealEvents({ ...sealing, ...change }, [draft()])).toThrow(
      expect.objectContaining({ code: "invalid_sealing" }),
    );
  });

  it("tells tenants apart by their source", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        expect(auditSource(a) === auditSource(b)).toBe(a === b);
      }),
    );
  });

  it("goes on from the head of what there is", () => {
    const events = chain([1, 3]);
    expect(chainHead(events[3]!)).toEqual({ sequence: 4, revision: 2, hash: events[3]?.hash });
    const [next] = sealEvents({ ...sealing, revision: 3, head: chainHead(events[3]!) }, [draft()]);
    expect(next).toMatchObject({ id: "3.1", sequence: 5, previoushash: events[3]?.hash });
  });
});
