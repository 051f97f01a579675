import { isCount, isHash } from "./audit-anchor.js";
import { auditHash } from "./audit-chain.js";

/** The parts of an event that make the chain, read off anything. */
export interface SealedEvent {
  readonly id: string;
  readonly source: string;
  readonly time: string;
  readonly sequence: number;
  readonly revision: number;
  readonly previoushash: string;
  /** The hash that it says it has. */
  readonly hash: string;
  /** The hash that it has. */
  readonly computed: string;
}

/** @returns `null` for what is no event */
export function readSealed(entry: unknown): SealedEvent | null {
  if (typeof entry !== "object" || entry === null) return null;
  const { specversion, id, source, type, time, datacontenttype, sequence, revision, previoushash, hash, data } =
    entry as Readonly<Record<string, unknown>>;
  if (specversion !== "1.0" || datacontenttype !== "application/json") return null;
  if (typeof id !== "string" || typeof source !== "string" || typeof time !== "string") return null;
  if (typeof type !== "string" || !type.startsWith("castellan.")) return null;
  if (typeof data !== "object" || data === null || Array.isArray(data)) return null;
  if (!isCount(sequence) || !isCount(revision) || !isHash(previoushash) || !isHash(hash)) return null;
  try {
    return { id, source, time, sequence, revision, previoushash, hash, computed: auditHash(entry) };
  } catch {
    // what has no canonical JSON was never sealed
    return null;
  }
}
