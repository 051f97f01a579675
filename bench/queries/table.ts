import type { Client } from "pg";
import { namesOf, REGIONS, SIZES } from "./setting.js";

/** Fills a table of a million deals, with the indexes that such a table has. */
export async function fill(client: Client): Promise<void> {
  await client.query(`CREATE TABLE deal (
    id text PRIMARY KEY, "ownerId" text, region text NOT NULL, "projectId" text, teams text[] NOT NULL,
    stage text NOT NULL, amount double precision, "closedAt" timestamptz)`);
  await client.query(
    "CREATE TEMP TABLE regions AS SELECT * FROM unnest($1::text[]) WITH ORDINALITY AS r (name, place)",
    [namesOf(REGIONS)],
  );
  await client.query(
    `INSERT INTO deal
     SELECT 'd' || i, 'u' || (i * 7919::bigint % 5000), name, CASE WHEN i % 9 > 0 THEN 'p' || (i * 104729::bigint % $2) END,
       ARRAY['t' || (i * 31::bigint % 400), 't' || (i * 17::bigint % 400)], (ARRAY['open', 'won', 'lost', 'archived'])[1 + i % 4],
       CASE WHEN i % 13 > 0 THEN i * 7907::bigint % 1000000 END,
       timestamptz '2026-11-22 12:00Z' - (i * 6151::bigint % 100000000) * interval '1 second'
     FROM generate_series(1, $1::int) AS i JOIN regions ON place = 1 + i * 7901::bigint % $3`,
    [SIZES.rows, SIZES.projects, SIZES.regions],
  );
  const columns = ["region", `"projectId"`, `"ownerId"`, "amount", `"closedAt"`, "stage"];
  for (const column of columns) await client.query(`CREATE INDEX ON deal (${column})`);
  await client.query("CREATE INDEX ON deal USING gin (teams)");
  await client.query("VACUUM ANALYZE deal");
}
