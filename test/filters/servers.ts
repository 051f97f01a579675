import { parseArgs } from "node:util";
import fc from "fast-check";
import { SEED } from "../seed.js";
import { holdsOn, type Table } from "./law.js";
import { mysqlTable } from "./prisma/mysql.js";
import { prismaServer, prismaTable } from "./prisma/postgresql.js";
import { rows } from "./rows.js";
import { mariadbServer } from "./sql/mariadb-server.js";
import { postgresServer } from "./sql/postgres-server.js";
import { sqlTable } from "./sql/table.js";

// The filter law on database servers: PostgreSQL (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE) and MariaDB or MySQL
// (MYSQL_HOST, MYSQL_PORT, MYSQL_USER, MYSQL_PASSWORD), each in a schema or database of its own that is dropped afterwards.
// npx tsx test/filters/servers.ts --runs 20000 --tables 20 --seed 7
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "4000" },
    tables: { type: "string", default: "10" },
    seed: { type: "string", default: String(SEED) },
  },
});
const [runs, count, seed] = [values.runs, values.tables, values.seed].map(Number) as [number, number, number];
const batches = fc.sample(rows(80), { numRuns: count, seed });

for (const connect of [postgresServer, mariadbServer]) {
  const engine = await connect();
  try {
    const tables: Table[] = [];
    for (const [number, batch] of batches.entries()) tables.push(await sqlTable(engine, batch, number));
    const tally = await holdsOn(tables, { runs, seed });
    console.log(`${engine.name}: ${tally}`);
    tally.assertTelling(runs * 40);
  } finally {
    await engine.close();
  }
}

const [batch = []] = batches;
const prisma = [async () => prismaTable(await prismaServer(), batch), () => mysqlTable(batch)];
for (const make of prisma) {
  const table = await make();
  try {
    const tally = await holdsOn([table], { runs, seed });
    console.log(`${table.engine}: ${tally}`);
    tally.assertTelling(runs * 10, 0.8);
  } finally {
    await table.close();
  }
}
