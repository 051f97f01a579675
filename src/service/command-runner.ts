import type { Redactor } from "../govern/redactor.js";
import { carryOut } from "../lifecycle/carry-out.js";
import type { Command, CommandName } from "../lifecycle/command.js";
import type { Governance } from "../lifecycle/governance.js";
import { checkSessions } from "../lifecycle/invariants/sessions.js";
import { partyFacts } from "../lifecycle/party-facts.js";
import type { Plan } from "../lifecycle/plan.js";
import { planCommand } from "../lifecycle/plan-command.js";
import { CommandRefusedError, refusal } from "../lifecycle/refusal.js";
import type { LifecycleSettings } from "../lifecycle/settings.js";
import type { Actor, AdministrationQuestion, Situation } from "../lifecycle/situation.js";
import type { PartyFacts } from "../model/access-facts.js";
import type { AuditEvent, EventDraft } from "../model/audit-event.js";
import type { Decision } from "../model/decision.js";
import { InvalidRequestError } from "../model/errors.js";
import type { PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";
import type { Giver } from "./acting.js";
import { type Administration, requestsOf, strictestDecision } from "./administration.js";
import { lastEvent } from "./ask.js";
import type { CommitQueue } from "./commit-queue.js";
import type { Committer, CommitterParts, Proposal } from "./committer.js";
import { draftRefusal } from "./draft-refusal.js";
import { findPrecedent, type KeyedCommand, keyedCommand, type Precedent, withPrecedent } from "./idempotency.js";
import { Lookups } from "./lookups.js";
import type { Askable } from "./open-access.js";
import { auditActorOf, openActor } from "./open-actor.js";
import { withPatience } from "./patience.js";
import { type Preview, previewOf, previewOfRefusal } from "./preview.js";

/** What commands are carried out with. */
export interface RunnerParts extends Omit<CommitterParts, "view"> {
  /** Opens an access, of one party or of two. */
  readonly open: (party: PartyFacts, human: PartyFacts | null, now: number) => Askable;
  readonly parseAssignment: Situation["parseAssignment"];
  readonly governance: Governance;
  readonly settings: LifecycleSettings;
  readonly administration: Administration | null;
  readonly redactor: Redactor;
  readonly newId: () => string;
  /** @throws StoreError `unavailable` once the service is closed */
  readonly core: () => { readonly queue: CommitQueue; readonly committer: Committer };
  /** Hears of what was written. */
  readonly heed: (revision: number, principalIds: readonly string[]) => void;
  readonly onError: (error: unknown) => void;
}

/** The commands by which somebody may end their own sessions: where the answer was lost, it is asked for by a dead one. */
const LOGS_OUT: ReadonlySet<CommandName> = new Set(["endSessions", "lockDown"]);

/** What is told of a command, once its commit is written. */
type Told =
  | { readonly kind: "done"; readonly result: object }
  | { readonly kind: "before"; readonly precedent: Precedent }
  | { readonly kind: "refused"; readonly error: CommandRefusedError };

/** Carries commands out: decided, planned, committed with their audit, and told. */
export class CommandRunner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /**
   * Carries a command out.
   *
   * @throws CommandRefusedError if it is refused: that is audited as well
   */
  async run(given: Command, giver: Giver): Promise<{ revision: number; events: readonly AuditEvent[] }> {
    const command = { ...given };
    let refused: CommandRefusedError | null = null;
    let mayBeDone = false;
    try {
      const { queue, committer } = this.#parts.core();
      const { revision, events, told } = await queue.add(() =>
        committer.write<Told>(async (head, now) => {
          const proposal = await this.#propose(command, giver, head, now);
          refused = proposal.told.kind === "refused" ? proposal.told.error : null;
          mayBeDone ||= refused === null;
          return proposal;
        }),
      );
      this.#parts.heed(
        revision,
        events.flatMap(({ data }) => data.principalIds),
      );
      if (told.kind === "refused") throw told.error;
      if (told.kind === "before") return { ...told.precedent.result, ...written(told.precedent) };
      return { ...told.result, ...written({ revision, events }) };
    } catch (error) {
      if (refused === null || error === refused || mayBeDone) throw error;
      // what was refused stays refused, whether or not it could be written down
      this.#parts.onError(error);
      throw refused;
    }
  }

  /** What a command would change; nothing is written, and no id is used up. */
  async preview(given: Command, giver: Giver): Promise<Preview> {
    const command = { ...given };
    const { store, tenant, clocks, timeoutMs } = this.#parts;
    const head = await withPatience(lastEvent(store, tenant), timeoutMs);
    const now = clocks.now();
    const lookups = new Lookups(store, tenant, head?.revision ?? 0, timeoutMs);
    let ids = 0;
    const placeholder = () => {
      ids += 1;
      return `preview-${ids}`.padEnd(32, "-");
    };
    try {
      const keyed = keyedCommand(command, auditActorOf(giver), this.#parts.redactor);
      const found = await this.#before(keyed, command, giver, lookups, now);
      if (found !== null) return { outcome: "done", changes: [], events: [] };
      const plan = await this.#plan(command, giver, lookups, now, placeholder);
      return await previewOf(plan, this.#told(plan.events), lookups);
    } catch (error) {
      return previewOfRefusal(refusalIn(error));
    }
  }

  async #propose(command: Command, giver: Giver, head: AuditEvent | null, now: number): Promise<Proposal<Told>> {
    const { store, tenant, timeoutMs } = this.#parts;
    const lookups = new Lookups(store, tenant, head?.revision ?? 0, timeoutMs);
    const actor = auditActorOf(giver);
    try {
      const keyed = keyedCommand(command, actor, this.#parts.redactor);
      const found = await this.#before(keyed, command, giver, lookups, now);
      if (found !== null) return { put: [], remove: [], drafts: [], told: { kind: "before", precedent: found } };
      const { put, remove = [], events, result } = await this.#plan(command, giver, lookups, now, this.#parts.newId);
      const drafts = keyed === null ? events : withPrecedent(events, keyed, result);
      return { put, remove, drafts: this.#told(drafts), told: { kind: "done", result: objectOf(result) } };
    } catch (error) {
      const refused = refusalIn(error);
      const drafts = this.#told([draftRefusal(command, actor, refused)]);
      return { put: [], remove: [], drafts, told: { kind: "refused", error: refused } };
    }
  }

  /** What was done under a key before: told to nobody who may not act any more, but for what ended that itself. */
  async #before(
    keyed: KeyedCommand | null,
    { command }: Command,
    giver: Giver,
    lookups: Lookups,
    now: number,
  ): Promise<Precedent | null> {
    const { store, tenant, timeoutMs } = this.#parts;
    const found = keyed === null ? null : await withPatience(findPrecedent(store, tenant, keyed), timeoutMs);
    if (found === null) return null;
    const isOwnEnd = LOGS_OUT.has(command) && found.events.some(({ subject }) => subject === auditActorOf(giver).id);
    if (!isOwnEnd) checkSessions({ actor: await openActor(giver, lookups, now), now });
    return found;
  }

  async #plan(command: Command, giver: Giver, lookups: Lookups, now: number, newId: () => string): Promise<Plan> {
    const actor = await openActor(giver, lookups, now);
    return carryOut(planCommand(command, this.#situation(actor, now, newId)), (need) => lookups.find(need));
  }

  #situation(actor: Actor, now: number, newId: () => string): Situation {
    const { tenant, open, parseAssignment, governance, settings } = this.#parts;
    const accessOf = (state: PrincipalState, session: Session | null) => open(partyFacts(state, session), null, now);
    return {
      tenant,
      now,
      actor,
      governance,
      settings,
      newId,
      parseAssignment,
      decide: (state, session, request) => accessOf(state, session).decide(request),
      needs: (state, session, action, type) => accessOf(state, session).needs(action, type),
      administration: (by, question) => this.#administration(by, question, now),
    };
  }

  #administration(actor: Actor, question: AdministrationQuestion, now: number): Decision | null {
    const { administration, open } = this.#parts;
    if (administration === null || actor.kind === "system") return null;
    const { state, session, onBehalfOf } = actor;
    const human = onBehalfOf === undefined ? null : partyFacts(onBehalfOf.state, onBehalfOf.session);
    const access = open(partyFacts(state, session), human, now);
    const behind = onBehalfOf?.state.principal.id;
    const by = { principalId: state.principal.id, ...(behind === undefined ? {} : { onBehalfOf: behind }) };
    return strictestDecision(requestsOf(administration, question, by).map((request) => access.decide(request)));
  }

  #told(drafts: readonly EventDraft[]): readonly EventDraft[] {
    return drafts.map((draft) => this.#parts.redactor.draft(draft));
  }
}

/** The refusal that an error is; a request that makes no sense is one as well. Whatever else it is goes on its way. */
function refusalIn(error: unknown): CommandRefusedError {
  if (error instanceof CommandRefusedError) return error;
  if (error instanceof InvalidRequestError) return refusal("invalid_command", error.message);
  throw error;
}

function written({ revision, events }: { revision: number; events: readonly AuditEvent[] }) {
  return { revision, events };
}

function objectOf(result: unknown): object {
  return typeof result === "object" && result !== null ? result : {};
}
