import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Read } from "../../../src/schema/read.js";
import { readAssignment } from "../../../src/schema/read-assignment.js";
import { readModel } from "../../../src/schema/read-model.js";
import { readPolicy, readPolicyJson } from "../../../src/schema/read-policy.js";
import { readRoles } from "../../../src/schema/read-roles.js";
import { issuesOf, model, readWhen, resource, trusted } from "./fixtures.js";

const base = trusted(readPolicy(model, { id: "crm", version: 1, roles: { rep: { title: "Rep" } } }));

/** Every door through which input comes. */
const DOORS: Readonly<Record<string, (input: unknown) => Read<unknown>>> = {
  readModel,
  "readPolicy for a model": (input) => readPolicy(model, input),
  "readPolicy with an embedded model": (input) => readPolicy(model, { id: "a", version: 1, roles: {}, model: input }),
  readPolicyJson,
  "readPolicyJson, as the model": (input) => readPolicyJson({ id: "a", version: 1, roles: {}, model: input }),
  readRoles: (input) => readRoles(base, input),
  "readRoles, as the roles": (input) => readRoles(base, { roles: input }),
  "readRoles, as a role": (input) => readRoles(base, { roles: { mine: input } }),
  readAssignment: (input) => readAssignment(base, input),
  "a statement": (input) => readRoles(base, { roles: { mine: { title: "x", statements: { deal: [input] } } } }),
  "a condition": readWhen,
};

const deep = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = { stage: "open" };
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
};

/** A function that hands itself out for whatever is asked of it. */
const bottomless: object = new Proxy(
  {},
  {
    ownKeys: () => ["roles", "a", "b"],
    getOwnPropertyDescriptor: () => ({ value: bottomless, enumerable: true, configurable: true }),
    get: () => bottomless,
    getPrototypeOf: () => null,
  },
);

const fresh = (): object =>
  new Proxy(
    {},
    {
      ownKeys: () => ["roles", "a", "b"],
      getOwnPropertyDescriptor: () => ({ value: fresh(), enumerable: true, configurable: true }),
      getPrototypeOf: () => null,
    },
  );

const throwing = (trap: "ownKeys" | "getPrototypeOf" | "getOwnPropertyDescriptor" | "has"): object =>
  new Proxy(
    { nothing: {} },
    {
      [trap]: () => {
        throw new Error("boo");
      },
    },
  );

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** Doubles at each level: two to the power of forty values, in forty objects. */
const doubling = (): object => {
  let value: object = {};
  for (let level = 0; level < 40; level++) value = { a: value, b: value };
  return value;
};

const sparse: unknown[] = [];
sparse.length = 4_000_000_000;

const cycle: Record<string, unknown> = {};
cycle.roles = cycle;
cycle.resources = cycle;

const INPUTS: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  "a number": () => 5,
  "an infinity": () => Number.POSITIVE_INFINITY,
  "a symbol": () => Symbol("x"),
  "a function": () => () => ({}),
  "a class": () => class {},
  "an empty text": () => "",
  "a text of 10 MB": () => `"${"x".repeat(10_000_000)}"`,
  "a text of 10 MB of brackets": () => "[".repeat(10_000_000),
  "a text just within the bound, all brackets": () => `${"[".repeat(2_499_999)}${"]".repeat(2_499_999)}`,
  "a text just within the bound, all members": () => `{"roles":[${"{},".repeat(1_600_000)}{}]}`,
  "10,000 levels of JSON": () => `${'{"roles":'.repeat(10_000)}1${"}".repeat(10_000)}`,
  "10,000 levels of $not": () => deep(10_000, (inner) => ({ $not: inner })),
  "10,000 levels of lists": () => deep(10_000, (inner) => [inner]),
  "1e999 for everything": () => '{"id":1e999,"version":1e999,"roles":1e999,"model":1e999,"rules":-1e999}',
  "prototype keys": () =>
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"roles":{"__proto__":{"polluted":1}}}',
  "a list of four billion holes": () => ({ roles: sparse, resources: sparse }),
  "a cycle": () => cycle,
  "a bottomless proxy": () => bottomless,
  "a bottomless proxy of ever new ones": () => fresh(),
  "a proxy that throws for keys": () => throwing("ownKeys"),
  "a proxy that throws for its prototype": () => throwing("getPrototypeOf"),
  "a proxy that throws for properties": () => throwing("getOwnPropertyDescriptor"),
  "a proxy that throws when asked what it has": () => throwing("has"),
  "a revoked proxy": revoked,
  "doubling references": doubling,
  "a getter that throws": () => ({
    get roles() {
      throw new Error("boo");
    },
  }),
  "something that calls itself a date": () => ({ [Symbol.toStringTag]: "Date" }),
  "a million keys": () => ({ roles: Object.fromEntries(Array.from({ length: 300_000 }, (_, n) => [`r${n}`, {}])) }),
  "100,000 misspelt keys of many letters": () =>
    Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`rolse${n}`, 1])),
  "zod in the wrong place": () => z.object({ a: z.string() }),
  "what only looks like zod": () => ({
    resources: {
      a: resource({
        schema: {
          _zod: {
            def: {
              type: "object",
              get shape() {
                throw new Error("boo");
              },
            },
          },
        },
        actions: ["read"],
      }),
    },
  }),
};

