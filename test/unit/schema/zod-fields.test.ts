import { describe, expect, it } from "vitest";
import * as z from "zod";
import * as zm from "zod/mini";
import type { PortableField } from "../../../src/model/portable-field.js";
import { readModel } from "../../../src/schema/read-model.js";
import { issuesOf, resource, trusted } from "./fixtures.js";

type FieldType = Omit<PortableField, "name">;

function read(schema: unknown) {
  return readModel({ resources: { note: resource({ schema, actions: ["read"] }) } });
}

/** The portable type of a schema, as a field. */
function typeOf(schema: z.core.SomeType): FieldType {
  const fields = trusted(read(z.object({ it: schema as z.ZodType }))).resources.note?.fields;
  const { name: _, ...type } = fields?.[0] ?? { name: "", type: "opaque" as const };
  return type;
}

enum Level {
  Low = 0,
  High = 1,
}

enum Mixed {
  Zero = 0,
  One = "one",
}

const SUPPORTED: readonly (readonly [string, z.core.SomeType, FieldType])[] = [
  ["text", z.string(), { type: "string" }],
  ["a format of text", z.email(), { type: "string" }],
  ["an ISO text", z.iso.datetime(), { type: "string" }],
  ["a uuid with checks and overwrites", z.uuid().trim().min(3), { type: "string" }],
  ["a refined text", z.string().refine((text) => text.length > 2), { type: "string" }],
  ["a template literal", z.templateLiteral(["a-", z.number()]), { type: "string" }],
  ["a number", z.number().min(1), { type: "number" }],
  ["an integer", z.int(), { type: "number" }],
  ["a bigint", z.bigint(), { type: "bigint" }],
  ["a boolean", z.boolean(), { type: "boolean" }],
  ["a date", z.date(), { type: "date" }],
  ["a coerced date", z.coerce.date(), { type: "date" }],
  ["a coerced number", z.coerce.number(), { type: "number" }],
  ["an enum", z.enum(["a", "b"]), { type: "enum", values: ["a", "b"] }],
  ["a native enum of numbers", z.enum(Level), { type: "enum", values: [0, 1] }],
  ["a native enum of both", z.enum(Mixed), { type: "enum", values: [0, "one"] }],
  ["an enum whose keys look like numbers", z.enum({ 1: "one", 2: "two" }), { type: "enum", values: ["one", "two"] }],
  ["keys of an object", z.keyof(z.object({ a: z.string() })), { type: "enum", values: ["a"] }],
  ["a literal", z.literal("a"), { type: "enum", values: ["a"] }],
  ["several literals", z.literal(["a", 2]), { type: "enum", values: ["a", 2] }],
  ["a literal or null", z.literal(["a", null]), { type: "enum", values: ["a"], nullable: true }],
  ["a literal or nothing", z.literal(["a", undefined]), { type: "enum", values: ["a"], optional: true }],
  ["a literal truth", z.literal(true), { type: "boolean" }],
  ["a literal bigint", z.literal(5n), { type: "bigint" }],
  ["nullable", z.string().nullable(), { type: "string", nullable: true }],
  ["optional", z.string().optional(), { type: "string", optional: true }],
  ["nullish", z.string().nullish(), { type: "string", nullable: true, optional: true }],
  ["a default: never missing", z.string().optional().default("x"), { type: "string" }],
  ["a prefault: never missing", z.string().optional().prefault("x"), { type: "string" }],
  ["nonoptional", z.nonoptional(z.string().optional()), { type: "string" }],
  ["catch", z.number().catch(0), { type: "number" }],
  ["catch of an optional", z.number().optional().catch(0), { type: "number", optional: true }],
  ["readonly", z.array(z.string()).readonly(), { type: "string", array: true }],
  ["brand", z.string().brand<"Id">(), { type: "string" }],
  ["lazy", z.lazy(() => z.date()), { type: "date" }],
  ["a pipe, by what it gives", z.string().transform(Number).pipe(z.number()), { type: "number" }],
  [
    "a codec, by what it gives",
    z.codec(z.iso.datetime(), z.date(), { decode: (t) => new Date(t), encode: (d) => d.toISOString() }),
    { type: "date" },
  ],
  ["a stringbool, by what it gives", z.stringbool(), { type: "boolean" }],
  ["a preprocess, by what it gives", z.preprocess((value) => value, z.number()), { type: "number" }],
  ["an array of text", z.array(z.string()), { type: "string", array: true }],
  ["an array of enum", z.array(z.enum(["a"])), { type: "enum", values: ["a"], array: true }],
  [
    "an optional array of nullable numbers",
    z.array(z.number().nullable()).optional(),
    { type: "number", array: true, optional: true },
  ],
  [
    "an object",
    z.object({ a: z.string().optional() }),
    { type: "object", fields: [{ name: "a", type: "string", optional: true }] },
  ],
  ["a loose object", z.looseObject({ a: z.string() }), { type: "object", fields: [{ name: "a", type: "string" }] }],
  ["a union with null", z.union([z.date(), z.null()]), { type: "date", nullable: true }],
  ["a union with undefined", z.union([z.date(), z.undefined()]), { type: "date", optional: true }],
  [
    "a union of enums and literals",
    z.union([z.enum(["a", "b"]), z.literal("c"), z.literal("a")]),
    { type: "enum", values: ["a", "b", "c"] },
  ],
  ["a union of text and literal", z.union([z.email(), z.literal("")]), { type: "string" }],
  ["a union of number and literal", z.union([z.number(), z.literal(1)]), { type: "number" }],
  ["a union of nullable options", z.union([z.string().nullable(), z.literal("x")]), { type: "string", nullable: true }],
  ["a union of arrays", z.union([z.array(z.string()), z.array(z.literal("x"))]), { type: "string", array: true }],
  ["unknown", z.unknown(), { type: "opaque" }],
  ["any", z.any(), { type: "opaque" }],
  ["a record", z.record(z.string(), z.number()), { type: "opaque" }],
  ["a tuple", z.tuple([z.string()]), { type: "opaque" }],
  ["an array of objects", z.array(z.object({ a: z.string() })), { type: "opaque" }],
  ["an array of arrays", z.array(z.array(z.string())), { type: "opaque" }],
  ["an optional record", z.record(z.string(), z.number()).optional(), { type: "opaque", optional: true }],
  [
    "a discriminated union",
    z.discriminatedUnion("t", [z.object({ t: z.literal("a") }), z.object({ t: z.literal("b") })]),
    { type: "opaque" },
  ],
  [
    "an intersection of objects",
    z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })),
    { type: "opaque" },
  ],
  ["a union of an object and a text", z.union([z.object({ a: z.string() }), z.string()]), { type: "opaque" }],
  ["any JSON", z.json(), { type: "opaque", nullable: true }],
  ["a zod mini schema", zm.optional(zm.array(zm.string())), { type: "string", array: true, optional: true }],
];

