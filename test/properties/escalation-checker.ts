import type { HeldAssignment, PrincipalState } from "../../src/model/principal-state.js";
import { HOUR } from "../unit/lifecycle/world.js";
import { BELOW, type Company, PROJECTS, REGIONS, type Shape } from "./escalation-company.js";

/**
 * What may come of a company at all, worked out from the policy's shape and from who holds what at the beginning, and from
 * nothing else: it shares no code with the library. A role may be held on a spot, within a window, if somebody who could hand it
 * out there may hold that authority for all of that window; or if it was there at the beginning.
 */
export class Checker {
  readonly #shape: Shape;
  /** By principal, `role|region|project`. */
  readonly #own = new Map<string, Map<string, Window[]>>();
  /** What could be handed out to anybody. */
  readonly #given = new Map<string, Window[]>();

  constructor({ shape, held }: Pick<Company, "shape" | "held">) {
    this.#shape = shape;
    const anybody = new Map<string, Window[]>();
    for (const [id, assignments] of Object.entries(held)) {
      const own = new Map<string, Window[]>();
      for (const assignment of assignments) {
        for (const spot of spotsOf(assignment.scope)) {
          add(own, `${assignment.role}|${spot}`, windowOf(assignment));
          add(anybody, `${assignment.role}|${spot}`, windowOf(assignment));
        }
      }
      this.#own.set(id, own);
    }
    this.#close(anybody);
  }

