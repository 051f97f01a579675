import { CastellanError } from "../../model/errors.js";
import type { AuthzenSearchKind } from "./entities.js";
import type { AuthzenLimits, AuthzenOptions } from "./options.js";

/** Options, checked, with their defaults. */
export interface Settings<Caller extends object | string> {
  readonly options: AuthzenOptions<Caller>;
  readonly limits: Required<AuthzenLimits>;
  readonly subjectTypes: readonly string[];
  readonly searches: readonly AuthzenSearchKind[];
  readonly detail: "none" | "reason" | "statements";
  /** Without a slash at the end. */
  readonly url: string | null;
  readonly basePath: string;
}

const DEFAULT_LIMITS: Required<AuthzenLimits> = {
  maxBytes: 262_144,
  maxDepth: 32,
  maxEvaluations: 500,
  maxResults: 100,
  maxScanned: 1_000,
};

/**
 * Checks options where a mistake would widen, or be found only by a caller.
 *
 * @throws CastellanError `invalid_options`
 */
export function readSettings<Caller extends object | string>(options: AuthzenOptions<Caller>): Settings<Caller> {
  // what is not typed may leave the options out altogether
  if (typeof options?.authenticate !== "function") throw invalid("`authenticate` is missing: who may ask?");
  if (options.policy !== undefined && typeof options.policy?.toJSON !== "function") {
    throw invalid("`policy` is no policy: leave it out for the tenant's own");
  }
  if (options.record !== undefined && options.trustProperties === true) {
    throw invalid("`record` and `trustProperties` exclude each other: who is believed?");
  }
  if (options.pageSecret !== undefined && options.pageSecret.length < 32) {
    throw invalid("`pageSecret` has less than 32 characters");
  }
  const { subjectTypes = ["user", "identity"], detail = "reason" } = options;
  const url = options.url === undefined ? null : readUrl(options.url);
  const basePath = (options.basePath ?? (url === null ? "" : new URL(url).pathname)).replace(/\/+$/, "");
  return {
    options,
    limits: readLimits(options.limits),
    subjectTypes,
    searches: searchesOf(options),
    detail,
    url,
    basePath,
  };
}

function searchesOf<Caller extends object | string>(options: AuthzenOptions<Caller>): readonly AuthzenSearchKind[] {
  const possible: readonly AuthzenSearchKind[] =
    options.records === undefined ? ["subject", "action"] : ["subject", "resource", "action"];
  if (options.searches === undefined) return possible;
  if (options.searches.includes("resource") && options.records === undefined) {
    throw invalid("a search for resources needs `records`");
  }
  return possible.filter((kind) => options.searches?.includes(kind));
}

function readLimits(given: AuthzenLimits = {}): Required<AuthzenLimits> {
  const limits = { ...DEFAULT_LIMITS, ...given };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) throw invalid(`\`limits.${name}\` is no whole number from 1`);
  }
  return limits;
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHere = url?.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url === null || (url.protocol !== "https:" && !isHere) || /[?#]/.test(text) || url.username !== "") {
    throw invalid("`url` is no https URL without query and fragment");
  }
  return text.replace(/\/+$/, "");
}

function invalid(message: string): CastellanError {
  return new CastellanError("invalid_options", message);
}
