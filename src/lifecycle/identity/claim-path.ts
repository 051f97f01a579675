import { own } from "../../compile/own.js";

/**
 * Where something stands in claims, or in a SCIM resource: a member's name, or the names on the way to it. A name is never split:
 * `"https://acme.example/region"` and `"urn:ietf:…:User"` are names. Lists are not looked into.
 */
export type ClaimPath = string | readonly string[];

/** So long is a text that is taken from a claim. */
const LONGEST_TEXT = 1_024;
/** So many elements has a list that is taken from a claim. */
export const MOST_ELEMENTS = 5_000;

/** What stands there; own members only. */
export function claimAt(claims: unknown, path: ClaimPath): unknown {
  return (typeof path === "string" ? [path] : path).reduce<unknown>((holder, name) => own(holder, name), claims);
}

/** A text that is not empty, nor too long. */
export function textAt(claims: unknown, path: ClaimPath): string | undefined {
  const value = claimAt(claims, path);
  return typeof value === "string" && value !== "" && value.length <= LONGEST_TEXT ? value : undefined;
}

/** Texts: a list of them, or one. `null` where something else stands there, `undefined` where nothing does. */
export function textsAt(claims: unknown, path: ClaimPath): readonly string[] | null | undefined {
  const value = claimAt(claims, path);
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value === "" || value.length > LONGEST_TEXT ? null : [value];
  if (!Array.isArray(value) || value.length > MOST_ELEMENTS) return null;
  const texts = Array.from(value, (element: unknown) => element);
  return texts.every((text): text is string => typeof text === "string" && text !== "" && text.length <= LONGEST_TEXT)
    ? [...new Set(texts)]
    : null;
}
