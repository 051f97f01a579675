import type { Buffer } from "node:buffer";
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { StoreError } from "../store-error.js";
import { FileWindow } from "./file-window.js";
import { decodeHeader, HEADER_BYTES, MARK, type RecordHeader } from "./record.js";

/** What disks write in whole or not at all. */
const SECTOR_BYTES = 512;
const AHEAD_BYTES = 2 ** 20;

/** A record, as it was found. */
export interface FoundRecord {
  readonly number: number;
  /** Where it begins. */
  readonly offset: number;
  readonly first: Buffer;
  readonly second: Buffer;
}

/** What is read, and what to say of it. */
export interface RecordSource {
  readonly file: FileHandle;
  readonly path: string;
  readonly size: number;
}

/**
 * Reads all records of a file, each checked. Numbers go up from 0 without gaps.
 *
 * @param start - where the first record begins
 * @returns at the end: where the last whole record ends. What is behind it was never acknowledged
 * @throws StoreError `corrupt` for a record that was whole once, and is not what was written
 */
export async function* readRecords(source: RecordSource, start: number): AsyncGenerator<FoundRecord, number> {
  const { file, path, size } = source;
  const window = new FileWindow(file, AHEAD_BYTES);
  let offset = start;
  for (let number = 0; ; number++) {
    const found = await readRecord(window, source, offset);
    if (found === "torn") return offset;
    if (found.number !== number) throw corrupt(path, offset, `record ${found.number} stands where ${number} belongs`);
    yield found;
    offset += HEADER_BYTES + found.first.length + found.second.length;
    if (offset === size) return offset;
  }
}

/** What is wrong with a file, and where. */
export function corrupt(path: string, offset: number, what: string, cause?: unknown): StoreError {
  return new StoreError("corrupt", `\`${path}\` is not what was written, at byte ${offset}: ${what}`, cause);
}

/** Tells whether the parts of a record are what was written. */
export function isWhole({ checksums }: RecordHeader, first: Buffer, second?: Buffer): boolean {
  return crc32(first) === checksums[0] && (second === undefined || crc32(second) === checksums[1]);
}

/**
 * Only the last write can be torn: what is acknowledged was on the disk before. A torn record ends early, or has sectors that
 * were not written and are zero, which no part of a whole one is; and no record is behind it. Anything else was damaged afterwards, and may have been
 * acknowledged: it is not for a program to drop.
 */
async function readRecord(
  window: FileWindow,
  { path, size }: RecordSource,
  offset: number,
): Promise<FoundRecord | "torn"> {
  if (size - offset < HEADER_BYTES) return "torn";
  const header = decodeHeader(await window.read(offset, HEADER_BYTES));
  if (header === undefined) {
    const sector = (Math.floor(offset / SECTOR_BYTES) + 1) * SECTOR_BYTES;
    const end = offset + HEADER_BYTES > sector ? sector + SECTOR_BYTES : sector;
    const isUnwritten = await hasUnwrittenSector(window, offset, Math.min(end, size));
    if (isUnwritten && !(await hasHeader(window, offset + 1, size))) return "torn";
    throw corrupt(path, offset, "the header of a record is damaged");
  }
  const [firstBytes, secondBytes] = header.lengths;
  const length = HEADER_BYTES + firstBytes + secondBytes;
  if (offset + length > size) return "torn";
  const parts = (await window.read(offset, length)).subarray(HEADER_BYTES);
  const [first, second] = [parts.subarray(0, firstBytes), parts.subarray(firstBytes)];
  if (!isWhole(header, first, second)) {
    const isLast = offset + length === size;
    if (isLast && (await hasUnwrittenSector(window, offset, size))) return "torn";
    throw corrupt(path, offset, `record ${header.number} is damaged`);
  }
  return { number: header.number, offset, first, second };
}

/** Tells whether a record begins anywhere behind a place: then what is there is not the last one. */
async function hasHeader(window: FileWindow, from: number, to: number): Promise<boolean> {
  for (let start = from; start < to; start += AHEAD_BYTES) {
    // a little further than the next one begins, so that no header is cut in two
    const bytes = await window.read(start, Math.min(AHEAD_BYTES + HEADER_BYTES, to - start));
    for (let at = bytes.indexOf(MARK); at >= 0 && at + HEADER_BYTES <= bytes.length; at = bytes.indexOf(MARK, at + 1)) {
      if (decodeHeader(bytes.subarray(at, at + HEADER_BYTES)) !== undefined) return true;
    }
  }
  return false;
}

async function hasUnwrittenSector(window: FileWindow, from: number, to: number): Promise<boolean> {
  const bytes = await window.read(from, to - from);
  for (let start = 0; start < bytes.length; ) {
    const end = Math.min(start + SECTOR_BYTES - ((from + start) % SECTOR_BYTES), bytes.length);
    if (bytes.subarray(start, end).every((byte) => byte === 0)) return true;
    start = end;
  }
  return false;
}
