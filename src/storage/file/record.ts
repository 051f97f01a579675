import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";

/**
 * How records stand in a file, in little-endian order:
 *
 * | bytes | what |
 * | --- | --- |
 * | 4 | the mark: no byte of it is zero, so that a header never looks like bytes that were not written |
 * | 8 | the number of the record |
 * | 4 + 4 | the lengths of its two parts |
 * | 4 + 4 | the CRC-32 of its two parts |
 * | 4 | the CRC-32 of all above |
 * | … | the two parts: JSON, in which no byte is zero |
 *
 * Two parts, so that events can be read without the states between them.
 */
export const HEADER_BYTES = 32;

/** The longest part: Node reads and writes no longer texts everywhere. */
export const LONGEST_PART = 2 ** 28;

/** What every record begins with: bytes that stand nowhere in JSON, since they are no UTF-8. */
export const MARK = Buffer.from([0x57, 0xc4, 0x5a, 0x5a]);

/** What a header says. */
export interface RecordHeader {
  readonly number: number;
  readonly lengths: readonly [number, number];
  readonly checksums: readonly [number, number];
}

/** Writes a record. */
export function encodeRecord(number: number, first: Buffer, second: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MARK.copy(header);
  header.writeBigUInt64LE(BigInt(number), 4);
  header.writeUInt32LE(first.length, 12);
  header.writeUInt32LE(second.length, 16);
  header.writeUInt32LE(crc32(first), 20);
  header.writeUInt32LE(crc32(second), 24);
  header.writeUInt32LE(crc32(header.subarray(0, 28)), 28);
  return Buffer.concat([header, first, second]);
}

/** Reads a header; `undefined` if it is not what was written. */
export function decodeHeader(header: Buffer): RecordHeader | undefined {
  if (!header.subarray(0, MARK.length).equals(MARK) || header.readUInt32LE(28) !== crc32(header.subarray(0, 28)))
    return undefined;
  return {
    number: Number(header.readBigUInt64LE(4)),
    lengths: [header.readUInt32LE(12), header.readUInt32LE(16)],
    checksums: [header.readUInt32LE(20), header.readUInt32LE(24)],
  };
}
