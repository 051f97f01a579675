import type { PolicyData, RoleData } from "../model/policy-data.js";
import type { StatementsData } from "../model/statement-data.js";
import { type Cell, compileCell } from "./cell.js";
import type { CompiledAction, CompiledResource } from "./resource.js";
import { type CompileContext, type CompiledStatement, compileStatement } from "./statement.js";
import type { Summaries, Summary } from "./summary.js";
import { type Timing, timingOf } from "./timing.js";

/** A role template, a direct grant, or the policy-wide rules: ready to be shared by all who hold it. */
export class CompiledRole {
  /** `null` for a direct grant and for the rules. */
  readonly name: string | null;
  readonly data: RoleData | null;
  /** The dimensions for which an assignment must say where: its own and those of the roles it extends. */
  readonly scopedBy: readonly string[];
  /** Its own statements, and those of the roles it extends less what is left out (S31). */
  readonly bundle: readonly CompiledStatement[];
  /** Those of {@link bundle} that reach a type at all. */
  readonly statements: readonly CompiledStatement[];
  /** Whether anything in it forbids or requires. */
  readonly hasLimits: boolean;
  /** Whether anything in it shows fields in part. */
  readonly hasMasked: boolean;
  /** What it says about each action, by {@link CompiledAction.place}, as far as it was asked. */
  readonly summaries: Summary[] = [];
  /** The same in short, for the many that grant without a condition or not at all: what is granted; else `-1`. */
  readonly grants: number[] = [];
  readonly #interned: Summaries;
  readonly #byAction: ReadonlyMap<number, readonly CompiledStatement[]>;
  readonly #cells: (Cell | undefined)[] = [];
  #timing: Timing | undefined;

  constructor(
    name: string | null,
    data: RoleData | null,
    scopedBy: readonly string[],
    bundle: readonly CompiledStatement[],
    summaries: Summaries,
  ) {
    this.name = name;
    this.data = data;
    this.scopedBy = scopedBy;
    this.bundle = bundle;
    this.#interned = summaries;
    this.statements = bundle.filter((statement) => statement.verb !== "allow" || reaches(statement, scopedBy));
    this.#byAction = groupByAction(this.statements);
    this.hasMasked = this.statements.some(({ masked }) => masked !== null);
    this.hasLimits = this.statements.some(({ verb }) => verb !== "allow");
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

  /** What it says about an action as sets of fields; worked out when that is first asked. */
  summary(action: CompiledAction, word: number): Summary {
    return this.summaries[action.place + word] ?? this.#summarize(action, word);
  }

  /** What remains of it in an assignment that is invalid: no allow holds, forbids and requires do (S20). */
  withoutAllows(): CompiledRole {
    const limits = this.statements.filter((statement) => statement.verb !== "allow");
    return new CompiledRole(this.name, this.data, [], limits, this.#interned);
  }

  #summarize(action: CompiledAction, word: number): Summary {
    const place = action.place + word;
    const summary = this.#interned.of(action, word, this.#byAction.get(action.index) ?? []);
    while (this.grants.length <= place) this.grants.push(-1);
    this.grants[place] = summary.hasLimits || summary.grantable !== summary.open ? -1 : summary.open;
    this.summaries[place] = summary;
    return summary;
  }

  #compile(action: CompiledAction): Cell {
    const cell = compileCell(action, this.#byAction.get(action.index) ?? []);
    this.#cells[action.index] = cell;
    return cell;
  }
}

/** Compiles every template once; extension shares the statements of the base. */
export function compileRoles(
  context: CompileContext,
  summaries: Summaries,
  policy: PolicyData,
): ReadonlyMap<string, CompiledRole> {
  const roles = new Map<string, CompiledRole>();
  for (const name of Object.keys(policy.roles)) compileRole(context, summaries, policy, name, roles, new Set());
  return roles;
}

/** Compiles a template after those that it extends, each once. */
function compileRole(
  context: CompileContext,
  summaries: Summaries,
  policy: PolicyData,
  name: string,
  done: Map<string, CompiledRole>,
  open: Set<string>,
): CompiledRole | undefined {
  const known = done.get(name);
  const data = Object.hasOwn(policy.roles, name) ? policy.roles[name] : undefined;
  if (known !== undefined || data === undefined || open.has(name)) return known;
  open.add(name);
  const inherited = new Set<CompiledStatement>();
  const dimensions = new Set(data.scopedBy);
  for (const extension of data.extends ?? []) {
    const { role, without = [] } = typeof extension === "string" ? { role: extension } : extension;
    const base = compileRole(context, summaries, policy, role, done, open);
    for (const dimension of base?.scopedBy ?? []) dimensions.add(dimension);
    for (const statement of base?.bundle ?? []) if (!without.includes(statement.id)) inherited.add(statement);
  }
  // a forbid or require is bounded by the template in which it stands: an extension does not lift it by adding a dimension
  const own = compileAll(context, name, data.statements ?? {}).filter((statement) =>
    reaches(statement, [...dimensions]),
  );
  const compiled = new CompiledRole(name, data, [...dimensions], [...new Set([...own, ...inherited])], summaries);
  done.set(name, compiled);
  return compiled;
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

/** A statement under `"*"` does not reach a type that one of the dimensions does not bound (S19). */
export function reaches({ isWild, resource }: CompiledStatement, dimensions: readonly string[]): boolean {
  return !(isWild && isOutside(resource, dimensions));
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
