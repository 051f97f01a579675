import { principalFields, SESSION_FIELDS } from "../model/fact-fields.js";
import type { PolicyData } from "../model/policy-data.js";
import { ConditionCompiler } from "./condition/evaluate.js";
import type { CompiledDimension } from "./dimension.js";
import { type CompiledGrant, compileGrant, type GrantReader } from "./grant.js";
import { type Held, Scopes } from "./held.js";
import { isPolluted, withoutPrototypes } from "./pristine.js";
import { Readers } from "./readers.js";
import { REMEMBERED, RequirementCompiler } from "./requirement.js";
import { type CompiledAction, type CompiledResource, compileDimensions, compileResources } from "./resource.js";
import { CompiledRole, compileAll, compileRoles } from "./role.js";
import { Summaries } from "./summary.js";

/** A policy, compiled once and shared by every access. It remembers what it has worked out, and nothing else. */
export interface CompiledPolicy {
  readonly data: PolicyData;
  readonly dimensions: ReadonlyMap<string, CompiledDimension>;
  readonly resources: ReadonlyMap<string, CompiledResource>;
  readonly roles: ReadonlyMap<string, CompiledRole>;
  /** The policy-wide rules, as something that everybody holds everywhere. */
  readonly rules: Held;
  readonly scopes: Scopes;
  readonly readers: Readers;
  recent: CompiledAction | null;
  /** Compiles the statements of a direct grant. */
  readonly compileGrant: (statements: unknown) => CompiledGrant;
}

/**
 * Compiles a policy: conditions to closures, role templates to tables.
 *
 * @param source - trusted: what the schema layer gave
 * @param readGrant - reads the statements of direct grants; `null` where they are as trusted as the policy
 */
export function compilePolicy(source: PolicyData, readGrant: GrantReader | null = null): CompiledPolicy {
  const data = isPolluted() ? withoutPrototypes(source) : source;
  const dimensions = compileDimensions(data.model);
  const readers = new Readers();
  const principal = principalFields(data.model.principal.attributes);
  const roots = new Map([
    ["principal", principal],
    ["session", SESSION_FIELDS],
  ]);
  const resources = compileResources(data.model, dimensions, roots, readers);
  const context = {
    resources,
    conditions: new ConditionCompiler(readers),
    requirements: new RequirementCompiler(REMEMBERED),
    principal: { fields: principal, covers: new Map(), roots },
  };
  const summaries = new Summaries();
  const roles = compileRoles(context, summaries, data);
  const scopes = new Scopes([...dimensions.values()]);
  return {
    data: source,
    dimensions,
    resources,
    roles,
    rules: scopes.everywhere(new CompiledRole(null, null, [], compileAll(context, "rules", data.rules), summaries)),
    scopes,
    readers,
    recent: null,
    // conditions and requirements of a grant are compiled apart: what comes as a fact must not fill the policy's memory
    compileGrant: (statements) =>
      compileGrant(
        { ...context, conditions: new ConditionCompiler(readers), requirements: new RequirementCompiler(0) },
        statements,
        readGrant,
      ),
  };
}
