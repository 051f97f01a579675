import type { AccessFacts } from "../../../../src/model/access-facts.js";
import type { Example } from "./example.js";
import { ask, deals, factsOf, HOUR, NOW, policyOf, principal, rep, ruled, session } from "./fixture.js";

const everything = deals({ allow: "*" });

function gate(name: string, facts: Partial<AccessFacts>, expected: string, action = "read"): Example {
  return { name, policy: everything, facts: factsOf(facts), request: ask(action), expected };
}

const service = { ...principal, kind: "service" } as const;
const agent = { ...principal, id: "bot", kind: "agent" } as const;
const human = { principal, assignments: [rep()], session };

export const partyExamples: Example[] = [
  gate(
    "step 2: a suspended principal",
    { principal: { ...principal, status: "suspended" } },
    "deny principal_inactive",
  ),
  gate("step 2: an invited principal", { principal: { ...principal, status: "invited" } }, "deny principal_inactive"),
  gate(
    "step 2: a status that nobody knows",
    { principal: { ...principal, status: "on" as never } },
    "deny principal_inactive",
  ),
  gate("step 2: a read-only principal reads", { principal: { ...principal, status: "read_only" } }, "allow"),
  gate(
    "step 2: a read-only principal does not export",
    { principal: { ...principal, status: "read_only" } },
    "deny principal_inactive",
    "export",
  ),
  gate(
    "step 2: before the principal's window",
    { principal: { ...principal, validFrom: NOW + 1 } },
    "deny principal_inactive",
  ),
  gate(
    "step 3: a session authenticated before the cut is revoked",
    { principal: { ...principal, sessionsValidFrom: NOW - HOUR + 1 } },
    "deny session_revoked",
  ),
  gate(
    "step 3: a session authenticated at the cut stands",
    { principal: { ...principal, sessionsValidFrom: NOW - HOUR } },
    "allow",
  ),
  gate(
    "step 3: with a cut and without a session",
    { principal: { ...principal, sessionsValidFrom: 0 }, session: null },
    "deny session_revoked",
  ),
  gate(
    "step 3: a service needs no session",
    { principal: { ...service, sessionsValidFrom: 0 }, session: null },
    "allow",
  ),
  gate(
    "step 2 comes before step 3",
    { principal: { ...principal, status: "suspended", sessionsValidFrom: NOW } },
    "deny principal_inactive",
  ),
  {
    name: "step 3 comes before step 4",
    policy: ruled({ forbid: "read" }),
    facts: factsOf({ principal: { ...principal, sessionsValidFrom: NOW } }),
    request: ask("read"),
    expected: "deny session_revoked",
  },
  {
    name: "step 4: a forbid in one assignment beats an allow in another",
    policy: policyOf(
      { deal: [{ allow: "*" }] },
      { roles: { trainee: { title: "Trainee", statements: { "*": [{ id: "no-export", forbid: "export" }] } } } },
    ),
    facts: factsOf({ assignments: [rep(), { id: "a2", role: "trainee" }] }),
    request: ask("export"),
    expected: "deny forbidden",
    statements: ["no-export"],
  },
  {
    name: "S31 a role gives what the roles that it extends give",
    policy: policyOf({ deal: [{ id: "r", allow: "read" }] }, { roles: { boss: { title: "Boss", extends: ["rep"] } } }),
    facts: factsOf({ assignments: [{ id: "a1", role: "boss" }] }),
    request: ask("read"),
    expected: "allow",
    statements: ["r"],
  },
  {
    name: "S31 what is left out is not held",
    policy: policyOf(
      { deal: [{ id: "x", allow: "read" }] },
      { roles: { boss: { title: "Boss", extends: [{ role: "rep", without: ["x"] }] } } },
    ),
    facts: factsOf({ assignments: [{ id: "a1", role: "boss" }] }),
    request: ask("read"),
    expected: "deny no_grant",
  },
  {
    name: "S31 what is left out of one bundle still comes by another",
    policy: policyOf(
      { deal: [{ id: "x", allow: "read" }] },
      {
        roles: {
          lead: { title: "Lead", extends: ["rep"] },
          boss: { title: "Boss", extends: [{ role: "rep", without: ["x"] }, "lead"] },
        },
      },
    ),
    facts: factsOf({ assignments: [{ id: "a1", role: "boss" }] }),
    request: ask("read"),
    expected: "allow",
  },
  {
    name: "S20 a role is scoped as the roles that it extends",
    policy: policyOf(
      { deal: [{ allow: "read" }] },
      { rep: { scopedBy: ["region"] }, roles: { boss: { title: "Boss", extends: ["rep"] } } },
    ),
    facts: factsOf({ assignments: [{ id: "a1", role: "boss" }] }),
    request: ask("read"),
    expected: "deny no_grant",
  },
  {
    name: "S42 on behalf of somebody both must be allowed",
    policy: everything,
    facts: factsOf({ principal: agent, onBehalfOf: { ...human, assignments: [] } }),
    request: ask("read"),
    expected: "deny no_grant",
  },
  {
    name: "S42 on behalf of somebody each side has its own requirements",
    policy: ruled({ require: { mfa: { factors: 1 } }, for: "read", who: { kind: "employee" } }),
    facts: factsOf({ principal: agent, onBehalfOf: { ...human, session: { ...session, factors: [] } } }),
    request: ask("read"),
    expected: "challenge mfa",
  },
  {
    name: "S42 without its human's session an agent does not borrow one",
    policy: ruled({ require: { session: { maxAge: "12h" } }, for: "read" }),
    facts: factsOf({ principal: agent, onBehalfOf: { ...human, session: null } }),
    request: ask("read"),
    expected: "deny requirement_unmet",
  },
  {
    name: "S42 the best field must be allowed to both sides",
    policy: policyOf(
      { deal: [{ allow: "read", fields: ["stage"] }] },
      { roles: { other: { title: "Other", statements: { deal: [{ allow: "read", fields: ["amount"] }] } } } },
    ),
    facts: factsOf({ principal: agent, onBehalfOf: { ...human, assignments: [{ id: "a2", role: "other" }] } }),
    request: ask("read"),
    expected: "deny no_grant",
  },
  {
    name: "S30 on behalf of somebody neither side approves",
    policy: ruled({ require: { approval: { by: "manager" } }, for: "delete", who: { kind: "agent" } }),
    facts: factsOf({
      principal: agent,
      onBehalfOf: human,
      approvals: [{ id: "p", by: "u1", principal: "bot", action: "delete", type: "deal", recordId: "d1", at: NOW }],
    }),
    request: ask("delete"),
    expected: "challenge approval",
  },
];
