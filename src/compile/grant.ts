import type { StatementData } from "../model/statement-data.js";
import { CompileError } from "./compile-error.js";
import { own } from "./own.js";
import type { CompiledResource } from "./resource.js";
import { type CompiledRole, makeRole } from "./role.js";
import { type CompileContext, type CompiledStatement, compileStatement } from "./statement.js";

/** A direct grant, and how many of its statements could not be read. */
export interface CompiledGrant {
  readonly role: CompiledRole;
  readonly unreadable: number;
}

/**
 * Compiles the statements of a direct grant. They come as a fact, so nothing about them is certain: an allow that cannot
 * be read is dropped; a forbid or require that cannot be read forbids all it may have meant (S7).
 */
export function compileGrant(context: CompileContext, statements: unknown): CompiledGrant {
  const sources = sourcesOf(statements);
  if (sources === null) {
    const role = makeRole(null, null, [], [...context.resources.values()].map(forbidAll));
    return { role, unreadable: 1 };
  }
  const compiled: CompiledStatement[] = [];
  let unreadable = 0;
  for (const { type, position, data } of sources) {
    const resources = type === "*" ? [...context.resources.values()] : [context.resources.get(type)];
    let failed = resources.includes(undefined);
    for (const resource of resources) {
      if (resource === undefined) continue;
      try {
        const source = { id: `grant.${type}#${position}`, data, isWild: type === "*" };
        const statement = compileStatement(context, resource, source);
        if (statement !== null) compiled.push(statement);
      } catch {
        failed = true;
        if (!isAllow(data)) compiled.push(forbidAll(resource));
      }
    }
    if (failed) unreadable += 1;
  }
  return { role: makeRole(null, null, dimensionsOf(context, sources), compiled), unreadable };
}

interface Source {
  readonly type: string;
  readonly position: number;
  readonly data: StatementData;
}

/** Each statement with its place, or `null` for what is not even lists of objects by type. */
function sourcesOf(statements: unknown): readonly Source[] | null {
  try {
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
