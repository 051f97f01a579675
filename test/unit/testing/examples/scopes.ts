import type { Scope } from "../../../../src/model/assignment.js";
import type { StatementsData } from "../../../../src/model/statement-data.js";
import type { Example } from "./example.js";
import { ask, deal, factsOf, policyOf, rep, report } from "./fixture.js";

const onDeals: StatementsData = { deal: [{ id: "all", allow: "*" }] };

function scoped(name: string, scope: unknown, record: object, expected: string): Example {
  return {
    name,
    policy: policyOf(onDeals, { rep: { scopedBy: ["region"] } }),
    facts: factsOf({ assignments: [rep({ scope: scope as Scope })] }),
    request: ask("read", { record }),
    expected,
  };
}

function forbidding(name: string, scope: unknown, record: object, expected: string): Example {
  return {
    name,
    policy: policyOf(
      { deal: [{ forbid: "read" }] },
      { rep: { scopedBy: ["region"] }, roles: { reader: { title: "Reader", statements: onDeals } } },
    ),
    facts: factsOf({ assignments: [rep({ scope: scope as Scope }), { id: "a2", role: "reader" }] }),
    request: ask("read", { record }),
    expected,
  };
}

export const scopeExamples: Example[] = [
  {
    name: "S19 through `*` a scoped template does not reach a type that its dimension does not scope",
    policy: policyOf({ "*": [{ allow: "read" }] }, { rep: { scopedBy: ["region"] } }),
    facts: factsOf({ assignments: [rep({ scope: { region: "*" } })] }),
    request: { action: "read", type: "report", record: report },
    expected: "deny no_grant",
  },
  {
    name: "S19 under its own name a scoped template reaches a type that its dimension does not scope",
    policy: policyOf({ report: [{ allow: "read" }] }, { rep: { scopedBy: ["region"] } }),
    facts: factsOf({ assignments: [rep({ scope: { region: ["US"] } })] }),
    request: { action: "read", type: "report", record: report },
    expected: "allow",
  },
  scoped("S20 an assignment without its role's scope gives nothing", undefined, deal, "deny no_grant"),
  scoped("S20 an empty list is no scope", { region: [] }, deal, "deny no_grant"),
  scoped("S20 an unknown dimension makes the scope invalid", { region: "*", planet: ["mars"] }, deal, "deny no_grant"),
  forbidding("S20 forbids of an invalid assignment hold on every record", {}, deal, "deny forbidden"),
  {
    name: "S20 further dimensions narrow too",
    policy: policyOf({ report: [{ allow: "read" }] }),
    facts: factsOf({ assignments: [rep({ scope: { team: ["west"] } })] }),
    request: { action: "read", type: "report", record: report },
    expected: "deny no_grant",
  },
  {
    name: "S20 a direct grant gives a scope for every dimension that its types have a path for",
    policy: policyOf({}),
    facts: factsOf({ assignments: [{ id: "g1", statements: onDeals }] }),
    request: ask("read"),
    expected: "deny no_grant",
    errors: ["invalid_assignment"],
  },
  {
    name: "S20 a direct grant with its scope holds",
    policy: policyOf({}),
    facts: factsOf({
      assignments: [{ id: "g1", statements: { deal: [{ allow: "read" }] }, scope: { region: ["DE"] } }],
    }),
    request: ask("read"),
    expected: "allow",
    statements: ["grant.deal#0"],
  },
  {
    name: "S20 an unknown role gives nothing",
    policy: policyOf(onDeals),
    facts: factsOf({ assignments: [{ id: "a1", role: "toString" }] }),
    request: ask("read"),
    expected: "deny no_grant",
    errors: ["unknown_role"],
  },
  scoped("S21 a value covers its descendants", { region: ["EMEA"] }, deal, "allow"),
  scoped("S21 a value does not cover its ancestors", { region: ["DE"] }, { ...deal, region: "DACH" }, "deny no_grant"),
  scoped(
    "S21 a value that the tree does not know covers itself",
    { region: ["XX"] },
    { ...deal, region: "XX" },
    "allow",
  ),
  scoped("S21 within a dimension any value is enough", { region: ["US", "DACH"] }, deal, "allow"),
  scoped("S21 `*` is true even where the value is missing", { region: "*" }, { ...deal, region: null }, "allow"),
  {
    name: "S19 of an array of scope values any is enough",
    policy: policyOf({ report: [{ allow: "read" }] }, { rep: { scopedBy: ["team"] } }),
    facts: factsOf({ assignments: [rep({ scope: { team: ["south"] } })] }),
    request: { action: "read", type: "report", record: report },
    expected: "allow",
  },
  scoped(
    "S22 a missing scope value is outside for an allow",
    { region: ["DE"] },
    { ...deal, region: null },
    "deny no_grant",
  ),
  forbidding(
    "S22 a missing scope value is inside for a forbid",
    { region: ["DE"] },
    { ...deal, region: null },
    "deny forbidden",
  ),
  {
    name: "S22 one allow must have both the old and the new record in scope",
    policy: policyOf(onDeals, { rep: { scopedBy: ["region"] } }),
    facts: factsOf({
      assignments: [rep({ scope: { region: ["DE"] } }), rep({ id: "a2", scope: { region: ["FR"] } })],
    }),
    request: ask("update", { changes: { region: "FR" } }),
    expected: "deny no_grant",
  },
  {
    name: "S22 an assignment with both regions moves the record",
    policy: policyOf(onDeals, { rep: { scopedBy: ["region"] } }),
    facts: factsOf({ assignments: [rep({ scope: { region: ["DE", "FR"] } })] }),
    request: ask("update", { changes: { region: "FR" } }),
    expected: "allow",
  },
  {
    name: "S22 a forbid reaches if the new record alone is in its scope",
    policy: policyOf(
      { deal: [{ forbid: "update" }] },
      { rep: { scopedBy: ["region"] }, roles: { writer: { title: "Writer", statements: onDeals } } },
    ),
    facts: factsOf({ assignments: [rep({ scope: { region: ["FR"] } }), { id: "a2", role: "writer" }] }),
    request: ask("update", { changes: { region: "FR" } }),
    expected: "deny forbidden",
  },
];
