import { quote } from "../../model/quote.js";
import type { Vocabulary } from "../../model/vocabulary.js";
import type { CommandInputs } from "../command.js";
import { checkMapping, MAPPING_KEYS, type MappedPolicy, MappingIssues } from "./check-mapping.js";
import { type ClaimPath, claimAt, MOST_ELEMENTS, textAt, textsAt } from "./claim-path.js";
import type { IdentityMapping, IdentityMappingDefinition } from "./identity-mapping.js";
import { mapIdentity } from "./map-identity.js";

/** What the claims of an identity provider's tokens mean here. */
export interface ClaimsMappingDefinition<V extends Vocabulary> extends IdentityMappingDefinition<V> {
  /** The issuers whose tokens are taken: `iss`, to the letter. */
  readonly issuers: readonly string[];
  /** For whom tokens must be: one of these in `aud`. */
  readonly audiences: readonly string[];
  /** Claims that must have one of some values: the tenant, as `{ tid: ["…"] }` with Entra, `{ hd: ["acme.example"] }` with Google. */
  readonly require?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /** Where the provider's own id of a person stands: one that is never given to somebody else. Default `sub`. */
  readonly subject?: ClaimPath;
  /** Where the groups stand: all of these together. Default `groups`. */
  readonly groupClaims?: readonly ClaimPath[];
  /**
   * What it means that a claim with groups is not there: `error` (the default), nothing is changed and nobody should be let in;
   * or `none`, they are in no group, for providers that leave the claim out then.
   */
  readonly missingGroups?: "error" | "none";
}

/** A mapping of claims that was checked against a policy. */
export interface ClaimsMapping extends IdentityMapping {
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly require: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly subject: ClaimPath;
  readonly groupClaims: readonly ClaimPath[];
  readonly missingGroups: "error" | "none";
}

/** What was made of claims. */
export type ClaimsReading =
  | {
      readonly ok: true;
      readonly principalId: string;
      /** What the command `applyIdentity` takes. */
      readonly change: CommandInputs["applyIdentity"];
      /** How many of the groups give nothing. */
      readonly otherGroups: number;
    }
  | { readonly ok: false; readonly code: ClaimsErrorCode; readonly message: string };

/** Why claims give nothing: let nobody in with them. */
export type ClaimsErrorCode =
  | "invalid_claims"
  | "invalid_issuer"
  | "invalid_audience"
  | "unmet_requirement"
  | "invalid_subject"
  | "groups_missing"
  | "groups_incomplete"
  | "invalid_groups"
  | "invalid_time";

const KEYS = [...MAPPING_KEYS, "issuers", "audiences", "require", "subject", "groupClaims", "missingGroups"];
/** Room for a prefix in the id of a principal. */
const LONGEST_SUBJECT = 200;

/**
 * Declares what an identity provider's claims mean: which group gives which role in which scope, and which claims become
 * attributes. It is checked against the policy at once.
 *
 * @throws PolicyDefinitionError with every mistake at once: unknown roles, dimensions or attributes, a scope that is missing …
 * @example
 * const deal = resource({ fields: [{ name: "id", type: "string" }, { name: "region", type: "string" }], actions: ["read"], scopePaths: { region: "region" } });
 * const model = defineModel({ dimensions: { region: { flat: true } }, resources: { deal } });
 * const rep = { title: "Rep", scopedBy: ["region"], statements: { deal: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(model, { id: "crm", version: 1, roles: { rep } });
 * const mapping = defineClaimsMapping(policy, {
 *   provider: "okta", issuers: ["https://acme.okta.example"], audiences: ["crm"],
 *   groups: [{ group: "Sales", role: "rep", scope: { region: { claim: "regions" } } }],
 * });
 * const claims = { iss: "https://acme.okta.example", aud: "crm", sub: "00u1", iat: 1767225600, groups: ["Sales", "All"], regions: ["DE"] };
 * const reading = mapClaims(mapping, claims);
 * reading.ok && reading.change.assignments // => [{ role: "rep", scope: { region: ["DE"] } }]
 */
export function defineClaimsMapping<V extends Vocabulary>(
  policy: MappedPolicy<V>,
  definition: ClaimsMappingDefinition<V>,
): ClaimsMapping {
  const issues = new MappingIssues();
  issues.known(definition, [], KEYS);
  const {
    issuers,
    audiences,
    require = {},
    subject = "sub",
    groupClaims = ["groups"],
    missingGroups = "error",
  } = definition;
  const mapping = checkMapping(policy, definition, issues, "preferred_username");
  for (const [name, list] of Object.entries({ issuers, audiences, groupClaims })) {
    if (!Array.isArray(list) || list.length === 0)
      issues.add("empty_list", [name], `${quote(name)} is a list that is not empty`);
  }
  for (const [index, issuer] of (issuers ?? []).entries()) issues.text(issuer, ["issuers", index], "an issuer");
  for (const [index, audience] of (audiences ?? []).entries())
    issues.text(audience, ["audiences", index], "an audience");
  for (const [index, path] of groupClaims.entries()) issues.path(path, ["groupClaims", index]);
  for (const [name, values] of Object.entries(require)) {
    if (!Array.isArray(values) || values.length === 0) {
      issues.add("empty_list", ["require", name], "what a claim must be is a list that is not empty");
    }
  }
  issues.path(subject, ["subject"]);
  if (missingGroups !== "error" && missingGroups !== "none") {
    issues.add("wrong_type", ["missingGroups"], "`missingGroups` is `error` or `none`");
  }
  issues.conclude();
  return { ...mapping, issuers, audiences, require, subject, groupClaims, missingGroups };
}

