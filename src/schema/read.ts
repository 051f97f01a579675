import type { DefinitionIssue } from "../model/errors.js";

/** What reading untrusted input gives: trusted data, frozen, or everything that is wrong with the input. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly DefinitionIssue[] };
