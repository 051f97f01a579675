import type { Expression, Path, Test } from "../../compile/condition/expression.js";
import { resolvePath } from "../../compile/condition/path.js";
import type { Env } from "../../compile/condition/reference.js";
import { valuesOf } from "../../compile/dimension.js";
import type { ScopeRow } from "../../compile/held.js";
import type { CompiledResource } from "../../compile/resource.js";
import type { Operator } from "../../model/condition-data.js";
import type { PortableField } from "../../model/portable-field.js";
import { ARRAY, type ExpressionRow, Kind, type PathRow, TYPES } from "./format.js";
import { resolveOperand, writeLiteral } from "./operand.js";
import { Table, trimmed } from "./table.js";

/** How each operator is written: of its kind, or of what it is the opposite of. Both are unknown alike. */
const KINDS: { readonly [operator in Operator]: { readonly kind: number; readonly isOpposite?: true } } = {
  $eq: { kind: Kind.Is },
  $ne: { kind: Kind.Is, isOpposite: true },
  $has: { kind: Kind.Is },
  $in: { kind: Kind.In },
  $nin: { kind: Kind.In, isOpposite: true },
  $hasAny: { kind: Kind.In },
  $under: { kind: Kind.In },
  $lt: { kind: Kind.Less },
  $gte: { kind: Kind.Less, isOpposite: true },
  $gt: { kind: Kind.Greater },
  $lte: { kind: Kind.Greater, isOpposite: true },
  $startsWith: { kind: Kind.Starts },
  $exists: { kind: Kind.Exists },
};

/** Operators that look into an array; `$under` and `$exists` do not mind. */
const LOOKS_INTO: readonly Operator[] = ["$has", "$hasAny"];
const DOES_NOT_MIND: readonly Operator[] = ["$under", "$exists"];

/** Writes conditions with all that is known of the principal and the session filled in. */
export class ConditionWriter {
  readonly paths = new Table<PathRow>();
  readonly sets = new Table<readonly unknown[]>();
  readonly rows = new Table<ExpressionRow>();

  /** One more than the place of a condition; 0 for none. */
  conditionOf(resource: CompiledResource, expression: Expression | undefined, env: Env): number {
    return expression === undefined ? 0 : this.rows.placeOf(this.#write(resource, expression, env)) + 1;
  }

  /** The same for a scope. */
  scopeOf({ fields, scopePaths }: CompiledResource, row: ScopeRow): number {
    const tests = scopePaths.flatMap(({ dimension, text, isArray }): readonly ExpressionRow[] => {
      const cover = row[dimension.index] ?? null;
      if (cover === null) return [];
      const { leaf } = resolvePath(fields, text);
      // a scope value is a text, whatever else an enum holds
      const values = leaf.values?.filter((value) => typeof value === "string");
      const path = this.paths.placeOf(trimmed<PathRow>([text, typeOf(leaf), 0, values]));
      return [[isArray ? Kind.Within : Kind.In, path, this.#setOf(valuesOf(cover))]];
    });
    const [only] = tests;
    if (only === undefined) return 0;
    return this.rows.placeOf(tests.length === 1 ? only : [Kind.And, ...tests]) + 1;
  }

  #write(resource: CompiledResource, expression: Expression, env: Env): ExpressionRow {
    switch (expression.kind) {
      case "not":
        return [Kind.Not, this.#write(resource, expression.term, env)];
      case "and":
      case "or":
        return [
          expression.kind === "and" ? Kind.And : Kind.Or,
          ...expression.terms.map((term) => this.#write(resource, term, env)),
        ];
      case "test": {
        const { kind, isOpposite } = KINDS[expression.operator];
        const isAbsence =
          kind === Kind.Exists && !(expression.operand.kind === "literal" && expression.operand.value === true);
        const row = this.#testOf(kind, resource, expression, env);
        return isOpposite === true || isAbsence ? [Kind.Not, row] : row;
      }
    }
  }

  #testOf(kind: number, resource: CompiledResource, test: Test, env: Env): ExpressionRow {
    const { operator, path } = test;
    const place = this.#pathOf(path);
    if (kind === Kind.Exists) return [kind, place];
    const isFitting = DOES_NOT_MIND.includes(operator) || LOOKS_INTO.includes(operator) === (path.leaf.array === true);
    const operand = isFitting ? resolveOperand(test, env) : { kind: "known" as const, values: undefined };
    if (operand.kind === "known") {
      // a known value is a list of itself
      const known = kind === Kind.Is ? Kind.In : kind;
      return operand.values === undefined ? [known, place] : [known, place, this.#setOf(operand.values)];
    }
    const { plus } = operand;
    if (operand.kind === "clock") return [kind, place, plus === 0 ? {} : { plus }];
    const other = resolvePath(resource.fields, operand.keys.join("."));
    if (operator === "$under") return this.#belowOther(path, other, resource);
    return [kind, place, { path: this.#pathOf(other), ...(plus === 0 ? {} : { plus }) }];
  }

  /** The same value as another field's; or, for some branch of the tree, that one names it and this one lies below. */
  #belowOther(path: Path, other: Path, { scopePaths }: CompiledResource): ExpressionRow {
    const dimension = scopePaths.find(({ text }) => text === path.text)?.dimension;
    const [place, otherPlace] = [this.#pathOf(path), this.#pathOf(other)];
    const byBranch = (dimension?.branches() ?? []).map((branch): ExpressionRow => {
      const below = dimension === undefined ? [branch] : valuesOf(dimension.coverOf(branch));
      return [Kind.And, [Kind.In, otherPlace, this.#setOf([branch])], [Kind.In, place, this.#setOf(below)]];
    });
    const same = other.leaf.array === true ? Kind.In : Kind.Is;
    return [Kind.Or, [same, place, { path: otherPlace }], ...byBranch];
  }

  #setOf(values: readonly unknown[]): number {
    return this.sets.placeOf(values.map(writeLiteral));
  }

  #pathOf({ text, keys, fields, leaf }: Path): number {
    const optional = keys.reduce((bits, _key, index) => bits | (fields[index]?.optional === true ? 1 << index : 0), 0);
    return this.paths.placeOf(trimmed<PathRow>([text, typeOf(leaf), optional, leaf.values]));
  }
}

function typeOf({ type, array }: PortableField): number {
  return TYPES.indexOf(type === "object" ? "opaque" : type) + (array === true ? ARRAY : 0);
}
