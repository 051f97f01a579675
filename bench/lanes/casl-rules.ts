import type { MongoAbility, RawRuleOf } from "@casl/ability";
import type { ConditionData } from "../../src/model/condition-data.js";
import type { ResourceData } from "../../src/model/model-data.js";
import type { PolicyData, RoleData } from "../../src/model/policy-data.js";
import type { AllowData, ForbidData, StatementData } from "../../src/model/statement-data.js";
import { NOW, type Person } from "../workload/people.js";
import { expand } from "./expand.js";

export type CaslRule = RawRuleOf<MongoAbility>;

/** A part of a role that does not depend on who holds it: worked out once, so that a request pays only for its own. */
interface CaslGrant {
  readonly action: string | string[];
  readonly subject: string;
  readonly fields: string[] | undefined;
  readonly when: ConditionData | undefined;
  readonly regionPath: string | null;
  readonly teamPath: string | null;
}

/** The same policy for CASL, as its documentation advises: a function from a user to rules. */
export class CaslPolicy {
  readonly #policy: PolicyData;
  readonly #grants: ReadonlyMap<string, readonly CaslGrant[]>;
  readonly #forbids: readonly { readonly rule: CaslRule; readonly kind: unknown }[];

  constructor(policy: PolicyData) {
    this.#policy = policy;
    this.#grants = new Map(Object.entries(policy.roles).map(([name, role]) => [name, this.#grantsOf(role)]));
    this.#forbids = Object.entries(policy.rules).flatMap(([type, statements]) =>
      statements.filter(isForbid).map((statement) => ({
        rule: {
          action: list(statement.forbid),
          subject: type === "*" ? "all" : type,
          inverted: true,
          ...(Array.isArray(statement.fields) && { fields: [...statement.fields] }),
          ...(statement.when !== undefined && { conditions: { ...statement.when } }),
        },
        kind: statement.who?.kind,
      })),
    );
  }

  /** The rules of one person, now. CASL knows no time and no session: those are settled here, as an application must. */
  rulesFor({ principal, assignments, session }: Person): CaslRule[] {
    if (principal.status !== "active" || NOW >= Number(session.lastActiveAt) + 30 * 60_000) return [];
    const rules: CaslRule[] = [];
    for (const { role, scope } of assignments) {
      const regions = Array.isArray(scope?.region) ? [...this.#below(scope.region)] : null;
      const teams = Array.isArray(scope?.team) ? scope.team : null;
      for (const grant of this.#grants.get(role) ?? []) {
        const conditions: Record<string, unknown> = {};
        if (regions !== null && grant.regionPath !== null) conditions[grant.regionPath] = { $in: regions };
        if (teams !== null && grant.teamPath !== null) conditions[grant.teamPath] = { $in: teams };
        for (const [path, test] of Object.entries(grant.when ?? {})) {
          conditions[path] = isReference(test) ? principal.id : test;
        }
        rules.push({
          action: grant.action,
          subject: grant.subject,
          ...(grant.fields !== undefined && { fields: grant.fields }),
          ...(Object.keys(conditions).length > 0 && { conditions }),
        });
      }
    }
    for (const { rule, kind } of this.#forbids) if (kind === undefined || kind === principal.kind) rules.push(rule);
    const factorsUntil = Math.min(...session.factors.map((factor) => Number(factor.at))) + 15 * 60_000;
    if (NOW >= factorsUntil) rules.push({ action: "export", subject: "all", inverted: true });
    return rules;
  }

  #below(values: readonly string[]): Set<string> {
    const dimension = this.#policy.model.dimensions.region;
    return dimension !== undefined && "tree" in dimension ? expand(dimension.tree, values) : new Set(values);
  }

  #grantsOf(role: RoleData): CaslGrant[] {
    return Object.entries(role.statements ?? {}).flatMap(([key, statements]) =>
      (key === "*" ? Object.keys(this.#policy.model.resources) : [key]).flatMap((type) =>
        statements.filter(isAllow).flatMap((statement) => this.#grantsBy(type, statement)),
      ),
    );
  }

  /** An update never writes immutable fields, so it needs a field list of its own. */
  #grantsBy(type: string, statement: AllowData): CaslGrant[] {
    const resource = this.#policy.model.resources[type] as ResourceData;
    const actions = list(statement.allow);
    const others = actions.filter((action) => action !== "update");
    const covered = fieldsBy(resource, statement);
    const all = covered.length === resource.fields.length;
    const common = {
      subject: type,
      when: statement.when,
      regionPath: resource.scopePaths.region ?? null,
      teamPath: resource.scopePaths.team ?? null,
    };
    return [
      ...(others.length > 0 ? [{ ...common, action: others, fields: all ? undefined : covered }] : []),
      ...(actions.includes("update")
        ? [{ ...common, action: "update", fields: covered.filter((field) => !resource.immutable.includes(field)) }]
        : []),
    ];
  }
}

function fieldsBy(resource: ResourceData, { fields }: AllowData): string[] {
  const names = resource.fields.map((field) => field.name);
  const open = names.filter((name) => !resource.sensitive.includes(name));
  if (fields === undefined) return open;
  if (!("except" in fields)) {
    return fields.flatMap((name) => (name.startsWith("#") ? [...(resource.fieldGroups[name.slice(1)] ?? [])] : [name]));
  }
  return open.filter((name) => !fields.except.includes(name));
}

function list(actions: string | readonly string[]): string[] {
  return typeof actions === "string" ? [actions] : [...actions];
}

function isAllow(statement: StatementData): statement is AllowData {
  return "allow" in statement;
}

function isForbid(statement: StatementData): statement is ForbidData {
  return "forbid" in statement;
}

function isReference(test: unknown): boolean {
  return typeof test === "object" && test !== null && "$ref" in test;
}
