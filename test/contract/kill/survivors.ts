import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileStore } from "castellan/storage/file";
import { changedAt, commitAt, eventsAt, people, tenants } from "./history.js";

/** What was found in a directory after a kill. */
export interface Survivors {
  /** The revision of each tenant. */
  readonly revisions: readonly number[];
  /** How many journals ended with a record that was not written to its end. */
  readonly torn: number;
}

/**
 * Opens what a killed writer left behind, and checks that everything is there that was acknowledged, in whole and in order.
 *
 * @param acknowledged - the last revision of each tenant that the writer said
 * @param known - the last revision of each tenant that was seen before: nothing that was once read may be gone
 */
export async function checkSurvivors(
  directory: string,
  acknowledged: readonly number[],
  known: readonly number[],
): Promise<Survivors> {
  const before = await journalSizes(directory);
  const store = await fileStore({ directory, snapshotAfterBytes: 500_000 });
  try {
    const revisions: number[] = [];
    for (const [index, tenant] of tenants.entries()) {
      let [revision, sequence, previous] = [0, 0, "0".repeat(64)];
      for await (const event of store.events(tenant)) {
        assert.equal(event.sequence, sequence + 1, `${tenant}: the sequence is broken`);
        assert.equal(event.previoushash, previous, `${tenant}: the chain is broken`);
        if (event.revision !== revision) {
          assert.equal(event.revision, revision + 1, `${tenant}: a commit is missing`);
          assert.equal(event.id, `${event.revision}.1`, `${tenant}: a commit does not begin with its first event`);
          revision = event.revision;
        }
        assert.deepEqual(event, commitAt(revision, sequence - placeOf(event.id)).events[placeOf(event.id)]);
        ({ sequence, hash: previous } = event);
      }
      assert.equal(sequence, sumOfEvents(revision), `${tenant}: events of the last commit are missing`);
      const least = Math.max(acknowledged[index] ?? 0, known[index] ?? 0);
      assert.ok(
        revision >= least,
        `${tenant}: commit ${least} was acknowledged, and ${revision} is the last one there`,
      );
      for (const id of people) {
        const last = lastChange(id, revision);
        const expected = last === 0 ? undefined : commitAt(last, 0).put.find((state) => state.principal.id === id);
        assert.deepEqual(
          await store.read(tenant, id),
          expected && { ...expected, revision },
          `${tenant}: the state of ${id}`,
        );
      }
      revisions.push(revision);
    }
    const after = await journalSizes(directory);
    return { revisions, torn: [...before].filter(([file, size]) => after.get(file) !== size).length };
  } finally {
    await store.close();
  }
}

function placeOf(id: string): number {
  return Number(id.split(".")[1]) - 1;
}

function sumOfEvents(revision: number): number {
  return Array.from({ length: revision }, (_, index) => eventsAt(index + 1)).reduce((sum, count) => sum + count, 0);
}

function lastChange(id: string, revision: number): number {
  let last = revision;
  while (last > 0 && !changedAt(last).includes(id)) last -= 1;
  return last;
}

async function journalSizes(directory: string): Promise<Map<string, number>> {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".journal"));
  return new Map(
    await Promise.all(files.map(async (file) => [file, (await stat(join(directory, file))).size] as const)),
  );
}
