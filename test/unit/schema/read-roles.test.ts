import { describe, expect, it } from "vitest";
import { readPolicy } from "../../../src/schema/read-policy.js";
import { readRoles } from "../../../src/schema/read-roles.js";
import { issuesOf, model, trusted } from "./fixtures.js";

const base = trusted(
  readPolicy(model, {
    id: "crm",
    version: 1,
    roles: {
      rep: {
        title: "Rep",
        statements: {
          deal: [
            { id: "see", allow: "read" },
            { id: "no-export", forbid: "export" },
          ],
        },
      },
      admin: { title: "Admin", assignableBy: ["admin"] },
    },
    rules: { "*": [{ id: "idle", require: { session: { maxIdle: "30m" } }, for: "*" }] },
  }),
);

describe("a tenant's roles", () => {
  it("are added to the base, whose own roles and rules stay", () => {
    const mine = { title: "Mine", extends: ["rep"], assignableBy: ["admin"] };
    const read = trusted(readRoles(base, { roles: { mine } }));
    expect(read).toEqual({ ...base, roles: { ...base.roles, mine } });
    expect(Object.isFrozen(read.roles.mine)).toBe(true);
  });

  it("come as JSON text too", () => {
    expect(readRoles(base, '{"roles":{"mine":{"title":"Mine"}}}').ok).toBe(true);
  });

  it("may leave out an allow of the base, and guards of their own", () => {
    const roles = {
      mine: {
        title: "Mine",
        extends: [{ role: "rep", without: ["see"] }],
        statements: { deal: [{ id: "own", forbid: "delete" }] },
      },
      less: { title: "Less", extends: [{ role: "mine", without: ["own"] }] },
    };
    expect(readRoles(base, { roles }).ok).toBe(true);
  });

  it("can name each other, and the base's", () => {
    const roles = { a: { title: "A", assignableBy: ["b", "admin"] }, b: { title: "B", extends: ["a"] } };
    expect(readRoles(base, { roles }).ok).toBe(true);
  });

  it("bring no rules, no separation of duty, no id and no model of their own", () => {
    const issues = issuesOf(
      readRoles(base, { roles: {}, rules: {}, separationOfDuty: [], id: "x", version: 2, model }),
    );
    expect(issues.map((issue) => [issue.code, issue.path[0]])).toEqual(
      ["rules", "separationOfDuty", "id", "version", "model"].map((key) => ["unknown_key", key]),
    );
  });

  it("cannot reach the base by a role that is called like something every object has", () => {
    expect(issuesOf(readRoles(base, { roles: { mine: { title: "Mine", extends: ["constructor"] } } }))).toMatchObject([
      { code: "unknown_role" },
    ]);
  });
});
