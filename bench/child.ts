import { gzipSync } from "node:zlib";
import { createLane as casl } from "./lanes/casl.js";
import { createLane as castellan } from "./lanes/castellan.js";
import { createLane as hand } from "./lanes/hand.js";
import type { Lane, Measure, Workload } from "./lanes/lane.js";
import type { Answers, Assignment, Carried, LaneName, Memory, Task, Timing } from "./protocol.js";
import { TYPE_NAMES } from "./workload/model.js";
import { type Person, peopleAt } from "./workload/people.js";
import { type Row, recordsOf } from "./workload/records.js";
import { createWorkload } from "./workload/workload.js";

const LANES: Readonly<Record<LaneName, (workload: Workload) => Lane>> = {
  castellan,
  casl,
  "casl-per-request": casl,
  hand,
};

const { lane: name, statements, sizes } = JSON.parse(process.argv[2] ?? "") as Assignment;
const lane = LANES[name](createWorkload(statements, sizes));
const repeats = new Map<string, number>();

process.on("message", (task: Task) => {
  if (task.kind === "exit") process.exit(0);
  process.send?.(perform(task));
});
process.send?.("ready");

function perform(task: Exclude<Task, { kind: "exit" }>): Answers | Timing | Memory | Carried {
  switch (task.kind) {
    case "answers":
      return answers();
    case "warm-up":
      return warmUp(task.measure);
    case "round":
      return time(measureNamed(task.measure), repeats.get(task.measure) ?? 1);
    case "memory":
      return memory();
    case "carried":
      return carried(lane.carried?.() ?? []);
  }
}

function answers(): Answers {
  const decisions = lane.decisions();
  return {
    decisions: decisions.map((yes) => (yes ? "1" : "0")).join(""),
    allowed: decisions.filter(Boolean).length,
    masks: lane.masks === undefined ? null : lane.masks().slice(0, 2_000).map(sorted),
  };
}

function sorted(shown: object): string {
  return JSON.stringify(Object.entries(shown).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function carried(texts: readonly string[]): Carried {
  const mean = (bytes: readonly number[]): number => bytes.reduce((sum, each) => sum + each, 0) / bytes.length;
  return {
    plain: mean(texts.map((text) => Buffer.byteLength(text))),
    zipped: mean(texts.map((text) => gzipSync(text).length)),
  };
}

/** Lets the compilers settle, and finds out how often a measure has to run to fill a round. */
function warmUp(measure: string): Timing {
  const run = measureNamed(measure);
  const until = performance.now() + sizes.warmUpMs;
  let last = time(run, 1);
  while (performance.now() < until) last = time(run, 1);
  repeats.set(measure, Math.max(1, Math.round((sizes.roundMs * 1e6) / last.ns)));
  return last;
}

function time(run: Measure, times: number): Timing {
  // the garbage of the round before is not this round's; a full collection would also flush code that this measure needs
  globalThis.gc?.({ type: "minor", execution: "sync" });
  let count = 0;
  const start = process.hrtime.bigint();
  for (let n = 0; n < times; n += 1) count = run();
  return { ns: Number(process.hrtime.bigint() - start) / times, count };
}

function measureNamed(measure: string): Measure {
  const run = lane.measures[measure];
  if (run === undefined) throw new Error(`lane ${name} has no measure ${measure}`);
  return run;
}

/** Heap that so many principals take, after a full collection, less what they take without the lane. */
function memory(): Memory {
  const people = peopleAt(statements, sizes.held);
  const records = TYPE_NAMES.map((type) => [type, recordsOf(type, 1, 1)[0] as Row] as const);
  const use = (held: object): void => {
    for (const [type, record] of records) lane.mayRead(held, type, record);
  };
  // some beforehand, so that compiled code and what all share is not counted as theirs
  for (const person of people.slice(0, 200)) use(lane.hold(person));
  const held: object[] = new Array(people.length).fill(people);
  const before = heap();
  for (let n = 0; n < people.length; n += 1) held[n] = lane.hold(people[n] as Person);
  const fresh = heap() - before;
  for (const one of held) use(one);
  const used = heap() - before;
  return { fresh: fresh / held.length, used: used / held.length };
}

function heap(): number {
  for (let n = 0; n < 4; n += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
