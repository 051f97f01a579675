import type { PortableField } from "castellan";
import type { Context } from "hono";
import * as z from "zod";
import { type Cells, type CrmType, perType } from "../contract.js";
import type { ListQuery } from "../list.js";
import { isField, typeInfo } from "../types.js";
import { badRequest } from "./problem.js";

/** Reads a JSON body, and nothing else that a form of another site could send. */
export async function readBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  if (!c.req.header("content-type")?.startsWith("application/json")) throw badRequest("send JSON");
  const body: unknown = await c.req.json().catch(() => {
    throw badRequest("this is no JSON");
  });
  return check(schema, body);
}

/** Reads what a list is asked for. */
export function readListQuery(c: Context, type: CrmType): ListQuery {
  const { sort, ...query } = check(listQuery, c.req.query());
  if (sort !== "" && !isField(type, sort)) throw badRequest("there is no such field to sort by");
  return { ...query, sort };
}

/** Reads changes of a record: they have the model's shape. Whether they may be written is the policy's. */
export function readChanges(type: CrmType, changes: unknown): Cells {
  // the schema is made of the very fields that the row's type comes from
  return check(changesOf[type], changes) as Cells;
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badRequest(parsed.error.issues.map(({ path, message }) => [...path, message].join(": ")).join("; "));
}

const listQuery = z.object({
  search: z.string().max(100).default(""),
  sort: z.string().max(50).default(""),
  order: z.enum(["asc", "desc"]).default("asc"),
  facet: z.string().max(50).default(""),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

const changesOf = perType((type) => recordOf(typeInfo[type].fields).partial());

function recordOf(fields: readonly PortableField[]) {
  return z.strictObject(Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])));
}

function schemaOf(field: PortableField): z.ZodType {
  const one = scalarOf(field);
  const value = field.array ? z.array(one).max(50) : one;
  return field.nullable ? value.nullable() : value;
}

function scalarOf({ type, values = [], fields = [] }: PortableField): z.ZodType {
  switch (type) {
    case "string":
      return z.string().max(500);
    case "number":
      return z.number();
    case "boolean":
      return z.boolean();
    case "date":
      return z.iso.datetime({ offset: true }).transform((text) => new Date(text));
    case "enum":
      return z.literal(values);
    case "object":
      return recordOf(fields);
    default:
      return z.never();
  }
}
