import type { ConditionData } from "../../../model/condition-data.js";
import type { PortableField } from "../../../model/portable-field.js";
import { quote } from "../../../model/quote.js";
import { fieldAt } from "./field-at.js";
import { equality, OPERATORS, type TestAt } from "./operators.js";
import { isList, isMap, NoData, type Plain, type PlainMap } from "./plain.js";
import type { Site } from "./site.js";

/**
 * Reads the conditions of a rule, where it has any.
 *
 * @param fields - of the resource type; `null` without a model
 * @returns `null` where every record is meant; `undefined` where they cannot be taken
 */
export function readConditions(
  site: Site,
  conditions: Plain,
  fields: readonly PortableField[] | null,
): ConditionData | null | undefined {
  // whatever counts as false, CASL takes for no conditions
  const isNothing = !conditions || (isMap(conditions) && conditions.size === 0);
  if (isNothing || (isList(conditions) && conditions.length === 0)) {
    const hint = "leave the key out if every record is meant";
    if (!site.isForbid) return site.drop({ code: "no_conditions", hint });
    site.note({ code: "no_conditions", hint });
    return null;
  }
  if (!isMap(conditions)) return site.refuse({ code: "invalid_conditions" });
  return readAll(site, conditions, fields, site.isForbid ? "more" : "less");
}

/** All parts must hold. */
function readAll(
  site: Site,
  conditions: PlainMap,
  fields: readonly PortableField[] | null,
  may: TestAt["may"],
): ConditionData | undefined {
  const parts = [...conditions].map(([key, value]) => {
    if (LOGIC.includes(key)) return readLogic(site.at(key), key, value, fields, may);
    if (key.startsWith("$"))
      return site.at(key).refuse({ code: "unknown_operator", message: `${quote(key)} is no operator` });
    return readTest(site.at(key), key, value, fields, may);
  });
  return parts.every((part) => part !== undefined) ? joined(parts) : undefined;
}

/** What CASL's own matcher does not know, and takes for names of fields. */
const LOGIC: readonly string[] = ["$and", "$or", "$nor", "$not"];

function readLogic(
  site: Site,
  key: string,
  value: Plain,
  fields: readonly PortableField[] | null,
  may: TestAt["may"],
): ConditionData | undefined {
  if (!site.names.operators.has(key)) {
    const hint = `if your own matcher knows it: \`operators: ["${key}"]\``;
    site.refuse({ code: "ignored_operator", hint });
    // the deny was meant to deny
    if (!site.isForbid) return undefined;
  }
  const flipped = may === "less" ? "more" : "less";
  const inner = key === "$not" || key === "$nor" ? flipped : may;
  const terms = key === "$not" ? [value] : isList(value) ? value : [];
  const read = terms.map((term, index) =>
    isMap(term) && term.size > 0
      ? readAll(key === "$not" ? site : site.at(index), term, fields, inner)
      : site.refuse({ code: "invalid_operand", message: "conditions are expected" }),
  );
  if (read.length === 0) return site.refuse({ code: "invalid_operand", message: "a list of conditions is expected" });
  if (!read.every((term) => term !== undefined)) return undefined;
  if (key === "$and") return { $and: read };
  if (key === "$or") return { $or: read };
  return { $not: key === "$nor" ? { $or: read } : (read[0] as ConditionData) };
}

function readTest(
  site: Site,
  path: string,
  value: Plain,
  fields: readonly PortableField[] | null,
  may: TestAt["may"],
): ConditionData | undefined {
  const lookup = fieldAt(fields, path);
  if (lookup.is === "inside_a_list") {
    return site.refuse({
      code: "array_field",
      message: `${quote(path)} leads into a list`,
      hint: "`$has` on the list itself",
    });
  }
  if (lookup.is === "unknown") {
    return site.refuse({ code: "unknown_path", message: `there is no field at ${quote(path)}` });
  }
  const test = { site, path, field: lookup.is === "field" ? lookup.field : null, value, may };
  if (value === undefined) return site.refuse({ code: "undefined_value" });
  if (isList(value)) return site.refuse({ code: "invalid_operand", hint: "`$in` for one of several" });
  if (value instanceof NoData) return site.refuse(notData(value));
  return isMap(value) ? readOperators(test, value) : equality(test);
}

function notData({ kind }: NoData) {
  return kind === "regular_expression"
    ? ({ code: "unsupported_operator", message: "a regular expression", hint: "`$startsWith`, or `$in`" } as const)
    : ({ code: "invalid_operand", message: "the value is no data" } as const);
}

function readOperators(test: TestAt, operators: PlainMap): ConditionData | undefined {
  const { site } = test;
  const names = [...operators.keys()];
  if (!names.some((name) => name.startsWith("$"))) {
    const hint = "operators begin with `$`; a field inside is a path with dots";
    return site.refuse({ code: "nested_object", hint });
  }
  const parts = [...operators].map(([name, value]) => {
    const place = site.at(name);
    const translate = OPERATORS.get(name);
    if (value === undefined) return place.refuse({ code: "undefined_value" });
    if (translate !== undefined) return translate({ ...test, site: place, value });
    const code = LOGIC.includes(name) ? "ignored_operator" : "unknown_operator";
    return place.refuse({
      code,
      message: `${quote(name)} is no operator of CASL's`,
      hint: "write it out under `$not`",
    });
  });
  return parts.every((part) => part !== undefined) ? joined(parts) : undefined;
}

/** One condition of several, with as few brackets as can be. */
function joined(parts: readonly ConditionData[]): ConditionData {
  const entries = new Map<string, object>();
  for (const part of parts) {
    for (const [key, test] of Object.entries(part)) {
      const known = entries.get(key);
      if (known === undefined) entries.set(key, test as object);
      else if (isTests(known) && isTests(test) && Object.keys(test).every((name) => !Object.hasOwn(known, name))) {
        entries.set(key, { ...known, ...test });
      } else return { $and: parts };
    }
  }
  return Object.fromEntries(entries) as ConditionData;
}

/** Operators of a path, and not a value, a reference or a condition. */
function isTests(test: unknown): test is object {
  return typeof test === "object" && test !== null && OPERATORS_HERE.has(Object.keys(test)[0] ?? "");
}

const OPERATORS_HERE: ReadonlySet<string> = new Set([...OPERATORS.keys(), "$has", "$hasAny"]);
