import { describe, expect, it } from "vitest";
import { defineModel, parsePolicy, resource } from "../../../src/index.js";
import { deal, model, NOW, open, principal, repOf } from "./fixture.js";

/** None of these is timed: each would take minutes, or all memory there is, if it were done the naive way. */
describe("input that is made to take long (law 19)", () => {
  it("checks many changes that hang on each other", () => {
    const count = 400;
    const names = Array.from({ length: count }, (_, index) => `f${index}`);
    const wide = resource({ fields: names.map((name) => ({ name, type: "number" as const })), actions: ["update"] });
    const chain = names.slice(1).map((name, index) => ({ allow: "update", fields: [`f${index}`], to: { [name]: 1 } }));
    const read = parsePolicy(defineModel({ resources: { wide } }), {
      id: "p",
      version: 1,
      roles: { rep: { title: "x", statements: { wide: chain } } },
    });
    if (!read.ok) throw new Error(JSON.stringify(read.issues.slice(0, 3)));
    const access = read.policy.access({ principal, assignments: [{ id: "a1", role: "rep" }], session: null, now: NOW });
    const changes = Object.fromEntries(names.map((name) => [name, 1]));
    expect(access.checkWrite("wide", {}, changes).allowed).toEqual([]);
  });

  it("merges very many conditional allows of one action", () => {
    const allows = Array.from({ length: 30_000 }, (_, amount) => ({ allow: "read", when: { amount } }));
    const access = open(repOf(allows));
    expect(access.can("read", "deal", { ...deal, amount: 29_999 })).toBe(true);
    expect(access.can("read", "deal", { ...deal, amount: -1 })).toBe(false);
  });

  it("reads a web of entities that throws, without following it for ever", () => {
    const web: { list: unknown[] } = { list: [] };
    for (let index = 0; index < 100; index += 1) web.list.push(web.list);
    const record = Object.defineProperty({ ...deal, meta: web }, "phone", {
      enumerable: true,
      get() {
        throw new Error("not loaded");
      },
    });
    const policy = repOf([{ allow: "read", when: { phone: "x" } }, { allow: "export" }]);
    expect(open(policy).can("read", "deal", record)).toBe(false);
    expect(open(policy).can("export", "deal", record)).toBe(true);
  });

  it("compares approved values that share their parts without counting them out", () => {
    const folded = (depth: number): unknown => {
      let value: unknown = ["x"];
      for (let level = 0; level < depth; level += 1) value = [value, value];
      return value;
    };
    const policy = repOf([{ allow: "update" }], [{ require: { approval: { by: "rep" } }, for: "update" }]);
    const approval = {
      id: "p1",
      by: "u2",
      principal: "u1",
      action: "update",
      type: "deal",
      recordId: "d1",
      changes: { meta: folded(30) },
      at: NOW - 1,
    };
    const request = { action: "update", type: "deal", record: deal, changes: { meta: folded(30) } };
    expect(["allow", "challenge"]).toContain(open(policy, { approvals: [approval] }).decide(request).outcome);
  });

  it("answers for ten thousand assignments and ten thousand approvals", () => {
    const policy = repOf(
      [{ allow: ["read", "update"] }],
      [{ require: { approval: { by: "rep", count: 2 } }, for: "update" }],
    );
    const assignments = Array.from({ length: 10_000 }, (_, index) => ({ id: `a${index}`, role: "rep" }));
    const approvals = Array.from({ length: 10_000 }, (_, index) => ({
      id: `p${index}`,
      by: `v${index}`,
      principal: "u1",
      action: "update",
      type: "deal",
      recordId: "d1",
      changes: { amount: 6 },
      at: NOW - 1,
    }));
    const access = open(policy, { assignments, approvals });
    const request = { action: "update", type: "deal", record: deal, changes: { amount: 6 } };
    expect(access.decide(request).outcome).toBe("allow");
    expect(access.checkWrite("deal", deal, { amount: 6 }).allowed).toEqual(["amount"]);
    expect(String(access.explain({ action: "export", type: "deal", record: deal }))).toContain("No");
  });

  it("looks for ways to yes among very many assignments, begun and to begin", () => {
    const policy = repOf([{ allow: "read", when: { stage: "won" } }]);
    const many = Array.from({ length: 5_000 }, (_, index) => index);
    const held = many.map((index) => ({ id: `h${index}`, role: "rep" }));
    const coming = many.map((index) => ({ id: `c${index}`, role: "rep", validFrom: NOW + index + 1 }));
    const access = open(policy, { assignments: [...held, ...coming] });
    expect(String(access.explain({ action: "read", type: "deal", record: deal }))).toContain("No");
  });

  it("looks for ways to yes among very many roles and duties, for somebody who holds very much", () => {
    const names = Array.from({ length: 900 }, (_, index) => `r${index}`);
    const reader = { title: "Reader", statements: { deal: [{ allow: "read" }] } };
    const read = parsePolicy({
      id: "p",
      version: 1,
      model: model.toJSON(),
      roles: { ...Object.fromEntries(names.map((name) => [name, reader])), other: { title: "Other" } },
      rules: { deal: [{ require: { device: { managed: true } }, for: "read" }] },
      separationOfDuty: names.slice(0, 100).map((name) => ({ id: name, roles: [name, "other"], atMost: 1 })),
    });
    if (!read.ok) throw new Error(JSON.stringify(read.issues.slice(0, 3)));
    const assignments = Array.from({ length: 5_000 }, (_, index) => ({ id: `a${index}`, role: "other" }));
    const explanation = open(read.policy, { assignments }).explain({ action: "read", type: "deal", record: deal });
    expect([explanation.decision, explanation.ways]).toMatchObject([{ reason: "no_grant" }, []]);
  });

  it("refuses a chain of roles that each hold all statements of all before them", () => {
    const statements = { deal: Array.from({ length: 230 }, () => ({ allow: "read" })) };
    const roles = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [
        `r${index}`,
        { title: "x", ...(index === 0 ? {} : { extends: [`r${index - 1}`] }), statements },
      ]),
    );
    const read = parsePolicy(model, JSON.stringify({ id: "p", version: 1, roles }));
    expect(read.ok ? "taken" : read.issues.map(({ code }) => code)).toContain("too_large");
  });
});
