import { toMilliseconds } from "../../model/duration.js";
import type { PortableField } from "../../model/portable-field.js";
import { CompileError } from "../compile-error.js";
import { own } from "../own.js";
import type { Reference, ReferenceRoot } from "./expression.js";
import { readerOf } from "./path.js";

/** What references read besides the records: one party's facts at one instant. */
export interface Env {
  readonly principal: object;
  readonly session: object | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

const ROOTS: ReadonlySet<string> = new Set<ReferenceRoot>(["principal", "session", "record", "now"]);

/** The facts about a session that a condition may read. */
export const SESSION_FIELDS: readonly PortableField[] = [
  { name: "id", type: "string" },
  {
    name: "device",
    type: "object",
    optional: true,
    fields: [
      { name: "id", type: "string" },
      { name: "managed", type: "boolean", optional: true },
      { name: "compliant", type: "boolean", optional: true },
      { name: "known", type: "boolean", optional: true },
    ],
  },
  {
    name: "network",
    type: "object",
    optional: true,
    fields: [
      { name: "ip", type: "string", optional: true },
      { name: "country", type: "string", optional: true },
      { name: "zones", type: "string", array: true, optional: true },
    ],
  },
];

/** The facts about a principal that a condition may read. */
export function principalFields(attributes: readonly PortableField[]): readonly PortableField[] {
  return [
    { name: "id", type: "string" },
    { name: "kind", type: "enum", values: ["employee", "guest", "service", "agent"] },
    { name: "status", type: "enum", values: ["invited", "active", "read_only", "suspended", "deactivated"] },
    { name: "attributes", type: "object", optional: true, fields: attributes },
  ];
}

/**
 * Reads `{ $ref, plus? }`.
 *
 * @throws CompileError for an unknown root or an unusable shift
 */
export function parseReference(value: object): Reference {
  const text = own(value, "$ref");
  if (typeof text !== "string") throw new CompileError("a reference is not a text");
  const [root = "", ...keys] = text.split(".");
  if (!ROOTS.has(root) || (root === "now") !== (keys.length === 0)) {
    throw new CompileError(`reference \`${text}\` is unknown`);
  }
  const shift = own(value, "plus");
  const plus = shift === undefined ? 0 : toMilliseconds(shift);
  if (Number.isNaN(plus)) throw new CompileError(`the shift of reference \`${text}\` is no duration`);
  return { root: root as ReferenceRoot, text, keys, plus };
}

/** Reads a reference's value at decision time, unshifted; what resolves to nothing is `undefined`. */
export function referenceReader(reference: Reference): (old: object | null, env: Env) => unknown {
  const read = readerOf(reference.keys);
  switch (reference.root) {
    case "principal":
      return (_old, env) => read(env.principal);
    case "session":
      return (_old, env) => read(env.session);
    case "record":
      return (old) => read(old);
    case "now":
      return (_old, env) => env.now;
  }
}
