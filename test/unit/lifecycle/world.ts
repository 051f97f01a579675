import { chainHead, sealEvents } from "../../../src/govern/audit-chain.js";
import { carryOutNow } from "../../../src/lifecycle/carry-out.js";
import type { CommandInputs, CommandName, CommandResult } from "../../../src/lifecycle/command.js";
import { type Governance, governanceOf } from "../../../src/lifecycle/governance.js";
import { isMuted } from "../../../src/lifecycle/live-assignments.js";
import type { Need } from "../../../src/lifecycle/plan.js";
import { planCommand } from "../../../src/lifecycle/plan-command.js";
import { CommandRefusedError, type RefusalReason } from "../../../src/lifecycle/refusal.js";
import type { LifecycleSettings } from "../../../src/lifecycle/settings.js";
import type { Actor, Situation } from "../../../src/lifecycle/situation.js";
import type { AuditEvent, EventDraft } from "../../../src/model/audit-event.js";
import type { HeldAssignment, PrincipalState } from "../../../src/model/principal-state.js";
import type { Session } from "../../../src/model/session.js";
import type { Policy } from "../../../src/policy/policy.js";
import { firm } from "./firm.js";

type Access = ReturnType<Policy["access"]>;

/** 2026-03-02T09:00:00Z, a Monday. */
export const NOW = Date.UTC(2026, 2, 2, 9);
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** The name of the system that acts where nobody is named. */
export const SYSTEM = "seed";

/** What a command did. */
export interface Done<Result> {
  readonly result: Result;
  readonly events: readonly AuditEvent[];
}

/** How a world differs from the usual one. */
export interface WorldOptions {
  readonly policy?: Policy;
  readonly settings?: LifecycleSettings;
  readonly administration?: Situation["administration"];
}

/** A tenant in memory: commands are carried out in it one after the other, at whatever instant `now` says. */
export class World {
  now = NOW;
  readonly states = new Map<string, PrincipalState>();
  readonly events: AuditEvent[] = [];
  readonly settings: LifecycleSettings;
  readonly policy: Policy;
  readonly governance: Governance;
  readonly #administration: Situation["administration"];
  #ids = 0;

  constructor({ policy = firm, settings = {}, administration = () => null }: WorldOptions = {}) {
    this.policy = policy;
    this.settings = settings;
    this.governance = governanceOf(policy.toJSON());
    this.#administration = administration;
  }

  /** Puts somebody there as if they had always been. */
  put(id: string, assignments: readonly HeldAssignment[] = [], rest: Partial<PrincipalState> = {}): PrincipalState {
    const state: PrincipalState = {
      principal: { id, kind: "employee", status: "active" },
      assignments,
      approvals: [],
      requests: [],
      revision: 0,
      ...rest,
    };
    this.states.set(id, state);
    return state;
  }

  state(id: string): PrincipalState {
    const state = this.states.get(id);
    if (state === undefined) throw new Error(`there is no ${id}`);
    return state;
  }

  /** Somebody who has just logged in, or the system. */
  actor(id: string | undefined, session: Session | null = this.session()): Actor {
    if (id === undefined) return { kind: "system", name: SYSTEM };
    return { kind: "principal", state: this.state(id), session };
  }

  session(authenticatedAt: number = this.now): Session {
    return {
      id: "s1",
      authenticatedAt,
      lastActiveAt: authenticatedAt,
      factors: [{ method: "pwd", at: authenticatedAt }],
    };
  }

  situation(actor: Actor): Situation {
    return {
      tenant: "acme",
      now: this.now,
      actor,
      governance: this.governance,
      settings: this.settings,
      newId: () => {
        this.#ids += 1;
        return `id-${String(this.#ids).padStart(29, "0")}`;
      },
      parseAssignment: (json) => this.policy.parseAssignment(json),
      decide: (state, session, request) => this.accessOf(state, session).decide(request as never),
      needs: (state, session, action, type) => this.accessOf(state, session).needs(action as never, type as never),
      administration: this.#administration,
    };
  }

