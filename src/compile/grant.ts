import type { StatementData, StatementsData } from "../model/statement-data.js";
import { CompileError } from "./compile-error.js";
import { own } from "./own.js";
import { isPolluted, withoutPrototypes } from "./pristine.js";
import type { CompiledResource } from "./resource.js";
import { CompiledRole, reaches } from "./role.js";
import { type CompileContext, type CompiledStatement, compileStatement } from "./statement.js";
import { Summaries } from "./summary.js";

/** A direct grant, ready to be held. */
export interface CompiledGrant {
  readonly role: CompiledRole;
  /** Whether all of it could be read; if not, its allows do not hold, and its forbids and requires hold on every record. */
  readonly isValid: boolean;
}

/** What reads the statements of a grant as strictly as those of a role; an issue's path begins with type and position. */
export type GrantReader = (
  statements: unknown,
) =>
  | { readonly ok: true; readonly value: StatementsData }
  | { readonly ok: false; readonly issues: readonly { readonly path: readonly (string | number)[] }[] };

/**
 * Compiles the statements of a direct grant. They come as a fact, so nothing about them is certain: where something
 * cannot be read, no allow counts, and a forbid or require that cannot be read forbids all it may have meant (S7, S20).
 *
 * @param read - `null` where the statements have been read already, as those of a snapshot
 */
export function compileGrant(context: CompileContext, statements: unknown, read: GrantReader | null): CompiledGrant {
  const reading = read === null ? { ok: true as const, value: statements } : read(statements);
  const sources = sourcesOf(reading.ok ? reading.value : statements);
  if (sources === null) return { role: forbidEverything(context), isValid: false };
  const compiled: CompiledStatement[] = [];
  const isUnreadable = reading.ok ? () => false : suspects(reading.issues);
  let isValid = reading.ok;
  for (const { type, position, data } of sources) {
    const known = context.resources.get(type);
    const resources = type === "*" ? [...context.resources.values()] : known === undefined ? [] : [known];
    for (const resource of resources) {
      try {
        if (isUnreadable(type, position)) throw new CompileError("a statement cannot be read");
        const source = { id: `grant.${type}#${position}`, data, isWild: type === "*" };
        const statement = compileStatement(context, resource, source);
        if (statement !== null) compiled.push(statement);
      } catch {
        isValid = false;
        if (!isAllow(data)) compiled.push(forbidAll(resource));
      }
    }
  }
  const dimensions = dimensionsOf(context, sources);
  const reaching = compiled.filter((statement) => reaches(statement, dimensions));
  return { role: new CompiledRole(null, null, dimensions, reaching, new Summaries()), isValid };
}

/** Which statements have issues: those that an issue stands in, and all where one stands above them. */
function suspects(
  issues: readonly { readonly path: readonly (string | number)[] }[],
): (type: string, position: number) => boolean {
  const places = new Set<string>();
  for (const { path } of issues) {
    const [type, position] = path;
    places.add(JSON.stringify([type, position]));
  }
  return (type, position) =>
    [[], [type], [type, position]].some((place) => places.has(JSON.stringify([place[0], place[1]])));
}

function forbidEverything(context: CompileContext): CompiledRole {
  return new CompiledRole(null, null, [], [...context.resources.values()].map(forbidAll), new Summaries());
}

interface Source {
  readonly type: string;
  readonly position: number;
  readonly data: StatementData;
}

/** Each statement with its place, or `null` for what is not even lists of objects by type. */
function sourcesOf(given: unknown): readonly Source[] | null {
  try {
    const statements = isPolluted() ? withoutPrototypes(given) : given;
    if (typeof statements !== "object" || statements === null || Array.isArray(statements)) return null;
    return Object.entries(statements).flatMap(([type, list]) => {
      if (!Array.isArray(list)) throw new CompileError("statements are not a list");
      return list.map((data: unknown, position) => {
        if (typeof data !== "object" || data === null) throw new CompileError("a statement is not an object");
        return { type, position, data: data as StatementData };
      });
    });
  } catch {
    return null;
  }
}

function isAllow(data: unknown): boolean {
  return own(data, "allow") !== undefined && own(data, "forbid") === undefined && own(data, "require") === undefined;
}

function forbidAll(resource: CompiledResource): CompiledStatement {
  return {
    id: "grant.invalid",
    why: undefined,
    verb: "forbid",
    resource,
    actions: [...resource.actions.values()],
    fields: resource.fields.map(() => true),
    masked: null,
    when: null,
    to: null,
    who: null,
    requirement: null,
    isWild: false,
    readsNow: false,
  };
}

/** A direct grant must say where for every dimension that one of its types has a path for. */
function dimensionsOf(context: CompileContext, sources: readonly Source[]): readonly string[] {
  const types = new Set(sources.map(({ type }) => type));
  const names = new Set<string>();
  for (const resource of context.resources.values()) {
    if (!types.has("*") && !types.has(resource.type)) continue;
    for (const path of resource.scopePaths) names.add(path.dimension.name);
  }
  return [...names];
}
