import type { CompiledAction } from "../../compile/resource.js";
import type { Party } from "../../decide/party.js";
import { profileOf } from "../../decide/profile.js";
import { changeOfFacts } from "../../decide/valid-until.js";
import type { RequestData } from "../../model/access-facts.js";
import type { Decision } from "../../model/decision.js";
import { InvalidRequestError } from "../../model/errors.js";
import type { ProjectedAccess } from "../access.js";
import type { Filter } from "../filter/filter.js";

/** The questions that an ability puts on. */
interface Questions {
  readonly validUntil: number | null;
  can(action: string, type: string, record: object, field?: string): boolean;
  canSome(action: string, type: string, record?: object, field?: string): boolean;
  decide(request: RequestData): Decision;
  checker(action: string, type: string): (record: object, field?: string) => boolean;
}

/** The names of a resource type. */
interface KnownType {
  readonly fieldIndex: ReadonlyMap<string, number>;
  readonly actions: ReadonlyMap<string, KnownAction>;
}

interface KnownAction {
  readonly name: string;
  readonly resource: { readonly type: string; readonly fieldIndex: ReadonlyMap<string, number> };
}

/** Who answers the questions of an ability: an access, or one that was hydrated in a browser. */
export interface Answerer extends Questions {
  readonly types: ReadonlyMap<string, KnownType>;
  /** Of which instant it is (epoch ms). */
  readonly now: number;
  /** When facts change next (epoch ms), apart from what compares records with the clock; `Infinity` for never. */
  readonly changesAt: number;
  /** Whether anything may be shown in part: then a question without a field may be a yes, and for each field a no. */
  readonly mayShowParts: boolean;
  /** Field names that are decided alike, whatever the record. */
  fieldClasses(action: KnownAction): readonly (readonly string[])[];
  /** The rows on which an action is allowed; `null` where there are none to be asked for. */
  filter(action: string, type: string): Filter | null;
  at(now: number): Answerer;
}

/**
 * Who answers for what a user calls an access.
 *
 * @throws InvalidRequestError `invalid_facts` for anything else
 */
export function answererOf(access: unknown): Answerer {
  if (isProjected(access)) return ofAccess(access);
  if (isHydrated(access)) return ofHydrated(access);
  throw new InvalidRequestError("invalid_facts", "an ability is made of an access, as `policy.access()` gives it");
}

/** Also that of the other copy of this package: of ES modules and of CommonJS there may be one each. */
function isProjected(access: unknown): access is ProjectedAccess {
  if (typeof access !== "object" || access === null) return false;
  const { party, filter } = access as Partial<ProjectedAccess>;
  return typeof filter === "function" && party?.policy?.resources instanceof Map;
}

function ofAccess(access: ProjectedAccess): Answerer {
  const { party, human } = access;
  const { resources } = party.policy;
  return {
    ...questionsOf(access),
    types: resources,
    now: party.now,
    changesAt: changeOfFacts(access) ?? Number.POSITIVE_INFINITY,
    mayShowParts: party.hasMasked || human?.hasMasked === true,
    fieldClasses: (known) => {
      const action = resources.get(known.resource.type)?.actions.get(known.name);
      if (action === undefined) return [];
      const own = classNumbers(party, action);
      const others = human === null ? own : classNumbers(human, action);
      return grouped(known, (index) => `${own[index]} ${others[index]}`);
    },
    filter: (action, type) => access.filter(action, type),
    at: (now) => ofAccess(access.at(now)),
  };
}

function classNumbers(party: Party, action: CompiledAction): number[] {
  const numbers: number[] = [];
  profileOf(party, action).classes.forEach(({ fields }, number) => {
    for (const field of fields) numbers[field] = number;
  });
  return numbers;
}

/** What `hydrateAccess` gives, as far as an ability needs it: it lies in a layer beyond this one. */
interface HydratedAccess extends Questions {
  readonly outlook: Outlook;
  at(now: number): HydratedAccess;
}

interface Outlook {
  readonly now: number;
  readonly changesAt: number;
  readonly snapshot: { readonly model: { readonly resources: ReadonlyMap<string, KnownType> } };
}

function isHydrated(access: unknown): access is HydratedAccess {
  if (typeof access !== "object" || access === null) return false;
  const { outlook, canSome, checker } = access as Partial<HydratedAccess>;
  const isAsked = typeof canSome === "function" && typeof checker === "function";
  return isAsked && outlook?.snapshot?.model?.resources instanceof Map;
}

function ofHydrated(access: HydratedAccess): Answerer {
  const { now, changesAt, snapshot } = access.outlook;
  return {
    ...questionsOf(access),
    types: snapshot.model.resources,
    now,
    changesAt,
    mayShowParts: true,
    fieldClasses: (known) => grouped(known, (index) => index),
    filter: () => null,
    at: (later) => ofHydrated(access.at(later)),
  };
}

function questionsOf(access: Questions): Questions {
  return {
    validUntil: access.validUntil,
    can: (...question) => access.can(...question),
    canSome: (...question) => access.canSome(...question),
    decide: (request) => access.decide(request),
    checker: (...question) => access.checker(...question),
  };
}

/** Fields with the same key belong together. */
function grouped({ resource }: KnownAction, keyOf: (index: number) => unknown): string[][] {
  const classes = new Map<unknown, string[]>();
  for (const [name, index] of resource.fieldIndex) {
    const names = classes.get(keyOf(index));
    if (names === undefined) classes.set(keyOf(index), [name]);
    else names.push(name);
  }
  return [...classes.values()];
}
