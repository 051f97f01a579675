import type { DeviceMark, PrincipalState, SessionMark } from "../../model/principal-state.js";
import { sessionsEnded } from "../people/sessions-ended.js";

/** So many sessions and devices of one person are remembered. */
export const MOST_MARKS = 200;

/** The name that stands for all sessions, or all devices, of a person. */
export const EVERY = "*";

const LEVELS = ["none", "single_factor", "multi_factor", "phishing_resistant"] as const;

/** What is said of one session at one instant: that it is revoked, or the highest assurance that still counts. */
export function withSessionMark(state: PrincipalState, mark: SessionMark): PrincipalState {
  const marks = state.identity?.sessions ?? [];
  const old = marks.find((one) => one.id === mark.id && one.provider === mark.provider);
  const next = [...marks.filter((one) => one !== old), old === undefined ? mark : joinSessions(old, mark)].sort(byName);
  return boundSessions({ ...state, identity: { ...state.identity, sessions: next } });
}

/** What is said of one device at one instant. */
export function withDeviceMark(state: PrincipalState, mark: DeviceMark): PrincipalState {
  const marks = state.identity?.devices ?? [];
  const old = marks.find((one) => one.id === mark.id && one.provider === mark.provider);
  const next = [...marks.filter((one) => one !== old), old === undefined ? mark : joinDevices(old, mark)].sort(byName);
  return { ...state, identity: { ...state.identity, devices: boundDevices(next) } };
}

/** Sessions that were authenticated before an instant (epoch ms) are revoked, as those are that were before. */
export function withSessionsFrom(state: PrincipalState, from: number): PrincipalState {
  return { ...state, principal: sessionsEnded(state.principal, from) };
}

/** A revocation is for good. Of two levels the later counts, and of two at one instant the lower. */
function joinSessions(one: SessionMark, other: SessionMark): SessionMark {
  const { id, provider } = one;
  const saidAt = Math.max(one.saidAt, other.saidAt);
  if (one.revoked === true || other.revoked === true) return { id, provider, saidAt, revoked: true };
  if (one.saidAt !== other.saidAt) return one.saidAt > other.saidAt ? one : other;
  return rankOf(one) < rankOf(other) ? one : other;
}

function rankOf({ assurance = "phishing_resistant" }: SessionMark): number {
  return LEVELS.indexOf(assurance);
}

/** The later counts; at one instant, that it is not compliant. */
function joinDevices(one: DeviceMark, other: DeviceMark): DeviceMark {
  if (one.saidAt !== other.saidAt) return one.saidAt > other.saidAt ? one : other;
  return one.compliant ? other : one;
}

/**
 * Where there are too many marks, the oldest go, and what they held back is held back otherwise: all sessions that were
 * authenticated up to then are revoked, and no factor verified up to then counts more than the lowest level among them.
 */
function boundSessions(state: PrincipalState): PrincipalState {
  const marks = state.identity?.sessions ?? [];
  if (marks.length <= MOST_MARKS) return state;
  const every = marks.filter(({ id }) => id === EVERY);
  const others = marks.filter(({ id }) => id !== EVERY);
  const bySaid = [...others].sort((one, other) => other.saidAt - one.saidAt || byName(one, other));
  const room = Math.max(0, MOST_MARKS - every.length - 1);
  const dropped = bySaid.slice(room);
  const saidAt = Math.max(...dropped.map((mark) => mark.saidAt));
  const levels = dropped.flatMap(({ assurance }) => (assurance === undefined ? [] : [assurance]));
  const lowest = LEVELS.find((level) => levels.includes(level));
  const capped = lowest === undefined ? every : capEvery(every, saidAt, lowest, dropped[0]?.provider ?? "");
  const sessions = [...bySaid.slice(0, room), ...capped].sort(byName);
  return withSessionsFrom({ ...state, identity: { ...state.identity, sessions } }, saidAt + 1);
}

/** What is said of every session, made as strict as what is no longer said of some. */
function capEvery(
  every: readonly SessionMark[],
  saidAt: number,
  level: NonNullable<SessionMark["assurance"]>,
  provider: string,
): readonly SessionMark[] {
  const [first, ...rest] = every;
  if (first === undefined) return [{ id: EVERY, provider, saidAt, assurance: level }];
  const lower = LEVELS.indexOf(level) < rankOf(first) ? level : first.assurance;
  const later = Math.max(saidAt, first.saidAt);
  return [{ ...first, saidAt: later, ...(lower === undefined ? {} : { assurance: lower }) }, ...rest];
}

/**
 * Where there are too many marks, those that hold nothing back go first, the oldest before others. If others must go too, one
 * mark stands for every device from then on, said so late that no news lifts it.
 */
function boundDevices(marks: readonly DeviceMark[]): readonly DeviceMark[] {
  if (marks.length <= MOST_MARKS) return marks;
  const order = [...marks].sort(
    (one, other) => Number(one.compliant) - Number(other.compliant) || other.saidAt - one.saidAt || byName(one, other),
  );
  const [held] = order.slice(MOST_MARKS - 1).filter(({ compliant }) => !compliant);
  if (held === undefined) return order.slice(0, MOST_MARKS).sort(byName);
  const every = { id: EVERY, provider: held.provider, saidAt: Number.MAX_SAFE_INTEGER, compliant: false };
  const others = order.filter(({ id, provider }) => id !== EVERY || provider !== held.provider);
  return [every, ...others.slice(0, MOST_MARKS - 1)].sort(byName);
}

function byName(one: SessionMark | DeviceMark, other: SessionMark | DeviceMark): number {
  return one.id === other.id ? compare(one.provider, other.provider) : compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
