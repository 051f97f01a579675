import { Buffer } from "node:buffer";
import type { FileHandle } from "node:fs/promises";

/** Reads a file from place to place, and reads ahead where one place follows the other. */
export class FileWindow {
  readonly #file: FileHandle;
  readonly #ahead: number;
  #start = 0;
  #bytes: Buffer = Buffer.alloc(0);

  /** @param ahead - how many bytes to read at once, at least */
  constructor(file: FileHandle, ahead: number) {
    this.#file = file;
    this.#ahead = ahead;
  }

  /** The bytes at a place: fewer, if the file ends before. */
  async read(position: number, length: number): Promise<Buffer> {
    const from = position - this.#start;
    if (from < 0 || from + length > this.#bytes.length) await this.#move(position, Math.max(length, this.#ahead));
    const offset = position - this.#start;
    return this.#bytes.subarray(offset, offset + length);
  }

  async #move(position: number, length: number): Promise<void> {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#file.read(bytes, filled, length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#start = position;
    this.#bytes = bytes.subarray(0, filled);
  }
}
