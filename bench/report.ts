import { AIMS, type Aim, BYTES_AT_MOST, COSTS } from "./aims.js";
import { BULK_STATEMENTS, type Results, STATEMENTS } from "./plan.js";
import { median, pairedRatio, type Ratio } from "./stats.js";

/** One ratio as found, beside what it should be. */
export interface Finding {
  readonly title: string;
  readonly at: string;
  readonly ratio: Ratio;
  /** Nothing, where there is no aim. */
  readonly aim?: string;
  readonly reached?: boolean;
}

/** All ratios of a run: those with an aim, then those that say what something costs. */
export function findingsOf(results: Results): readonly Finding[] {
  const memory = results.memory
    .filter(({ lane }) => lane === "castellan")
    .map(({ statements, bytes }): Finding => {
      const ratio = { median: bytes.used, from: bytes.fresh, to: bytes.used };
      const aim = `≤ ${BYTES_AT_MOST}`;
      const at = `${statements}`;
      return { title: "heap per principal, bytes", at, ratio, aim, reached: bytes.used <= BYTES_AT_MOST };
    });
  return [
    ...AIMS.flatMap((aim) => places(aim).map((place) => found(results, aim, place))),
    ...memory,
    ...COSTS.flatMap((cost) => places(cost).map((place) => found(results, cost, place))),
  ];
}

/** Prints what a person can follow. */
export function printReport(results: Results, isQuick: boolean): void {
  const { node, cpu, allowed } = results;
  console.log(`\nNode ${node}, ${cpu}; ${results.rounds} rounds; all lanes gave the same answers`);
  const shares = Object.entries(allowed).map(([at, share]) => `${(share * 100).toFixed(0)} % at ${at}`);
  console.log(`allowed: ${shares.join(", ")} statements\n`);
  printTimes(results);
  console.log(`\n${row("ratio of medians of paired rounds", "statements", "found", "middle half", "aim")}`);
  for (const { title, at, ratio, aim, reached } of findingsOf(results)) {
    if (Number.isNaN(ratio.median)) continue;
    const verdict = reached === undefined ? "" : isQuick ? `${aim}` : `${aim}  ${reached ? "reached" : "NOT REACHED"}`;
    console.log(row(title, at, figure(ratio.median), `${figure(ratio.from)} … ${figure(ratio.to)}`, verdict));
  }
  if (isQuick) console.log("\n--quick: this run shows that everything works and agrees; its times say nothing");
}

function printTimes({ series, units, memory, sent }: Results): void {
  console.log(row("time", "statements", "ns each", "", ""));
  for (const [id, { ns }] of Object.entries(series)) {
    const [title = "", at = ""] = id.split("@");
    console.log(row(title, at, figure(median(ns) / (units[id] ?? 1)), "", ""));
  }
  for (const { lane, statements, bytes } of sent) {
    const zipped = `gzip ${figure(bytes.zipped)} B`;
    console.log(row(`sent to a browser, ${lane}`, `${statements}`, `${figure(bytes.plain)} B`, zipped, ""));
  }
  for (const { lane, statements, bytes } of memory) {
    console.log(
      row(
        `heap per principal, ${lane}`,
        `${statements}`,
        `${figure(bytes.used)} B`,
        `fresh ${figure(bytes.fresh)} B`,
        "",
      ),
    );
  }
}

interface Place {
  readonly label: string;
  readonly of: number;
  readonly to: number;
}

function places({ at }: Pick<Aim, "at">): readonly Place[] {
  const [first = 0] = STATEMENTS;
  const last = STATEMENTS.at(-1) ?? 0;
  if (at === "growth") return [{ label: `${last} ÷ ${first}`, of: last, to: first }];
  return (at === "bulk" ? [BULK_STATEMENTS] : STATEMENTS).map((size) => ({ label: `${size}`, of: size, to: size }));
}

function found(results: Results, aim: Aim, place: Place): Finding {
  const ratio = pairedRatio(perUnit(results, `${aim.of}@${place.of}`), perUnit(results, `${aim.to}@${place.to}`));
  const bare = { title: aim.title, at: place.label, ratio };
  if (aim.atMost !== undefined) return { ...bare, aim: `≤ ${aim.atMost}`, reached: ratio.median <= aim.atMost };
  if (aim.atLeast !== undefined) return { ...bare, aim: `≥ ${aim.atLeast}`, reached: ratio.median >= aim.atLeast };
  return bare;
}

function perUnit({ series, units }: Results, id: string): readonly number[] {
  return (series[id]?.ns ?? []).map((ns) => ns / (units[id] ?? 1));
}

function figure(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString("en");
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

function row(title: string, at: string, value: string, more: string, aim: string): string {
  return `${title.padEnd(46)}${at.padStart(11)}${value.padStart(14)}${more.padStart(20)}  ${aim}`.trimEnd();
}
