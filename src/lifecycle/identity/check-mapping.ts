import { type DefinitionIssue, PolicyDefinitionError } from "../../model/errors.js";
import type { PolicyData } from "../../model/policy-data.js";
import { quote } from "../../model/quote.js";
import type { Vocabulary } from "../../model/vocabulary.js";
import type { ClaimPath } from "./claim-path.js";
import type { GroupMapping, IdentityMapping, IdentityMappingDefinition } from "./identity-mapping.js";

/** A policy, as far as a mapping is checked against it. */
export interface MappedPolicy<V extends Vocabulary> {
  /** The policy as plain data. */
  toJSON(): PolicyData;
  /** Reads an assignment before it is stored. */
  parseAssignment(
    json: unknown,
  ): { readonly ok: true } | { readonly ok: false; readonly issues: readonly DefinitionIssue[] };
  /** For the compiler alone: nothing is there at run time. */
  readonly "~vocabulary"?: V;
}

type Path = readonly (string | number)[];

/** Collects what is wrong with a mapping, to say all of it at once. */
export class MappingIssues {
  readonly #issues: DefinitionIssue[] = [];

  add(code: string, path: Path, message: string, hint?: string): void {
    this.#issues.push({ code, path, message, ...(hint === undefined ? {} : { hint }) });
  }

  known(value: object, path: Path, names: readonly string[]): void {
    for (const name of Object.keys(value)) {
      if (!names.includes(name)) this.add("unknown_key", [...path, name], `${quote(name)} means nothing here`);
    }
  }

  text(value: unknown, path: Path, what: string): void {
    if (typeof value !== "string" || value === "") this.add("wrong_type", path, `${what} is a text that is not empty`);
  }

  path(value: unknown, path: Path): void {
    const names: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (names.length === 0 || !names.every((name) => typeof name === "string" && name !== "")) {
      this.add("wrong_type", path, "a place in the claims is a name, or a list of names on the way to it");
    }
  }

  /** @throws PolicyDefinitionError with every mistake at once */
  conclude(): void {
    if (this.#issues.length > 0) throw new PolicyDefinitionError(this.#issues);
  }
}

/** What every mapping may say. */
export const MAPPING_KEYS = [
  "provider",
  "idPrefix",
  "groups",
  "attributes",
  "kind",
  "validUntil",
  "sponsorId",
  "userName",
];

const KINDS = ["employee", "guest", "service", "agent"];

/** Checks what every mapping says, and gives it its defaults. */
export function checkMapping<V extends Vocabulary>(
  policy: MappedPolicy<V>,
  definition: IdentityMappingDefinition<V>,
  issues: MappingIssues,
  userName: ClaimPath,
): IdentityMapping {
  const { provider, idPrefix, groups, attributes = {}, kind, validUntil, sponsorId } = definition;
  issues.text(provider, ["provider"], "`provider`");
  if (idPrefix !== undefined && typeof idPrefix !== "string") issues.text(idPrefix, ["idPrefix"], "`idPrefix`");
  const entries: readonly GroupMapping<V>[] = Array.isArray(groups) ? groups : [];
  if (!Array.isArray(groups)) issues.add("wrong_type", ["groups"], "`groups` is a list");
  for (const [index, entry] of entries.entries()) checkGroup(policy, entry, ["groups", index], issues);
  const known = policy.toJSON().model.principal.attributes.map(({ name }) => name);
  for (const [name, path] of Object.entries(attributes)) {
    issues.path(path, ["attributes", name]);
    if (known.includes(name)) continue;
    issues.add("unknown_attribute", ["attributes", name], `principals have no attribute ${quote(name)} in the model`);
  }
  if (kind !== undefined) {
    issues.known(kind, ["kind"], ["claim", "values", "otherwise"]);
    issues.path(kind.claim, ["kind", "claim"]);
    for (const [value, name] of [...Object.entries(kind.values ?? {}), ["otherwise", kind.otherwise] as const]) {
      if (!KINDS.includes(name)) issues.add("wrong_type", ["kind", value], `a kind is one of ${KINDS.join(", ")}`);
    }
  }
  if (validUntil !== undefined) issues.path(validUntil, ["validUntil"]);
  if (typeof sponsorId === "object" && "id" in sponsorId) issues.text(sponsorId.id, ["sponsorId", "id"], "an id");
  else if (sponsorId !== undefined) issues.path(sponsorId, ["sponsorId"]);
  issues.path(definition.userName ?? userName, ["userName"]);
  return {
    provider,
    idPrefix: idPrefix ?? `${provider}:`,
    groups: entries,
    attributes: Object.entries(attributes).flatMap(([name, path]) =>
      path === undefined ? [] : [[name, path as ClaimPath]],
    ),
    kind: kind ?? null,
    validUntil: validUntil ?? null,
    sponsorId: sponsorId ?? null,
    userName: definition.userName ?? userName,
  };
}

/** A group gives what could be stored: it is read as the policy reads an assignment, with a value in place of each claim. */
function checkGroup<V extends Vocabulary>(
  policy: MappedPolicy<V>,
  entry: GroupMapping<V>,
  path: Path,
  issues: MappingIssues,
): void {
  if (typeof entry !== "object" || entry === null) {
    issues.add("wrong_type", path, "what a group gives is an object");
    return;
  }
  issues.known(entry, path, ["group", "role", "scope", "state"]);
  issues.text(entry.group, [...path, "group"], "a group");
  const scope = Object.entries(entry.scope ?? {}).map(([dimension, given]) => {
    if (typeof given !== "object" || given === null || !("claim" in given)) return [dimension, given] as const;
    issues.path(given.claim, [...path, "scope", dimension, "claim"]);
    return [dimension, ["of-a-claim"]] as const;
  });
  const { role, state } = entry;
  const read = policy.parseAssignment({
    id: "mapped",
    role,
    ...(entry.scope === undefined ? {} : { scope: Object.fromEntries(scope) }),
    ...(state === undefined ? {} : { state }),
  });
  for (const { code, path: where, message, hint } of read.ok ? [] : read.issues) {
    issues.add(code, [...path, ...where], message, hint);
  }
}
