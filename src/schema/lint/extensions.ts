import type { PolicyData } from "../../model/policy-data.js";
import { quote, quoteAll } from "../text.js";
import type { LintFinding } from "./finding.js";
import { bundleOf, isAllow } from "./placed.js";

/** What is left out of what is extended. */
export function leftOut(policy: PolicyData): readonly LintFinding[] {
  return Object.entries(policy.roles).flatMap(([name, role]) =>
    (role.extends ?? []).flatMap((extension, index) => {
      if (typeof extension === "string") return [];
      const bundle = bundleOf(policy, extension.role);
      return (extension.without ?? []).flatMap((id, position): readonly LintFinding[] => {
        const path = ["roles", name, "extends", index, "without", position];
        const dropped = bundle.filter(({ statement }) => statement.id === id);
        const owners = new Set(dropped.flatMap((placed) => placed.role ?? []));
        const findings: LintFinding[] = [];
        if (dropped.some(({ statement }) => !isAllow(statement))) {
          const message = `${quote(id)} forbids or requires something: without it the role may do more`;
          findings.push({ code: "left_out_guard", severity: "warning", path, message });
        }
        if (owners.size > 1) {
          const message = `${quote(id)} is an id in ${quoteAll(owners)}: all of these statements are left out`;
          findings.push({ code: "ambiguous_without", severity: "warning", path, message, hint: "rename one" });
        }
        return findings;
      });
    }),
  );
}

/** Roles that extend another both directly and through a third. */
export function redundantExtensions(policy: PolicyData): readonly LintFinding[] {
  return Object.entries(policy.roles).flatMap(([name, role]) => {
    const bases = (role.extends ?? []).map((extension) => (typeof extension === "string" ? extension : extension.role));
    return bases.flatMap((base, index): readonly LintFinding[] => {
      const through = bases.find((other) => other !== base && extended(policy, other).has(base));
      if (through === undefined) return [];
      const message = `${quote(through)} extends ${quote(base)} already: what is left out of one comes by the other`;
      return [{ code: "redundant_extension", severity: "info", path: ["roles", name, "extends", index], message }];
    });
  });
}

function extended(policy: PolicyData, role: string): ReadonlySet<string> {
  const all = new Set([role]);
  for (const name of all) {
    for (const base of policy.roles[name]?.extends ?? []) all.add(typeof base === "string" ? base : base.role);
  }
  return all;
}
