import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScimError } from "../../../../../src/lifecycle/identity/scim/scim-error.js";
import { matchesScimFilter, parseScimFilter } from "../../../../../src/lifecycle/identity/scim/scim-filter.js";
import { membersAfter, readGroupPatch } from "../../../../../src/lifecycle/identity/scim/scim-group.js";
import { applyScimOperations, readScimOperations } from "../../../../../src/lifecycle/identity/scim/scim-patch.js";
import { parseScimPath } from "../../../../../src/lifecycle/identity/scim/scim-path.js";
import { PATCH_SCHEMA, USER_ATTRIBUTES } from "../../../../../src/lifecycle/identity/scim/scim-schemas.js";
import { readScimUser } from "../../../../../src/lifecycle/identity/scim/scim-user.js";
import type { Json, JsonObject } from "../../../../../src/model/json.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const ada: JsonObject = {
  userName: "ada",
  name: { givenName: "Ada", familyName: "Lovelace" },
  emails: [
    { type: "work", value: "ada@acme.example", primary: true },
    { type: "home", value: "ada@home.example" },
  ],
  active: true,
  [ENTERPRISE]: { department: "Sales", manager: { value: "u1" } },
  age: 36,
};
const matches = (filter: string, resource: Json = ada) => matchesScimFilter(parseScimFilter(filter), resource);
const typeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof ScimError) return error.scimType;
    throw error;
  }
  return "fine";
};