/**
 * Makes of claims what `applyIdentity` takes. Pure, and total: claims that are not what they should be are an error, and never
 * access. Who calls this has verified the token's signature and that it has not expired.
 *
 * @param claims - the payload of a verified ID token, or what a user-info endpoint said
 * @param options - `saidAt`: when the provider said so, epoch ms by its clock. Default: the claim `iat`
 */
export function mapClaims(
  mapping: ClaimsMapping,
  claims: unknown,
  options: { readonly saidAt?: number } = {},
): ClaimsReading {
  try {
    return read(mapping, claims, options.saidAt);
  } catch {
    return failure("invalid_claims", "the claims cannot be read");
  }
}

function read(mapping: ClaimsMapping, claims: unknown, given: number | undefined): ClaimsReading {
  const { provider, idPrefix, subject } = mapping;
  const refused = stranger(mapping, claims);
  if (refused !== null) return refused;
  const externalId = textAt(claims, subject);
  if (externalId === undefined || externalId.length > LONGEST_SUBJECT) {
    return failure("invalid_subject", "the claims do not say whom they are about");
  }
  const groups = groupsOf(mapping, claims);
  if ("ok" in groups) return groups;
  const iat = claimAt(claims, "iat");
  const saidAt = given ?? (typeof iat === "number" ? Math.floor(iat * 1_000) : Number.NaN);
  if (!Number.isSafeInteger(saidAt)) return failure("invalid_time", "the claims do not say when they were made");
  const principalId = `${idPrefix}${externalId}`;
  const known = new Set(mapping.groups.map(({ group }) => group));
  const change = { principalId, provider, saidAt, externalId, ...mapIdentity(mapping, claims, groups.names) };
  return { ok: true, principalId, change, otherGroups: groups.names.filter((group) => !known.has(group)).length };
}

type Failure = Extract<ClaimsReading, { ok: false }>;

/** Tokens of other issuers, for other applications, of other tenants. */
function stranger({ issuers, audiences, require }: ClaimsMapping, claims: unknown): Failure | null {
  const iss = claimAt(claims, "iss");
  if (typeof iss !== "string" || !issuers.includes(iss)) {
    return failure("invalid_issuer", "the claims are of an issuer that is not listed");
  }
  const aud = textsAt(claims, "aud") ?? [];
  if (!aud.some((one) => audiences.includes(one))) {
    return failure("invalid_audience", "the claims are for another application");
  }
  for (const [name, values] of Object.entries(require)) {
    const value = claimAt(claims, name);
    const isMet = values.some((one) => one === value);
    if (!isMet) return failure("unmet_requirement", `the claim ${quote(name)} is not what it must be`);
  }
  return null;
}

function groupsOf(
  { groupClaims, missingGroups }: ClaimsMapping,
  claims: unknown,
): { readonly names: readonly string[] } | Failure {
  const names = new Set<string>();
  for (const path of groupClaims) {
    if (isElsewhere(claims, path)) {
      return failure("groups_incomplete", "the groups are too many for the token, and stand elsewhere");
    }
    const found = textsAt(claims, path);
    if (found === null) return failure("invalid_groups", `groups are a list of at most ${MOST_ELEMENTS} texts`);
    if (found === undefined && missingGroups === "error") {
      return failure("groups_missing", "a claim with groups is missing");
    }
    for (const name of found ?? []) names.add(name);
  }
  return { names: [...names] };
}

/**
 * Whether the groups were left out because there are too many: Entra's overage, as `_claim_names` (OpenID Connect's aggregated and
 * distributed claims) or `hasgroups`. Taken for no groups, it would take access away; taken for those that are there, it would
 * leave what was taken away.
 */
function isElsewhere(claims: unknown, path: ClaimPath): boolean {
  const name = typeof path === "string" ? path : (path[0] ?? "");
  if (claimAt(claims, ["_claim_names", name]) !== undefined) return true;
  const flag = claimAt(claims, "hasgroups");
  return name === "groups" && (flag === true || flag === "true");
}

function failure(code: ClaimsErrorCode, message: string): Failure {
  return { ok: false, code, message };
}
