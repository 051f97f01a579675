import type { RequestData } from "../model/access-facts.js";
import type { Assignment } from "../model/assignment.js";
import type { Decision } from "../model/decision.js";
import type { DefinitionIssue } from "../model/errors.js";
import type { PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";
import type { Command } from "./command.js";
import type { Governance } from "./governance.js";
import type { LifecycleSettings } from "./settings.js";

/** Who gives a command. */
export type Actor = PrincipalActor | SystemActor;

/** Somebody who is logged in. */
export interface PrincipalActor {
  readonly kind: "principal";
  readonly state: PrincipalState;
  readonly session: Session | null;
  /** The human behind an agent: both need the authority. */
  readonly onBehalfOf?: { readonly state: PrincipalState; readonly session: Session | null };
}

/** The host itself: a seed, an import, an identity provider. It needs no authority; what holds at every commit binds it too. */
export interface SystemActor {
  readonly kind: "system";
  /** As it stands in the audit: `scim`, `seed`. */
  readonly name: string;
}

/** One principal as a command would change it: what the policy's own statements about administration are asked. */
export interface AdministrationQuestion {
  readonly command: Command;
  /** `null`: invited, or provisioned, just now. */
  readonly before: PrincipalState | null;
  /** `null`: erased. */
  readonly after: PrincipalState | null;
}

/** All that a command knows without looking it up. */
export interface Situation {
  readonly tenant: string;
  /** Epoch ms. */
  readonly now: number;
  readonly actor: Actor;
  readonly governance: Governance;
  readonly settings: LifecycleSettings;
  /** A fresh, unguessable text of at least 128 bits, for ids and tokens: supplied from outside, since nothing here is random. */
  readonly newId: () => string;
  /** Reads an assignment as the policy does before one is stored. */
  readonly parseAssignment: (
    json: unknown,
  ) =>
    | { readonly ok: true; readonly assignment: Assignment }
    | { readonly ok: false; readonly issues: readonly DefinitionIssue[] };
  /** What the policy answers a principal, with all that is kept on it. */
  readonly decide: (state: PrincipalState, session: Session | null, request: RequestData) => Decision;
  /** The fields that a decision on this action reads. */
  readonly needs: (state: PrincipalState, session: Session | null, action: string, type: string) => readonly string[];
  /** What the policy's own statements about administration say; `null` where nothing was configured. */
  readonly administration: (actor: Actor, question: AdministrationQuestion) => Decision | null;
}
