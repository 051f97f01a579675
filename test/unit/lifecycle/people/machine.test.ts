import fc from "fast-check";
import { expect, it } from "vitest";
import type { CommandInputs, CommandName } from "../../../../src/lifecycle/command.js";
import { hasEnded } from "../../../../src/lifecycle/live-assignments.js";
import { CommandRefusedError } from "../../../../src/lifecycle/refusal.js";
import type { PrincipalState } from "../../../../src/model/principal-state.js";
import { company, DAY, dealInFrance, dealInGermany, HOUR, settings, type World } from "./company.js";

const people = ["boss", "root", "max", "fred", "eva", "gus", "new1", "new2"] as const;
const actions = ["create", "read", "update", "export"] as const;
const horizons = [0, 1, HOUR, DAY, 30 * DAY, 400 * DAY];

/** One thing that somebody tries. */
interface Attempt {
  readonly by: string;
  readonly command: CommandName;
  /** Made when it is tried, of what there is then. */
  readonly input: (world: World, pick: number) => object;
  readonly pick: number;
  /** How much time goes by before it. */
  readonly later: number;
}

// one of them is seldom touched, so that there is somebody who goes on
const who = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...people) },
  { weight: 9, arbitrary: fc.constantFrom(...people.slice(1)) },
);
const when = fc.constantFrom(undefined, undefined, -DAY, 1, HOUR, DAY, 20 * DAY, 50 * DAY);
const scope = fc.constantFrom({ region: ["DE"] }, { region: ["FR"] }, { region: ["DACH"] }, { region: "*" as const });
const role = fc.constantFrom("rep", "manager", "consultant", "admin", "payer", "biller");

const command: fc.Arbitrary<Pick<Attempt, "command" | "input">> = fc.oneof(
  with_("assign", fc.record({ principalId: who, role, scope, end: when, begin: when }), (it, world) => ({
    principalId: it.principalId,
    ...holding(it.role, it.scope),
    ...window(world, it.begin, it.end),
  })),
  with_(
    "invite",
    fc.record({ id: who, kind: fc.constantFrom("employee", "guest"), role, scope, end: when }),
    (it, world) => ({
      id: it.id,
      kind: it.kind,
      assignments: [holding(it.role, it.scope)],
      ...window(world, undefined, it.end),
    }),
  ),
  with_("resendInvite", fc.record({ principalId: who })),
  with_("withdrawInvite", fc.record({ principalId: who })),
  ...(["revoke", "unmute"] as const).map((name) => onAssignment(name)),
  onAssignment("mute", (world, end) => (end === undefined ? {} : { until: world.now + end })),
  with_("changeScope", fc.record({ principalId: who, scope }), (it, world, pick) => ({
    ...assignmentOf(world, it.principalId, pick),
    scope: it.scope,
  })),
  with_("extend", fc.record({ principalId: who, end: when, whole: fc.boolean() }), (it, world, pick) => ({
    ...(it.whole ? { principalId: it.principalId } : assignmentOf(world, it.principalId, pick)),
    validUntil: world.now + (it.end ?? DAY),
  })),
  with_("transfer", fc.record({ principalId: who, role, scope, at: when }), (it, world, pick) => ({
    principalId: it.principalId,
    end: [assignmentOf(world, it.principalId, pick).assignmentId],
    start: [holding(it.role, it.scope)],
    ...(it.at === undefined ? {} : { at: world.now + it.at }),
  })),
  ...(["suspend", "reactivate", "endSessions", "erase"] as const).map((name) =>
    with_(name, fc.record({ principalId: who })),
  ),
  ...(["lockDown", "unlock"] as const).map((name) =>
    with_(name, fc.record({ principalId: who }), (it) => ({ ...it, reason: "so" })),
  ),
  with_(
    "offboard",
    fc.record({ principalId: who, at: when, reading: fc.boolean(), successorId: who }),
    (it, world) => ({
      principalId: it.principalId,
      ...(it.reading
        ? { keep: "reading", until: world.now + (it.at ?? DAY) }
        : { keep: "nothing", ...(it.at === undefined ? {} : { at: world.now + it.at }) }),
      ...(it.successorId === "boss" ? {} : { successorId: it.successorId }),
    }),
  ),
  with_("cover", fc.record({ principalId: who, deputyId: who, from: when, until: when }), (it, world) => ({
    principalId: it.principalId,
    deputyId: it.deputyId,
    ...(it.from === undefined ? {} : { from: world.now + it.from }),
    until: world.now + (it.until ?? DAY),
  })),
  with_("loginAs", fc.record({ principalId: who }), (it) => ({ ...it, reason: "so" })),
  with_("changeSponsor", fc.record({ principalId: who, sponsorId: who })),
);

const attempts: fc.Arbitrary<readonly Attempt[]> = fc.array(
  fc
    .record({
      by: fc.constantFrom("boss", "boss", "boss", "boss", "max", "fred", "eva"),
      told: command,
      pick: fc.nat(5),
      later: fc.constantFrom(0, 0, 0, 1, HOUR, DAY, 20 * DAY),
    })
    .map(({ told, ...rest }) => ({ ...told, ...rest })),
  { minLength: 1, maxLength: 60, size: "max" },
);

