import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../src/index.js";
import { deal, model, open, principal } from "./fixture.js";

const withRole = (name: string) =>
  parsePolicy(
    `{ "id": "p", "version": 1, "model": ${JSON.stringify(model.toJSON())}, "roles": { ${JSON.stringify(name)}: { "title": "x", "statements": { "deal": [{ "allow": "read" }] } } } }`,
  );

describe("names that mean something else", () => {
  it("refuses names of every object, wildcards, look-alikes and what positional ids are made of", () => {
    const names = [
      ...["__proto__", "constructor", "prototype", "*", "", " ", "rules", "grant", "a#b", "#a", "$a", "a b"],
      ...["\u0430dmin", "\uff41dmin", "admin\u200b", "ad\u0301min", "admin\n", "a".repeat(129)],
    ];
    for (const name of names) expect([name, withRole(name).ok]).toEqual([name, false]);
  });

  it("keeps roles apart whose names differ in case", () => {
    const read = withRole("Admin");
    if (!read.ok) throw new Error("unreadable");
    expect(open(read.policy, { assignments: [{ id: "a1", role: "Admin" }] }).can("read", "deal", deal)).toBe(true);
    expect(open(read.policy, { assignments: [{ id: "a1", role: "admin" }] }).can("read", "deal", deal)).toBe(false);
  });

  it("gives nothing for the names that a table of roles may inherit", () => {
    const read = withRole("rep");
    if (!read.ok) throw new Error("unreadable");
    for (const role of ["__proto__", "constructor", "toString", "hasOwnProperty", "", "*"]) {
      const access = open(read.policy, { assignments: [{ id: "a1", role, scope: { region: "*" } }] });
      expect([role, access.outcome("read", "deal", deal)]).toEqual([role, "deny"]);
      expect(String(access.explain({ action: "read", type: "deal", record: deal }))).toContain("No");
    }
  });

  const inherited = ["hasOwnProperty", "toString", "then", "toJSON", "valueOf", "isPrototypeOf", "__defineGetter__"];

  it.each(inherited)("takes `%s` as a name like every other, wherever one may stand", (name) => {
    const read = parsePolicy({
      id: "p",
      version: 1,
      model: {
        dimensions: { [name]: { flat: true } },
        principal: { attributes: [{ name, type: "string" }] },
        resources: {
          [name]: {
            fields: [
              { name: "id", type: "string" },
              { name, type: "string" },
            ],
            actions: ["read", name, "create"],
            readOnlyActions: ["read"],
            changingActions: [],
            scopePaths: { [name]: name },
            immutable: [],
            sensitive: [name],
            fieldGroups: { [name]: [name] },
          },
        },
      },
      roles: {
        [name]: {
          title: "x",
          scopedBy: [name],
          statements: {
            [name]: [
              { allow: "read", when: { [name]: "v" } },
              { allow: name, fields: [`#${name}`], when: { [name]: { $ref: `principal.attributes.${name}` } } },
            ],
          },
        },
      },
    });
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    const holding = (scope: object, attributes: object) =>
      read.policy.access({
        principal: { ...principal, attributes },
        assignments: [{ id: "a1", role: name, scope }],
        session: null,
        now: 0,
      });
    const access = holding({ [name]: ["v"] }, {});
    const row = { id: "1", [name]: "v" };
    expect(access.can("read", name, row)).toBe(true);
    expect(access.can("read", name, { id: "1" })).toBe(false);
    expect(access.can("read", name, row, name)).toBe(false);
    expect(access.mask(name, row)).toEqual({ id: "1" });
    expect(access.can(name, name, row)).toBe(false);
    expect(holding({ [name]: ["v"] }, { [name]: "v" }).can(name, name, row)).toBe(true);
    expect(holding({}, {}).can("read", name, row)).toBe(false);
  });
});
