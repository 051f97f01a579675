import type { CompiledPolicy } from "../compile/policy.js";
import type { CompiledAction } from "../compile/resource.js";
import { InvalidRequestError } from "../model/errors.js";
import { type Instant, toEpochMs } from "../model/instant.js";
import { quote } from "../model/quote.js";

/** What an attenuated access may still do at most. */
export interface Attenuation {
  /** The actions that are left, by resource type; what is not listed is gone. */
  readonly allow: Readonly<Record<string, readonly string[]>>;
  /** The end of it, exclusive. */
  readonly until?: Instant;
}

/** An attenuation, ready to be asked. */
export interface Limits {
  /** Indexes of the actions that are left. */
  readonly actions: ReadonlySet<number>;
  /** Epoch milliseconds, exclusive; `Infinity` for no end. */
  readonly until: number;
}

/**
 * Narrows limits; nothing widens them (S42).
 *
 * @throws InvalidRequestError `unknown_type`, `unknown_action`, `invalid_limit`
 */
export function narrow(policy: CompiledPolicy, limits: Limits | null, attenuation: Attenuation): Limits {
  if (
    typeof attenuation !== "object" ||
    attenuation === null ||
    typeof attenuation.allow !== "object" ||
    attenuation.allow === null
  ) {
    throw new InvalidRequestError("invalid_limit", "an attenuation must say what is left, in `allow`");
  }
  const actions = new Set<number>();
  for (const [type, names] of Object.entries(attenuation.allow)) {
    const resource = policy.resources.get(type);
    if (resource === undefined)
      throw new InvalidRequestError("unknown_type", `resource type ${quote(type)} is not defined`);
    if (!Array.isArray(names))
      throw new InvalidRequestError("invalid_limit", `what \`allow\` says of ${quote(type)} is not a list of actions`);
    for (const name of names) {
      const action = resource.actions.get(name);
      if (action === undefined) {
        throw new InvalidRequestError("unknown_action", `action ${quote(name)} is not defined for ${quote(type)}`);
      }
      if (limits === null || limits.actions.has(action.index)) actions.add(action.index);
    }
  }
  const until = attenuation.until === undefined ? Number.POSITIVE_INFINITY : toEpochMs(attenuation.until);
  if (Number.isNaN(until)) throw new InvalidRequestError("invalid_limit", "`until` names no instant");
  return { actions, until: Math.min(until, limits?.until ?? Number.POSITIVE_INFINITY) };
}

/** Whether allows of an action are left at an instant. */
export function isLeft(limits: Limits | null, action: CompiledAction, now: number): boolean {
  return limits === null || (limits.actions.has(action.index) && now < limits.until);
}
