import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tenants } from "./history.js";
import { checkSurvivors } from "./survivors.js";

/** Kills of one directory before a fresh one is begun: each writer goes on where the one before was killed. */
const KILLS_OF_A_DIRECTORY = 20;
const WRITER = fileURLToPath(new URL("writer.ts", import.meta.url));

/** What was seen. */
export interface KillFigures {
  kills: number;
  /** Commits that writers said were acknowledged. */
  acknowledged: number;
  /** Kills before the store was open, or while nothing had been said yet. */
  early: number;
  /** Journals that ended with a record that was not written to its end. */
  torn: number;
  /** Commits that were there and had not been said. */
  unsaid: number;
}

/**
 * Kills writers at random points, and checks after each kill what they left.
 *
 * @param times - how many kills
 * @param parallel - how many writers at once, each with a directory of its own
 * @param random - from 0 to 1, exclusive
 * @param onKill - told after each
 */
export async function killWriters(
  times: number,
  parallel: number,
  random: () => number,
  onKill: (figures: KillFigures) => void = () => undefined,
): Promise<KillFigures> {
  const figures: KillFigures = { kills: 0, acknowledged: 0, early: 0, torn: 0, unsaid: 0 };
  let started = 0;
  const lane = async (): Promise<void> => {
    while (started < times) {
      const directory = await mkdtemp(join(tmpdir(), "castellan-kill-"));
      let known: readonly number[] = tenants.map(() => 0);
      for (let kill = 0; kill < KILLS_OF_A_DIRECTORY && started < times; kill++) {
        started += 1;
        const said = await runAndKill(directory, random);
        const { revisions, torn } = await checkSurvivors(directory, said, known);
        figures.kills += 1;
        figures.torn += torn;
        if (said.every((revision) => revision === 0)) figures.early += 1;
        for (const [index, revision] of revisions.entries()) {
          const start = known[index] ?? 0;
          const last = Math.max(said[index] ?? 0, start);
          figures.acknowledged += last - start;
          figures.unsaid += revision - last;
        }
        known = revisions;
        onKill(figures);
      }
      await rm(directory, { recursive: true });
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return figures;
}

/** The last revision of each tenant that the writer said before it was killed; 0 if it said none. */
async function runAndKill(directory: string, random: () => number): Promise<number[]> {
  const writer = spawn(process.execPath, ["--import", "tsx", WRITER, directory], { stdio: ["ignore", "pipe", "pipe"] });
  const said = tenants.map(() => 0);
  // some at any time from the very start, some when a large commit is being written, the others after some commits
  const lot = random();
  const point = lot < 0.1 ? "early" : lot < 0.55 ? "large" : "any";
  const afterLines = 1 + Math.floor(random() ** 2 * 60);
  const afterLarge = 1 + Math.floor(random() * 4);
  const delay = random() * { early: 600, large: 160, any: 15 }[point];
  const kill = () => setTimeout(() => writer.kill("SIGKILL"), delay);
  if (point === "early") kill();
  let [lines, large, rest, errors] = [0, 0, "", ""];
  writer.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  writer.stdout.on("data", (chunk) => {
    const [...whole] = (rest + chunk).split("\n");
    rest = whole.pop() ?? "";
    for (const line of whole) {
      const [index, revision] = line.split(" ").map(Number);
      if (index !== undefined && revision !== undefined) said[index] = revision;
      lines += 1;
      if (line === "large") large += 1;
      if (point === "any" ? lines === afterLines : point === "large" && line === "large" && large === afterLarge)
        kill();
    }
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => {
    writer.on("close", (_, by) => resolve(by));
  });
  if (signal !== "SIGKILL") throw new Error(`the writer ended by itself: ${errors}`);
  return said;
}
