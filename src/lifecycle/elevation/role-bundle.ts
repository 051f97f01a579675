import type { StatementData } from "../../model/statement-data.js";
import type { Governance } from "../governance.js";

/** A statement of a role, and where it stands. */
export interface BundledStatement {
  /** Its own id, or `<role>.<type>#<n>`. */
  readonly id: string;
  readonly statement: StatementData;
}

/** What a role says: its own statements, and those of the roles that it extends, less what is left out (S31). */
export function bundleOfRole(governance: Governance, role: string): readonly BundledStatement[] {
  return [...bundleOf(governance, role, new Map()).values()];
}

function bundleOf(
  governance: Governance,
  name: string,
  known: Map<string, ReadonlyMap<string, BundledStatement>>,
): ReadonlyMap<string, BundledStatement> {
  const found = known.get(name);
  if (found !== undefined) return found;
  const bundle = new Map<string, BundledStatement>();
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
      bundle.set(place, { id: statement.id ?? place, statement });
    });
  }
  return bundle;
}
