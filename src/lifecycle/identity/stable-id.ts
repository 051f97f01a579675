import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Json } from "../../model/json.js";

/** An id made of what something says: the same content, whatever the order of its members, has the same id. */
export function stableId(prefix: string, content: Json): string {
  return `${prefix}-${bytesToHex(sha256(utf8ToBytes(sortedText(content)))).slice(0, 32)}`;
}

/** JSON with the members of objects in the order of their names. */
export function sortedText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(sortedText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${sortedText(member)}`).join(",")}}`;
}
