import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ClaimsMappingDefinition,
  defineClaimsMapping,
  mapClaims,
} from "../../../../src/lifecycle/identity/claims-mapping.js";
import { entraClaims, googleClaims, oktaClaims } from "../../../../src/lifecycle/identity/claims-presets.js";
import { defineScimMapping } from "../../../../src/lifecycle/identity/scim-mapping.js";
import { PolicyDefinitionError } from "../../../../src/model/errors.js";
import type { Vocabulary } from "../../../../src/model/vocabulary.js";
import { firm, held } from "../firm.js";
import { NOW, World } from "../world.js";

const okta = oktaClaims({ issuer: "https://acme.okta.example", clientId: "crm" });
const mapping = defineClaimsMapping(firm, {
  ...okta,
  groups: [
    { group: "Sales DE", role: "rep", scope: { region: ["DE"] } },
    { group: "Sales", role: "rep", scope: { region: { claim: ["crm", "regions"] } } },
    { group: "Finance", role: "payer", state: "eligible" },
  ],
  attributes: { department: "department" },
  kind: { claim: "employeeType", values: { external: "guest", "7": "agent" }, otherwise: "employee" },
  validUntil: "contract_end",
  sponsorId: { id: "boss" },
});
const claims = (rest: object = {}) => ({
  iss: "https://acme.okta.example",
  aud: ["crm"],
  sub: "00u1",
  iat: NOW / 1_000,
  groups: ["Sales DE", "Everyone"],
  department: "Sales",
  preferred_username: "ada@acme.example",
  ...rest,
});
const codeOf = (given: unknown, by = mapping) => {
  const reading = mapClaims(by, given);
  return reading.ok ? "ok" : reading.code;
};
const changeOf = (given: unknown, by = mapping) => {
  const reading = mapClaims(by, given);
  if (!reading.ok) throw new Error(reading.code);
  return reading.change;
};