  /** Everything that somebody has and could not have. */
  wrongs(state: PrincipalState, now: number): readonly string[] {
    const { id } = state.principal;
    return state.assignments.flatMap((assignment) => {
      const { from, until } = windowOf(assignment);
      if (until <= now || from >= until) return [];
      const need = { from: Math.max(from, now), until };
      const role = assignment.role ?? "grant";
      const bad = spotsOf(assignment.scope).filter((spot) => {
        const windows = [
          ...(this.#own.get(id)?.get(`${role}|${spot}`) ?? []),
          ...(this.#given.get(`${role}|${spot}`) ?? []),
        ];
        return !windows.some((window) => window.from <= need.from && need.until <= window.until);
      });
      const length = this.#activationOf(assignment);
      const long = length !== undefined && until - from > length;
      return [
        ...(bad.length === 0
          ? []
          : [`${id} has ${role} on ${bad.length} spots such as ${bad[0]}: ${JSON.stringify(assignment)}`]),
        ...(long ? [`${id} has activated ${role} for too long`] : []),
      ];
    });
  }

  /** Whether somebody's own assignments, as they are at an instant, let them hand one out: here and for as long as it lasts. */
  handsOut(state: PrincipalState | undefined, given: HeldAssignment, now: number): boolean {
    const by =
      given.role === undefined ? this.#shape.settings.directGrantsBy : this.#shape.roles[given.role]?.assignableBy;
    const spots = spotsOf(given.scope);
    return (state?.assignments ?? []).some(
      (own) =>
        by?.includes(own.role ?? "grant") === true &&
        own.state !== "eligible" &&
        !isMuted(own, now) &&
        windowOf(own).from <= now &&
        now < windowOf(own).until &&
        windowOf(given).until <= windowOf(own).until &&
        spots.every((spot) => spotsOf(own.scope).includes(spot)),
    );
  }

  /** The sets that somebody breaks at an instant. */
  brokenSets(state: PrincipalState, now: number): readonly string[] {
    return this.#shape.sets.flatMap(({ id, roles, atMost, dynamic }) => {
      const counting = state.assignments.filter((one) => {
        const { from, until } = windowOf(one);
        if (until <= now || from >= until) return false;
        return !dynamic || (one.state !== "eligible" && from <= now && !isMuted(one, now));
      });
      const held = new Set(counting.flatMap(({ role }) => (role === undefined ? [] : this.#bases(role))));
      return roles.filter((role) => held.has(role)).length > atMost ? [`${state.principal.id} breaks ${id}`] : [];
    });
  }

  /** How many hold each role that has bounds: for `maxHolders`, and for `minHolders`. */
  holders(
    states: Iterable<PrincipalState>,
    now: number,
  ): ReadonlyMap<string, { readonly most: number; readonly least: number }> {
    const all = [...states];
    return new Map(
      Object.keys(this.#shape.roles).map((role) => {
        const family = Object.keys(this.#shape.roles).filter((other) => this.#bases(other).includes(role));
        const of = (one: HeldAssignment) => one.role !== undefined && family.includes(one.role);
        const most = all.filter(
          ({ principal, assignments }) =>
            principal.status !== "deactivated" &&
            !(principal.validUntil !== undefined && (principal.validUntil as number) <= now) &&
            assignments.some((one) => of(one) && windowOf(one).until > now && windowOf(one).from < windowOf(one).until),
        ).length;
        const least = all.filter(
          ({ principal, assignments }) =>
            principal.status === "active" &&
            !(principal.validUntil !== undefined && (principal.validUntil as number) <= now) &&
            assignments.some(
              (one) =>
                of(one) &&
                one.state !== "eligible" &&
                !isMuted(one, now) &&
                windowOf(one).from <= now &&
                now < windowOf(one).until,
            ),
        ).length;
        return [role, { most, least }];
      }),
    );
  }

  bounds(role: string): { readonly maxHolders: number; readonly minHolders: number } {
    const { maxHolders = Number.POSITIVE_INFINITY, minHolders = 0 } = this.#shape.roles[role] ?? {};
    return { maxHolders, minHolders };
  }

  /** Whether somebody held the approver's role on a record at an instant. */
  couldSign(state: PrincipalState | undefined, region: string, project: string, now: number): boolean {
    if (state?.principal.status !== "active") return false;
    return state.assignments.some(
      (one) =>
        one.role !== undefined &&
        this.#bases(one.role).includes(this.#shape.approver) &&
        one.state !== "eligible" &&
        !isMuted(one, now) &&
        windowOf(one).from <= now &&
        now < windowOf(one).until &&
        spotsOf(one.scope).includes(`${region}|${project}`),
    );
  }

  #bases(role: string): readonly string[] {
    const all = [role];
    for (const name of all) all.push(...(this.#shape.roles[name]?.extends ?? []));
    return all;
  }

  #activationOf({ role, origin }: HeldAssignment): number | undefined {
    if (origin?.kind !== "activation" && origin?.kind !== "emergency") return undefined;
    const most = (role === undefined ? undefined : this.#shape.roles[role]?.maxActivation) ?? 8 * HOUR;
    return origin.kind === "emergency" ? Math.min(HOUR, most) : most;
  }

  /** Hands out whatever can be handed out, until nothing more can. */
  #close(anybody: Map<string, Window[]>): void {
    const grantors = new Map([
      ...Object.entries(this.#shape.roles).map(([role, { assignableBy }]) => [role, assignableBy] as const),
      ["grant", this.#shape.settings.directGrantsBy ?? []] as const,
    ]);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [role, by] of grantors) {
        for (const grantor of by) {
          for (const spot of ALL_SPOTS) {
            for (const window of anybody.get(`${grantor}|${spot}`) ?? []) {
              add(this.#given, `${role}|${spot}`, window);
              if (add(anybody, `${role}|${spot}`, window)) changed = true;
            }
          }
        }
      }
    }
  }
}

interface Window {
  readonly from: number;
  readonly until: number;
}

function windowOf({ validFrom, validUntil }: HeldAssignment): Window {
  return {
    from: (validFrom as number | undefined) ?? -Infinity,
    until: (validUntil as number | undefined) ?? Infinity,
  };
}

function isMuted({ muted }: HeldAssignment, now: number): boolean {
  return muted !== undefined && (muted.until === undefined || now < muted.until);
}

const ALL_SPOTS = [...REGIONS, "elsewhere"].flatMap((region) =>
  [...PROJECTS, "none"].map((project) => `${region}|${project}`),
);

/** The spots that a scope reaches: a dimension that it says nothing of reaches all. */
function spotsOf(scope: HeldAssignment["scope"]): readonly string[] {
  const { region, project } = (scope ?? {}) as {
    readonly region?: readonly string[] | "*";
    readonly project?: readonly string[] | "*";
  };
  return ALL_SPOTS.filter((spot) => {
    const [inRegion = "", inProject = ""] = spot.split("|");
    const isIn =
      region === undefined || region === "*" || region.some((name) => (BELOW[name] ?? [name]).includes(inRegion));
    return isIn && (project === undefined || project === "*" || project.includes(inProject));
  });
}

function add(windows: Map<string, Window[]>, key: string, window: Window): boolean {
  const known = windows.get(key) ?? [];
  if (known.some(({ from, until }) => from <= window.from && window.until <= until)) return false;
  windows.set(key, [...known, window]);
  return true;
}
