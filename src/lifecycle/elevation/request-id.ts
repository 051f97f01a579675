import type { Situation } from "../situation.js";

/** The longest id of a request: that of its owner may be 256 UTF-16 code units, each of up to three bytes. */
export const LONGEST_REQUEST_ID = 1_200;

/** Makes the id of a request: it says who asked, so that whoever is given it needs to look nowhere else, and is unguessable. */
export function newRequestId(at: Situation, ownerId: string): string {
  return `${toBase64url(ownerId)}.${at.newId()}`;
}

/** Who made a request, by its id, or `undefined` for what is no such id. */
export function ownerOf(requestId: string): string | undefined {
  const place = requestId.indexOf(".");
  return place < 1 || requestId.length > LONGEST_REQUEST_ID ? undefined : fromBase64url(requestId.slice(0, place));
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function toBase64url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let written = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.subarray(index, index + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    const digits = second === undefined ? 2 : third === undefined ? 3 : 4;
    for (let digit = 0; digit < digits; digit += 1) written += ALPHABET[(bits >> (18 - 6 * digit)) & 63];
  }
  return written;
}

function fromBase64url(text: string): string | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of text) {
    const value = ALPHABET.indexOf(digit);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
  } catch {
    return undefined;
  }
}
