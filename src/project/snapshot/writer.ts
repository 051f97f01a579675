import type { Expression, Path, Test } from "../../compile/condition/expression.js";
import { resolvePath } from "../../compile/condition/path.js";
import type { Env } from "../../compile/condition/reference.js";
import type { CompiledAction, CompiledResource } from "../../compile/resource.js";
import type { Operator } from "../../model/condition-data.js";
import type { DimensionTree } from "../../model/model-data.js";
import type { PortableField } from "../../model/portable-field.js";
import {
  ARRAY,
  type BundleRow,
  type ExpressionRow,
  OPERATORS,
  type PathRow,
  type RequirementRow,
  type StatementRow,
  type TreeRow,
  TYPES,
} from "./format.js";
import { resolveOperand, writeLiteral } from "./operand.js";
import { Table, trimmed } from "./table.js";

/** The tables of a snapshot, while it is written. */
export class SnapshotWriter {
  readonly actions = new Table<string>();
  readonly paths = new Table<PathRow>();
  readonly sets = new Table<readonly string[]>();
  readonly trees = new Table<TreeRow>();
  readonly conditions = new Table<ExpressionRow>();
  readonly requirements = new Table<RequirementRow>();
  readonly statements = new Table<StatementRow>();
  readonly bundles = new Table<readonly BundleRow[]>();
  readonly #resources: readonly CompiledResource[];
  readonly #treeOf: (path: string, resource: CompiledResource) => DimensionTree;

  constructor(resources: readonly CompiledResource[], dimensions: { readonly [name: string]: object }) {
    this.#resources = resources;
    this.#treeOf = (text, { scopePaths }) => {
      const name = scopePaths.find((path) => path.text === text)?.dimension.name ?? "";
      const dimension = Object.hasOwn(dimensions, name) ? dimensions[name] : undefined;
      return dimension !== undefined && "tree" in dimension ? (dimension.tree as DimensionTree) : {};
    };
  }

  typeOf(resource: CompiledResource): number {
    return this.#resources.indexOf(resource);
  }

  actionOf({ name }: CompiledAction): number {
    return this.actions.placeOf(name);
  }

  pathOf({ text, keys, fields, leaf }: Path): number {
    const optional = keys.reduce((bits, _key, index) => bits | (fields[index]?.optional === true ? 1 << index : 0), 0);
    return this.paths.placeOf(trimmed<PathRow>([text, typeOf(leaf), optional, leaf.values]));
  }

  /** Where scope values are read: of an enum, those that are texts. */
  scopePathOf(resource: CompiledResource, text: string): number {
    const { leaf } = resolvePath(resource.fields, text);
    return this.paths.placeOf(
      trimmed<PathRow>([text, typeOf(leaf), 0, leaf.values?.filter((value) => typeof value === "string")]),
    );
  }

  /** One more than the place of a condition; 0 for none. */
  conditionOf(resource: CompiledResource, expression: Expression | undefined, env: Env): number {
    return expression === undefined ? 0 : this.conditions.placeOf(this.#expressionOf(resource, expression, env)) + 1;
  }

  #expressionOf(resource: CompiledResource, expression: Expression, env: Env): ExpressionRow {
    switch (expression.kind) {
      case "not":
        return [operatorOf("not"), this.#expressionOf(resource, expression.term, env)];
      case "and":
      case "or":
        return [
          operatorOf(expression.kind),
          ...expression.terms.map((term) => this.#expressionOf(resource, term, env)),
        ];
      case "test":
        return this.#testOf(resource, expression, env);
    }
  }

  #testOf(resource: CompiledResource, test: Test, env: Env): ExpressionRow {
    const path = this.pathOf(test.path);
    if (test.operator === "$exists") {
      const wanted = test.operand.kind === "literal" && test.operand.value === true;
      return [operatorOf("exists"), path, wanted];
    }
    const operand = resolveOperand(test, env);
    const isArray = test.path.leaf.array === true;
    const isUnder = test.operator === "$under";
    if (operand.kind === "known") {
      const name = isUnder ? (isArray ? "hasAny" : "in") : plainName(test.operator);
      const value = writeLiteral(test.path, operand.value);
      return value === undefined ? [operatorOf(name), path] : [operatorOf(name), path, value];
    }
    const reference =
      operand.kind === "clock"
        ? { plus: operand.plus }
        : {
            path: this.pathOf(resolvePath(resource.fields, operand.keys.join("."))),
            ...(operand.plus === 0 ? {} : { plus: operand.plus }),
          };
    if (!isUnder) return [operatorOf(plainName(test.operator)), path, reference];
    const tree = this.trees.placeOf(treeRow(this.#treeOf(test.path.text, resource)));
    return [operatorOf(isArray ? "hasUnder" : "under"), path, reference, tree];
  }
}

function operatorOf(name: (typeof OPERATORS)[number]): number {
  return OPERATORS.indexOf(name);
}

function plainName(operator: Exclude<Operator, "$exists" | "$under">): (typeof OPERATORS)[number] {
  return operator.slice(1) as (typeof OPERATORS)[number];
}

function typeOf({ type, array }: PortableField): number {
  return TYPES.indexOf(type === "object" ? "opaque" : type) + (array === true ? ARRAY : 0);
}

/** Each value with the place of the one above it. A tree may be deeper than calls can nest. */
function treeRow(tree: DimensionTree): TreeRow {
  const values: string[] = [];
  const above: number[] = [];
  const open: (readonly [DimensionTree, number])[] = [[tree, -1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [value, below] of Object.entries(next[0])) {
      above.push(next[1]);
      open.push([below, values.push(value) - 1]);
    }
  }
  return [values, above];
}
