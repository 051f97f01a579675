import { copyFile, readFile, truncate, writeFile } from "node:fs/promises";
import { fileStore } from "castellan/storage/file";
import { describe, expect, it } from "vitest";
import { commitAt, commitUpTo, fileOf, foundIn, temporaryDirectory, writtenDirectory } from "./directory.js";

const two = { revision: 2, mark: 2, sequences: [1, 2] };
const three = { revision: 3, mark: 3, sequences: [1, 2, 3] };

/** A directory with three commits, and where the last of them begins and ends. */
async function threeCommits() {
  const directory = await writtenDirectory(2);
  const journal = await fileOf(directory, ".journal");
  const start = (await readFile(journal)).length;
  const store = await fileStore({ directory });
  await commitUpTo(store, 3, 3);
  await store.close();
  return { directory, journal, bytes: await readFile(journal), start };
}

describe("the store in files, where the last record is torn,", () => {
  it("drops it, wherever it was cut, and goes on as if it had never been", async () => {
    const { directory, journal, bytes, start } = await threeCommits();
    for (let length = start; length < bytes.length; length++) {
      await writeFile(journal, bytes.subarray(0, length));
      expect(await foundIn(directory), `cut at ${length}`).toEqual(two);
    }
    expect((await readFile(journal)).length).toBe(start);
    const store = await fileStore({ directory });
    await store.commit("acme", commitAt(3), { expectedRevision: 2 });
    await store.close();
    expect(await readFile(journal)).toEqual(bytes);
    expect(await foundIn(directory)).toEqual(three);
  });

  it("drops it where the file grew and the bytes never came", async () => {
    const { directory, journal, bytes, start } = await threeCommits();
    await truncate(journal, start);
    await truncate(journal, bytes.length);
    expect(await foundIn(directory)).toEqual(two);
  });

  it("drops it where any of its sectors was not written", async () => {
    const { directory, journal, bytes, start } = await threeCommits();
    const sectors = new Set([start, ...[1, 2, 3].map((at) => (Math.floor(start / 512) + at) * 512)]);
    for (const sector of sectors) {
      if (sector >= bytes.length) continue;
      const holed = Buffer.from(bytes);
      holed.fill(0, sector, Math.min((Math.floor(sector / 512) + 1) * 512, bytes.length));
      await writeFile(journal, holed);
      expect(await foundIn(directory), `without the sector at ${sector}`).toEqual(two);
    }
  });

  it("refuses to open where any byte of it was changed: it may have been acknowledged", async () => {
    const { directory, journal, bytes, start } = await threeCommits();
    for (let at = start; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0xff;
      await writeFile(journal, flipped);
      await expect(foundIn(directory), `byte ${at}`).rejects.toMatchObject({ code: "corrupt" });
      expect((await readFile(journal)).length, "nothing is cut off").toBe(bytes.length);
    }
  });

  it("refuses to open where any bit of its header was changed", async () => {
    const { directory, journal, bytes, start } = await threeCommits();
    for (let bit = 0; bit < 32 * 8; bit++) {
      const flipped = Buffer.from(bytes);
      const at = start + (bit >> 3);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
      await writeFile(journal, flipped);
      await expect(foundIn(directory), `bit ${bit}`).rejects.toMatchObject({ code: "corrupt" });
    }
  });
});

describe("the store in files, where something before the last record is damaged,", () => {
  it("refuses to open, whatever byte it is, and names the file and the place", async () => {
    const { directory, journal, bytes, start } = await threeCommits();
    for (let at = 0; at < start; at += 3) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      await writeFile(journal, flipped);
      const refusal = {
        code: "corrupt",
        message: expect.stringMatching(new RegExp(`^\`${journal}\`.* at byte \\d+: `)),
      };
      await expect(foundIn(directory), `byte ${at}`).rejects.toMatchObject(refusal);
    }
  });

  it("refuses to open where any sector before the last record is a hole: only the last record can be torn", async () => {
    const directory = await writtenDirectory(8);
    const journal = await fileOf(directory, ".journal");
    const start = (await readFile(journal)).length;
    const store = await fileStore({ directory });
    await commitUpTo(store, 9, 9);
    await store.close();
    const bytes = await readFile(journal);
    for (let sector = 0; sector < start; sector += 512) {
      const holed = Buffer.from(bytes);
      holed.fill(0, sector, Math.min(sector + 512, start));
      await writeFile(journal, holed);
      await expect(foundIn(directory), `without the sector at ${sector}`).rejects.toMatchObject({ code: "corrupt" });
      expect((await readFile(journal)).length, "nothing is cut off").toBe(bytes.length);
    }
  });

  it.each([
    ["begins with a sector", 0],
    ["lies across two sectors", 16],
  ])("refuses to open where the sector with a header is a hole: it %s", async (_, before) => {
    // where the third record begins, and how much longer the first has to be for it to begin elsewhere
    const unpadded = (await readFile(await fileOf(await writtenDirectory(2), ".journal"))).length;
    const padding = "x".repeat(2 * 512 - (unpadded % 512) - before);
    const directory = await temporaryDirectory();
    const store = await fileStore({ directory });
    const { put, events } = commitAt(1);
    const padded = put.map((state) => ({ ...state, sponsorId: padding.slice('"sponsorId":"",'.length) }));
    await store.commit("acme", { put: padded, events }, { expectedRevision: 0 });
    await commitUpTo(store, 4, 2);
    await store.close();
    const journal = await fileOf(directory, ".journal");
    const bytes = await readFile(journal);
    const third = unpadded + padding.length;
    expect(third % 512, "where the third record begins").toBe((512 - before) % 512);
    const sector = Math.ceil(third / 512) * 512;
    bytes.fill(0, sector, sector + 512);
    await writeFile(journal, bytes);
    await expect(foundIn(directory)).rejects.toMatchObject({ code: "corrupt" });
    expect((await readFile(journal)).length, "nothing is cut off").toBe(bytes.length);
  });

  it("refuses to open where a record is missing, twice there, or in another's place", async () => {
    const { directory, journal, bytes, start } = await threeCommits();
    const [head, last] = [bytes.subarray(0, start), bytes.subarray(start)];
    await copyFile(journal, `${journal}.good`);
    await writeFile(journal, Buffer.concat([head, last, last]));
    await expect(foundIn(directory)).rejects.toMatchObject({ code: "corrupt" });
    const store = await fileStore({ directory: await temporaryDirectory() });
    await store.close();
    const one = await readFile(await fileOf(await writtenDirectory(1), ".journal"));
    await writeFile(journal, Buffer.concat([one, last]));
    await expect(foundIn(directory)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining(`at byte ${one.length}: record 3 stands where 2 belongs`),
    });
  });
});
