import fc from "fast-check";
import type { ConditionData, ReferenceData } from "../../model/condition-data.js";
import type { ModelData, ResourceData } from "../../model/model-data.js";
import type { PortableField } from "../../model/portable-field.js";
import { principalFields, sessionFields } from "../reference/fact-fields.js";
import { oneTimeIn } from "./optional.js";
import { isTextual, pathsOf, SCOPE_VALUES, TEXTS } from "./pools.js";
import { literal } from "./value.js";

interface Vocabulary {
  readonly paths: readonly { readonly path: string; readonly field: PortableField }[];
  readonly facts: readonly { readonly path: string; readonly field: PortableField }[];
  /** Paths that are the scope path of exactly one dimension. */
  readonly scopePaths: readonly string[];
}

/** A condition on records of a type: `when` or `to`. */
export function condition(model: ModelData, resource: ResourceData): fc.Arbitrary<ConditionData> {
  const named = Object.values(resource.scopePaths);
  return nested({
    paths: pathsOf(resource.fields),
    facts: [...personalFacts(model), ...pathsOf(resource.fields, "record.")],
    scopePaths: named.filter(
      (path): path is string => path !== null && named.filter((other) => other === path).length === 1,
    ),
  });
}

/** A condition on the principal: `who`. */
export function who(model: ModelData): fc.Arbitrary<ConditionData> {
  const paths = pathsOf(principalFields(model));
  const kind = fc.constantFrom("employee", "guest").map((name): ConditionData => ({ kind: name }));
  const any = nested({ paths, facts: personalFacts(model), scopePaths: [] });
  return fc.oneof({ weight: 2, arbitrary: kind }, { weight: 2, arbitrary: any });
}

function personalFacts(model: ModelData) {
  const now: PortableField = { name: "now", type: "date" };
  return [
    { path: "now", field: now },
    ...pathsOf(principalFields(model), "principal."),
    ...pathsOf(sessionFields(), "session."),
  ];
}

function nested(vocabulary: Vocabulary): fc.Arbitrary<ConditionData> {
  const leaf = tests(vocabulary);
  const several = fc.array(leaf, { minLength: 1, maxLength: 2 });
  const inner: fc.Arbitrary<ConditionData> = fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: several.map(($and) => ({ $and })) },
    { weight: 1, arbitrary: leaf.map(($not) => ({ $not })) },
  );
  return fc.oneof(
    { weight: 8, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(inner, { minLength: 1, maxLength: 2 }).map(($and) => ({ $and })) },
    { weight: 2, arbitrary: fc.array(inner, { minLength: 1, maxLength: 3 }).map(($or) => ({ $or })) },
    { weight: 2, arbitrary: inner.map(($not) => ({ $not })) },
    { weight: 1, arbitrary: fc.tuple(leaf, inner).map(([all, $not]) => ({ ...all, $not })) },
  );
}

/** Tests of one or two paths. */
function tests(vocabulary: Vocabulary): fc.Arbitrary<ConditionData> {
  const one = fc
    .constantFrom(...vocabulary.paths)
    .chain(({ path, field }) => test(path, field, vocabulary).map((asked) => ({ [path]: asked }) as ConditionData));
  return fc.oneof(
    { weight: 5, arbitrary: one },
    { weight: 1, arbitrary: fc.tuple(one, one).map(([first, second]) => ({ ...first, ...second })) },
  );
}

function test(path: string, field: PortableField, vocabulary: Vocabulary): fc.Arbitrary<unknown> {
  const single = operators(path, field, vocabulary);
  return fc.oneof(
    { weight: 6, arbitrary: single },
    { weight: 1, arbitrary: fc.tuple(single, single).map(([first, second]) => both(first, second)) },
  );
}

function both(first: unknown, second: unknown): unknown {
  return isOperators(first) && isOperators(second) ? { ...first, ...second } : first;
}

function isOperators(asked: unknown): asked is object {
  return typeof asked === "object" && asked !== null && !("$ref" in asked);
}

function operators(path: string, field: PortableField, vocabulary: Vocabulary): fc.Arbitrary<unknown> {
  const named = (name: string, operand: fc.Arbitrary<unknown>) => operand.map((each) => ({ [name]: each }));
  const exists = named("$exists", fc.boolean());
  if (field.type === "object" || field.type === "opaque") return exists;
  const one = oneOf(
    literal(field),
    references(field, vocabulary, (each) => each.array !== true),
  );
  const list = oneOf(
    fc.array(literal(field), { maxLength: 3 }),
    references(field, vocabulary, (each) => each.array === true),
  );
  const choices: fc.Arbitrary<unknown>[] = [exists];
  if (field.array) choices.push(named("$has", one), named("$has", one), named("$hasAny", list));
  else
    choices.push(
      one,
      one,
      one,
      named("$eq", one),
      named("$ne", one),
      named("$in", list),
      named("$in", list),
      named("$nin", list),
    );
  if (!field.array && ["number", "bigint", "date"].includes(field.type)) {
    choices.push(...["$lt", "$lte", "$gt", "$gte"].map((name) => named(name, one)));
  }
  if (isTextual(field)) {
    const text: PortableField = { name: "text", type: "string" };
    const prefixes = oneOf(
      fc.constantFrom("", "D", "u", "won", ...TEXTS),
      references(text, vocabulary, (each) => each.array !== true),
    );
    if (!field.array) choices.push(named("$startsWith", prefixes));
    if (vocabulary.scopePaths.includes(path)) {
      const value = fc.constantFrom(...SCOPE_VALUES);
      const under = oneOf(
        fc.oneof(value, fc.array(value, { maxLength: 2 })),
        references(text, vocabulary, () => true),
      );
      choices.push(...[1, 2, 3].map(() => named("$under", under)));
    }
  }
  return fc.oneof(...choices);
}

function oneOf(literals: fc.Arbitrary<unknown>, referring: fc.Arbitrary<unknown> | undefined): fc.Arbitrary<unknown> {
  if (referring === undefined) return literals;
  return fc.oneof({ weight: 3, arbitrary: literals }, { weight: 2, arbitrary: referring });
}

/** References to facts that can be compared with a field. */
function references(
  field: PortableField,
  { facts }: Vocabulary,
  suits: (fact: PortableField) => boolean,
): fc.Arbitrary<ReferenceData> | undefined {
  const fitting = facts.filter((fact) => suits(fact.field) && haveTypeInCommon(fact.field, field));
  if (fitting.length === 0) return undefined;
  const shift = oneTimeIn(3, fc.constantFrom("-30d", "1h", "-1h", 1, -1));
  return fc.tuple(fc.constantFrom(...fitting), shift).map(([fact, plus]): ReferenceData => {
    const isShiftable = fact.field.type === "date" && fact.field.array !== true && plus !== undefined;
    return isShiftable ? ({ $ref: fact.path, plus } as ReferenceData) : { $ref: fact.path };
  });
}

function haveTypeInCommon(left: PortableField, right: PortableField): boolean {
  const types = comparableTypes(right);
  return comparableTypes(left).some((type) => types.includes(type));
}

function comparableTypes(field: PortableField): string[] {
  if (field.type === "object" || field.type === "opaque") return [];
  return field.type === "enum" ? (field.values ?? []).map((each) => typeof each) : [field.type];
}
