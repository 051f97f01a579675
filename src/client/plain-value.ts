import { BIGINT, INFINITE, INSTANT, LIST, NOTHING, OBJECT } from "../project/snapshot/plain-value.js";
import { damaged, textOf } from "./rows.js";

/** Reads a value that is compared to the letter. */
export function readValue(written: unknown): unknown {
  if (!Array.isArray(written)) return typeof written === "object" && written !== null ? damaged() : written;
  const [kind, ...parts] = written as unknown[];
  switch (kind) {
    case LIST:
      return parts.map(readValue);
    case OBJECT: {
      const value: Record<string, unknown> = Object.create(null);
      for (let index = 0; index < parts.length; index += 2) value[textOf(parts[index])] = readValue(parts[index + 1]);
      return value;
    }
    case INSTANT:
      return new Date(parts[0] as number);
    case BIGINT:
      return BigInt(parts[0] as string);
    case INFINITE:
      return Number(parts[0]);
    case NOTHING:
      return undefined;
    default:
      return damaged();
  }
}
