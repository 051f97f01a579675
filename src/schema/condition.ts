import type { ConditionData } from "../model/condition-data.js";
import { principalFields } from "../model/fact-fields.js";
import type { ResourceData } from "../model/model-data.js";
import type { PortableField } from "../model/portable-field.js";
import { findField } from "./field-path.js";
import { type PlainTest, readTest } from "./field-test.js";
import { MAX_CONDITION_DEPTH } from "./limits.js";
import { LOGIC, OPERATORS } from "./operators.js";
import { referenceFields } from "./reference-facts.js";
import type { Site } from "./site.js";
import { quote } from "./text.js";

/** What a condition is read with. */
export interface ConditionContext {
  /** The left-hand paths. */
  readonly fields: readonly PortableField[];
  /** What `$ref` may name. */
  readonly facts: readonly PortableField[];
  /** How many dimensions each scope path serves. */
  readonly scopePaths: ReadonlyMap<string, number>;
}

/** The context of `when` and `to`. */
export function recordContext(resource: ResourceData, attributes: readonly PortableField[]): ConditionContext {
  const scopePaths = new Map<string, number>();
  for (const path of Object.values(resource.scopePaths)) {
    if (path !== null) scopePaths.set(path, (scopePaths.get(path) ?? 0) + 1);
  }
  return { fields: resource.fields, facts: referenceFields(attributes, resource.fields), scopePaths };
}

/** The context of `who`. */
export function whoContext(attributes: readonly PortableField[]): ConditionContext {
  return { fields: principalFields(attributes), facts: referenceFields(attributes, undefined), scopePaths: new Map() };
}

type Part = PlainTest | ConditionData | readonly ConditionData[];

/**
 * Reads a condition.
 *
 * @param site - where it stands
 * @param context - what it may look at
 * @returns the condition as plain JSON, its literals normalised
 */
export function readCondition(site: Site, context: ConditionContext, depth = 1): ConditionData | undefined {
  const entries = site.entries("a condition: an object");
  if (entries === undefined) return undefined;
  if (depth > MAX_CONDITION_DEPTH) {
    return site.issue("condition_too_deep", `conditions nest at most ${MAX_CONDITION_DEPTH} deep`);
  }
  if (entries.size === 0) {
    return site.issue("empty_condition", "the condition asks nothing", "leave it out if it is meant to hold always");
  }
  const parts: [string, Part][] = [];
  for (const [key, value] of entries) {
    const part = readPart(site.child(key, value), key, context, depth);
    if (part !== undefined) parts.push([key, part]);
  }
  return Object.fromEntries(parts) as ConditionData;
}

function readPart(site: Site, key: string, context: ConditionContext, depth: number): Part | undefined {
  if (key === "$not") return readCondition(site, context, depth + 1);
  if (key === "$and" || key === "$or") return readAll(site, key, context, depth);
  if (key.startsWith("$")) return unknownKey(site, key);
  const lookup = findField(context.fields, key);
  if (lookup.found) {
    const scopedBy = context.scopePaths.get(key) ?? 0;
    return readTest(site, { path: key, field: lookup.field, facts: context.facts, scopedBy });
  }
  switch (lookup.because) {
    case "unknown":
      return site.unknown("unknown_path", `the path ${quote(key)} leads to no field`, key, lookup.candidates());
    case "reserved":
      return site.issue("reserved_path", `${quote(lookup.step)} is a reserved name and never a field`);
    case "array":
      return site.issue("path_through_array", `${quote(key)} leads through a list`, "use `$has` on the list itself");
    case "opaque":
      return site.issue("opaque_path", `nothing is known of what is inside ${quote(key)}`);
  }
}

function readAll(site: Site, key: string, context: ConditionContext, depth: number) {
  const elements = site.list("a list of conditions");
  if (elements === undefined) return undefined;
  if (elements.length === 0) return site.issue("empty_logic", `an empty \`${key}\` says nothing`, "leave it out");
  const conditions: ConditionData[] = [];
  for (const element of elements) {
    const condition = readCondition(element, context, depth + 1);
    if (condition !== undefined) conditions.push(condition);
  }
  return conditions;
}

function unknownKey(site: Site, key: string): undefined {
  if (OPERATORS.has(key)) {
    return site.issue(
      "unknown_operator",
      `${quote(key)} tests a field`,
      `put it under a path: \`{ field: { ${key}: … } }\``,
    );
  }
  if (key === "$nor") {
    return site.issue("unknown_operator", "`$nor` does not exist", "write `{ $not: { $or: [ … ] } }`");
  }
  return site.unknown("unknown_operator", `${quote(key)} is no operator`, key, LOGIC);
}
