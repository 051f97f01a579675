import type { ActionOf, DimensionOf, FieldOf, GroupOf, Resource, RowOf, ScopePathOf } from "castellan";
import { resource } from "castellan";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import type { contact, deal, report } from "./crm.js";

type Deal = typeof deal;
type Report = typeof report;

describe("what a resource type knows", () => {
  test("the record is what the zod object puts out", () => {
    expectTypeOf<RowOf<typeof contact>>().toEqualTypeOf<{
      id: string;
      phone: string;
      email: string | null;
      region: string;
    }>();
    expectTypeOf<RowOf<Deal>["margin"]>().toEqualTypeOf<number | undefined>();
  });

  test("actions, fields, groups, dimensions and scope paths are literals", () => {
    expectTypeOf<ActionOf<Deal>>().toEqualTypeOf<"create" | "read" | "update" | "delete" | "export" | "reassign">();
    expectTypeOf<FieldOf<typeof contact>>().toEqualTypeOf<"id" | "phone" | "email" | "region">();
    expectTypeOf<GroupOf<Deal>>().toEqualTypeOf<"#financial" | "#place">();
    expectTypeOf<DimensionOf<Deal>>().toEqualTypeOf<"region" | "project">();
    expectTypeOf<ScopePathOf<Deal>>().toEqualTypeOf<"region" | "project">();
    expectTypeOf<ScopePathOf<typeof contact>>().toEqualTypeOf<"region">();
  });

  test("no field groups are no groups", () => {
    expectTypeOf<GroupOf<typeof contact>>().toEqualTypeOf<never>();
  });

  test("no scope path at all is none", () => {
    const note = resource({
      schema: z.object({ id: z.string() }),
      actions: ["read"],
      scopePaths: { region: null },
    });
    expectTypeOf<ScopePathOf<typeof note>>().toEqualTypeOf<never>();
    expectTypeOf<DimensionOf<typeof note>>().toEqualTypeOf<"region">();
  });

  test("every resource type is a Resource", () => {
    expectTypeOf<Deal>().toExtend<Resource>();
    expectTypeOf<Report>().toExtend<Resource>();
  });

  test("a loose zod object has the fields that it names", () => {
    const loose = resource({
      schema: z.looseObject({ id: z.string(), age: z.number().optional() }),
      actions: ["read"],
    });
    expectTypeOf<FieldOf<typeof loose>>().toEqualTypeOf<"id" | "age">();
    expectTypeOf<RowOf<typeof loose>>().toEqualTypeOf<{ id: string; age?: number | undefined }>();
  });

  test("defaults, catches and coercions count by what they put out", () => {
    const lenient = resource({
      schema: z.object({ a: z.string().default(""), b: z.coerce.number(), c: z.boolean().catch(false) }),
      actions: ["read"],
    });
    expectTypeOf<RowOf<typeof lenient>>().toEqualTypeOf<{ a: string; b: number; c: boolean }>();
  });
});

describe("what a resource type refuses", () => {
  const schema = z.object({ id: z.string(), region: z.string(), at: z.object({ city: z.string() }) });

  test("a record that is no object", () => {
    // @ts-expect-error a text has no fields
    resource({ schema: z.string(), actions: ["read"] });
  });

  test("a missing record", () => {
    // @ts-expect-error neither `schema` nor `fields`
    resource({ actions: ["read"] });
  });

  test("two records", () => {
    // @ts-expect-error both `schema` and `fields`
    resource({ schema, fields: [{ name: "id", type: "string" }], actions: ["read"] });
  });

  test("a read-only action that is none of its actions", () => {
    // @ts-expect-error
    resource({ schema, actions: ["read"], readOnlyActions: ["raed"] });
  });

  test("a changing action that is none of its actions", () => {
    // @ts-expect-error
    resource({ schema, actions: ["read", "update"], changingActions: ["updat"] });
  });

  test("a scope path that leads nowhere", () => {
    // @ts-expect-error
    resource({ schema, actions: ["read"], scopePaths: { region: "regoin" } });
    resource({ schema, actions: ["read"], scopePaths: { region: "at.city" } });
    // @ts-expect-error
    resource({ schema, actions: ["read"], scopePaths: { region: "at.town" } });
  });

  test("a sensitive or immutable field that does not exist", () => {
    // @ts-expect-error
    resource({ schema, actions: ["read"], sensitive: ["magrin"] });
    // @ts-expect-error
    resource({ schema, actions: ["read"], immutable: ["di"] });
  });

  test("a field group of fields that do not exist", () => {
    // @ts-expect-error
    resource({ schema, actions: ["read"], fieldGroups: { place: ["region", "twon"] } });
  });

  test("a key that it does not know", () => {
    // @ts-expect-error
    resource({ schema, actions: ["read"], sensitiv: ["id"] });
  });
});
