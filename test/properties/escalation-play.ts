import { CommandRefusedError } from "../../src/lifecycle/refusal.js";
import type { Actor, Situation } from "../../src/lifecycle/situation.js";
import type { HeldAssignment, PrincipalState } from "../../src/model/principal-state.js";
import { World } from "../unit/lifecycle/world.js";
import { Checker } from "./escalation-checker.js";
import { aimOf, choose, commandOf, type Step } from "./escalation-command.js";
import type { Company } from "./escalation-company.js";

/** What is broken about how commands see the world, to see that it is found; nothing, if not given. */
export type Sabotage = (at: Situation) => Situation;

class Stage extends World {
  sabotage: Sabotage = (at) => at;

  override situation(actor: Actor): Situation {
    return this.sabotage(super.situation(actor));
  }
}

/** How a play went. */
export interface Played {
  readonly wrongs: readonly string[];
  readonly done: ReadonlyMap<string, number>;
}

/** Carries out a sequence of commands, and has the checker look at everybody after each. */
export function play(company: Company, sequence: readonly Step[], sabotage?: Sabotage): Played {
  const world = new Stage({ policy: company.policy, settings: company.shape.settings });
  const held = seed(world, company);
  const checker = new Checker({ shape: company.shape, held });
  const tokens: string[] = [];
  const done = new Map<string, number>();
  const wrongs: string[] = [];
  if (sabotage !== undefined) world.sabotage = sabotage;
  for (const step of sequence) {
    world.now += step.wait;
    const ids = [...world.states.keys()];
    const aim = step.aimed ? aimOf(world, company, step) : undefined;
    const by = aim?.by ?? choose(ids, step.by) ?? "ann";
    const before = new Map(world.states);
    const counts = checker.holders(world.states.values(), world.now);
    const input = mutated(commandOf(world, company, step, tokens, by, aim), step);
    try {
      const { result } = world.do(actorOf(world, by, step, ids), input.command as never, input as never);
      const { token } = result as { readonly token?: string };
      if (token !== undefined) tokens.push(token);
    } catch (error) {
      if (!(error instanceof CommandRefusedError)) throw error;
      continue;
    }
    done.set(step.command, (done.get(step.command) ?? 0) + 1);
    for (const state of world.states.values()) {
      wrongs.push(...checker.wrongs(state, world.now), ...checker.brokenSets(state, world.now));
      wrongs.push(
        ...unentitled(checker, before.get(state.principal.id), state, before.get(by), world.now),
        ...selfGiven(before.get(state.principal.id), state, by, world.now),
        ...forgedApprovals(checker, before, state, world.now),
      );
    }
    for (const [role, { most, least }] of checker.holders(world.states.values(), world.now)) {
      const { maxHolders, minHolders } = checker.bounds(role);
      const old = counts.get(role) ?? { most: 0, least: 0 };
      if (most > maxHolders && most > old.most) wrongs.push(`${most} hold ${role}`);
      if (least < minHolders && least < old.least) wrongs.push(`only ${least} hold ${role}`);
    }
    if (wrongs.length > 0) return { wrongs: wrongs.map((wrong) => `${step.command} by ${by}: ${wrong}`), done };
  }
  return { wrongs, done };
}

/** Puts everybody there with what the policy's bounds let them have, handed out by the host. */
function seed(world: World, { held }: Company): Readonly<Record<string, readonly HeldAssignment[]>> {
  const kept: Record<string, readonly HeldAssignment[]> = {};
  for (const id of Object.keys(held)) world.put(id);
  for (const [id, assignments] of Object.entries(held)) {
    for (const { id: _, validFrom, ...assignment } of assignments) {
      try {
        world.do(undefined, "assign", {
          principalId: id,
          ...assignment,
          ...(validFrom === undefined ? {} : { validFrom }),
        } as never);
      } catch (error) {
        if (!(error instanceof CommandRefusedError)) throw error;
      }
    }
    kept[id] = world.state(id).assignments;
  }
  return kept;
}

function actorOf(world: World, by: string, { behalf }: Step, ids: readonly string[]): Actor {
  const session = {
    ...world.session(),
    factors: [
      { method: "pwd", at: world.now },
      { method: "otp", at: world.now },
    ],
  };
  const human = behalf === undefined ? undefined : choose(ids, behalf);
  return {
    kind: "principal",
    state: world.state(by),
    session,
    ...(human === undefined || human === by ? {} : { onBehalfOf: { state: world.state(human), session } }),
  };
}

function mutated(input: Record<string, unknown>, { hostile, raw }: Step): Record<string, unknown> {
  if (hostile === undefined) return input;
  const { key, value } = hostile;
  const inner = input.assignments ?? input.start;
  if (raw && Array.isArray(inner))
    return { ...input, [input.start === undefined ? "assignments" : "start"]: [{ ...inner[0], [key]: value }] };
  return { ...input, [key]: value };
}

/** Whatever somebody gives to others, they may hand out themselves, at that instant. */
function unentitled(
  checker: Checker,
  old: PrincipalState | undefined,
  { principal, assignments }: PrincipalState,
  giver: PrincipalState | undefined,
  now: number,
): readonly string[] {
  return assignments.flatMap((one) => {
    const before = old?.assignments.find(({ id }) => id === one.id);
    const isGiven =
      before === undefined ? one.origin?.kind === "command" || one.origin?.kind === "cover" : isMore(before, one);
    if (!isGiven || checker.handsOut(giver, one, now)) return [];
    return [`${giver?.principal.id} may not give ${principal.id} ${JSON.stringify(one)}`];
  });
}

function isMore(before: HeldAssignment, after: HeldAssignment): boolean {
  return endOf(after) > endOf(before) || (before.muted !== undefined && after.muted === undefined);
}

function endOf({ validUntil }: HeldAssignment): number {
  return (validUntil as number | undefined) ?? Infinity;
}

/** Nobody hands out anything to themselves, but what they were eligible for. */
function selfGiven(
  before: PrincipalState | undefined,
  { principal, assignments }: PrincipalState,
  by: string,
  now: number,
): readonly string[] {
  if (principal.id !== by || before === undefined) return [];
  return assignments.flatMap((one) => {
    const old = before.assignments.find(({ id }) => id === one.id);
    const longer = old !== undefined && endOf(one) > endOf(old);
    const derived = one.origin?.kind === "activation" || one.origin?.kind === "emergency";
    const isNew = old === undefined && !derived && endOf(one) > now;
    return isNew || longer ? [`${by} gave it to themselves: ${JSON.stringify(one)}`] : [];
  });
}

/** Each approval that is new was given by somebody else who held the role on the record, and is none of its people. */
function forgedApprovals(
  checker: Checker,
  before: ReadonlyMap<string, PrincipalState>,
  { principal, approvals }: PrincipalState,
  now: number,
): readonly string[] {
  const known = new Set(before.get(principal.id)?.approvals.map(({ id }) => id));
  return approvals.flatMap(({ id, by, seen = {}, principal: of }) => {
    if (known.has(id)) return [];
    const signer = before.get(by);
    const is = by !== principal.id && of === principal.id && seen.owner !== by;
    return is && checker.couldSign(signer, String(seen.region), String(seen.project), now)
      ? []
      : [`${by} could not approve for ${of}`];
  });
}