describe("a zod schema as portable fields", () => {
  for (const [what, schema, type] of SUPPORTED) {
    it(`knows ${what}`, () => {
      expect(typeOf(schema)).toEqual(type);
    });
  }

  const UNSUPPORTED: readonly (readonly [string, z.core.SomeType])[] = [
    ["undefined", z.undefined()],
    ["void", z.void()],
    ["never", z.never()],
    ["null alone", z.null()],
    ["a literal null", z.literal(null)],
    ["a symbol", z.symbol()],
    ["a function", z.function() as unknown as z.ZodType],
    ["a promise", z.promise(z.string())],
    ["a map", z.map(z.string(), z.string())],
    ["a set", z.set(z.string())],
    ["not a number", z.nan()],
    ["a file", z.file()],
    ["an instance of a class", z.instanceof(URL)],
    ["what a transform gives", z.string().transform((text) => text.length)],
    ["a union of text and number", z.union([z.string(), z.number()])],
    ["a union of one and many", z.union([z.string(), z.array(z.string())])],
    ["an intersection with a text", z.intersection(z.object({ a: z.string() }), z.string())],
    ["literals of several types", z.literal(["a", true])],
    ["an array of a transform", z.array(z.string().transform(Number))],
    [
      "a lazy that throws",
      z.lazy(() => {
        throw new Error("no");
      }),
    ],
  ];

  for (const [what, schema] of UNSUPPORTED) {
    it(`refuses ${what}, with a hint`, () => {
      const [issue, ...others] = issuesOf(read(z.object({ it: schema as z.ZodType })));
      expect(others).toEqual([]);
      expect(issue).toMatchObject({ code: "unsupported_field_type", path: ["resources", "note", "schema", "it"] });
      expect(issue?.hint).toMatch(/use|say/);
    });
  }

  it("takes a schema that contains itself as opaque from there on", () => {
    const node = z.object({
      name: z.string(),
      get parent() {
        return node.nullable();
      },
    });
    expect(trusted(read(node)).resources.note?.fields).toEqual([
      { name: "name", type: "string" },
      { name: "parent", type: "opaque", nullable: true },
    ]);
  });

  it("reports a mistake deep inside where it stands", () => {
    const issues = issuesOf(read(z.object({ a: z.object({ b: z.map(z.string(), z.string()) }) })));
    expect(issues.map((issue) => issue.path)).toEqual([["resources", "note", "schema", "a", "b"]]);
  });

  it("checks the other keys although a field cannot be described", () => {
    const schema = z.object({ odd: z.map(z.string(), z.string()), id: z.string() });
    const definition = { schema, actions: ["read"], sensitive: ["odd"], immutable: ["idd"] };
    const issues = issuesOf(readModel({ resources: { note: resource(definition) } }));
    expect(issues.map((issue) => issue.code)).toEqual(["unsupported_field_type", "unknown_field"]);
  });

  it("refuses names that a dotted path cannot spell", () => {
    const issues = issuesOf(
      read(z.object({ "a.b": z.string(), $c: z.string(), constructor: z.string(), id: z.string() })),
    );
    expect(issues.map((issue) => issue.code)).toEqual(["invalid_name", "invalid_name", "reserved_name"]);
  });

  it("never parses with it", () => {
    const schema = z.object({
      id: z.string().refine(() => {
        throw new Error("parsed");
      }),
    });
    expect(trusted(read(schema)).resources.note?.fields).toEqual([{ name: "id", type: "string" }]);
  });
});
