import { DatabaseSync } from "node:sqlite";
import { subject } from "@casl/ability";
import { createPrismaAbility } from "@casl/prisma";
import { toSQL } from "castellan/query";
import { expect } from "vitest";
import { casl, castellan, READ, reads } from "../scene.js";
import type { Trap } from "../trap.js";

const nothing: readonly object[] = [{}, { stage: null, amount: null }];

export const differentFromNothing: Trap = {
  title: "a comparison with a value that is missing or null",
  casl: {
    does: "`$ne`, `$nin`, `$lt`, `$lte` say yes; even `{ $gt: -1 }` does, of null",
    shown: () => {
      for (const record of nothing) {
        for (const conditions of [
          { stage: { $ne: "won" } },
          { stage: { $nin: ["won"] } },
          { amount: { $lt: 5 } },
          { amount: { $lte: 0 } },
        ]) {
          expect(reads(casl({ ...READ, conditions }), record)).toBe(true);
        }
      }
      expect(reads(casl({ ...READ, conditions: { amount: { $gt: -1 } } }), { amount: null })).toBe(true);
    },
  },
  castellan: {
    does: "unknown, as in SQL: no allow holds",
    shown: () => {
      for (const record of nothing) {
        for (const when of [
          { stage: { $ne: "won" } },
          { stage: { $nin: ["won"] } },
          { amount: { $lt: 5 } },
          { amount: { $lte: 0 } },
          { amount: { $gt: -1 } },
        ] as const) {
          expect(castellan([{ allow: "read", when }]).can("read", "deal", record)).toBe(false);
        }
      }
    },
  },
};

export const denyWithoutValue: Trap = {
  title: "a `cannot` on a record that was loaded without the column",
  casl: {
    does: "the deny does not stop it",
    shown: () => {
      const ability = casl(READ, { ...READ, inverted: true, conditions: { secret: true } });
      expect(nothing.map((record) => reads(ability, record))).toEqual([true, true]);
    },
  },
  castellan: {
    does: "a forbid that cannot be told holds",
    shown: () => {
      const access = castellan([{ allow: "read" }, { forbid: "read", when: { secret: true } }]);
      expect(nothing.map((record) => access.can("read", "deal", record))).toEqual([false, false]);
      expect(access.can("read", "deal", { secret: false })).toBe(true);
    },
  },
};

export const memoryAgainstSql: Trap = {
  title: "NULL in memory and in the database",
  casl: {
    does: "the check says yes, the query leaves the row out",
    shown: () => {
      const rules = [{ ...READ, conditions: { stage: { not: "won" } } }];
      const ability = createPrismaAbility(rules as never);
      expect(ability.can("read", subject("Deal", { stage: null }))).toBe(true);
      expect(rowsOf("SELECT id FROM deals WHERE stage <> ?", ["won"])).toEqual(["open"]);
    },
  },
  castellan: {
    does: "one meaning: the rows are those of which `can` says yes",
    shown: () => {
      const access = castellan([{ allow: "read", when: { stage: { $ne: "won" } } }]);
      const filter = access.filter("read", "deal");
      const { text, values } = toSQL(filter, { dialect: "sqlite" });
      expect(rowsOf(`SELECT id FROM deals WHERE ${text}`, values)).toEqual(["open"]);
      expect(table.filter((row) => access.can("read", "deal", row)).map(({ id }) => id)).toEqual(["open"]);
    },
  },
};

const table = [
  { id: "open", stage: "open" },
  { id: "won", stage: "won" },
  { id: "none", stage: null },
];

function rowsOf(text: string, values: readonly unknown[]): unknown[] {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE deals (id TEXT, stage TEXT)");
  for (const { id, stage } of table) database.prepare("INSERT INTO deals VALUES (?, ?)").run(id, stage);
  return database
    .prepare(text)
    .all(...(values as string[]))
    .map((row) => (row as { id: unknown }).id);
}
