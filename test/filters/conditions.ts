import fc from "fast-check";
import type { ConditionData } from "../../src/model/condition-data.js";
import type { PortableField } from "../../src/model/portable-field.js";
import { pathsOf } from "../../src/testing/arb/pools.js";
import { FIELDS, model, TYPE } from "./model.js";
import { literal } from "./values.js";

interface Place {
  readonly path: string;
  readonly field: PortableField;
}

const PLACES: readonly Place[] = pathsOf(FIELDS);
const NOW: Place = { path: "now", field: { name: "now", type: "date" } };
const FACTS: readonly Place[] = [
  NOW,
  { path: "principal.id", field: { name: "id", type: "string" } },
  ...pathsOf(model.principal.attributes, "principal.attributes."),
];
const FIELD_FACTS: readonly Place[] = pathsOf(FIELDS, "record.");

/** A condition on rows, of a few tests. */
export function condition(): fc.Arbitrary<ConditionData> {
  const leaf = fc
    .constantFrom(...PLACES)
    .chain((place) => test(place).map((asked) => ({ [place.path]: asked }) as ConditionData));
  const negated = leaf.map(($not): ConditionData => ({ $not }));
  const either = fc.oneof(leaf, negated);
  return fc.oneof(
    { weight: 6, arbitrary: leaf },
    { weight: 3, arbitrary: negated },
    { weight: 1, arbitrary: fc.tuple(either, either).map(([one, other]): ConditionData => ({ $and: [one, other] })) },
    { weight: 2, arbitrary: fc.tuple(either, either).map(([one, other]): ConditionData => ({ $or: [one, other] })) },
    {
      weight: 1,
      arbitrary: fc.tuple(either, either).map(([one, other]): ConditionData => ({ $not: { $or: [one, other] } })),
    },
  );
}

function test({ path, field }: Place): fc.Arbitrary<unknown> {
  const exists: fc.Arbitrary<unknown> = fc.boolean().map(($exists) => ({ $exists }));
  if (field.type === "object" || field.type === "opaque") return exists;
  const one = operand(field, literal(field), false);
  const list = operand(field, fc.array(literal(field), { maxLength: 4 }), true);
  const named = (operator: string, value: fc.Arbitrary<unknown>) => value.map((each) => ({ [operator]: each }));
  const choices = [exists];
  if (field.array === true) choices.push(named("$has", one), named("$hasAny", list), named("$hasAny", list));
  else choices.push(named("$eq", one), named("$ne", one), named("$in", list), named("$nin", list));
  if (field.array !== true && ["number", "bigint", "date"].includes(field.type)) {
    choices.push(...["$lt", "$lte", "$gt", "$gte"].map((operator) => named(operator, one)));
  }
  const text: PortableField = { name: "text", type: "string" };
  if (field.array !== true && (field.type === "string" || field.type === "enum")) {
    choices.push(named("$startsWith", operand(text, literal(text), false)));
  }
  if (Object.values(model.resources[TYPE]?.scopePaths ?? {}).includes(path)) {
    const values = fc.constantFrom("DE", "DACH", "EMEA", "US", "north", "a", "");
    choices.push(named("$under", operand(text, values, false)), named("$under", fc.array(values, { maxLength: 2 })));
  }
  return fc.oneof(...choices);
}

/** A literal, a fact, or another field; instants are shifted at times. */
function operand(field: PortableField, written: fc.Arbitrary<unknown>, isList: boolean): fc.Arbitrary<unknown> {
  const fits = ({ field: other }: Place) => (other.array === true) === isList && haveKindInCommon(field, other);
  const [facts, fields] = [FACTS.filter(fits), FIELD_FACTS.filter(fits)];
  const shift = fc.constantFrom(undefined, undefined, "-30d", "1h", 1, -1);
  const reference = (places: readonly Place[]) =>
    fc.tuple(fc.constantFrom(...places), shift).map(([{ path, field: other }, plus]) => {
      return plus !== undefined && other.type === "date" && !isList ? { $ref: path, plus } : { $ref: path };
    });
  return fc.oneof(
    { weight: 5, arbitrary: written },
    ...(facts.length === 0 ? [] : [{ weight: 2, arbitrary: reference(facts) }]),
    ...(fields.length === 0 ? [] : [{ weight: 3, arbitrary: reference(fields) }]),
  );
}

function haveKindInCommon(left: PortableField, right: PortableField): boolean {
  return kindsOf(left).some((kind) => kindsOf(right).includes(kind));
}

function kindsOf(field: PortableField): readonly string[] {
  if (field.type === "object" || field.type === "opaque") return [];
  return field.type === "enum" ? (field.values ?? []).map((value) => typeof value) : [field.type];
}
