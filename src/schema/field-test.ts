import type { ReferenceData } from "../model/condition-data.js";
import type { PortableField } from "../model/portable-field.js";
import type { DefinitionIssueCode } from "./issue-codes.js";
import { nullLiteral, type PlainLiteral, readLiteral } from "./literal.js";
import { OPERATORS, type OperatorRule } from "./operators.js";
import { isReference, readReference } from "./reference.js";
import { isList, isObject, type Site } from "./site.js";
import { quote } from "./text.js";

/** An operand as plain JSON. */
export type PlainOperand = PlainLiteral | ReferenceData | readonly PlainLiteral[];

/** A test as plain JSON. */
export type PlainTest = PlainLiteral | ReferenceData | Readonly<Record<string, PlainOperand>>;

/** What the test of a field is read with. */
export interface TestContext {
  readonly path: string;
  readonly field: PortableField;
  /** Everything that may be referred to. */
  readonly facts: readonly PortableField[];
  /** How many dimensions have the path as their scope path. */
  readonly scopedBy: number;
}

const EQUALITY = "$eq";

/**
 * Reads what is asked of one path.
 *
 * @param site - where the test stands
 * @param context - the path, its field, and what may be referred to
 */
export function readTest(site: Site, context: TestContext): PlainTest | undefined {
  const { value } = site;
  if (value === null) return nullLiteral(site);
  if (isList(value)) {
    const hint = context.field.array === true ? "`{ $hasAny: [ … ] }`" : "`{ $in: [ … ] }`";
    return site.issue("list_without_operator", "a list needs an operator", hint);
  }
  if (isReference(site)) return checkOperator(site, EQUALITY, context) ? readValue(site, context) : undefined;
  if (!isObject(value)) {
    if (typeof value === "symbol" || !checkOperator(site, EQUALITY, context)) return undefined;
    return readLiteral(site, context.field);
  }
  if (value.size === 0) {
    return site.issue(
      "empty_test",
      `nothing is asked of ${quote(context.path)}`,
      "leave the key out, or `$exists: true`",
    );
  }
  const operands: [string, PlainOperand][] = [];
  for (const [name, operand] of value) {
    const child = site.child(name, operand);
    const read = checkOperator(child, name, context) ? readOperand(child, name, context) : undefined;
    if (read !== undefined) operands.push([name, read]);
  }
  return Object.fromEntries(operands);
}

/** Whether the operator exists, and the field knows it. */
function checkOperator(site: Site, name: string, context: TestContext): boolean {
  const rule = OPERATORS.get(name);
  if (rule === undefined) {
    unknownOperator(site, name, context);
    return false;
  }
  const { field, path } = context;
  const refuse = (code: DefinitionIssueCode, message: string, hint?: string): boolean => {
    site.issue(code, message, hint);
    return false;
  };
  if (name !== "$exists" && (field.type === "object" || field.type === "opaque")) {
    const inside = field.type === "object" ? ", or a dotted path at what is inside" : "";
    return refuse("opaque_path", `${quote(path)} cannot be compared`, `\`$exists\` can look at it${inside}`);
  }
  if (rule.on === "scalar" && field.array === true) {
    return refuse("scalar_operator_on_array", `${quote(path)} is a list`, "use `$has` or `$hasAny`");
  }
  if (rule.on === "list" && field.array !== true) {
    return refuse("list_operator_on_scalar", `${quote(path)} is one value`, "use `$eq` or `$in`");
  }
  if (name === "$under" && context.scopedBy !== 1) return refuseUnder(context.scopedBy, path, refuse);
  return (
    rule.knows(field) || refuse("operator_type", `\`${name}\` does not exist for ${quote(path)}`, alternative(rule))
  );
}

function refuseUnder(
  dimensions: number,
  path: string,
  refuse: (code: DefinitionIssueCode, message: string, hint?: string) => boolean,
): boolean {
  return dimensions === 0
    ? refuse("not_a_scope_path", `${quote(path)} is no scope path of the type`, "`$under` needs a path of `scopePaths`")
    : refuse(
        "ambiguous_scope_path",
        `${quote(path)} is the scope path of several dimensions`,
        "list the values: `$in`",
      );
}

function alternative(rule: OperatorRule): string | undefined {
  return rule.operand === "value" ? "ordering exists for numbers, bigints and dates" : undefined;
}

function unknownOperator(site: Site, name: string, context: TestContext): undefined {
  const { field, path } = context;
  const asked = `${quote(name)} is no operator`;
  if (name === "$regex" || name === "$options") {
    return site.issue(
      "regular_expression",
      "regular expressions do not exist in policies",
      "use `$startsWith` or `$in`",
    );
  }
  if (name === "$not") {
    return site.issue("unknown_operator", `${asked} of a field`, `put it around: \`{ $not: { ${path}: … } }\``);
  }
  if (name.startsWith("$")) return site.unknown("unknown_operator", asked, name, OPERATORS.keys());
  if (field.type === "object") {
    return site.issue(
      "nested_object",
      "objects are not compared as a whole",
      `use the dotted path \`${path}.${name}\``,
    );
  }
  const meant = OPERATORS.has(`$${name}`) ? `did you mean \`$${name}\`?` : undefined;
  const hint = meant ?? site.issues.didYouMean(`$${name}`, OPERATORS.keys());
  return site.issue(hint === undefined ? "unknown_operator" : "missing_dollar", asked, hint);
}

function readOperand(site: Site, name: string, context: TestContext): PlainOperand | undefined {
  const rule = OPERATORS.get(name);
  switch (rule?.operand) {
    case "value":
      return readValue(site, context);
    case "list":
      return readListOperand(site, context);
    case "text":
      return readValue(site, { ...context, field: textOf(context.field) });
    case "flag":
      return site.boolean();
    case "scope": {
      const texts = { ...context, field: textOf(context.field) };
      if (isReference(site)) return readReference(site, context.facts, { field: texts.field, as: "either" });
      return isList(site.value) ? readListOperand(site, texts) : readValue(site, texts);
    }
    case undefined:
      return undefined;
  }
}

/** The prefix of an enum's value, or what a value lies under, need not be a value itself. */
function textOf(field: PortableField): PortableField {
  return { name: field.name, type: "string" };
}

function readValue(site: Site, context: TestContext): PlainLiteral | ReferenceData | undefined {
  if (isReference(site)) return readReference(site, context.facts, { field: context.field, as: "value" });
  return isList(site.value) ? site.wrongType("one value") : readLiteral(site, context.field);
}

function readListOperand(site: Site, context: TestContext): readonly PlainLiteral[] | ReferenceData | undefined {
  if (isReference(site)) return readReference(site, context.facts, { field: context.field, as: "list" });
  const elements = site.list("a list, or a reference to one");
  if (elements === undefined) return undefined;
  const literals: PlainLiteral[] = [];
  for (const element of elements) {
    const literal = readLiteral(element, context.field);
    if (literal !== undefined) literals.push(literal);
  }
  return literals;
}
