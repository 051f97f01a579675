import type { Instant } from "../model/instant.js";
import type { TypeName, Vocabulary } from "../model/vocabulary.js";
import type { Access, ActionName, RecordOf } from "../policy/access.js";

/** The questions of an access that are answered in a browser as they are on the server. */
type SharedQuestion =
  | "validUntil"
  | "can"
  | "outcome"
  | "canSome"
  | "decide"
  | "assert"
  | "checkWrite"
  | "fields"
  | "view"
  | "mask"
  | "checker"
  | "needs"
  | "assertQueryable";

/** The records on which an action is allowed: what `access.filter()` comes to where there is no database. */
export interface ClientFilter<V extends Vocabulary, Type extends TypeName<V>> {
  /** The same as `can` without a field. */
  matches(record: RecordOf<V, Type>): boolean;
}

/**
 * One principal's part of a policy, in a browser: the same questions as {@link Access} and the same answers, but no
 * `explain`, which knows more than a browser should. It hides what somebody may not do; the server must refuse it.
 *
 * @example
 * import { crmPolicy } from "castellan/presets";
 * const principal = { id: "u1", kind: "employee", status: "active", attributes: {} } as const;
 * const session = { id: "s1", authenticatedAt: 0, factors: [{ method: "pwd", at: 0 }] };
 * const assignments = [{ id: "a1", role: "support_agent", scope: { region: "*", team: "*" } }] as const;
 * const access = crmPolicy.access({ principal, assignments, session, now: 0 });
 * const hydrated = hydrateAccess<typeof crmPolicy>(JSON.stringify(access.snapshot()), { now: 0 });
 * hydrated.canSome("update", "ticket") === access.canSome("update", "ticket") // => true
 */
export interface ClientAccess<V extends Vocabulary> extends Pick<Access<V>, SharedQuestion> {
  /** The records on which an action is allowed. */
  filter<Type extends TypeName<V>>(action: ActionName<V, Type>, type: Type): ClientFilter<V, Type>;

  /**
   * The same facts at another instant, as exact as the first one: what begins and ends by itself is in the snapshot.
   *
   * @throws InvalidRequestError `invalid_now` for an instant before that of the snapshot
   */
  at(now: Instant): ClientAccess<V>;
}