it("whatever people do to each other, who is out stays out and what has ended stays ended", () => {
  fc.assert(
    fc.property(attempts, (all) => {
      const world = company({ settings: { ...settings, outsiders: {} } });
      const tokens = new Map<string, string>();
      const used = new Set<string>();
      for (const attempt of all) {
        world.now += attempt.later;
        const before = new Map(world.states);
        const result = attempted(world, attempt);
        if (result === undefined) {
          expect([...world.states]).toEqual([...before]);
          continue;
        }
        checkOut(world);
        checkEnded(before, world);
        checkCovers(world);
        const { principalId = attempt.input(world, attempt.pick), token } = result as {
          principalId?: string;
          token?: string;
        };
        if (token !== undefined && typeof principalId === "string") tokens.set(token, principalId);
        for (const one of [...tokens.keys()].slice(-2)) if (attempt.pick > 3) checkToken(world, one, used);
      }
      expect(JSON.stringify(world.events)).not.toMatch(
        new RegExp([...tokens.keys(), "tokenHash"].map(secretOf).join("|")),
      );
    }),
    { numRuns: 300 },
  );
});

/** What a command gave, or `undefined` where it was refused. */
function attempted(world: World, { by, command: name, input, pick }: Attempt): object | undefined {
  if (!world.states.has(by)) return undefined;
  try {
    return world.do(by, name, input(world, pick) as CommandInputs[typeof name]).result as object;
  } catch (error) {
    if (error instanceof CommandRefusedError) return undefined;
    throw error;
  }
}

/** Whoever is suspended, locked or gone is allowed nothing, in any session, now or later. */
function checkOut(world: World): void {
  for (const [id, state] of world.states) {
    const { status } = state.principal;
    const hasLeft = state.offboarding !== undefined && world.now >= (state.offboarding.until ?? state.offboarding.at);
    const readsOnly = status === "read_only" && !hasLeft;
    if (status === "active" && !hasLeft) {
      if (state.offboarding !== undefined) expectNothing(world, id, actions, state.offboarding.at - world.now);
      continue;
    }
    expectNothing(world, id, readsOnly ? actions.filter((action) => action !== "read") : actions, 0);
    if (readsOnly && state.offboarding?.until !== undefined) {
      expectNothing(world, id, actions, state.offboarding.until - world.now);
    }
  }
}

function expectNothing(world: World, id: string, which: readonly (typeof actions)[number][], from: number): void {
  for (const horizon of horizons) {
    const access = world.access(id, world.now + from + horizon);
    for (const action of which) {
      for (const deal of [dealInGermany, dealInFrance]) {
        if (access.can(action, "deal", deal)) throw new Error(`${id} may ${action} after ${from + horizon} ms`);
      }
    }
  }
}

/** An assignment that was over is not there any more, or over still. */
function checkEnded(before: ReadonlyMap<string, PrincipalState>, world: World): void {
  for (const [id, { assignments }] of before) {
    const now = new Map(world.states.get(id)?.assignments.map((assignment) => [assignment.id, assignment]));
    for (const assignment of assignments) {
      const after = now.get(assignment.id);
      if (after !== undefined && hasEnded(assignment, world.now)) expect(hasEnded(after, world.now)).toBe(true);
    }
  }
}

/** A cover is there only as long as what it covers, in its scope. */
function checkCovers(world: World): void {
  for (const { assignments } of world.states.values()) {
    for (const { origin, validUntil, scope: covered, role: held } of assignments) {
      if (origin?.kind !== "cover" || Number(validUntil) <= world.now) continue;
      const source = world.states.get(origin.forPrincipalId)?.assignments.find(({ id }) => id === origin.assignmentId);
      expect([source?.role, source?.scope]).toEqual([held, covered]);
      expect(Number(validUntil)).toBeLessThanOrEqual(Number(source?.validUntil ?? Number.POSITIVE_INFINITY));
    }
  }
}

/** A token lets somebody in once at most. */
function checkToken(world: World, token: string, used: Set<string>): void {
  try {
    world.do(undefined, "acceptInvite", { token });
    expect(used.has(token)).toBe(false);
    used.add(token);
  } catch (error) {
    if (!(error instanceof CommandRefusedError)) throw error;
  }
}

function with_<Told>(
  name: CommandName,
  told: fc.Arbitrary<Told>,
  input: (told: Told, world: World, pick: number) => object = (it) => it as object,
): fc.Arbitrary<Pick<Attempt, "command" | "input">> {
  return told.map((it) => ({ command: name, input: (world: World, pick: number) => input(it, world, pick) }));
}

function onAssignment(name: CommandName, more: (world: World, end: number | undefined) => object = () => ({})) {
  return with_(name, fc.record({ principalId: who, end: when }), (it, world, pick) => ({
    ...assignmentOf(world, it.principalId, pick),
    ...more(world, it.end),
  }));
}

function assignmentOf(world: World, principalId: string, pick: number) {
  const assignments = world.states.get(principalId)?.assignments ?? [];
  return { principalId, assignmentId: assignments[pick % Math.max(1, assignments.length)]?.id ?? "none" };
}

function holding(name: string, where: object) {
  return { role: name, ...(["rep", "manager", "consultant"].includes(name) ? { scope: where } : {}) };
}

function window(world: World, begin: number | undefined, end: number | undefined) {
  return {
    ...(begin === undefined ? {} : { validFrom: world.now + begin }),
    ...(end === undefined ? {} : { validUntil: world.now + end }),
  };
}

/** What of a token must be told nowhere. */
function secretOf(token: string): string {
  return token.split(".").at(-1) ?? token;
}
