import type { StatementData } from "../../model/statement-data.js";
import type { Governance } from "../governance.js";

/** A statement that requires something. */
export interface FoundRequire {
  /** Its own id, or `<role>.<type>#<n>`. */
  readonly id: string;
  readonly statement: Extract<StatementData, { readonly require: unknown }>;
}

/** What a role requires: in its own statements, and in those of the roles that it extends, less what is left out (S31). */
export function requiresOf(governance: Governance, role: string): readonly FoundRequire[] {
  return [...bundleOf(governance, role, new Map()).values()];
}

function bundleOf(
  governance: Governance,
  name: string,
  known: Map<string, ReadonlyMap<string, FoundRequire>>,
): ReadonlyMap<string, FoundRequire> {
  const found = known.get(name);
  if (found !== undefined) return found;
  const bundle = new Map<string, FoundRequire>();
  // roles that extend each other in a circle are refused when a policy is read; this ends all the same
  known.set(name, bundle);
  const role = governance.role(name);
  for (const extension of role?.extends ?? []) {
    const { role: base, without = [] } = typeof extension === "string" ? { role: extension } : extension;
    for (const [place, one] of bundleOf(governance, base, known)) {
      if (!without.includes(one.id)) bundle.set(place, one);
    }
  }
  for (const [type, statements] of Object.entries(role?.statements ?? {})) {
    statements.forEach((statement, index) => {
      const place = `${name}.${type}#${index}`;
      if ("require" in statement) bundle.set(place, { id: statement.id ?? place, statement });
    });
  }
  return bundle;
}
