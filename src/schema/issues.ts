import type { DefinitionIssue } from "../model/errors.js";
import { freezeDeep } from "./freeze.js";
import type { DefinitionIssueCode } from "./issue-codes.js";
import { MAX_ISSUES } from "./limits.js";
import type { Read } from "./read.js";
import { nearest } from "./suggest.js";

/** Keys and indexes from the top of a definition. */
export type IssuePath = readonly (string | number)[];

/** How many candidates one reading compares in search of a "did you mean": hostile input must not buy time with typos. */
const MAX_COMPARISONS = 200_000;

/** Collects everything that is wrong, up to a bound. */
export class Issues {
  readonly #issues: DefinitionIssue[] = [];
  #comparisons = MAX_COMPARISONS;
  #overflowed = false;

  /** Whether no further issue will be kept: a long check may stop. */
  get full(): boolean {
    return this.#overflowed;
  }

  /** Whether nothing was found. */
  get none(): boolean {
    return this.#issues.length === 0;
  }

  add(code: DefinitionIssueCode, path: IssuePath, message: string, hint?: string): void {
    if (this.#overflowed) return;
    if (this.#issues.length < MAX_ISSUES) {
      this.#issues.push({ code, path, message, ...(hint === undefined ? {} : { hint }) });
      return;
    }
    this.#overflowed = true;
    const more: DefinitionIssueCode = "too_many_issues";
    this.#issues.push({
      code: more,
      path: [],
      message: `there are more than ${MAX_ISSUES} issues; these are the first`,
    });
  }

  /** `did you mean …?`, or nothing if no candidate is near. */
  didYouMean(name: string, candidates: Iterable<string>): string | undefined {
    if (this.#overflowed || this.#comparisons <= 0) return undefined;
    const considered: string[] = [];
    for (const candidate of candidates) {
      if (this.#comparisons-- <= 0) break;
      considered.push(candidate);
    }
    const near = nearest(name, considered);
    return near === undefined ? undefined : `did you mean \`${near}\`?`;
  }

  /** The reading's outcome: the value, frozen through and through, or all issues. */
  conclude<T>(value: T | undefined): Read<T> {
    if (this.none && value !== undefined) return { ok: true, value: freezeDeep(value) };
    // a reader that gives no value has said why; were one ever silent, its input must still not pass
    if (this.none) this.add("unreadable_value", [], "the definition cannot be read");
    return { ok: false, issues: freezeDeep([...this.#issues]) };
  }
}
