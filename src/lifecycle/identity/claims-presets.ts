import type { Vocabulary } from "../../model/vocabulary.js";
import type { ClaimsMappingDefinition } from "./claims-mapping.js";

/** The parts of a mapping that follow from the provider; groups and attributes are yours. */
export type ClaimsPreset = Pick<
  ClaimsMappingDefinition<Vocabulary>,
  "provider" | "issuers" | "audiences" | "require" | "subject" | "groupClaims" | "missingGroups" | "userName"
>;

/**
 * ID tokens of Microsoft Entra (v2.0) of one tenant. People are told apart by `oid`; groups by their object ids, app roles by their
 * values. Entra leaves `groups` out for who is in none, and replaces it by a reference for who is in more than 200: the former is
 * read as no groups, the latter as an error.
 *
 * @example
 * entraClaims({ tenantId: "8b0…", clientId: "crm" }).require // => { tid: ["8b0…"] }
 */
export function entraClaims(options: {
  readonly tenantId: string;
  readonly clientId: string;
  /** Read app roles (`roles`) in place of groups. Default `groups`. */
  readonly from?: "groups" | "roles";
}): ClaimsPreset {
  const { tenantId, clientId, from = "groups" } = options;
  return {
    provider: "entra",
    issuers: [`https://login.microsoftonline.com/${tenantId}/v2.0`],
    audiences: [clientId],
    require: { tid: [tenantId] },
    subject: "oid",
    groupClaims: [from],
    missingGroups: "none",
  };
}

/**
 * ID tokens of an Okta authorization server, with a claim `groups` whose filter lets the CRM's groups through.
 *
 * @example
 * oktaClaims({ issuer: "https://acme.okta.com", clientId: "0oa1" }).missingGroups // => "error"
 */
export function oktaClaims(options: { readonly issuer: string; readonly clientId: string }): ClaimsPreset {
  return {
    provider: "okta",
    issuers: [options.issuer],
    audiences: [options.clientId],
    subject: "sub",
    groupClaims: ["groups"],
    missingGroups: "error",
  };
}

/**
 * ID tokens of Google for the accounts of one Workspace domain. Google puts no groups into tokens: fetch them from the Directory API
 * and lay them beside the claims as `groups`, by their addresses.
 *
 * @example
 * googleClaims({ clientId: "7.apps.googleusercontent.com", domain: "acme.example" }).require
 * // => { hd: ["acme.example"], email_verified: [true] }
 */
export function googleClaims(options: { readonly clientId: string; readonly domain: string }): ClaimsPreset {
  return {
    provider: "google",
    issuers: ["https://accounts.google.com", "accounts.google.com"],
    audiences: [options.clientId],
    require: { hd: [options.domain], email_verified: [true] },
    subject: "sub",
    groupClaims: ["groups"],
    missingGroups: "error",
    userName: "email",
  };
}
