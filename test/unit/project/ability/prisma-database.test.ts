import type { Ability } from "@casl/ability";
import { accessibleBy } from "@casl/prisma";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelData } from "../../../../src/model/model-data.js";
import type { StatementData } from "../../../../src/model/statement-data.js";
import { toAbility } from "../../../../src/project/ability/to-ability.js";
import type { ProjectedAccess } from "../../../../src/project/access.js";
import { toPrisma } from "../../../../src/project/query/prisma.js";
import { type Client, prismaClient } from "../../../filters/prisma/client.js";
import { accessTo, grantOf, policyOf } from "../../fixtures/access.js";

const model: ModelData = {
  dimensions: {},
  principal: { attributes: [] },
  resources: {
    Row: {
      fields: [
        { name: "id", type: "string" },
        { name: "owner", type: "string", nullable: true },
        { name: "region", type: "string", nullable: true },
        { name: "amount", type: "number", nullable: true },
      ],
      actions: ["read"],
      readOnlyActions: ["read"],
      changingActions: [],
      scopePaths: {},
      immutable: [],
      sensitive: [],
      fieldGroups: {},
    },
  },
};

/** Every combination of some values, and NULL. */
const rows = ["u1", "U1 ", "", null].flatMap((owner) =>
  ["DE", null].flatMap((region) => [5, -1, null].map((amount) => ({ owner, region, amount }))),
);

const database = await PGlite.create();
let client: Client;

beforeAll(async () => {
  await database.exec(
    'CREATE TABLE "Row" (row_no integer PRIMARY KEY, id text NOT NULL, owner text, region text, amount double precision)',
  );
  for (const [index, { owner, region, amount }] of rows.entries()) {
    const values = [index, `r${index}`, owner, region, amount];
    await database.query('INSERT INTO "Row" VALUES ($1, $2, $3, $4, $5)', values);
  }
  client = new (prismaClient())({ adapter: new PrismaPGlite(database) });
});
afterAll(async () => {
  await client.$disconnect();
  await database.close();
});

function accessBy(...statements: StatementData[]): ProjectedAccess {
  const assignments = [{ ...grantOf({ Row: statements }), scope: {} }];
  return accessTo({ ...policyOf({}), model, roles: {}, rules: {} }, { assignments });
}

describe("`accessibleBy` of @casl/prisma, on a database", () => {
  it.each<[string, number, readonly StatementData[]]>([
    ["everything", 24, [{ allow: "read" }]],
    ["nothing", 0, [{ allow: "read" }, { forbid: "read" }]],
    ["what is owned", 6, [{ allow: "read", when: { owner: "u1" } }]],
    ["what is different, and known", 12, [{ allow: "read", when: { owner: { $ne: "u1" } } }]],
    [
      "what no forbid may concern",
      3,
      [
        { allow: "read", when: { owner: "u1" } },
        { forbid: "read", when: { region: { $ne: "DE" } } },
      ],
    ],
    [
      "what one of two grants concerns",
      13,
      [
        { allow: "read", when: { owner: "u1" } },
        { allow: "read", when: { amount: { $gt: 0 }, region: { $exists: true } } },
        { allow: "read", when: { amount: { $lte: -1 }, owner: "" } },
        { allow: "read", when: { owner: { $exists: false }, amount: { $exists: false } } },
      ],
    ],
    [
      "rows of which a field that is left may be read",
      6,
      [
        { allow: "read", fields: ["id"], when: { owner: "u1" } },
        { allow: "read", fields: ["amount"] },
        { forbid: "read", fields: ["amount"] },
      ],
    ],
  ])("S37 finds the rows that may be read: %s", async (_, count, statements) => {
    const access = accessBy(...statements);
    const ability = toAbility(access as never, {
      query: (filter) => toPrisma(filter, { provider: "postgresql", fields: client.row.fields }),
    }) as unknown as Ability<[string, string], object>;
    const where = accessibleBy(ability, "read").ofType("Row" as never);
    const found = await client.row.findMany({ where, select: { row_no: true }, orderBy: { row_no: "asc" } });
    const expected = rows.flatMap((row, index) =>
      access.can("read", "Row", { id: `r${index}`, ...row }) ? [index] : [],
    );
    expect(found.map(({ row_no }) => row_no)).toEqual(expected);
    expect(found).toHaveLength(count);
  });
});
