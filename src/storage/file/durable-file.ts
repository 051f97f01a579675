import type { Buffer } from "node:buffer";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** For the owner alone: states tell about people. */
export const PRIVATE_FILE = 0o600;

/** Writes all bytes at a place. A write may take only some of them. */
export async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/**
 * Makes a file that is there in whole or not at all, whenever the power goes: written beside it, flushed, renamed.
 *
 * @param chunks - what it holds
 * @returns how many bytes it holds
 */
export async function writeFileDurably(path: string, chunks: Iterable<Buffer>): Promise<number> {
  const temporary = `${path}.tmp`;
  try {
    const file = await open(temporary, "w", PRIVATE_FILE);
    let size = 0;
    try {
      for (const chunk of chunks) {
        await writeAll(file, chunk, size);
        size += chunk.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncDirectory(dirname(path));
    return size;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Flushes the names in a directory. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows opens no directories, and flushes names by itself
  if (process.platform === "win32") return;
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