  /** Carries a command out, as a principal (by id), as an actor, or as the system. */
  do<Name extends CommandName>(
    by: string | Actor | undefined,
    command: Name,
    input: CommandInputs[Name],
  ): Done<CommandResult<Name>> {
    const actor = typeof by === "object" ? by : this.actor(by);
    // the names are one pair, which a type of pairs cannot follow
    const whole = { ...(input as object), command } as never;
    const plan = carryOutNow(planCommand(whole, this.situation(actor)), (need) => this.lookUp(need));
    const events = this.#commit(plan.put, plan.remove ?? [], plan.events);
    return { result: plan.result as CommandResult<Name>, events };
  }

  /** Why a command is refused; fails where it is not. */
  refused<Name extends CommandName>(
    by: string | Actor | undefined,
    command: Name,
    input: CommandInputs[Name],
  ): RefusalReason {
    return this.refusal(by, command, input).reason;
  }

  /** The refusal of a command; fails where it is not refused. */
  refusal<Name extends CommandName>(
    by: string | Actor | undefined,
    command: Name,
    input: CommandInputs[Name],
  ): CommandRefusedError {
    const before = JSON.stringify([...this.states]);
    try {
      this.do(by, command, input);
    } catch (error) {
      if (!(error instanceof CommandRefusedError)) throw error;
      if (JSON.stringify([...this.states]) !== before) throw new Error(`${command} was refused and changed something`);
      return error;
    }
    throw new Error(`${command} was not refused`);
  }

  /** Hostile input: whatever it is, it is refused or carried out, and nothing else. */
  hostile(by: string | undefined, command: CommandName | undefined, input: unknown): RefusalReason | "done" {
    try {
      const at = this.situation(this.actor(by));
      const given = isObject(input) && command !== undefined ? { ...input, command } : input;
      carryOutNow(planCommand(given as never, at), (need) => this.lookUp(need));
      return "done";
    } catch (error) {
      if (error instanceof CommandRefusedError) return error.reason;
      throw error;
    }
  }

  lookUp(need: Need): unknown {
    switch (need.kind) {
      case "principal":
        return this.states.get(need.principalId);
      case "holders":
        return [...this.states.values()].filter(({ assignments }) =>
          assignments.some(({ role }) => role === need.role),
        );
      case "events":
        return this.events.filter(
          ({ time, data }) =>
            Date.parse(time) >= need.from &&
            (data.actor.id === need.principalId || data.principalIds.includes(need.principalId)) &&
            (need.action === undefined || data.action === need.action),
        );
    }
  }

  /** What somebody may do now, or at another instant, having logged in just then. */
  access(id: string, now = this.now, session: Session | null = this.session(now)): Access {
    return this.accessOf(this.state(id), session, now);
  }

  accessOf(state: PrincipalState, session: Session | null, now = this.now): Access {
    return this.policy.access({
      principal: state.principal,
      // an assignment that is set aside forbids nothing either
      assignments: state.assignments.filter((assignment) => !isMuted(assignment, now)) as never,
      approvals: state.approvals,
      session,
      now,
    });
  }

  #commit(put: readonly PrincipalState[], remove: readonly string[], drafts: readonly EventDraft[]): AuditEvent[] {
    // nothing to write and nothing to tell: there is no commit
    if (put.length + remove.length + drafts.length === 0) return [];
    const last = this.events.at(-1);
    const head = last === undefined ? null : chainHead(last);
    const revision = (head?.revision ?? 0) + 1;
    const events = sealEvents({ tenant: "acme", head, revision, time: this.now }, drafts);
    const named = new Set(events.flatMap(({ data }) => data.principalIds));
    for (const id of [...put.map(({ principal }) => principal.id), ...remove]) {
      if (!named.has(id)) throw new Error(`no event names ${id}, whose state changed`);
    }
    if (events.length === 0) throw new Error("a commit without an event");
    for (const state of put) this.states.set(state.principal.id, throughJson({ ...state, revision }));
    for (const id of remove) this.states.delete(id);
    this.events.push(...events);
    return events;
  }
}

/** As a store gives it back; fails where something would be lost on the way. */
function throughJson<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const back = JSON.parse(text) as Value;
  assertSame(value, back, "");
  return back;
}

function assertSame(value: unknown, back: unknown, path: string): void {
  if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      assertSame(member, (back as Record<string, unknown> | undefined)?.[name], `${path}.${name}`);
    }
  } else if (!Object.is(value, back)) {
    throw new Error(`${path} does not survive JSON`);
  }
}

function isObject(input: unknown): input is object {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}
