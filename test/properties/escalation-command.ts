import fc from "fast-check";
import type { HeldAssignment, PrincipalState } from "../../src/model/principal-state.js";
import { HOUR, type World } from "../unit/lifecycle/world.js";
import { type Company, PROJECTS, REGIONS, type Shape, scopeFor, scopes } from "./escalation-company.js";

/** How often each command is tried, beside the others. */
const COMMANDS = {
  assign: 8,
  requestAccess: 7,
  approve: 10,
  activate: 5,
  invite: 4,
  acceptInvite: 4,
  extend: 4,
  transfer: 4,
  cover: 4,
  changeScope: 3,
  mute: 5,
  unmute: 5,
  reactivate: 3,
  breakGlass: 2,
  reviewEmergency: 2,
  authorize: 3,
  revoke: 2,
  deactivate: 1,
  suspend: 1,
  offboard: 1,
  erase: 1,
  lockDown: 1,
  unlock: 2,
  endSessions: 1,
  resendInvite: 1,
  withdrawInvite: 1,
  loginAs: 1,
  endLoginAs: 1,
  updateAttributes: 1,
  changeSponsor: 1,
  reject: 1,
  withdraw: 1,
  completeStep: 1,
  checkIn: 1,
  applyIdentity: 1,
  applySecurityEvent: 1,
} as const;

type Tried = keyof typeof COMMANDS;

/** Something once in so many cases. */
function rarely<T>(cases: number, arb: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: cases - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: arb });
}

/** One step: a command by somebody, or time that goes by. Numbers are taken modulo what there is to choose from. */
export const steps = fc.record({
  command: fc.oneof(
    ...Object.entries(COMMANDS).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Tried) })),
  ),
  by: fc.nat(40),
  behalf: rarely(16, fc.nat(40)),
  on: fc.nat(40),
  other: fc.nat(40),
  pick: fc.nat(40),
  role: fc.constantFrom("r0", "r1", "r2", "r3", "r4", "r5"),
  scope: scopes,
  /** Whether who gives the command is chosen so that it may well succeed, or anyhow. */
  aimed: fc.constantFrom(true, true, true, true, false),
  /** Whether a scope is given as it came, or filled up as the role needs it. */
  raw: fc.constantFrom(true, true, false),
  from: fc.constantFrom(undefined, undefined, -1, 0, 1, 5),
  until: fc.constantFrom(undefined, 1, 2, 4, 24, 90),
  eligible: fc.boolean(),
  emergency: fc.boolean(),
  direct: rarely(9, fc.constant(true)),
  action: fc.constantFrom(false, false, true),
  wait: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, HOUR / 4, HOUR / 2, HOUR, 3 * HOUR, 24 * HOUR),
  hostile: rarely(
    7,
    fc.record({
      key: fc.constantFrom(
        "validUntil",
        "scope",
        "role",
        "state",
        "assignmentId",
        "principalId",
        "requestId",
        "origin",
        "grantedBy",
        "id",
        "reason",
        "duration",
        "statements",
        "actor",
        "now",
        "muted",
        "command",
        "at",
        "overlap",
        "votes",
        "start",
        "assignments",
      ),
      value: fc.constantFrom<unknown>(
        null,
        "",
        "*",
        0,
        -1,
        1e300,
        {},
        [],
        ["*"],
        true,
        "__proto__",
        "constructor",
        "eligible",
        "active",
        { region: "*" },
        { region: ["*"], project: "*" },
        { region: [] },
        { kind: "identity", provider: "x" },
        { kind: "activation", assignmentId: "ann-0" },
        "2999-01-01T00:00:00Z",
      ),
    }),
  ),
});

export type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** Who gives a command, and what it is about, so that it may well succeed. */
export interface Aim {
  readonly by: string;
  readonly role?: string;
  readonly scope?: HeldAssignment["scope"];
  readonly until?: number | undefined;
  readonly target?: PrincipalState;
  readonly assignmentId?: string;
  readonly requestId?: string;
}

const VOTES = new Set<string>(["approve", "reject"]);
const OWN = new Set<string>(["activate", "breakGlass"]);
const BACK = new Set<string>(["reactivate", "unlock"]);
const HOLDERS = new Set<string>(["revoke", "mute", "unmute", "changeScope", "extend", "transfer", "cover"]);