describe("a mapping of claims", () => {
  it("makes of claims what the command takes", () => {
    expect(mapClaims(mapping, claims())).toEqual({
      ok: true,
      principalId: "okta:00u1",
      otherGroups: 1,
      change: {
        principalId: "okta:00u1",
        provider: "okta",
        saidAt: NOW,
        externalId: "00u1",
        userName: "ada@acme.example",
        kind: "employee",
        attributes: { department: "Sales" },
        groups: ["Everyone", "Sales DE"],
        assignments: [{ role: "rep", scope: { region: ["DE"] } }],
        sponsorId: "boss",
      },
    });
  });

  it("makes what can be applied", () => {
    const w = new World();
    w.put("boss", [held("b1", "admin")]);
    const end = NOW / 1_000 + 86_400;
    const change = changeOf(
      claims({ employeeType: "external", contract_end: end, crm: { regions: ["FR"] }, groups: ["Sales"] }),
    );
    w.do(undefined, "applyIdentity", change);
    expect(w.state("okta:00u1")).toMatchObject({
      principal: { kind: "guest", validUntil: end * 1_000 },
      assignments: [{ role: "rep", scope: { region: ["FR"] } }],
      sponsorId: "boss",
    });
  });

  it("gives nothing for groups that are not listed, nor in another case", () => {
    expect(changeOf(claims({ groups: ["sales de", "constructor", "__proto__", "Sales DE "] })).assignments).toEqual([]);
  });

  it.each([
    ["is missing", undefined],
    ["is empty", { regions: [] }],
    ["is everything", { regions: "*" }],
    ["has everything in it", { regions: ["DE", "*"] }],
    ["is no text", { regions: [7] }],
    ["is inherited", Object.create({ regions: ["DE"] })],
  ])("gives nothing where the claim for a scope %s", (_, crm) => {
    expect(changeOf(claims({ groups: ["Sales"], crm })).assignments).toEqual([]);
  });

  it("takes attributes away that are not said any more, and those that make no sense", () => {
    expect(changeOf(claims({ department: undefined })).attributes).toEqual({ department: null });
    expect(changeOf(claims({ department: { $ne: 1 } })).attributes).toEqual({ department: null });
    expect(changeOf(claims({ department: ["a", "b"] })).attributes).toEqual({ department: ["a", "b"] });
    expect(changeOf(claims({ department: 7 })).attributes).toEqual({ department: 7 });
  });

  it("reads kinds by their text, and an end that cannot be read as one that has passed", () => {
    expect(changeOf(claims({ employeeType: 7 })).kind).toBe("agent");
    expect(changeOf(claims({ employeeType: "constructor" })).kind).toBe("employee");
    expect(changeOf(claims({ contract_end: "soon" })).validUntil).toBe(0);
    expect(changeOf(claims({ contract_end: "2027-01-01T00:00:00Z" })).validUntil).toBe(Date.UTC(2027, 0, 1));
    expect(changeOf(claims()).validUntil).toBeUndefined();
  });

  it.each([
    ["another issuer", { iss: "https://acme.okta.example/" }, "invalid_issuer"],
    ["no issuer", { iss: undefined }, "invalid_issuer"],
    ["another application", { aud: "other" }, "invalid_audience"],
    ["no application", { aud: undefined }, "invalid_audience"],
    ["nobody", { sub: "" }, "invalid_subject"],
    ["somebody who is no text", { sub: 7 }, "invalid_subject"],
    ["somebody too long", { sub: "x".repeat(201) }, "invalid_subject"],
    ["no groups claim", { groups: undefined }, "groups_missing"],
    ["groups that are no texts", { groups: ["Sales", { x: 1 }] }, "invalid_groups"],
    ["groups that are no list", { groups: { 0: "Sales" } }, "invalid_groups"],
    ["too many groups", { groups: Array.from({ length: 5_001 }, (_, at) => `g${at}`) }, "invalid_groups"],
    ["groups that stand elsewhere", { _claim_names: { groups: "src1" } }, "groups_incomplete"],
    ["groups that are too many", { groups: undefined, hasgroups: true }, "groups_incomplete"],
    ["no time", { iat: "now" }, "invalid_time"],
  ])("refuses claims of %s", (_, rest, code) => {
    expect(codeOf(claims(rest))).toBe(code);
  });

  it("tells groups that are missing from groups that are none", () => {
    expect(codeOf(claims({ groups: [] }))).toBe("ok");
    const lenient = defineClaimsMapping(firm, { ...okta, missingGroups: "none", groups: [] });
    expect(changeOf(claims({ groups: undefined }), lenient).groups).toEqual([]);
  });

  it("takes anything, and never gives what no group gives", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (groups, crm, department) => {
        const reading = mapClaims(mapping, claims({ groups, crm, department }));
        if (reading.ok && !JSON.stringify(groups).includes("Sales")) expect(reading.change.assignments).toEqual([]);
      }),
    );
    for (const odd of [
      null,
      undefined,
      7,
      "x",
      [],
      new Proxy(
        {},
        {
          get: () => {
            throw new Error("no");
          },
        },
      ),
    ]) {
      expect(codeOf(odd)).not.toBe("ok");
    }
    const polluted = JSON.parse(
      '{"__proto__":{"iss":"https://acme.okta.example","aud":"crm","sub":"root","groups":["Sales DE"]}}',
    );
    expect(codeOf(polluted)).toBe("invalid_issuer");
  });
});

