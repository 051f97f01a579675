import type { CompiledPolicy } from "../../compile/policy.js";
import type { Assignment } from "../../model/assignment.js";
import type { Standpoint } from "../standpoint.js";
import type { Side } from "./sides.js";
import { nameOf, titleOf } from "./words.js";

/** An assignment, as it is named to people. */
export interface HoldingWords {
  readonly assignment: string;
  readonly role?: string;
  readonly title: string;
}

/** Names an assignment. */
export function holdingWords(policy: CompiledPolicy, { id, role }: Assignment): HoldingWords {
  if (role === undefined) return { assignment: nameOf(id), title: "direct grant" };
  return { assignment: nameOf(id), role: nameOf(role), title: titleOf(policy, role) };
}

/** Who may hand out what is held; nobody by name for a direct grant. */
export function grantorsOf(policy: CompiledPolicy, role: unknown): readonly string[] {
  return (typeof role === "string" ? policy.roles.get(role)?.data?.assignableBy : undefined) ?? [];
}

/** Says whose something is, where there are two sides. */
export function isOf({ human }: Standpoint, { party }: Side): { readonly principalId?: string } {
  return human === null ? {} : { principalId: party.principal.id };
}