/** Chooses who gives a command, and what it is about, so that it may well succeed; `undefined` where nothing of the kind is there. */
export function aimOf(world: World, { shape }: Company, step: Step): Aim | undefined {
  const states = [...world.states.values()];
  // now and then of what gives no authority as well: it might, if something were broken
  const live = (of: PrincipalState) =>
    of.assignments.filter(
      (one) =>
        step.other % 4 === 0 ||
        (one.state !== "eligible" &&
          ((one.validFrom as number | undefined) ?? 0) <= world.now &&
          world.now < ((one.validUntil as number | undefined) ?? Infinity)),
    );
  const chances = states.flatMap((state) =>
    live(state).flatMap(({ role: own = "grant", scope, validUntil }) =>
      Object.entries(shape.roles)
        .filter(([, { assignableBy }]) => assignableBy.includes(own))
        .map(([role]) => ({ by: state.principal.id, role, scope, until: validUntil as number | undefined })),
    ),
  );
  const request = choose(
    states.flatMap(({ requests }) => requests).filter(({ status }) => status === "open"),
    step.pick,
  );
  if (VOTES.has(step.command) && request !== undefined) {
    const { wanted } = request;
    const voter = choose(
      states.filter((state) =>
        wanted.kind === "role"
          ? chances.some((one) => one.by === state.principal.id && one.role === wanted.role)
          : live(state).some(({ role }) => role === shape.approver),
      ),
      step.by,
    );
    return voter && { by: voter.principal.id, requestId: request.id };
  }
  const approved = choose(
    states.filter(({ approvals }) => approvals.length > 0),
    step.by,
  );
  if (step.command === "authorize" && approved !== undefined) return { by: approved.principal.id };
  if (step.command === "requestAccess" && step.action) {
    const there = choose(
      states.filter((state) =>
        live(state).some(({ scope }) => isIn(scope?.region, "DE") && isIn(scope?.project, "p1")),
      ),
      step.by,
    );
    return there && { by: there.principal.id };
  }
  if (OWN.has(step.command)) {
    const isEligible = ({ state }: HeldAssignment) => state === "eligible";
    const own = choose(
      states.filter(({ assignments }) => assignments.some(isEligible)),
      step.by,
    );
    const one = choose(own?.assignments.filter(isEligible) ?? [], step.pick);
    return own && one && { by: own.principal.id, assignmentId: one.id };
  }
  const chance = choose(chances, step.by);
  if (chance === undefined) return undefined;
  const others = states.filter(({ principal }) => principal.id !== chance.by);
  const holders = others.filter(({ assignments }) => assignments.some(({ role }) => role === chance.role));
  if (step.command === "requestAccess" && !step.action) {
    const asks = choose(
      others.filter(({ principal }) => principal.status === "active"),
      step.on,
    );
    return asks && { ...chance, by: asks.principal.id };
  }
  if (step.command === "unmute") {
    const set = others.flatMap((state) =>
      state.assignments.filter(({ muted }) => muted !== undefined).map(({ id, role }) => ({ state, id, role })),
    );
    const one = choose(set, step.pick);
    const grantor = chances.find(({ by, role }) => role === one?.role && by !== one?.state.principal.id);
    if (one !== undefined && grantor !== undefined) return { ...grantor, target: one.state, assignmentId: one.id };
  }
  const stopped = others.filter(({ principal }) => principal.status === "suspended");
  if (BACK.has(step.command) && stopped.length > 0) return { ...chance, target: stopped[0] as PrincipalState };
  const target = choose(HOLDERS.has(step.command) && holders.length > 0 ? holders : others, step.on);
  const assignmentId = target?.assignments.find(({ role }) => role === chance.role)?.id;
  return { ...chance, ...(target && { target }), ...(assignmentId !== undefined && { assignmentId }) };
}

function isIn(values: readonly string[] | "*" | undefined, value: string): boolean {
  return values === undefined || values === "*" || values.includes(value);
}

/** Within a scope, where a role needs one; or anywhere. */
function within(shape: Shape, role: string, outer: HeldAssignment["scope"], { raw, scope }: Step): object {
  const filled = scopeFor(shape, role, scope);
  return raw ? { ...filled, ...outer } : filled;
}