describe("a filter", () => {
  it.each([
    ['userName eq "ADA"', true],
    ['USERNAME Eq "ada"', true],
    ['userName ne "ada"', false],
    ['name.familyName co "love"', true],
    ['name.familyName sw "Lov" and name.givenName ew "da"', true],
    ["title pr", false],
    ["name pr", true],
    ["active eq true", true],
    ["active eq True", true],
    ['active eq "true"', false],
    ["age gt 35 and age le 36", true],
    ['age gt "35"', false],
    ['emails[type eq "work" and value co "@acme"]', true],
    ['emails[type eq "work" and value co "@home"]', false],
    ['emails.type eq "home"', true],
    ['emails eq "ada@home.example"', true],
    [`${ENTERPRISE}:department eq "sales"`, true],
    [`${ENTERPRISE}:manager.value eq "u1"`, true],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada"', true],
    ['userName eq "x" or userName eq "ada" and active eq false', false],
    ['(userName eq "x" or userName eq "ada") and not (active eq false)', true],
    ["title eq null", false],
    ['constructor eq "x"', false],
    ['userName eq "a\\"b"', false],
  ])("%s", (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });

  it.each([
    "",
    "userName",
    "userName eq",
    'userName zz "x"',
    'userName eq "x',
    'userName eq "x" and',
    'userName eq "x")',
    '(userName eq "x"',
    "not userName pr",
    'emails[type eq "x"',
    'emails[name[x eq "y"]]',
    'a.b.c eq "x"',
    '__proto__ eq "x"',
    "userName eq x",
    `${"(".repeat(20)}userName pr${")".repeat(20)}`,
    Array.from({ length: 51 }, () => "a pr").join(" or "),
    "a".repeat(2_001),
  ])("is refused: %s", (filter) => {
    expect(typeOf(() => parseScimFilter(filter))).toBe("invalidFilter");
  });

  it("may be any text over any resource", () => {
    const words = fc.constantFrom(
      "userName",
      "eq",
      "and",
      "or",
      "not",
      "(",
      ")",
      "[",
      "]",
      '"x"',
      "pr",
      "emails",
      "1",
      ".",
      '"',
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(words, { maxLength: 15 }).map((list) => list.join(" ")),
    );
    fc.assert(
      fc.property(text, fc.jsonValue(), (filter, resource) => {
        expect(["fine", "invalidFilter"]).toContain(typeOf(() => matches(filter, resource as Json)));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a path", () => {
  it.each([
    ["userName", { attribute: "userName" }],
    ["name.givenName", { attribute: "name", sub: "givenName" }],
    ['emails[type eq "work"].value', { attribute: "emails", sub: "value" }],
    [`${ENTERPRISE}:manager.value`, { schema: ENTERPRISE, attribute: "manager", sub: "value" }],
    [ENTERPRISE, { schema: ENTERPRISE }],
    ["urn:ietf:params:scim:schemas:core:2.0:User:userName", { attribute: "userName" }],
    ["urn:acme:scim:2.0:User:shoe", { schema: "urn:acme:scim:2.0:User", attribute: "shoe" }],
  ])("%s", (path, expected) => {
    expect(parseScimPath(path)).toMatchObject(expected);
  });

  it.each(["", " ", "a.b.c", "a[", "a]b[", 'a[b eq "c"]d', "1a", "__proto__", "prototype", "urn:x", "a".repeat(1_001)])(
    "is refused: %s",
    (path) => {
      expect(typeOf(() => parseScimPath(path))).toBe("invalidPath");
    },
  );
});

describe("a patch", () => {
  const patched = (...Operations: Json[]) =>
    applyScimOperations(ada, readScimOperations({ schemas: [PATCH_SCHEMA], Operations }), USER_ATTRIBUTES);

  it("adds to what is there, and replaces it", () => {
    expect(patched({ op: "add", path: "name", value: { middleName: "King" } }).name).toEqual({
      givenName: "Ada",
      familyName: "Lovelace",
      middleName: "King",
    });
    expect(patched({ op: "replace", path: "name", value: { givenName: "A" } }).name).toEqual({ givenName: "A" });
    const home = { type: "home", value: "ada@home.example" };
    expect(patched({ op: "add", path: "emails", value: [home, { type: "other", value: "x" }] }).emails).toHaveLength(3);
    expect(patched({ op: "replace", path: "emails", value: home }).emails).toEqual([home]);
  });

  it("removes an attribute, a part of it, and elements of a list", () => {
    expect(patched({ op: "remove", path: "emails" })).not.toHaveProperty("emails");
    expect(patched({ op: "remove", path: "name.givenName" }).name).toEqual({ familyName: "Lovelace" });
    expect(patched({ op: "remove", path: 'emails[type eq "home"]' }).emails).toHaveLength(1);
    expect(patched({ op: "remove", path: 'emails[type eq "nowhere"]' }).emails).toHaveLength(2);
    const home = { value: "ada@home.example" };
    expect(patched({ op: "remove", path: "emails", value: [home] })).toMatchObject({ emails: [{ type: "work" }] });
    expect(patched({ op: "remove", path: `${ENTERPRISE}:manager` })[ENTERPRISE]).toEqual({ department: "Sales" });
    expect(patched({ op: "remove", path: ENTERPRISE })).not.toHaveProperty(ENTERPRISE);
  });

  it("finds attributes whatever the case of their names", () => {
    expect(patched({ op: "REPLACE", path: "USERNAME", value: "al" })).toMatchObject({ userName: "al" });
    expect(patched({ op: "replace", value: { ACTIVE: false, "Name.GivenName": "Al" } })).toMatchObject({
      active: false,
      name: { givenName: "Al", familyName: "Lovelace" },
    });
  });

  it("leaves what it is applied to as it was", () => {
    const before = JSON.stringify(ada);
    patched({ op: "replace", path: 'emails[type eq "work"].value', value: "x" }, { op: "remove", path: "name" });
    expect(JSON.stringify(ada)).toBe(before);
  });

  it("may be anything, and makes users that can be read, or is refused", () => {
    const path = fc.constantFrom(
      "active",
      "userName",
      "emails",
      "name.givenName",
      'emails[type eq "work"]',
      'emails[type eq "work"].value',
      ENTERPRISE,
      `${ENTERPRISE}:department`,
      "groups",
      "id",
      "x",
    );
    const operation = fc.record(
      { op: fc.constantFrom("add", "Replace", "remove"), path, value: fc.jsonValue() },
      { requiredKeys: ["op"] },
    );
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 4 }), (operations) => {
        const type = typeOf(() => {
          const user = readScimUser(patched(...(operations as Json[])));
          expect(user.userName).not.toBe("");
          expect(user.profile).not.toHaveProperty("password");
        });
        expect(type).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });
});

describe("a patch of a group", () => {
  const steps = (...Operations: Json[]) => readGroupPatch(readScimOperations({ schemas: [PATCH_SCHEMA], Operations }));
  const left = (before: string[], ...operations: Json[]) => [
    ...membersAfter(new Set(before), steps(...operations).members),
  ];

  it("changes members in its order", () => {
    expect(left(["a", "b"], { op: "add", path: "members", value: { value: "c" } })).toEqual(["a", "b", "c"]);
    expect(left(["a", "b"], { op: "remove", path: 'members[value eq "a"]' })).toEqual(["b"]);
    expect(left(["a", "b"], { op: "remove", path: 'members[value eq "a" or value eq "b"]' })).toEqual([]);
    expect(
      left(
        ["a"],
        { op: "replace", path: "members", value: [{ value: "b" }] },
        { op: "add", value: { members: [{ value: "c" }] } },
      ),
    ).toEqual(["b", "c"]);
    expect(left(["a"], { op: "remove", path: "members" })).toEqual([]);
    expect(left(["a", "b"], { op: "remove", path: "members", value: [{ value: "b" }] })).toEqual(["a"]);
  });

  it("is refused where it is about anything else", () => {
    expect(typeOf(() => steps({ op: "add", path: "colour", value: "red" }))).toBe("invalidPath");
    expect(typeOf(() => steps({ op: "remove", path: "displayName" }))).toBe("mutability");
    expect(typeOf(() => steps({ op: "replace", path: 'members[value eq "a"].display', value: "x" }))).toBe(
      "mutability",
    );
    expect(typeOf(() => steps({ op: "add", path: "members", value: [{ display: "x" }] }))).toBe("invalidValue");
    expect(typeOf(() => steps({ op: "add", path: "members", value: Array.from({ length: 10_001 }, () => "x") }))).toBe(
      "tooMany",
    );
  });
});
