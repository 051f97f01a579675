import { toEpochMs } from "../../model/instant.js";
import type { Json } from "../../model/json.js";
import type { Vocabulary } from "../../model/vocabulary.js";
import { type ClaimPath, claimAt, textAt, textsAt } from "./claim-path.js";
import type { GroupMapping, IdentityMapping, MappedAssignment, MappedIdentity } from "./identity-mapping.js";

/** So many values of one dimension are taken from a claim. */
const MOST_SCOPE_VALUES = 500;

/**
 * Maps what a provider says of somebody.
 *
 * @param facts - claims, or a SCIM user
 * @param groups - the groups that they are in
 */
export function mapIdentity(mapping: IdentityMapping, facts: unknown, groups: readonly string[]): MappedIdentity {
  const own = new Set(groups);
  const assignments = mapping.groups.flatMap((entry) =>
    own.has(entry.group) ? (assignmentOf(entry, facts) ?? []) : [],
  );
  const validUntil = mapping.validUntil === null ? undefined : endAt(facts, mapping.validUntil);
  const sponsorId = sponsorOf(mapping, facts);
  const userName = textAt(facts, mapping.userName);
  return {
    kind: kindOf(mapping, facts),
    attributes: Object.fromEntries(mapping.attributes.map(([name, path]) => [name, attributeAt(facts, path)])),
    groups: [...own].sort(),
    assignments,
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(sponsorId === undefined ? {} : { sponsorId }),
    ...(userName === undefined ? {} : { userName }),
  };
}

/** `undefined` where its scope cannot be told: what is not said bounds everything. */
function assignmentOf({ role, scope, state }: GroupMapping<Vocabulary>, facts: unknown): MappedAssignment | undefined {
  const values: [string, readonly string[] | "*"][] = [];
  for (const [dimension, given] of Object.entries(scope ?? {})) {
    if (given === undefined) continue;
    const found = typeof given === "object" && "claim" in given ? scopeAt(facts, given.claim) : given;
    if (found === undefined) return undefined;
    values.push([dimension, found]);
  }
  return {
    role,
    ...(values.length === 0 ? {} : { scope: Object.fromEntries(values) }),
    ...(state === undefined ? {} : { state }),
  };
}

function scopeAt(facts: unknown, path: ClaimPath): readonly string[] | undefined {
  const values = textsAt(facts, path) ?? [];
  const isUsable = values.length > 0 && values.length <= MOST_SCOPE_VALUES && !values.includes("*");
  return isUsable ? values : undefined;
}

function kindOf({ kind }: IdentityMapping, facts: unknown): MappedIdentity["kind"] {
  if (kind === null) return "employee";
  const value = claimAt(facts, kind.claim);
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const name = isScalar ? String(value) : undefined;
  const found = name !== undefined && Object.hasOwn(kind.values, name) ? kind.values[name] : undefined;
  return found ?? kind.otherwise;
}

/** Texts, numbers, truth values, and lists of texts; anything else is not there. */
function attributeAt(facts: unknown, path: ClaimPath): Json {
  const value = claimAt(facts, path);
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "string":
      return textAt(facts, path) ?? null;
    default:
      return Array.isArray(value) && value.length === 0 ? [] : (textsAt(facts, path) ?? null);
  }
}

/** Epoch ms; an end that is there and cannot be read has passed. */
function endAt(facts: unknown, path: ClaimPath): number | undefined {
  const value = claimAt(facts, path);
  if (value === undefined || value === null) return undefined;
  const at = toEpochMs(typeof value === "number" ? value * 1_000 : value);
  return Number.isNaN(at) ? 0 : Math.floor(at);
}

function sponsorOf({ sponsorId }: IdentityMapping, facts: unknown): string | undefined {
  if (sponsorId === null) return undefined;
  return typeof sponsorId === "object" && "id" in sponsorId ? sponsorId.id : textAt(facts, sponsorId);
}
