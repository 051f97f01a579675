// npm run bench [-- --quick] [-- --json] [-- --only=<pattern>]
//
// What is compared: castellan, @casl/ability with its abilities built beforehand, the same built per request, and code by
// hand that knows this very policy. All four give the same decisions and masks, or nothing is timed at all.
//
// What is asked: `pages` asks as a server is asked (one person, one record, eight questions), `mixed` in random order over
// 200 people, 12 types and 2,400 records, so that no question is like the last and every cache is cold. Policies have 60,
// 600 and 6,000 statements: nine families of roles in more and more variants, as tenants and countries bend them.
//
// What makes it fair: every lane at every size is a process of its own, bundled as the library ships; no lane sees the
// inline caches, hidden classes or garbage of another. Rounds go through all processes in turn, and ratios are medians of
// the pairs of a round. Data is parsed from JSON and touched beforehand, results are counted and compared. What the lanes
// by hand and CASL prepare beforehand (expanded regions, tagged records, roles as rules) is not timed.

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { assertEqualAnswers } from "./answers.js";
import { bundleLanes } from "./bundle.js";
import { LaneProcess } from "./lane-process.js";
import { BULK_STATEMENTS, type Held, plan, type Results, type Sent, STATEMENTS } from "./plan.js";
import type { Carried, LaneName, Memory } from "./protocol.js";
import { findingsOf, printReport } from "./report.js";
import { measureRounds } from "./rounds.js";
import { FULL, QUICK, type Sizes } from "./workload/sizes.js";

const LANES: readonly LaneName[] = ["castellan", "casl", "casl-per-request", "hand"];

const isQuick = process.argv.includes("--quick");
/** `--only=<pattern>` times a part: for those who tune it. */
const pattern = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
const only = pattern === undefined ? undefined : new RegExp(pattern);
const results = await run(isQuick ? QUICK : FULL);
printReport(results, isQuick);
if (process.argv.includes("--json")) {
  const file = fileURLToPath(new URL("results.json", import.meta.url));
  writeFileSync(file, `${JSON.stringify({ ...results, findings: findingsOf(results) }, null, 2)}\n`);
  console.log(`\nwritten: ${file}`);
}

async function run(sizes: Sizes): Promise<Results> {
  const bundle = await bundleLanes();
  const start = (lane: LaneName, statements: number): Promise<LaneProcess> =>
    new LaneProcess(bundle, { lane, statements, sizes: sizesAt(sizes, statements) }).ready();

  const processes = await Promise.all(STATEMENTS.flatMap((size) => LANES.map((lane) => start(lane, size))));
  const allowed = await assertEqualAnswers(processes);
  console.log(
    `${2 * sizes.requests} decisions and the masks are the same in ${processes.length} processes; measuring …`,
  );
  const planned = plan(processes).filter(({ id }) => only === undefined || only.test(id));
  const series = await measureRounds(planned, sizes.rounds);
  const sent = only === undefined || only.test("sent") ? await measureSent(processes) : [];
  for (const lane of processes) lane.close();

  return {
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown processor",
    date: new Date().toISOString(),
    rounds: sizes.rounds,
    allowed,
    units: Object.fromEntries(planned.map(({ id, units }) => [id, units])),
    series,
    memory: only === undefined || only.test("memory") ? await measureMemory(start) : [],
    sent,
  };
}

async function measureSent(processes: readonly LaneProcess[]): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (const process of processes) {
    const { lane, statements } = process.assignment;
    if (lane !== "castellan" && lane !== "casl") continue;
    sent.push({ lane, statements, bytes: await process.run<Carried>({ kind: "carried" }) });
  }
  return sent;
}

/** In fresh processes, one after the other: what was measured before must not lie on the heap. */
async function measureMemory(start: (lane: LaneName, statements: number) => Promise<LaneProcess>): Promise<Held[]> {
  const held: Held[] = [];
  for (const statements of STATEMENTS) {
    for (const lane of ["castellan", "casl", "hand"] as const) {
      const process = await start(lane, statements);
      held.push({ lane, statements, bytes: await process.run<Memory>({ kind: "memory" }) });
      process.close();
    }
  }
  return held;
}

/** 100,000 records where masks and lists are measured; elsewhere enough to compare answers. */
function sizesAt(sizes: Sizes, statements: number): Sizes {
  return statements === BULK_STATEMENTS ? sizes : { ...sizes, bulk: Math.min(sizes.bulk, 2_000) };
}
