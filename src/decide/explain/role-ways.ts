import type { CompiledRole } from "../../compile/role.js";
import type { WayToYes } from "../explanation.js";
import type { Request } from "../request.js";
import { grantHolds } from "../settle.js";
import type { Standpoint } from "../standpoint.js";
import { isOf } from "./holding-words.js";
import { isSeparated } from "./separation.js";
import { isHelp, type Side } from "./sides.js";

/** So many roles are named at most: those with the fewest statements, since the least that helps is enough. */
const MAX_ROLES = 3;

/** And so many are tried out: each is a decision of its own on all that is held. */
const MAX_TRIED = 50;

/** The roles that would help if they were assigned everywhere, and that duties do not keep apart from what is held. */
export function waysByRole(at: Standpoint, request: Request, side: Side): readonly WayToYes[] {
  const { party, given } = side;
  const { policy, assignments, now } = party;
  const scope = Object.fromEntries([...policy.dimensions.keys()].map((name) => [name, "*" as const]));
  const helps = (name: string): boolean =>
    !isSeparated(policy.data, assignments, now, name) &&
    isHelp(given({ assignments: [...assignments, { id: "", role: name, scope }] }), request);
  return [...policy.roles]
    .filter(([, role]) => mayGrant(role, side, request, scope))
    .sort(([, left], [, right]) => left.statements.length - right.statements.length)
    .slice(0, MAX_TRIED)
    .filter(([name]) => helps(name))
    .slice(0, MAX_ROLES)
    .map(([name, { data }]) => ({
      kind: "be_assigned",
      role: name,
      title: data?.title ?? name,
      by: data?.assignableBy ?? [],
      ...isOf(at, side),
    }));
}

/** Whether any of a role's allows holds: what does not so much as that need not be tried. */
function mayGrant(role: CompiledRole, { party }: Side, { action, record, next }: Request, scope: object): boolean {
  const held = party.policy.scopes.held(role, scope);
  if (held === null) return false;
  const { members } = role.cell(action);
  return members.some((one) => one.statement.verb === "allow" && grantHolds(one, held, party, record, next));
}
