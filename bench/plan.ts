import type { LaneProcess } from "./lane-process.js";
import type { Carried, LaneName, Memory } from "./protocol.js";
import type { Series } from "./rounds.js";
import { type Sizes, SLOW_SHARE } from "./workload/sizes.js";

/** The sizes of the policy, in statements. */
export const STATEMENTS: readonly number[] = [60, 600, 6_000];

/** The size at which masks, lists and the slow questions are measured. */
export const BULK_STATEMENTS = 600;

/** One thing that is timed in one lane: in the report it is `id` at so many statements. */
export interface Planned {
  readonly id: string;
  readonly process: LaneProcess;
  readonly measure: string;
  readonly units: number;
}

interface Measure {
  readonly id: string;
  readonly lane: LaneName;
  readonly measure: string;
  /** What one run of it does so many of. */
  readonly per: "request" | "slow request" | "person" | "record" | "policy";
}

/**
 * The order within a process matters: questions over all types and people come first, so that masks and lists are made by
 * code that has seen a server's traffic and not only this one loop.
 */
const MEASURES: readonly Measure[] = [
  { id: "mixed", lane: "castellan", measure: "mixed", per: "request" },
  { id: "hand/mixed", lane: "hand", measure: "mixed", per: "request" },
  { id: "casl/mixed", lane: "casl", measure: "mixed", per: "request" },
  { id: "casl-per-request/mixed", lane: "casl-per-request", measure: "builtPerRequest", per: "request" },
  { id: "bound/mixed", lane: "castellan", measure: "boundMixed", per: "request" },
  { id: "pages", lane: "castellan", measure: "pages", per: "request" },
  { id: "hand/pages", lane: "hand", measure: "pages", per: "request" },
  { id: "casl/pages", lane: "casl", measure: "pages", per: "request" },
  { id: "bound/pages", lane: "castellan", measure: "boundPages", per: "request" },
  { id: "setup", lane: "castellan", measure: "setup", per: "person" },
  { id: "hand/setup", lane: "hand", measure: "setup", per: "person" },
  { id: "casl/setup", lane: "casl", measure: "setup", per: "person" },
  { id: "parse", lane: "castellan", measure: "parse", per: "policy" },
  { id: "compile", lane: "castellan", measure: "compile", per: "policy" },
  { id: "decide", lane: "castellan", measure: "decide", per: "slow request" },
  { id: "explain", lane: "castellan", measure: "explain", per: "slow request" },
  { id: "masks", lane: "castellan", measure: "masks", per: "record" },
  { id: "hand/masks", lane: "hand", measure: "masks", per: "record" },
  { id: "hand/literals", lane: "hand", measure: "literals", per: "record" },
  { id: "casl/masks", lane: "casl", measure: "masks", per: "record" },
  { id: "filter", lane: "castellan", measure: "filterBuild", per: "person" },
  { id: "casl/filter", lane: "casl", measure: "filterBuild", per: "person" },
  { id: "snapshot", lane: "castellan", measure: "snapshot", per: "person" },
  { id: "casl/pack", lane: "casl", measure: "pack", per: "person" },
  { id: "hydrate", lane: "castellan", measure: "hydrate", per: "person" },
  { id: "casl/unpack", lane: "casl", measure: "unpack", per: "person" },
  { id: "list", lane: "castellan", measure: "list", per: "record" },
  { id: "filtered list", lane: "castellan", measure: "filterList", per: "record" },
  { id: "hand/list", lane: "hand", measure: "list", per: "record" },
  { id: "casl/list", lane: "casl", measure: "list", per: "record" },
];

/** What is timed, in the order of a round. */
export function plan(processes: readonly LaneProcess[]): readonly Planned[] {
  return MEASURES.flatMap(({ id, lane, measure, per }) =>
    processes
      .filter(({ assignment }) => assignment.lane === lane && isMeasuredAt(per, assignment.statements))
      .map((process) => ({
        id: `${id}@${process.assignment.statements}`,
        process,
        measure,
        units: unitsOf(per, process.assignment.sizes),
      })),
  );
}

/** 100,000 records in each of twelve processes would be too many. */
function isMeasuredAt(per: Measure["per"], statements: number): boolean {
  return (per !== "record" && per !== "slow request") || statements === BULK_STATEMENTS;
}

function unitsOf(per: Measure["per"], sizes: Sizes): number {
  switch (per) {
    case "request":
      return sizes.requests;
    case "slow request":
      return sizes.requests / SLOW_SHARE;
    case "person":
      return sizes.people;
    case "record":
      return sizes.bulk;
    case "policy":
      return 1;
  }
}

/** Heap per principal of one lane at one size. */
export interface Held {
  readonly lane: LaneName;
  readonly statements: number;
  readonly bytes: Memory;
}

/** What one lane at one size sends to a browser. */
export interface Sent {
  readonly lane: LaneName;
  readonly statements: number;
  readonly bytes: Carried;
}

/** Everything that a run found out. */
export interface Results {
  readonly node: string;
  readonly cpu: string;
  readonly date: string;
  readonly rounds: number;
  /** The share of the decisions that are allowed, by number of statements. */
  readonly allowed: Readonly<Record<string, number>>;
  /** By `<id>@<statements>`: how many single things one run of the measure does. */
  readonly units: Readonly<Record<string, number>>;
  readonly series: Readonly<Record<string, Series>>;
  readonly memory: readonly Held[];
  readonly sent: readonly Sent[];
}