/** A command as a step says it, about what there is. */
export function commandOf(
  world: World,
  { shape }: Company,
  step: Step,
  tokens: readonly string[],
  by: string,
  aim: Aim | undefined,
): Record<string, unknown> {
  const states = [...world.states.values()];
  const target = aim?.target ?? choose(states, step.on);
  const principalId = target?.principal.id ?? "ann";
  const other = choose(states, step.other)?.principal.id ?? "bob";
  const own = world.states.get(by);
  const role = aim?.role ?? step.role;
  const later = (hours: number | undefined) => (hours === undefined ? undefined : world.now + hours * HOUR);
  const scope = aim === undefined && step.raw ? defined(step.scope) : within(shape, role, aim?.scope, step);
  const assignment = defined({
    ...(step.direct ? { statements: { doc: [{ allow: "read" }] } } : { role }),
    scope: step.direct ? { region: ["DE"], project: ["p1"], ...defined(step.scope) } : scope,
    validFrom: later(step.from),
    validUntil: step.raw
      ? (aim?.until ?? later(step.until))
      : later(step.until && step.until + Math.max(0, step.from ?? 0)),
    ...(step.eligible ? { state: "eligible", ...(step.emergency ? { emergency: true } : {}) } : {}),
  });
  const assignmentId = aim?.assignmentId ?? choose(target?.assignments ?? [], step.pick)?.id ?? "none";
  const ownAssignmentId = aim?.assignmentId ?? choose(own?.assignments ?? [], step.pick)?.id ?? "none";
  const requestId =
    aim?.requestId ??
    choose(
      states.flatMap(({ requests }) => requests).filter(({ status }) => status === "open"),
      step.pick,
    )?.id ??
    "none";
  const record = {
    id: "d1",
    region: step.pick % 4 > 0 ? "DE" : REGIONS[step.other % REGIONS.length],
    project: step.pick % 3 > 0 ? "p1" : PROJECTS[step.other % PROJECTS.length],
    owner: other,
  };
  const reason = "because";
  const until = later(step.until ?? 4);
  const on = { command: step.command, principalId, reason };
  switch (step.command) {
    case "assign":
      return { ...on, ...assignment };
    case "revoke":
    case "unmute":
      return { ...on, assignmentId };
    case "mute":
      return defined({ ...on, assignmentId, until: later(step.until) });
    case "changeScope":
      return { ...on, assignmentId, scope };
    case "extend":
      return defined({ ...on, assignmentId: step.raw ? assignmentId : undefined, validUntil: until });
    case "transfer":
      return defined({
        ...on,
        end: step.raw ? [assignmentId] : [],
        start: [assignment],
        at: later(step.from),
        overlap: step.emergency ? HOUR : undefined,
      });
    case "invite":
      return defined({
        command: "invite",
        reason,
        kind: step.eligible ? "guest" : "employee",
        assignments: [assignment],
        validUntil: later(step.until),
      });
    case "acceptInvite":
      return { command: "acceptInvite", token: choose(tokens, step.pick) ?? "none" };
    case "offboard":
      return defined({
        ...on,
        keep: step.raw ? "reading" : "nothing",
        until: step.raw ? until : undefined,
        at: later(step.from),
      });
    case "cover":
      return defined({
        ...on,
        deputyId: other,
        until,
        from: later(step.from),
        assignmentIds: step.raw ? [assignmentId] : undefined,
      });
    case "endLoginAs":
      return { ...on, loginId: choose(target?.logins ?? [], step.pick)?.id ?? "none" };
    case "updateAttributes":
      return { ...on, attributes: { team: "t" } };
    case "changeSponsor":
      return { ...on, sponsorId: other };
    case "requestAccess":
      return step.action
        ? { command: step.command, action: "sign", type: "doc", record, reason }
        : { command: step.command, role, scope, duration: (step.until ?? 1) * HOUR, reason };
    case "approve":
    case "reject":
    case "withdraw":
      return { command: step.command, requestId, reason };
    case "activate":
    case "deactivate":
    case "breakGlass":
      return defined({
        command: step.command,
        assignmentId: ownAssignmentId,
        reason,
        duration: step.command === "deactivate" ? undefined : step.raw ? HOUR : undefined,
      });
    case "reviewEmergency":
      return { ...on, emergencyId: choose(target?.emergencies ?? [], step.pick)?.id ?? "none", verdict: "justified" };
    case "authorize":
      return { command: step.command, action: "sign", type: "doc", record: own?.approvals[0]?.seen ?? record };
    case "applyIdentity":
      return { command: step.command, principalId, provider: "x", saidAt: world.now, assignments: [assignment] };
    case "applySecurityEvent":
      return {
        command: step.command,
        event: { kind: "session_revoked", principalId, id: "e", provider: "x", at: world.now },
      };
    case "completeStep":
      return { ...on, stepId: "x" };
    default:
      return on;
  }
}

/** One of some values, by its place, which may be any number. */
export function choose<T>(values: readonly T[], place: number): T | undefined {
  return values[place % Math.max(1, values.length)];
}

function defined(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
