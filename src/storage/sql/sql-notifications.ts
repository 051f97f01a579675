import type { Kysely } from "kysely";
import type { Hint } from "../news/hint.js";

/** How processes that share a database hear of each other's commits. What is heard is a hint: the store is read in any case. */
export interface SqlNotifications {
  /** Tells all who listen. It may fail or be lost. */
  announce(db: Kysely<unknown>, hints: readonly Hint[]): Promise<unknown>;
  /**
   * Resolves once everything that is announced from now on will be heard.
   *
   * @param heard - is called with what was announced, by whomever
   * @param lost - is called when the connection breaks
   * @returns what ends it
   */
  listen(heard: (hints: readonly Hint[]) => void, lost: (error: unknown) => void): Promise<() => Promise<unknown>>;
}
