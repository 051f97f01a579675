import { type Hint, MOST_HINTS } from "./hint.js";
import { tenantTag } from "./tenant-tag.js";

/**
 * Sends hints of commits that were made, one message at a time: while one is under way, later ones are gathered, and of one
 * tenant only the latest is kept. Nobody waits for it and nothing hangs on it: a hint that is lost is made up for by the next
 * one, and by polling.
 */
export class Announcer {
  readonly #send: (hints: readonly Hint[]) => Promise<unknown>;
  readonly #pending = new Map<string, number>();
  #sending = false;

  constructor(send: (hints: readonly Hint[]) => Promise<unknown>) {
    this.#send = send;
  }

  announce(tenant: string, revision: number): void {
    const tag = tenantTag(tenant);
    this.#pending.set(tag, Math.max(revision, this.#pending.get(tag) ?? 0));
    if (!this.#sending) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#sending = true;
    while (this.#pending.size > 0) {
      const hints = [...this.#pending].slice(0, MOST_HINTS).map(([tag, revision]) => ({ tag, revision }));
      for (const { tag } of hints) this.#pending.delete(tag);
      try {
        await this.#send(hints);
      } catch {
        // the commit is made, and whoever made it has been told: a hint less is no reason to tell them otherwise
      }
    }
    this.#sending = false;
  }
}
