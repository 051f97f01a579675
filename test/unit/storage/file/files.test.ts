import { copyFile, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileStore } from "castellan/storage/file";
import { describe, expect, it } from "vitest";
import { commitUpTo, fileOf, foundIn, temporaryDirectory, writtenDirectory } from "./directory.js";

const isWindows = process.platform === "win32";

describe("the files of the store in files", () => {
  it("have names that differ even where a file system folds case, accents and trailing dots", async () => {
    const directory = await temporaryDirectory();
    const store = await fileStore({ directory });
    const tenants = ["acme", "ACME", "acmé", "acme\u0301", "acme.", "acme ", "con", "../acme", "😀", "x".repeat(256)];
    for (const tenant of tenants) await commitUpTo(store, 1, 1, tenant);
    await store.close();
    const names = await readdir(directory);
    expect(new Set(names.map((name) => name.toLowerCase().normalize("NFC"))).size).toBe(tenants.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9_]{1,40}-[0-9a-f]{40}\.journal$/);
  });

  it.skipIf(isWindows)("are for their owner alone", async () => {
    const directory = join(await temporaryDirectory(), "new", "data");
    const store = await fileStore({ directory, snapshotAfterBytes: 1 });
    await commitUpTo(store, 2);
    await store.close();
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(directory)) expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
  });

  it.each(["", undefined])("are not put where nobody said (%j)", async (directory) => {
    await expect(fileStore({ directory: directory as string })).rejects.toThrow("`directory` is missing");
  });

  it("are not made by reading, nor by a commit that is refused", async () => {
    const directory = await temporaryDirectory();
    const store = await fileStore({ directory });
    for (let count = 0; count < 50; count++) await store.read(`tenant ${count}`, "ada");
    await expect(commitUpTo(store, 2, 2)).rejects.toMatchObject({ code: "revision_conflict" });
    await store.close();
    expect(await readdir(directory)).toEqual([]);
  });

  it("of one tenant are refused under the name of another", async () => {
    const directory = await writtenDirectory(2);
    const journal = await fileOf(directory, ".journal");
    const other = await temporaryDirectory();
    const store = await fileStore({ directory: other });
    await commitUpTo(store, 1, 1, "zeta");
    await store.close();
    await copyFile(journal, await fileOf(other, ".journal"));
    const again = await fileStore({ directory: other });
    const refusal = { code: "corrupt", message: expect.stringContaining("another tenant") };
    await expect(again.read("zeta", "ada")).rejects.toMatchObject(refusal);
    await again.close();
  });

  it.each([".journal", ".snapshot"] as const)("are refused in a later version: %s", async (ending) => {
    const directory = await writtenDirectory(2, 1);
    const file = await fileOf(directory, ending);
    const bytes = await readFile(file);
    await writeFile(file, Buffer.concat([Buffer.from(`castellan ${ending.slice(1)} 2\n`), bytes]));
    await expect(foundIn(directory)).rejects.toMatchObject({ code: "unsupported_version" });
  });

  it("are refused when they are something else, or empty", async () => {
    const directory = await writtenDirectory(2);
    const journal = await fileOf(directory, ".journal");
    for (const text of ["", "{}", "castellan journal one\n", "castellan journal 1\n"]) {
      await writeFile(journal, text);
      await expect(foundIn(directory), JSON.stringify(text)).rejects.toMatchObject({ code: "corrupt" });
    }
  });

  it("are checked whenever they are read, not only when they are opened", async () => {
    const directory = await temporaryDirectory();
    const store = await fileStore({ directory });
    await commitUpTo(store, 60);
    const journal = await fileOf(directory, ".journal");
    const bytes = await readFile(journal);
    // a name that is still a name
    const at = bytes.indexOf('"principalIds":["ada"]') + '"principalIds":["'.length;
    bytes.write("bob", at);
    await writeFile(journal, bytes);
    const refusal = { code: "corrupt", message: expect.stringContaining("commit 1 is damaged") };
    await expect(store.events("acme")[Symbol.asyncIterator]().next()).rejects.toMatchObject(refusal);
    const search = store.events("acme", { principalId: "bob" })[Symbol.asyncIterator]().next();
    await expect(search).rejects.toMatchObject(refusal);
    await store.close();
  });

  it("do not keep one tenant from being used because another's are damaged", async () => {
    const directory = await writtenDirectory(2);
    await writeFile(await fileOf(directory, ".journal"), "damaged");
    const store = await fileStore({ directory });
    await commitUpTo(store, 1, 1, "zeta");
    await expect(store.read("acme", "ada")).rejects.toMatchObject({ code: "corrupt" });
    await expect(commitUpTo(store, 1)).rejects.toMatchObject({ code: "corrupt" });
    expect((await store.read("zeta", "ada"))?.revision).toBe(1);
    await store.close();
  });
});

describe("a snapshot", () => {
  it("holds what the journal says, and is not needed", async () => {
    const directory = await writtenDirectory(12, 1_500);
    const found = await foundIn(directory);
    expect(found).toMatchObject({ revision: 12, mark: 12 });
    await rm(await fileOf(directory, ".snapshot"));
    expect(await foundIn(directory)).toEqual(found);
  });

  it("is written when the journal has grown by as much as was said", async () => {
    const directory = await writtenDirectory(3);
    await expect(fileOf(directory, ".snapshot")).rejects.toThrow();
    const store = await fileStore({ directory, snapshotAfterBytes: 2_000 });
    await commitUpTo(store, 6, 4);
    await store.close();
    expect((await readFile(await fileOf(directory, ".snapshot"))).toString("latin1")).toContain('"tenant":"acme"');
  });

  it("is refused when it is damaged or cut, and the journal alone is enough", async () => {
    const directory = await writtenDirectory(5, 1);
    const snapshot = await fileOf(directory, ".snapshot");
    const bytes = await readFile(snapshot);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x01;
      await writeFile(snapshot, damaged);
      await expect(foundIn(directory), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^(corrupt|unsupported_version)$/),
      });
      if (at % 4 === 0) {
        await writeFile(snapshot, bytes.subarray(0, at));
        await expect(foundIn(directory), `cut at ${at}`).rejects.toMatchObject({ code: "corrupt" });
      }
    }
    await rm(snapshot);
    expect(await foundIn(directory)).toMatchObject({ revision: 5, mark: 5 });
  });

  it("tells when the journal was cut behind its back", async () => {
    const directory = await writtenDirectory(5, 1);
    const journal = await fileOf(directory, ".journal");
    await truncate(journal, Math.floor((await stat(journal)).size / 2));
    await expect(foundIn(directory)).rejects.toMatchObject({ code: "corrupt" });
    await rm(journal);
    await expect(foundIn(directory)).rejects.toMatchObject({ code: "corrupt" });
  });

  it("that was being written when the process died is thrown away", async () => {
    const directory = await writtenDirectory(2, 1);
    const snapshot = await fileOf(directory, ".snapshot");
    await writeFile(`${snapshot}.tmp`, "half of a snapsh");
    expect(await foundIn(directory)).toMatchObject({ revision: 2 });
    expect((await readdir(directory)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
