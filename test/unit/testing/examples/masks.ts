import type { PolicyData } from "../../../../src/model/policy-data.js";
import type { Example } from "./example.js";
import { ask, deals, factsOf, policyOf, ruled } from "./fixture.js";

const policy = deals(
  { allow: "read", fields: ["id"] },
  { id: "m", allow: "read", masked: { phone: "last4", ownerId: "redact" } },
);

/** What a reader is shown of one record. */
export interface MaskExample {
  readonly name: string;
  readonly policy: PolicyData;
  readonly record: object;
  readonly expected: object;
}

export const maskExamples: MaskExample[] = [
  {
    name: "S36 shows readable cells and masked ones, and nothing else",
    policy,
    record: { id: "d1", phone: "+49 30 901820", stage: "open", other: 1 },
    expected: { id: "d1", phone: "••••1820" },
  },
  { name: "S36 hides the end of what is short", policy, record: { phone: "9018201" }, expected: { phone: "••••" } },
  { name: "S36 leaves null as it is", policy, record: { id: "d1", phone: null }, expected: { id: "d1", phone: null } },
  { name: "S36 drops what cannot be masked", policy, record: { phone: 49 }, expected: {} },
  {
    name: "S36 takes the most revealing of several views",
    policy: deals({ allow: "read", masked: { ownerId: "initials" } }, { allow: "read", masked: { ownerId: "email" } }),
    record: { ownerId: "ada@example.com" },
    expected: { ownerId: "a•••@example.com" },
  },
  {
    name: "S36 shows initials",
    policy: deals({ allow: "read", masked: { ownerId: "initials" } }),
    record: { ownerId: "Ada King Lovelace" },
    expected: { ownerId: "A.L." },
  },
  {
    name: "S36 shows raw where a full allow covers too",
    policy: deals({ allow: "read", masked: { phone: "redact" } }, { allow: "read", fields: ["phone"] }),
    record: { phone: "+49 30 901820" },
    expected: { phone: "+49 30 901820" },
  },
  {
    name: "S36 drops the cell where a forbid holds",
    policy: policyOf({
      deal: [
        { allow: "read", masked: { phone: "last4" } },
        { forbid: "read", fields: ["phone"] },
      ],
    }),
    record: { phone: "+49 30 901820" },
    expected: {},
  },
  {
    name: "S36 drops the cell where a requirement is unmet",
    policy: ruled({ require: { mfa: {} }, for: "read", fields: ["phone"] }),
    record: { id: "d1", phone: "+49 30 901820" },
    expected: { id: "d1" },
  },
  {
    name: "S5 judges each cell by its own record",
    policy: deals({ allow: "read", fields: ["amount"], when: { stage: "open" } }),
    record: { stage: "won", amount: 1 },
    expected: {},
  },
];

export const maskedAnswers: Example[] = [
  {
    name: "S36 a masked allow answers the question without a field",
    policy: deals({ id: "m", allow: "read", masked: { phone: "last4" } }),
    facts: factsOf(),
    request: ask("read"),
    expected: "allow",
    statements: ["m"],
  },
  {
    name: "S36 for a named field a masked allow says no",
    policy: deals({ allow: "read", masked: { phone: "last4" } }),
    facts: factsOf(),
    request: ask("read", { fields: ["phone"] }),
    expected: "deny no_grant",
  },
];
