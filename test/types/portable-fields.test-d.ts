import type { FieldOf, PortableField, PortableRecord, RowOf } from "castellan";
import { resource } from "castellan";
import { describe, expectTypeOf, test } from "vitest";
import type { report } from "./crm.js";

describe("a record described by portable fields", () => {
  test("has their names and values", () => {
    expectTypeOf<FieldOf<typeof report>>().toEqualTypeOf<"id" | "title" | "regions" | "madeAt">();
    expectTypeOf<RowOf<typeof report>>().toEqualTypeOf<{
      id: string;
      title: string | null;
      regions: string[];
      madeAt?: Date;
    }>();
  });

  test("knows every portable type", () => {
    const everything = resource({
      fields: [
        { name: "text", type: "string" },
        { name: "number", type: "number" },
        { name: "big", type: "bigint" },
        { name: "flag", type: "boolean" },
        { name: "day", type: "date" },
        { name: "stage", type: "enum", values: ["open", "won"] },
        { name: "size", type: "enum", values: [1, 2] },
        { name: "inside", type: "object", fields: [{ name: "city", type: "string" }] },
        { name: "blob", type: "opaque" },
      ],
      actions: ["read"],
    });
    expectTypeOf<RowOf<typeof everything>>().toEqualTypeOf<{
      text: string;
      number: number;
      big: bigint;
      flag: boolean;
      day: Date;
      stage: "open" | "won";
      size: 1 | 2;
      inside: { city: string };
      blob: unknown;
    }>();
  });

  test("combines array, nullable and optional", () => {
    type Record = PortableRecord<
      [{ name: "a"; type: "string"; array: true; nullable: true }, { name: "b"; type: "number"; optional: true }]
    >;
    expectTypeOf<Record>().toEqualTypeOf<{ a: string[] | null; b?: number }>();
  });

  test("refuses a type that does not exist", () => {
    // @ts-expect-error
    resource({ fields: [{ name: "id", type: "strng" }], actions: ["read"] });
  });

  test("checks the other keys by the fields", () => {
    const fields = [{ name: "id", type: "string" }] as const;
    resource({ fields, actions: ["read"], sensitive: ["id"] });
    // @ts-expect-error
    resource({ fields, actions: ["read"], sensitive: ["di"] });
  });

  test("fields that are only known at run time have any name", () => {
    const fields: PortableField[] = [];
    const dynamic = resource({ fields, actions: ["read"], sensitive: ["whatever"] });
    expectTypeOf<FieldOf<typeof dynamic>>().toEqualTypeOf<string>();
  });
});
