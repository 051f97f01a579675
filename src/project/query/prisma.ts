import { UntranslatableFilterError } from "../../model/errors.js";
import type { FilterExpression, FilterTest } from "../filter/expression.js";
import { columnOf, fieldOf, nothing, type PrismaProvider, type PrismaTable } from "./prisma/column.js";
import { fieldWhere } from "./prisma/field-where.js";
import { listWhere, wholeListWhere } from "./prisma/list-where.js";
import { presenceWhere, scalarWhere } from "./prisma/scalar-where.js";
import type { PrismaWhere } from "./prisma/where.js";
import type { FilterLike } from "./sql.js";
import { untranslatable } from "./untranslatable.js";

export type { PrismaProvider, PrismaWhere };

/** The database that Prisma asks, and the model in it. */
export interface PrismaOptions {
  readonly provider: PrismaProvider;
  /** The client's `fields` of the model, such as `prisma.deal.fields`: they tell the types of its columns. Fields have the same names. */
  readonly fields: object;
  /** For MySQL: `"binary"` if text columns compare bytes (`utf8mb4_0900_bin`). Without it no text can be compared. */
  readonly text?: "binary";
}

/**
 * Says a filter as a `where` of Prisma Client. It matches exactly the rows that, read by the client, the access allows,
 * from columns as Prisma makes them: neither `@db.Date`, `@db.Char`, `@db.Citext` nor `@db.Real`, nor a collation that
 * knows no case.
 *
 * @param filter - what `access.filter` gives
 * @param options - the database and the model's fields
 * @returns an object with `AND` as its only key, or `{}`: other conditions can be put beside it
 * @throws UntranslatableFilterError `untranslatable_filter` for what Prisma cannot say exactly: what lies inside JSON, instants
 *   compared with each other, lists of which each element must be usable, numbers that it would change
 * @example
 * const fields = { region: { modelName: "Deal", name: "region", typeName: "String", isEnum: false } }; // prisma.deal.fields
 * const path = { text: "region", keys: ["region"], fields: [], leaf: { name: "region", type: "string" } } as const;
 * const operand = { kind: "value", value: "DE" } as const;
 * const filter = { ast: { kind: "test", path, operator: "eq", operand, statement: "sales_rep.deal#0" } } as const;
 * toPrisma(filter, { provider: "postgresql", fields }) // => { AND: [{ region: { equals: "DE" } }] }
 */
export function toPrisma({ ast }: FilterLike, options: PrismaOptions): PrismaWhere {
  const { provider, fields, text = "default" } = options;
  switch (ast.kind) {
    case "always":
      return {};
    case "never":
      return { AND: [never(fields)] };
    default: {
      const where = whereOf(ast, { provider, fields, text });
      return ast.kind === "and" ? where : { AND: [where] };
    }
  }
}

function never(fields: object): PrismaWhere {
  const scalars = Object.values(fields).filter(({ typeName, isList }) => typeName !== "Json" && isList !== true);
  const best = scalars.find(({ name }) => name === "id") ?? scalars[0];
  return nothing({ name: String(best?.name), kind: best?.typeName === "Boolean" ? "boolean" : "text" });
}

function whereOf(expression: FilterExpression, table: PrismaTable): PrismaWhere {
  switch (expression.kind) {
    case "never":
      return never(table.fields);
    case "always":
      // Prisma leaves out an empty alternative, and so would keep less
      throw new UntranslatableFilterError("", "a filter is simplified: `always` stands alone");
    case "and":
    case "or":
      return { [expression.kind.toUpperCase()]: expression.terms.map((term) => whereOf(term, table)) };
    case "check": {
      const { statement } = expression;
      throw new UntranslatableFilterError(statement, `statement \`${statement}\` asks what only memory can tell`);
    }
    case "test":
      return testWhere(expression, table);
  }
}

function testWhere(test: FilterTest, table: PrismaTable): PrismaWhere {
  const { operator, operand, path } = test;
  const isList = path.leaf.array === true;
  const isPresence = operator === "present" || operator === "absent";
  if (isList && operand.kind === "none") return wholeListWhere(test, fieldOf(test, path, table).name);
  if (isPresence) {
    const { name, typeName } = fieldOf(test, path, table);
    if (typeName === "Json") throw untranslatable(test, "Prisma tells two kinds of null in JSON");
    const isNullable = path.leaf.nullable === true || path.leaf.optional === true;
    return presenceWhere(test, name, isNullable ? null : columnOf(test, path, table));
  }
  const column = columnOf(test, path, table);
  switch (operand.kind) {
    case "none":
      throw untranslatable(test, "nothing is said to compare with");
    case "value":
    case "values": {
      const values = operand.kind === "value" ? [operand.value] : operand.values;
      return isList ? listWhere(test, values, column) : scalarWhere(test, values, column, table);
    }
    case "field":
      return fieldWhere(test, column, columnOf(test, operand.path, table));
  }
}
