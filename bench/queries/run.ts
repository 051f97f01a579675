// npx tsx bench/queries/run.ts [--rounds=21] [--explain]
//
// Filters on a million rows of a real PostgreSQL (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE), against the WHERE that
// somebody would write by hand: the same rows, the same indexes, and how long it takes, as a ratio. Both queries of a case
// are asked in turn, with their parameters bound anew each time; the ratio is the median of the pairs.

import { toSQL } from "castellan/query";
import pg from "pg";
import { median } from "../stats.js";
import { CASES, type QueryCase } from "./cases.js";
import { indexesOf, nodesOf } from "./explain.js";
import { fill } from "./table.js";

const rounds = Number(process.argv.find((each) => each.startsWith("--rounds="))?.slice("--rounds=".length) ?? 21);
const isExplained = process.argv.includes("--explain");

const client = new pg.Client({
  host: process.env["PGHOST"] ?? "127.0.0.1",
  port: Number(process.env["PGPORT"] ?? 5432),
  user: process.env["PGUSER"] ?? "postgres",
  password: process.env["PGPASSWORD"] ?? "",
  database: process.env["PGDATABASE"] ?? "postgres",
});
await client.connect();
const schema = `castellan_bench_${process.pid}`;
let isSame = true;
try {
  await client.query(`CREATE SCHEMA ${schema}`);
  await client.query(`SET search_path TO ${schema}`);
  console.log("filling a table of a million rows …");
  await fill(client);
  for (const each of CASES) await compare(each);
} finally {
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await client.end();
}
if (!isSame) process.exitCode = 1;

interface Written {
  readonly text: string;
  readonly values: readonly unknown[];
}

async function compare({ name, filter, byHand }: QueryCase): Promise<void> {
  const said = toSQL(filter, { dialect: "postgres", table: "deal" });
  const rows = await idsOf(said);
  const expected = await idsOf(byHand);
  if (rows.join() !== expected.join()) throw new Error(`${name}: ${rows.length} rows, by hand ${expected.length}`);
  const plans = [await explain(said), await explain(byHand)];
  const [ours = "", theirs = ""] = plans.map((plan) => indexesOf(plan).join(", ") || "no index");
  const times = { all: [] as number[], page: [] as number[], byHand: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const all = await pair(said, byHand, "SELECT count(*) FROM deal WHERE");
    const page = await pair(said, byHand, "SELECT * FROM deal WHERE", "ORDER BY id LIMIT 50");
    times.all.push(all.said / all.byHand);
    times.page.push(page.said / page.byHand);
    times.byHand.push(all.byHand);
  }
  isSame &&= ours === theirs;
  const ratios = `all ${median(times.all).toFixed(2)}, first page ${median(times.page).toFixed(2)}`;
  const plan = ours === theirs ? `both by ${ours}` : `BY ${ours}, by hand ${theirs}`;
  console.log(`${name}: ${rows.length} rows; ${plan}; ÷ by hand: ${ratios} (${median(times.byHand).toFixed(1)} ms)`);
  if (!isExplained) return;
  console.log(
    `  ${said.text}\n${nodesOf(plans[0]).join("\n")}\n  by hand: ${byHand.text}\n${nodesOf(plans[1]).join("\n")}`,
  );
}

async function idsOf({ text, values }: Written): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM deal WHERE ${text} ORDER BY id`, [...values]);
  return rows.map(({ id }) => id);
}

async function explain({ text, values }: Written): Promise<unknown> {
  const { rows } = await client.query(`EXPLAIN (FORMAT JSON) SELECT count(*) FROM deal WHERE ${text}`, [...values]);
  return rows[0]["QUERY PLAN"][0].Plan;
}

/** Both in turn, the first one every other time. */
async function pair(said: Written, byHand: Written, before: string, after = "") {
  const time = async ({ text, values }: Written) => {
    const start = performance.now();
    await client.query(`${before} ${text} ${after}`, [...values]);
    return performance.now() - start;
  };
  if (Math.random() < 0.5) return { said: await time(said), byHand: await time(byHand) };
  const second = await time(byHand);
  return { said: await time(said), byHand: second };
}
