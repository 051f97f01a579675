import type { Model, TypeName, VocabularyOf } from "castellan";
import { defineModel, resource } from "castellan";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { contact, type model } from "./crm.js";

type Names = VocabularyOf<typeof model>;

describe("what a model knows", () => {
  test("its resource types, dimensions and attributes", () => {
    expectTypeOf<TypeName<Names>>().toEqualTypeOf<"deal" | "contact" | "report">();
    expectTypeOf<Names["dimension"]>().toEqualTypeOf<"region" | "project">();
    expectTypeOf<Names["attributes"]>().toHaveProperty("teams").toEqualTypeOf<string[]>();
  });

  test("needs neither dimensions nor attributes", () => {
    const note = resource({ schema: z.object({ id: z.string() }), actions: ["read"] });
    const small = defineModel({ resources: { note } });
    expectTypeOf<VocabularyOf<typeof small>["dimension"]>().toEqualTypeOf<never>();
    expectTypeOf<keyof VocabularyOf<typeof small>["attributes"]>().toEqualTypeOf<never>();
    expectTypeOf(small).toExtend<Model>();
  });

  test("takes attributes as portable fields", () => {
    const small = defineModel({
      dimensions: { region: { flat: true }, project: { flat: true } },
      principal: { attributes: [{ name: "level", type: "number" }] },
      resources: { contact },
    });
    expectTypeOf<VocabularyOf<typeof small>["attributes"]>().toEqualTypeOf<{ level: number }>();
  });

  test("takes resource types that are written in place", () => {
    const small = defineModel({
      dimensions: { region: { flat: true } },
      resources: {
        note: resource({
          schema: z.object({ id: z.string(), region: z.string() }),
          actions: ["read", "pin"],
          scopePaths: { region: "region" },
        }),
      },
    });
    type Note = VocabularyOf<typeof small>["resources"]["note"];
    expectTypeOf<NonNullable<Note["~types"]>["action"]>().toEqualTypeOf<"read" | "pin">();
    expectTypeOf<NonNullable<Note["~types"]>["group"]>().toEqualTypeOf<never>();
  });
});

describe("what a model refuses", () => {
  const silent = resource({
    schema: z.object({ id: z.string(), region: z.string() }),
    actions: ["read"],
    scopePaths: { region: "region" },
  });

  test("a resource type that is silent about a dimension", () => {
    defineModel({
      dimensions: { region: { flat: true }, project: { flat: true } },
      // @ts-expect-error nothing is said of `project`
      resources: { contact, silent },
    });
  });

  test("a resource type that speaks of a dimension that does not exist", () => {
    defineModel({
      dimensions: { project: { flat: true } },
      resources: {
        // @ts-expect-error there is no dimension `region`
        contact,
      },
    });
  });

  test("what is no resource type", () => {
    defineModel({
      resources: {
        // @ts-expect-error `resource({ … })` is missing around it
        note: { schema: z.object({ id: z.string() }), actions: ["read"] },
      },
    });
  });

  test("a dimension that is neither flat nor a tree", () => {
    // @ts-expect-error
    defineModel({ dimensions: { region: { flta: true } }, resources: {} });
  });
});
