import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { readPolicy } from "../../../src/schema/read-policy.js";
import { issuesOf, model, readRep, readWhen, trusted } from "./fixtures.js";

const policy = (input: object) => readPolicy(model, { id: "crm", version: 1, roles: {}, ...input });

describe("input that is plain data", () => {
  it("may come from another realm, dates and lists included", () => {
    const input: object = runInNewContext(
      '({ roles: { rep: { title: "Rep", assignableBy: ["rep"], statements: { deal: [{ allow: "read", when: { closedAt: new Date(0) } }] } } } })',
    );
    expect(policy(input).ok).toBe(true);
  });

  it("may have no prototype", () => {
    const roles: object = Object.assign(Object.create(null), { rep: { title: "Rep" } });
    expect(Object.keys(trusted(policy({ roles })).roles)).toEqual(["rep"]);
  });

  it("may stand in several places at once", () => {
    const statements = { deal: [{ allow: "read" }] };
    const roles = { a: { title: "A", statements }, b: { title: "B", statements } };
    const read = trusted(policy({ roles }));
    expect(read.roles.a?.statements).toEqual(statements);
    expect(read.roles.b?.statements).toEqual(statements);
  });

  it("may carry symbols that are hidden, as modules do", () => {
    const roles = Object.defineProperty({}, Symbol.toStringTag, { value: "Module" });
    expect(policy({ roles }).ok).toBe(true);
  });
});

describe("input that is more than data is refused:", () => {
  const codes = (input: object) => issuesOf(policy(input)).map((issue) => issue.code);

  it("a key that is a symbol", () => {
    expect(codes({ roles: { [Symbol("x")]: 1 } })).toEqual(["unreadable_value"]);
  });

  it("what is inherited", () => {
    class Role {
      readonly title = "Rep";
    }
    expect(codes({ roles: { rep: new Role() } })).toEqual(["unreadable_value"]);
    expect(codes({ roles: { rep: Object.create({ title: "Rep" }) } })).toEqual(["unreadable_value"]);
    expect(codes({ roles: Object.create(Object.assign(Object.create(null), { rep: 1 })) })).toEqual([
      "unreadable_value",
    ]);
  });

  it("a list with a key beside its elements", () => {
    const assignableBy = Object.assign(["rep"], { more: 1 });
    expect(codes({ roles: { rep: { title: "Rep", assignableBy } } })).toEqual(["sparse_array"]);
  });

  it("a list that hides a hole behind a key", () => {
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    const assignableBy = Object.assign(["rep", ,], { more: 1 });
    expect(codes({ roles: { rep: { title: "Rep", assignableBy } } })).toEqual(["sparse_array"]);
  });
});

describe("a value of the wrong kind", () => {
  it("is named in the message", () => {
    const message = (title: unknown) => issuesOf(readRep({ title }))[0]?.message;
    expect([null, [], new Date(0), {}, 5, 5n, true].map(message)).toEqual([
      "must be a title, not null",
      "must be a title, not a list",
      "must be a title, not a date",
      "must be a title, not an object",
      "must be a title, not a number",
      "must be a title, not a bigint",
      "must be a title, not a boolean",
    ]);
    expect(issuesOf(policy({ roles: "x" }))[0]?.message).toBe("must be an object: names with roles, not a text");
  });

  it("of a reference is named too", () => {
    const message = (when: unknown) => issuesOf(readWhen(when))[0]?.message;
    expect(message({ ownerId: { $ref: "principal.attributes.teams" } })).toBe(
      "`principal.attributes.teams` is a list of text values, and `ownerId` is compared with text",
    );
    expect(message({ amount: { $in: { $ref: "principal.attributes.limit" } } })).toBe(
      "`principal.attributes.limit` is of type number, and `amount` is compared with a list of number values",
    );
  });
});
