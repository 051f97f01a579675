import type { RecordInput, RecordPath, ValueAt } from "castellan";
import { describe, expectTypeOf, test } from "vitest";

interface Person {
  id: string;
  born: Date | null;
  tags: string[];
  home?: { city: string; geo: { lat: number } };
  anything: unknown;
  whatever: ReturnType<typeof JSON.parse>;
  extra: Record<string, number>;
  boss?: Person;
}

describe("the paths of a record", () => {
  test("are its fields, and what is inside plain objects", () => {
    type Flat = Omit<Person, "boss">;
    expectTypeOf<RecordPath<Flat>>().toEqualTypeOf<
      "id" | "born" | "tags" | "home" | "home.city" | "home.geo" | "home.geo.lat" | "anything" | "whatever" | "extra"
    >();
  });

  test("of a record that contains itself end somewhere", () => {
    expectTypeOf<"boss.boss.id">().toExtend<RecordPath<Person>>();
    expectTypeOf<"boss.boss.boss.boss.boss.boss.id">().not.toExtend<RecordPath<Person>>();
  });

  test("lead to values", () => {
    expectTypeOf<ValueAt<Person, "id">>().toEqualTypeOf<string>();
    expectTypeOf<ValueAt<Person, "home.geo.lat">>().toEqualTypeOf<number>();
    expectTypeOf<ValueAt<Person, "boss.born">>().toEqualTypeOf<Date | null>();
    expectTypeOf<ValueAt<Person, "nowhere">>().toEqualTypeOf<never>();
  });
});

describe("a record to be asked about", () => {
  test("may lack everything, and carry dates as JSON does", () => {
    expectTypeOf<{ id: null; born: string }>().toExtend<RecordInput<Person>>();
    expectTypeOf<Record<never, never>>().toExtend<RecordInput<Person>>();
    expectTypeOf<{ boss: { born: number } }>().toExtend<RecordInput<Person>>();
    expectTypeOf<{ id: number }>().not.toExtend<RecordInput<Person>>();
  });

  test("is the record itself too", () => {
    expectTypeOf<Person>().toExtend<RecordInput<Person>>();
    expectTypeOf<Readonly<Person>>().toExtend<RecordInput<Person>>();
  });
});