describe("presets", () => {
  const groups = [{ group: "g1", role: "biller" }] as const;

  it("pin the tenant of Entra, tell people apart by their object, and take a missing claim for no groups", () => {
    const entra = defineClaimsMapping(firm, { ...entraClaims({ tenantId: "t1", clientId: "crm" }), groups });
    const token = {
      iss: "https://login.microsoftonline.com/t1/v2.0",
      aud: "crm",
      tid: "t1",
      oid: "o1",
      sub: "pairwise",
      iat: 1,
    };
    expect(changeOf({ ...token, groups: ["g1"] }, entra)).toMatchObject({
      principalId: "entra:o1",
      assignments: [{ role: "biller" }],
    });
    expect(changeOf(token, entra).assignments).toEqual([]);
    expect(codeOf({ ...token, tid: "t2" }, entra)).toBe("unmet_requirement");
    expect(codeOf({ ...token, iss: "https://login.microsoftonline.com/t2/v2.0" }, entra)).toBe("invalid_issuer");
    expect(
      codeOf({ ...token, _claim_names: { groups: "src1" }, _claim_sources: { src1: { endpoint: "x" } } }, entra),
    ).toBe("groups_incomplete");
    expect(codeOf({ ...token, hasgroups: "true" }, entra)).toBe("groups_incomplete");
  });

  it("read Entra's app roles, which have no overage", () => {
    const entra = defineClaimsMapping(firm, {
      ...entraClaims({ tenantId: "t1", clientId: "crm", from: "roles" }),
      groups,
    });
    const token = {
      iss: "https://login.microsoftonline.com/t1/v2.0",
      aud: "crm",
      tid: "t1",
      oid: "o1",
      iat: 1,
      roles: ["g1"],
      hasgroups: true,
    };
    expect(changeOf(token, entra).assignments).toEqual([{ role: "biller" }]);
  });

  it("pin the domain of Google, and ask for groups that were fetched", () => {
    const google = defineClaimsMapping(firm, { ...googleClaims({ clientId: "crm", domain: "acme.example" }), groups });
    const token = {
      iss: "https://accounts.google.com",
      aud: "crm",
      sub: "1",
      hd: "acme.example",
      email_verified: true,
      iat: 1,
    };
    expect(changeOf({ ...token, groups: ["g1"] }, google).assignments).toEqual([{ role: "biller" }]);
    expect(codeOf(token, google)).toBe("groups_missing");
    expect(codeOf({ ...token, hd: undefined, groups: ["g1"] }, google)).toBe("unmet_requirement");
    expect(codeOf({ ...token, email_verified: "true", groups: ["g1"] }, google)).toBe("unmet_requirement");
  });
});

describe("the definition of a mapping", () => {
  const issuesOf = (definition: object) => {
    try {
      defineClaimsMapping(firm, { ...okta, groups: [], ...definition } as ClaimsMappingDefinition<Vocabulary>);
      return [];
    } catch (error) {
      if (!(error instanceof PolicyDefinitionError)) throw error;
      return error.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
    }
  };

  it("says all mistakes at once, and where they are", () => {
    const groups = [
      { group: "a", role: "repp" },
      { group: "b", role: "rep" },
      { group: "c", role: "rep", scope: { regoin: ["DE"], region: { claim: [] } } },
      { group: "", role: "consultant", scope: { region: [] }, admin: true },
    ];
    const found = issuesOf({
      groups,
      issuers: [],
      audiences: undefined,
      attributes: { shoe: "x", department: 7 },
      extra: 1,
    });
    expect(found.sort()).toEqual([
      "empty_list audiences",
      "empty_list issuers",
      "empty_scope groups.3.scope.region",
      "missing_scope groups.1",
      "missing_window groups.3",
      "unknown_attribute attributes.shoe",
      "unknown_dimension groups.2.scope.regoin",
      "unknown_key extra",
      "unknown_key groups.3.admin",
      "unknown_role groups.0.role",
      "wrong_type attributes.department",
      "wrong_type groups.2.scope.region.claim",
      "wrong_type groups.3.group",
    ]);
  });

  it.each([
    [{ provider: "" }, "wrong_type provider"],
    [{ require: { tid: [] } }, "empty_list require.tid"],
    [{ missingGroups: "maybe" }, "wrong_type missingGroups"],
    [{ kind: { claim: "x", values: { a: "root" }, otherwise: "employee" } }, "wrong_type kind.a"],
    [{ sponsorId: { id: "" } }, "wrong_type sponsorId.id"],
    [{ groups: "all" }, "wrong_type groups"],
  ])("refuses %j", (definition, issue) => {
    expect(issuesOf(definition)).toEqual([issue]);
  });

  it("exists for SCIM as well, without issuers", () => {
    expect(defineScimMapping(firm, { provider: "okta", groups: [] })).toMatchObject({
      idPrefix: "okta:",
      userName: "userName",
    });
    expect(() => defineScimMapping(firm, { provider: "okta", groups: [{ group: "x", role: "root" }] })).toThrow("root");
  });
});
