import type { Comparable, Path } from "../../../compile/condition/expression.js";
import type { PortableFieldType } from "../../../model/portable-field.js";
import type { FilterTest } from "../../filter/expression.js";
import { untranslatable } from "../untranslatable.js";
import { isWellFormed } from "../well-formed.js";
import { every, type PrismaWhere, some } from "./where.js";

/** The databases whose `where` is understood. */
export type PrismaProvider = "postgresql" | "mysql" | "sqlite";

/** A database, and the fields of a model in it. */
export interface PrismaTable {
  readonly provider: PrismaProvider;
  readonly text: "binary" | "default";
  readonly fields: object;
}

/** What a column's values are. */
export type ColumnKind = "text" | "enum" | "int" | "float" | "bigint" | "boolean" | "date";

/** A field of a Prisma model that is compared. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly typeName: string;
  /** The client's reference to the field. */
  readonly reference: object;
  /** Gives the form in which a value is sent; `undefined` for one that no row can hold. */
  readonly encode: (value: Comparable) => unknown;
  /** Asks whether a value is there. */
  readonly isThere: PrismaWhere;
  /** Whether it may hold NaN, which PostgreSQL takes for the largest number and equal to itself. */
  readonly hasNaN: boolean;
}

/** What Prisma calls the types that records can be compared by. */
const KINDS: { readonly [typeName: string]: Exclude<ColumnKind, "enum"> } = {
  String: "text",
  Int: "int",
  Float: "float",
  BigInt: "bigint",
  Boolean: "boolean",
  DateTime: "date",
};

const READ_AS: { readonly [type in PortableFieldType]: readonly ColumnKind[] } = {
  string: ["text"],
  number: ["int", "float"],
  bigint: ["bigint"],
  boolean: ["boolean"],
  date: ["date"],
  enum: ["text", "enum", "int", "float"],
  object: [],
  opaque: [],
};

/**
 * Finds the field of the Prisma model.
 *
 * @throws UntranslatableFilterError where it is not there, or is of a type that is not read as the schema says
 */
export function columnOf(test: FilterTest, path: Path, table: PrismaTable): Column {
  const { name, typeName, isEnum, reference } = fieldOf(test, path, table);
  const kind = isEnum ? "enum" : Object.hasOwn(KINDS, typeName) ? KINDS[typeName] : undefined;
  if (kind === undefined || !READ_AS[path.leaf.type].includes(kind)) {
    throw untranslatable(test, `Prisma's type \`${typeName}\` is not read as ${path.leaf.type}`);
  }
  if (kind === "text" && table.provider === "mysql" && table.text !== "binary") {
    throw untranslatable(
      test,
      'MySQL may take different texts for equal; if its columns compare bytes, say `text: "binary"`',
    );
  }
  const encode = encoder(kind, path, table);
  const sample = kind === "enum" ? path.leaf.values?.[0] : SAMPLES[kind];
  const isThere = some({ [name]: { equals: sample } }, { [name]: { not: sample } });
  const hasNaN = kind === "float" && table.provider === "postgresql";
  return { name, kind, typeName, reference, encode, isThere, hasNaN };
}

const SAMPLES = { text: "", int: 0, float: 0, bigint: 0n, boolean: true, date: new Date(0) };

/** A field as `prisma.<model>.fields` describes it. */
export interface PrismaField {
  readonly name: string;
  readonly typeName: string;
  readonly isEnum: boolean;
  readonly reference: object;
}

/** Reads what the client says of a field. */
export function fieldOf(test: FilterTest, { keys, text }: Path, { fields }: PrismaTable): PrismaField {
  const [name = ""] = keys;
  if (keys.length > 1) throw untranslatable(test, "Prisma cannot look into a column as exactly as memory does");
  // the client makes a reference when it is asked for one
  const reference: unknown = Object.keys(fields).includes(name) ? Reflect.get(fields, name) : undefined;
  if (typeof reference !== "object" || reference === null || !("typeName" in reference)) {
    throw untranslatable(test, `\`fields\` has no \`${text}\`; hand in the \`fields\` of the model in the client`);
  }
  const { typeName } = reference;
  return { name, typeName: String(typeName), isEnum: "isEnum" in reference && reference.isEnum === true, reference };
}

const MAX_INT = 2 ** 31 - 1;
const MAX_BIGINT = 2n ** 63n - 1n;

function encoder(kind: ColumnKind, path: Path, { provider }: PrismaTable): Column["encode"] {
  const accepts: (value: Comparable) => boolean = ENCODABLE[kind];
  const known = path.leaf.type === "enum" ? new Set<Comparable>(path.leaf.values) : null;
  return (value) => {
    const isSent = accepts(value) && (known === null || known.has(value));
    // PostgreSQL has no texts with this character
    const isStored = provider !== "postgresql" || typeof value !== "string" || !value.includes("\0");
    return isSent && isStored ? value : undefined;
  };
}

function isText(value: Comparable): boolean {
  return typeof value === "string" && isWellFormed(value);
}

const ENCODABLE: { readonly [kind in ColumnKind]: (value: Comparable) => boolean } = {
  text: isText,
  enum: isText,
  // Prisma cuts off what comes after the point
  int: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= MAX_INT,
  float: (value) => Number.isFinite(value),
  bigint: (value) => typeof value === "bigint" && value <= MAX_BIGINT && value >= -MAX_BIGINT - 1n,
  boolean: (value) => typeof value === "boolean",
  date: (value) => typeof value === "number",
};

/** Keeps no row. Prisma takes an empty `OR` for that in some places, and in others for nothing said. */
export function nothing({ name, kind }: Pick<Column, "name" | "kind">): PrismaWhere {
  return kind === "boolean" ? every({ [name]: true }, { [name]: false }) : { [name]: { in: [] } };
}

/** Asks whether a value can be compared. */
export function isUsable(column: Column): PrismaWhere {
  return column.hasNaN ? { [column.name]: NO_NAN } : column.isThere;
}

/** Below NaN, and the largest number that Prisma can write down. Infinite ones it may mistake for each other. */
export const NO_NAN = { lte: 1.797693134862315e308 };
