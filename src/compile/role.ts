import type { PolicyData, RoleData } from "../model/policy-data.js";
import type { StatementsData } from "../model/statement-data.js";
import { type Cell, compileCell } from "./cell.js";
import type { CompiledAction, CompiledResource } from "./resource.js";
import { type CompileContext, type CompiledStatement, compileStatement } from "./statement.js";
import { type Timing, timingOf } from "./timing.js";

/** A role template, a direct grant, or the policy-wide rules: ready to be shared by all who hold it. */
export class CompiledRole {
  /** `null` for a direct grant and for the rules. */
  readonly name: string | null;
  readonly data: RoleData | null;
  /** The dimensions for which an assignment must say where: its own and those of the roles it extends. */
  readonly scopedBy: readonly string[];
  readonly statements: readonly CompiledStatement[];
  readonly #byAction: ReadonlyMap<number, readonly CompiledStatement[]>;
  readonly #cells: (Cell | undefined)[] = [];
  #timing: Timing | undefined;

  constructor(
    name: string | null,
    data: RoleData | null,
    scopedBy: readonly string[],
    statements: readonly CompiledStatement[],
  ) {
    this.name = name;
    this.data = data;
    this.scopedBy = scopedBy;
    this.statements = statements;
    this.#byAction = groupByAction(statements);
  }

  /** What it says about an action: worked out when that is first asked. */
  cell(action: CompiledAction): Cell {
    return this.#cells[action.index] ?? this.#compile(action);
  }

  /** What of it can change its answer as time goes by. */
  get timing(): Timing {
    this.#timing ??= timingOf(this.statements);
    return this.#timing;
  }

  /** What remains of it in an assignment that is invalid: no allow holds, forbids and requires do (S20). */
  withoutAllows(): CompiledRole {
    const limits = this.statements.filter((statement) => statement.verb !== "allow");
    return new CompiledRole(this.name, this.data, [], limits);
  }

  #compile(action: CompiledAction): Cell {
    const cell = compileCell(action, this.#byAction.get(action.index) ?? []);
    this.#cells[action.index] = cell;
    return cell;
  }
}

/** Compiles every template once; extension shares the statements of the base. */
export function compileRoles(context: CompileContext, policy: PolicyData): ReadonlyMap<string, CompiledRole> {
  const names = Object.keys(policy.roles);
  const own = new Map(
    names.map((name) => [name, compileAll(context, name, policy.roles[name]?.statements ?? {})] as const),
  );
  return new Map(
    names.map((name) => {
      const statements = [...bundleOf(policy, own, name, new Set())];
      return [name, makeRole(name, policy.roles[name] ?? null, scopedBy(policy, name, new Set()), statements)];
    }),
  );
}

/** The statements of a bundle: its own, and those of the roles it extends less what is left out (S31). */
function bundleOf(
  policy: PolicyData,
  own: ReadonlyMap<string, readonly CompiledStatement[]>,
  name: string,
  seen: ReadonlySet<string>,
): ReadonlySet<CompiledStatement> {
  const bundle = new Set(own.get(name));
  const along = new Set(seen).add(name);
  for (const extension of policy.roles[name]?.extends ?? []) {
    const { role, without = [] } = typeof extension === "string" ? { role: extension } : extension;
    if (along.has(role)) continue;
    for (const statement of bundleOf(policy, own, role, along)) {
      if (!without.includes(statement.id)) bundle.add(statement);
    }
  }
  return bundle;
}

function scopedBy(policy: PolicyData, name: string, seen: Set<string>): readonly string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const role = policy.roles[name];
  const bases = (role?.extends ?? []).map((extension) => (typeof extension === "string" ? extension : extension.role));
  return [...new Set([...(role?.scopedBy ?? []), ...bases.flatMap((base) => scopedBy(policy, base, seen))])];
}

/** Compiles statements by type; those under `"*"` once for every type that they reach. */
export function compileAll(
  context: CompileContext,
  owner: string,
  statements: StatementsData,
): readonly CompiledStatement[] {
  const compiled: CompiledStatement[] = [];
  for (const [type, list] of Object.entries(statements)) {
    list.forEach((data, position) => {
      for (const resource of resourcesFor(context, type)) {
        const source = { id: `${owner}.${type}#${position}`, data, isWild: type === "*" };
        const statement = compileStatement(context, resource, source);
        if (statement !== null) compiled.push(statement);
      }
    });
  }
  return compiled;
}

function resourcesFor(context: CompileContext, type: string): Iterable<CompiledResource> {
  if (type === "*") return context.resources.values();
  const resource = context.resources.get(type);
  return resource === undefined ? [] : [resource];
}

/** Makes a role of statements, without those under `"*"` on types that a dimension of its scope does not reach (S19). */
export function makeRole(
  name: string | null,
  data: RoleData | null,
  dimensions: readonly string[],
  statements: readonly CompiledStatement[],
): CompiledRole {
  const reaching = statements.filter((statement) => !(statement.isWild && isOutside(statement.resource, dimensions)));
  return new CompiledRole(name, data, dimensions, reaching);
}

function isOutside(resource: CompiledResource, dimensions: readonly string[]): boolean {
  return dimensions.some((name) => !resource.scopePaths.some((path) => path.dimension.name === name));
}

function groupByAction(statements: readonly CompiledStatement[]): ReadonlyMap<number, readonly CompiledStatement[]> {
  const groups = new Map<number, CompiledStatement[]>();
  for (const statement of statements) {
    for (const { index } of statement.actions) {
      const group = groups.get(index);
      if (group === undefined) groups.set(index, [statement]);
      else group.push(statement);
    }
  }
  return groups;
}
