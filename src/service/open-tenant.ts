import type { PartyFacts } from "../model/access-facts.js";
import type { AuditEvent } from "../model/audit-event.js";
import { InvalidRequestError } from "../model/errors.js";
import { toEpochMs } from "../model/instant.js";
import type { PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";
import type { Vocabulary } from "../model/vocabulary.js";
import type { Access } from "../policy/access.js";
import type { Policy } from "../policy/policy.js";
import type { EventQuery, PolicyStore, ScanOptions } from "../storage/policy-store.js";
import { isStoreId } from "../storage/store-id.js";
import { type ActingPrincipal, humanOf } from "./acting.js";
import { type Freshness, lastEvent } from "./ask.js";
import type { Clocks } from "./clock.js";
import type { CommandOutcome } from "./command-outcome.js";
import type { CommandRunner } from "./command-runner.js";
import type { Commander } from "./commander.js";
import { decidedRequest } from "./decided-request.js";
import { assertNames, type NamesOf } from "./known-names.js";
import { actedAs, endingAt, factsOf, type KnownParty, nobody, openAccess } from "./open-access.js";
import { auditActorOf } from "./open-actor.js";
import { openCommander } from "./open-commander.js";
import { withPatience } from "./patience.js";
import { type Listener, remarkedAccess } from "./remarked-access.js";
import type { AccessOptions, AuditQuery, Tenant } from "./tenant.js";
import { closedError, type TenantCore } from "./tenant-core.js";

/** What a tenant is made of. */
export interface TenantParts<V extends Vocabulary> {
  readonly id: string;
  readonly policy: Policy<V>;
  readonly store: PolicyStore;
  readonly clocks: Clocks;
  readonly timeoutMs: number;
  readonly onError: (error: unknown) => void;
  /** `null` once the service is closed. */
  readonly core: () => TenantCore | null;
  readonly runner: CommandRunner;
}

const ACCESS = {
  atLeast: null,
  onBehalfOf: null,
  actingAs: null,
  approvals: null,
  requestId: null,
} satisfies NamesOf<AccessOptions>;
const ACTING = {
  principalId: null,
  session: null,
  onBehalfOf: null,
  actingAs: null,
} satisfies NamesOf<ActingPrincipal>;
const SCAN = { after: null, limit: null, role: null } satisfies NamesOf<ScanOptions>;
const AUDIT = {
  principalId: null,
  action: null,
  from: null,
  until: null,
  afterRevision: null,
  last: null,
} satisfies NamesOf<AuditQuery>;

/** When to ask again, where the store could not be asked. */
const ASK_AGAIN_MS = 1_000;

/** The one implementation of {@link Tenant}. */
export class OpenTenant<V extends Vocabulary> implements Tenant<V> {
  readonly id: string;
  readonly policy: Policy<V>;
  readonly #parts: TenantParts<V>;

  constructor(parts: TenantParts<V>) {
    this.id = parts.id;
    this.policy = parts.policy;
    this.#parts = parts;
  }

  async access(principalId: string, session: Session | null, options: AccessOptions = {}): Promise<Access<V>> {
    const { clocks, policy } = this.#parts;
    assertNames("", options, ACCESS);
    const who = { principalId, session, ...options };
    assertActing(who);
    const wanted = { asked: clocks.moment(), atLeast: revisionIn(options.atLeast) };
    const found = await this.#facts(who, wanted);
    const now = clocks.now();
    const listener = this.#listener(who, options.requestId);
    try {
      if (found !== null) return this.#opened(found(now), now, options, listener);
    } catch (error) {
      // what is kept makes no sense; if that is what was given, the same will be said of it below
      this.#parts.onError(error);
    }
    const nothing = nobody(principalId, session, now + ASK_AGAIN_MS);
    return remarkedAccess(openAccess(policy, nothing, null, now, options.approvals), "unavailable", listener);
  }

  as(who: ActingPrincipal): Commander<V> {
    if (typeof who !== "object" || who === null) {
      throw new InvalidRequestError("invalid_facts", "say who acts as `{ principalId, session }`");
    }
    assertNames("", who, ACTING);
    assertActing(who);
    return openCommander(this.#parts.runner, { kind: "principal", who });
  }

  asSystem(name: string): Commander<V> {
    if (!isStoreId(name))
      throw new InvalidRequestError("invalid_request", "a system has a name of 1 to 256 characters");
    return openCommander(this.#parts.runner, { kind: "system", name });
  }

  acceptInvite(token: string, options: { readonly key?: string } = {}): Promise<CommandOutcome<"acceptInvite">> {
    return this.asSystem("invitation").run({ command: "acceptInvite", token, ...options });
  }

  audit(query: AuditQuery = {}): AsyncIterable<AuditEvent> {
    return this.#parts.store.events(this.id, eventQuery(query));
  }

  async read(principalId: string): Promise<PrincipalState | undefined> {
    const { store, timeoutMs } = this.#parts;
    return isStoreId(principalId) ? withPatience(store.read(this.id, principalId), timeoutMs) : undefined;
  }

  people(options: ScanOptions = {}): AsyncIterable<PrincipalState> {
    assertNames("", options, SCAN);
    return this.#parts.store.scan(this.id, options);
  }

  async revision(): Promise<number> {
    const { store, timeoutMs } = this.#parts;
    return (await withPatience(lastEvent(store, this.id), timeoutMs))?.revision ?? 0;
  }

  #opened(facts: Facts, now: number, { approvals }: AccessOptions, listener: Listener | null): Access<V> {
    const { policy } = this.#parts;
    const { party, behind, staleLeftMs } = facts;
    const access = openAccess(policy, party, behind, now, approvals);
    if (staleLeftMs === null) return remarkedAccess(access, "fresh", listener);
    // what is not known to hold any more ends with the time for which it may be relied on, whoever keeps it
    return remarkedAccess(endingAt(access, policy, now + staleLeftMs), "stale", listener);
  }

  /** What the policy is told, at an instant; `null` where the store cannot be asked. */
  async #facts(who: ActingPrincipal, wanted: Freshness): Promise<((now: number) => Facts) | null> {
    const other = otherOf(who);
    try {
      const core = this.#parts.core();
      if (core === null) throw closedError();
      const [party, behind] = await Promise.all([
        core.view.find(who.principalId, wanted),
        other === null ? null : core.view.find(other.principalId, wanted),
      ]);
      const known: KnownParty = { ...who, state: party.state };
      const stale = [party.staleLeftMs, behind?.staleLeftMs ?? null].filter((left) => left !== null);
      return (now) => ({
        party: factsOf(known),
        behind: other === null || behind === null ? null : other.factsOf(behind.state, known, now),
        staleLeftMs: stale.length === 0 ? null : Math.min(...stale),
      });
    } catch (error) {
      this.#parts.onError(error);
      return null;
    }
  }

  #listener(who: ActingPrincipal, requestId: string | undefined): Listener | null {
    const core = this.#parts.core();
    if (core === null || !core.isRecording) return null;
    const actor = auditActorOf({ kind: "principal", who });
    return (request, decision) => {
      try {
        core.record(decidedRequest({ actor, at: this.#parts.clocks.now(), requestId }, request, decision));
      } catch (error) {
        // a record that throws while it is read: its decision was made, and is not taken back
        this.#parts.onError(error);
      }
    };
  }
}

/** What an access is opened from. */
interface Facts {
  readonly party: PartyFacts;
  readonly behind: PartyFacts | null;
  readonly staleLeftMs: number | null;
}

/** The party behind another one, and how its facts are told. */
interface Other {
  readonly principalId: string;
  readonly factsOf: (state: PrincipalState | null, party: KnownParty, now: number) => PartyFacts;
}

function otherOf({ onBehalfOf, actingAs }: ActingPrincipal): Other | null {
  if (actingAs !== undefined) {
    const account = { principalId: actingAs, session: null };
    return { principalId: actingAs, factsOf: (state, party, now) => actedAs({ ...account, state }, party, now) };
  }
  if (onBehalfOf === undefined) return null;
  const human = humanOf(onBehalfOf);
  return { principalId: human.principalId, factsOf: (state) => factsOf({ ...human, state }) };
}

/** @throws InvalidRequestError `invalid_facts` */
function assertActing({ principalId, session, onBehalfOf, actingAs }: ActingPrincipal): void {
  const parties = [{ principalId, session }, ...(onBehalfOf === undefined ? [] : [humanOf(onBehalfOf)])];
  const ids: unknown[] = [...parties.map((party) => party?.principalId), ...(actingAs === undefined ? [] : [actingAs])];
  if (!ids.every(isStoreId)) {
    throw new InvalidRequestError("invalid_facts", "the id of a principal is a text of 1 to 256 characters");
  }
  if (!parties.every((party) => typeof party.session === "object" && !Array.isArray(party.session))) {
    const message = "`session` is neither an object nor `null`; say `null` for a job without one";
    throw new InvalidRequestError("invalid_facts", message);
  }
  if (onBehalfOf !== undefined && actingAs !== undefined) {
    throw new InvalidRequestError("invalid_facts", "`onBehalfOf` and `actingAs` do not go together");
  }
}

/** @throws InvalidRequestError `invalid_limit` */
function revisionIn(atLeast: number | undefined): number {
  if (atLeast === undefined) return 0;
  if (Number.isSafeInteger(atLeast) && atLeast >= 0) return atLeast;
  throw new InvalidRequestError("invalid_limit", "`atLeast` is not a revision: a whole number from 0");
}

/** @throws InvalidRequestError `invalid_limit`, `invalid_request` */
function eventQuery(asked: AuditQuery): EventQuery {
  assertNames("", asked, AUDIT);
  const { from, until, ...query } = asked;
  return {
    ...query,
    ...(from === undefined ? {} : { from: instantIn(from) }),
    ...(until === undefined ? {} : { until: instantIn(until) }),
  };
}

function instantIn(instant: unknown): number {
  const at = toEpochMs(instant);
  if (Number.isNaN(at)) throw new InvalidRequestError("invalid_limit", "`from` or `until` names no instant");
  return at;
}
