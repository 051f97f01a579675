import { definePolicy, lintPolicy, parsePolicy } from "castellan";
import { describe, expect, it } from "vitest";
import { crm, german, issuesOf, model, principal } from "./fixtures.js";

const facts = {
  principal,
  assignments: [{ id: "a1", role: "rep", scope: { region: ["EMEA"] } }],
  session: null,
  now: 0,
} as const;

describe("a policy", () => {
  it("has the id and version that it was given, and the model it was defined over", () => {
    expect([crm.id, crm.version]).toEqual(["crm", 3]);
    expect(crm.model.toJSON()).toEqual(model.toJSON());
  });

  it("answers for a principal, in a session, at an instant", () => {
    const access = crm.access(facts);
    expect(access.can("read", "deal", german)).toBe(true);
    expect(access.can("read", "deal", { ...german, region: "US" })).toBe(false);
    expect(access.can("read", "deal", german, "amount")).toBe(false);
    expect(access.can("update", "deal", { ...german, ownerId: "u2" })).toBe(false);
    expect(access.decide({ action: "update", type: "deal", record: german, changes: { stage: "won" } })).toMatchObject({
      outcome: "deny",
      reason: "forbidden",
      statements: [{ id: "no-won", role: "rep", assignment: "a1" }],
    });
  });

  it("answers the same questions when narrowed, or moved to another instant", () => {
    const access = crm.access(facts);
    const narrow = access.attenuate({ allow: { deal: ["read"] }, until: 100 });
    expect([narrow.can("read", "deal", german), narrow.can("update", "deal", german)]).toEqual([true, false]);
    expect(narrow.at(100).can("read", "deal", german)).toBe(false);
    expect(narrow.validUntil).toBe(100);
  });

  it("asks for facts that can be used", () => {
    // a program without types may leave out what it likes
    expect(() => Reflect.apply(crm.access, crm, [{ ...facts, now: undefined }])).toThrow(
      expect.objectContaining({ code: "invalid_now" }),
    );
    expect(() => Reflect.apply(crm.access, crm, [{ ...facts, session: undefined }])).toThrow(
      expect.objectContaining({ code: "invalid_facts" }),
    );
  });

  it("can be linted", () => {
    expect(lintPolicy(crm)).toContainEqual(
      expect.objectContaining({
        code: "forbid_in_role",
        severity: "warning",
        path: ["roles", "rep", "statements", "deal", 2],
      }),
    );
  });
});

describe("a policy as JSON", () => {
  it("comes back to the same data, with and without its model at hand", () => {
    const text = JSON.stringify(crm);
    for (const parsed of [parsePolicy(model, text), parsePolicy(text), parsePolicy(crm.toJSON())]) {
      expect(parsed.ok && parsed.policy.toJSON()).toEqual(crm.toJSON());
    }
  });

  it("gives the same answers", () => {
    const parsed = parsePolicy(model, JSON.stringify(crm));
    const request = { action: "update", type: "deal", record: german, changes: { stage: "won" } } as const;
    expect(parsed.ok && parsed.policy.access(facts).decide(request)).toEqual(crm.access(facts).decide(request));
  });

  it("is refused with issues, never with an exception", () => {
    for (const json of [
      "",
      "{",
      "null",
      "[]",
      '{"__proto__":{"id":"x"}}',
      "[".repeat(10_000),
      Number.POSITIVE_INFINITY,
      undefined,
      () => 1,
    ]) {
      const [bare, typed] = [parsePolicy(json), parsePolicy(model, json)];
      expect([bare.ok, typed.ok]).toEqual([false, false]);
      expect(!bare.ok && bare.issues.length).toBeGreaterThan(0);
    }
  });

  it("is refused where it was written for another model", () => {
    const json = crm.toJSON();
    const other = { ...json.model, dimensions: { region: { flat: true } } };
    const parsed = parsePolicy(model, { ...json, model: other });
    expect(!parsed.ok && parsed.issues.map(({ code }) => code)).toEqual(["model_mismatch"]);
  });
});

describe("a tenant's own roles", () => {
  const trainee = { title: "Trainee", extends: ["rep"] } as const;

  it("are added, and leave the base as it was", () => {
    const extended = crm.extend({ roles: { trainee } });
    const assignments = [{ id: "a1", role: "trainee", scope: { region: ["DE"] } }] as const;
    expect(extended.access({ ...facts, assignments }).can("read", "deal", german)).toBe(true);
    expect(Object.keys(crm.toJSON().roles)).toEqual(["rep", "manager"]);
  });

  it("stand under the base's rules", () => {
    const extended = crm.extend({ roles: { trainee } });
    const guest = { ...principal, kind: "guest" } as const;
    const assignments = [{ id: "a1", role: "trainee", scope: { region: "*" } }] as const;
    const access = extended.access({ ...facts, principal: guest, assignments });
    expect(access.decide({ action: "update", type: "deal", record: german })).toMatchObject({ reason: "forbidden" });
  });

  it("can be extended again", () => {
    const twice = crm
      .extend({ roles: { trainee } })
      .extend({ roles: { temp: { title: "Temp", extends: ["trainee"] } } });
    expect(Object.keys(twice.toJSON().roles)).toEqual(["rep", "manager", "trainee", "temp"]);
  });

  it("neither redefine a role of the base nor leave out a forbid of it", () => {
    const codes = issuesOf(() =>
      crm.extend({
        roles: { rep: trainee, loose: { title: "Loose", extends: [{ role: "rep", without: ["no-won"] }] } },
      }),
    ).map(({ code }) => code);
    expect(codes).toContain("redefined_role");
    expect(codes.length).toBeGreaterThan(1);
  });

  it("come from a database too: as a value, or as text", () => {
    for (const json of [{ roles: { trainee } }, JSON.stringify({ roles: { trainee } })]) {
      const parsed = crm.parseRoles(json);
      expect(parsed.ok && Object.keys(parsed.policy.toJSON().roles)).toEqual(["rep", "manager", "trainee"]);
    }
    const wrong = crm.parseRoles({ roles: { trainee: { title: "Trainee", extends: ["rpe"] } } });
    expect(!wrong.ok && wrong.issues[0]).toMatchObject({
      path: ["roles", "trainee", "extends", 0],
      hint: expect.stringContaining("rep"),
    });
  });

  it("bring no rules", () => {
    const parsed = crm.parseRoles({ roles: { trainee }, rules: {} });
    expect(parsed.ok).toBe(false);
  });
});

describe("a policy over the model of another", () => {
  it("is defined like any other", () => {
    const other = definePolicy(crm.model, { id: "other", version: 1, roles: { rep: { title: "Rep" } } });
    expect(other.model.toJSON()).toEqual(crm.model.toJSON());
  });
});
