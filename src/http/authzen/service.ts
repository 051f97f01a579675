import type { Decision } from "../../model/decision.js";
import type { PrincipalState } from "../../model/principal-state.js";
import type { Session } from "../../model/session.js";
import type { Filter } from "../../policy/access.js";
import type { Policy } from "../../policy/policy.js";
import type { InSession } from "../../service/acting.js";

/** What {@link authzen} asks: what `createCastellan` of `castellan/service` makes is one. */
export interface AuthzenService {
  /** The tenant of an id. Throws InvalidRequestError `invalid_request` for an id that none can have. */
  tenant(id: string): AuthzenTenant;
}

/** One tenant of an {@link AuthzenService}. */
export interface AuthzenTenant {
  readonly id: string;
  /** What decides here: its model says which types, actions and fields there are. */
  readonly policy: Pick<Policy, "toJSON">;
  /** The policy as somebody sees it now; of whom nothing is kept, nothing is allowed. */
  access(
    principalId: string,
    session: Session | null,
    options?: { readonly onBehalfOf?: string | InSession; readonly requestId?: string },
  ): Promise<AuthzenAccess>;
  /** All principals, by id in the order of UTF-16 code units, after the one given. */
  people(options?: { readonly after?: string }): AsyncIterable<PrincipalState>;
}

/** The answers of an access that {@link authzen} needs. */
export interface AuthzenAccess {
  /** The whole answer. Throws InvalidRequestError for what makes no sense. */
  decide(request: {
    readonly action: string;
    readonly type: string;
    readonly record: object;
    readonly changes?: object;
    readonly fields?: readonly string[];
    readonly justification?: string;
  }): Decision;
  /** The fields on which the action is allowed. */
  fields(action: string, type: string, record: object): readonly string[];
  /** The records on which the action is allowed. */
  filter(action: string, type: string): Filter;
}
