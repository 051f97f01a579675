// npm run bench:react [-- --quick]
//
// Renders a table of 1,000 rows with 15 fields again and again, in Chromium: with `<Field>` for each cell, with a component
// for each cell that knows no access, and with the bare text. All three show the same cells, or nothing is timed. Rounds go
// through the three in turn; ratios are medians of the pairs of a round.

import { fileURLToPath } from "node:url";
import { crmPolicy } from "castellan/presets";
import { chromium } from "playwright";
import { build, type Rolldown } from "vite";
import { median, pairedRatio } from "../stats.js";
import type { Input, LaneName, Output } from "./protocol.js";

const NOW = Date.UTC(2026, 10, 22, 9);
const ROWS = 1_000;
const REGIONS = ["DE", "AT", "FR", "US"];
const STAGES = ["qualification", "proposal", "negotiation", "won", "lost"];
const AIM = 1.3;

const isQuick = process.argv.includes("--quick");
const output = await measureInChromium(inputOf(isQuick ? 50 : ROWS, isQuick ? 3 : 41));
const texts = new Set(Object.values(output.texts));
if (texts.size !== 1) throw new Error("the tables do not show the same cells");
if ([...texts].join("").length < output.cells) throw new Error("the tables show next to nothing");
report(output);

function inputOf(rows: number, rounds: number): Input {
  const principal = { id: "u1", kind: "employee", status: "active", attributes: {} } as const;
  const session = {
    id: "s1",
    authenticatedAt: NOW - 60_000,
    lastActiveAt: NOW - 1_000,
    factors: [{ method: "pwd", at: NOW - 60_000 }],
  };
  const assignments = [
    { id: "a1", role: "sales_rep", scope: { region: ["DE", "AT"], team: "*" } },
    { id: "a2", role: "support_agent", scope: { region: ["FR"], team: "*" } },
  ] as const;
  const access = crmPolicy.access({ principal, assignments, session, now: NOW });
  const { fields = [] } = crmPolicy.toJSON().model.resources.deal ?? {};
  const names = fields.map(({ name }) => name);
  return {
    snapshot: access.snapshot(),
    type: "deal",
    fields: names.slice(0, 15),
    records: Array.from({ length: rows }, (_, row) => recordOf(names, row)),
    rounds,
  };
}

function recordOf(names: readonly string[], row: number): Record<string, unknown> {
  const known: Record<string, unknown> = {
    id: `d${row}`,
    ownerId: row % 3 === 0 ? "u1" : `u${row % 50}`,
    region: REGIONS[row % REGIONS.length],
    stage: STAGES[row % STAGES.length],
    probability: row % 100,
    amount: row * 100,
    expectedCloseAt: NOW + row,
    closedAt: null,
  };
  return Object.fromEntries(names.map((name) => [name, name in known ? known[name] : `${name} ${row}`]));
}

async function measureInChromium(input: Input): Promise<Output> {
  const script = await bundle();
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    return await page.evaluate<Output>(`measure(${JSON.stringify(input)})`);
  } finally {
    await browser.close();
  }
}

/** As an application is built for its users: minified, and React without its checks. */
async function bundle(): Promise<string> {
  const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
  const built = (await build({
    configFile: false,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { alias: [{ find: /^castellan\/(.+)$/, replacement: source("$1/index.ts") }] },
    build: {
      write: false,
      rolldownOptions: {
        input: fileURLToPath(new URL("page.tsx", import.meta.url)),
        output: { format: "iife" },
        preserveEntrySignatures: false,
      },
    },
  })) as Rolldown.RolldownOutput;
  const [chunk] = built.output;
  return chunk.code;
}

function report({ cells, series }: Output): void {
  console.log(`a table of ${cells} cells, rendered again ${series.field.length} times by each in turn\n`);
  for (const [lane, ms] of Object.entries(series)) console.log(`${lane.padEnd(12)}${median(ms).toFixed(2)} ms`);
  for (const to of ["component", "inline"] as const satisfies LaneName[]) {
    const { median: found, from, to: until } = pairedRatio(series.field, series[to]);
    const aim = isQuick ? "" : `  aim ≤ ${AIM}  ${found <= AIM ? "reached" : "NOT REACHED"}`;
    console.log(`<Field> ÷ ${to.padEnd(10)} ${found.toFixed(2)} (${from.toFixed(2)} … ${until.toFixed(2)})${aim}`);
  }
  if (isQuick) console.log("--quick: this run shows that everything works and agrees; its times say nothing");
}
