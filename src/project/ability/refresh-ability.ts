import { InvalidRequestError } from "../../model/errors.js";
import { AccessAbility } from "./access-ability.js";
import { answererOf } from "./answerer.js";
import type { AbilityOf, AbilitySource } from "./to-ability.js";

/**
 * Lets an ability answer as another access does: of a later instant, with other facts, or of somebody else. CASL's
 * `update` and `updated` events are fired, so that @casl/react renders again. To log out, call `ability.update([])`.
 *
 * @param ability - made by `toAbility()`
 * @throws InvalidRequestError `invalid_facts` for any other ability, or for what is no access; nothing is changed then
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const assignments = [{ id: "a1", role: "reader", validUntil: 1_000 }] as const;
 * const access = policy.access({ principal, assignments, session: null, now: 0 });
 * const ability = toAbility(access);
 * ability.can("read", "note") // => true
 * refreshAbility(ability, access.at(1_000));
 * ability.can("read", "note") // => false
 */
export function refreshAbility<Source extends AbilitySource, Query>(
  ability: AbilityOf<Source, Query>,
  access: NoInfer<Source>,
): void {
  abilityOf(ability).refresh(answererOf(access));
}

/** The ability behind what CASL calls so. */
export function abilityOf(ability: unknown): AccessAbility {
  if (ability instanceof AccessAbility) return ability;
  throw new InvalidRequestError("invalid_facts", "the ability was not made by `toAbility()`");
}