/** What takes so long hangs, whatever else the machine is doing. */
const HANG_MS = 30_000;

describe("hostile input", () => {
  for (const [what, make] of Object.entries(INPUTS)) {
    it(`${what} gives issues at every door, in bounded time, and nothing else`, () => {
      const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort());
      const input = make();
      for (const [door, read] of Object.entries(DOORS)) {
        const start = performance.now();
        const issues = issuesOf(read(input));
        expect(issues.length, door).toBeGreaterThan(0);
        // generous: it shares the machine with others, and what is feared takes minutes
        expect(performance.now() - start, door).toBeLessThan(HANG_MS);
      }
      expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort())).toBe(before);
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    });
  }

  it("a getter is never called", () => {
    let calls = 0;
    const input = {
      id: "crm",
      version: 1,
      get roles() {
        calls++;
        return {};
      },
    };
    issuesOf(readPolicy(model, input));
    expect(calls).toBe(0);
  });

  it("a value that changes between two looks is read once", () => {
    let looks = 0;
    const input = new Proxy(
      { id: "crm", version: 1, roles: {} },
      {
        getOwnPropertyDescriptor: (target, key) => {
          if (key !== "version") return Reflect.getOwnPropertyDescriptor(target, key);
          return { value: ++looks, enumerable: true, configurable: true, writable: true };
        },
      },
    );
    expect(trusted(readPolicy(model, input)).version).toBe(1);
    expect(looks).toBe(1);
  });

  it("many roles that extend each other in every way are read in time", () => {
    const ids = Array.from({ length: 50 }, (_, n) => ({ id: `s${n}`, allow: "read" }));
    const names = Array.from({ length: 300 }, (_, n) => `r${n}`);
    const roles = Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          title: name,
          statements: index === 0 ? { deal: ids } : {},
          extends: names.slice(0, index).map((role) => ({ role, without: ids.slice(0, 1).map(({ id }) => id) })),
        },
      ]),
    );
    const start = performance.now();
    trusted(readPolicy(model, { id: "crm", version: 1, roles }));
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("many wrong time zones are looked up in time", () => {
    const rules = Array.from({ length: 5_000 }, (_, n) => ({
      for: "read",
      require: { schedule: { timeZone: `Europe/Nowhere${n}`, days: ["mon"], from: "08:00", until: "18:00" } },
    }));
    const start = performance.now();
    issuesOf(readPolicy(model, { id: "crm", version: 1, roles: {}, rules: { deal: rules } }));
    expect(performance.now() - start).toBeLessThan(HANG_MS);
  });

  it("a zod schema that is new whenever it is asked for ends", () => {
    const endless = (): z.ZodType => z.lazy(() => z.object({ a: endless(), b: endless() }));
    const read = readModel({ resources: { a: resource({ schema: z.object({ a: endless() }), actions: ["read"] }) } });
    const codes = new Set(issuesOf(read).map((issue) => issue.code));
    expect([...codes].sort()).toEqual(["too_deep", "too_many_issues"]);
  });
});
