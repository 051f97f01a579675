import { Buffer } from "node:buffer";
import { type FileHandle, open } from "node:fs/promises";
import { StoreError } from "../store-error.js";
import { type CommitParts, type CommitTold, decodeTold } from "./commit-record.js";
import { writeAll, writeFileDurably } from "./durable-file.js";
import { FileWindow } from "./file-window.js";
import { corrupt, type FoundRecord, isWhole, readRecords } from "./read-records.js";
import { decodeHeader, encodeRecord, HEADER_BYTES } from "./record.js";

const VERSION = 1;
const AHEAD_BYTES = 2 ** 18;
/** How many of the last commits are remembered, unless they tell much: what others ask for most. */
const REMEMBERED = 32;
const MUCH_BYTES = 2 ** 14;

/**
 * One tenant's journal: a line that says the version, a record 0 that says the tenant, and a record for each commit, by its
 * revision. It only grows, and is the whole history: everything else can be made from it.
 */
export class Journal {
  readonly path: string;
  #size = 0;
  /** Where the record of each revision begins, and how long its first part is; that of revision 0 first. */
  readonly #offsets: number[] = [];
  readonly #toldBytes: number[] = [];
  readonly #recent = new Map<number, CommitTold>();

  constructor(path: string) {
    this.path = path;
  }

  /** The revision of the last commit; -1 if there is no journal. */
  get revision(): number {
    return this.#offsets.length - 1;
  }

  /** How many bytes it has. */
  get size(): number {
    return this.#size;
  }

  /** Makes the file, before the first commit. */
  async create(tenant: string): Promise<void> {
    const head = Buffer.from(magic("journal"));
    const record = encodeRecord(0, Buffer.from(JSON.stringify({ tenant })), Buffer.from("{}"));
    await writeFileDurably(this.path, [head, record]);
    this.#add(0, head.length, record.length - HEADER_BYTES);
    this.#size = head.length + record.length;
  }

  /**
   * Reads the whole journal, checking every byte of it, and drops a last record that was not written to its end.
   *
   * @param tenant - whose it must be
   * @param take - is given every commit
   * @returns whether there is a journal
   */
  async load(tenant: string, take: (record: FoundRecord) => void): Promise<boolean> {
    const file = await openIfThere(this.path, "r+");
    if (file === undefined) return false;
    try {
      const { size } = await file.stat();
      const start = await readMagic(file, this.path, "journal");
      const records = readRecords({ file, path: this.path, size }, start);
      for (let next = await records.next(); ; next = await records.next()) {
        if (next.done === true) {
          this.#size = next.value;
          break;
        }
        const record = next.value;
        if (record.number === 0) checkTenant(this.path, record, tenant);
        else take(record);
        this.#add(record.number, record.offset, record.first.length);
      }
      if (this.revision < 0) throw corrupt(this.path, start, "it does not say whose it is");
      if (this.#size < size) await file.truncate(this.#size);
      // what the last process wrote and did not flush is given to readers from here on
      await file.sync();
      return true;
    } finally {
      await file.close();
    }
  }

  /** Adds a commit. Once it resolves, the commit is on the disk. */
  async append(revision: number, { told, states }: CommitParts): Promise<void> {
    const record = encodeRecord(revision, told, states);
    const file = await open(this.path, "r+");
    try {
      await writeAll(file, record, this.#size);
      await file.datasync();
    } finally {
      await file.close();
    }
    this.#add(revision, this.#size, told.length);
    this.#size += record.length;
  }

  /** Remembers what a commit told, if it is not much. */
  remember(revision: number, told: CommitTold): void {
    if ((this.#toldBytes[revision] ?? 0) > MUCH_BYTES) return;
    this.#recent.set(revision, told);
    for (const [known] of this.#recent) {
      if (known > revision - REMEMBERED) break;
      this.#recent.delete(known);
    }
  }

  /**
   * Reads what commits told, in the order that is asked for.
   *
   * @param revisions - of commits that were made
   * @param order - `forward` if they mostly follow one another, so that reading ahead is worth it
   */
  async *told(
    revisions: Iterable<number>,
    order: "forward" | "any",
  ): AsyncGenerator<readonly [revision: number, told: CommitTold]> {
    let file: FileHandle | undefined;
    let window: FileWindow | undefined;
    try {
      for (const revision of revisions) {
        const known = this.#recent.get(revision);
        if (known === undefined) {
          file ??= await open(this.path, "r");
          window ??= new FileWindow(file, order === "forward" ? AHEAD_BYTES : 0);
        }
        yield [revision, known ?? (await this.#read(window as FileWindow, revision))];
      }
    } finally {
      await file?.close();
    }
  }

  async #read(window: FileWindow, revision: number): Promise<CommitTold> {
    const offset = this.#offsets[revision] ?? Number.NaN;
    const bytes = await window.read(offset, HEADER_BYTES + (this.#toldBytes[revision] ?? 0));
    const header = decodeHeader(bytes.subarray(0, HEADER_BYTES));
    const told = bytes.subarray(HEADER_BYTES);
    if (header?.number !== revision || !isWhole(header, told)) {
      throw corrupt(this.path, offset, `commit ${revision} is damaged`);
    }
    return understood(this.path, offset, () => decodeTold(told));
  }

  #add(revision: number, offset: number, toldBytes: number): void {
    this.#offsets[revision] = offset;
    this.#toldBytes[revision] = toldBytes;
  }
}

/** Opens a file; `undefined` if there is none. */
export async function openIfThere(path: string, flags: "r" | "r+"): Promise<FileHandle | undefined> {
  try {
    return await open(path, flags);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** The first line of a file. */
export function magic(kind: "journal" | "snapshot"): string {
  return `castellan ${kind} ${VERSION}\n`;
}

/**
 * Reads the first line of a file.
 *
 * @returns where the first record begins
 * @throws StoreError `unsupported_version` for a later version, `corrupt` for anything else
 */
export async function readMagic(file: FileHandle, path: string, kind: "journal" | "snapshot"): Promise<number> {
  const expected = magic(kind);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
  const line = buffer.toString("latin1", 0, bytesRead);
  if (line.startsWith(expected)) return expected.length;
  const version = new RegExp(`^castellan ${kind} (\\d+)\n`).exec(line)?.[1];
  if (version === undefined) throw corrupt(path, 0, `it does not begin as a ${kind}`);
  const written = `\`${path}\` was written as version ${version}, and this castellan reads version ${VERSION}`;
  throw new StoreError("unsupported_version", `${written}; update castellan`);
}

/** Reads what a checked record says. */
export function understood<Value>(path: string, offset: number, decode: () => Value): Value {
  try {
    return decode();
  } catch (error) {
    throw corrupt(path, offset, "its checksum is right, and it says nothing that castellan writes", error);
  }
}

/** Refuses the file of another tenant. */
export function checkTenant(path: string, { offset, first }: FoundRecord, tenant: string): void {
  const { tenant: found } = understood(path, offset, () => JSON.parse(first.toString()) as { tenant?: unknown });
  if (found !== tenant) throw corrupt(path, offset, "it belongs to another tenant");
}
