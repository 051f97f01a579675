import fc from "fast-check";
import type { ModelData, ResourceData } from "../../model/model-data.js";
import type { ActionsData, FieldsData, MaskView, StatementData, StatementsData } from "../../model/statement-data.js";
import { condition, who } from "./condition.js";
import { partOneTimeIn } from "./optional.js";
import { isTextual } from "./pools.js";
import { requirements } from "./requirement.js";

/** Where statements stand: policy-wide rules have `who` and no allows. */
export type StatementPlace = "role" | "rules" | "grant";

/** Statements by type, with explicit ids that are distinct. */
export function statements(model: ModelData, place: StatementPlace): fc.Arbitrary<StatementsData> {
  const everyAction = [...new Set(Object.values(model.resources).flatMap((resource) => resource.actions))];
  const least = place === "grant" ? 0 : 1;
  const most = { role: 4, grant: 2, rules: 3 }[place];
  const lists = Object.entries(model.resources).map(([type, resource]) =>
    fc
      .array(statement(model, resource, everyAction, place), { minLength: least, maxLength: most, size: "max" })
      .map((list): [string, StatementData[]] => [type, list]),
  );
  const everywhere = fc
    .array(statement(model, undefined, everyAction, place), { maxLength: 1 })
    .map((list): [string, StatementData[]] => ["*", list]);
  return fc.tuple(...lists, everywhere).map((entries) => numbered(entries.filter(([, list]) => list.length > 0)));
}

// the ids that were drawn are distinct only by chance
function numbered(entries: [string, StatementData[]][]): StatementsData {
  let number = 0;
  return Object.fromEntries(
    entries.map(([key, list]) => [
      key,
      list.map((each) => (each.id === undefined ? each : { ...each, id: `s${number++}` })),
    ]),
  );
}

/** One statement; without a resource one for every type. */
function statement(
  model: ModelData,
  resource: ResourceData | undefined,
  everyAction: readonly string[],
  place: StatementPlace,
): fc.Arbitrary<StatementData> {
  const guard = fc.oneof(
    { weight: 2, arbitrary: forbid(model, resource, everyAction, place) },
    { weight: 4, arbitrary: demand(model, resource, everyAction, place) },
  );
  if (place === "rules") return guard;
  return fc.oneof({ weight: 6, arbitrary: allow(model, resource, everyAction) }, { weight: 2, arbitrary: guard });
}

function allow(model: ModelData, resource: ResourceData | undefined, everyAction: readonly string[]) {
  if (resource === undefined) {
    return labelled(actions(everyAction, 5)).map(([label, named]): StatementData => ({ allow: named, ...label }));
  }
  const full = fc
    .tuple(labelled(actions(resource.actions, 5)), target(model, resource, 6))
    .map(([[label, named], where]): StatementData => ({ allow: named, ...label, ...adapted(named, where, resource) }));
  const masked = maskedAllow(model, resource);
  if (masked === undefined) return full;
  return fc.oneof({ weight: 9, arbitrary: full }, { weight: 1, arbitrary: masked });
}

function forbid(model: ModelData, resource: ResourceData | undefined, all: readonly string[], place: StatementPlace) {
  return guarded(model, resource, all, place, 1).map(({ named, rest }): StatementData => ({ forbid: named, ...rest }));
}

function demand(model: ModelData, resource: ResourceData | undefined, all: readonly string[], place: StatementPlace) {
  return fc
    .tuple(requirements(resource), guarded(model, resource, all, place, 5))
    .map(([demanded, { named, rest }]): StatementData => ({ require: demanded, for: named, ...rest }));
}

/** What a forbid and a require have in common: they are narrow more often than not. */
function guarded(
  model: ModelData,
  resource: ResourceData | undefined,
  all: readonly string[],
  place: StatementPlace,
  broad: number,
) {
  const whom =
    place === "rules"
      ? fc.oneof(
          { weight: resource === undefined ? 1 : 2, arbitrary: fc.constant({}) },
          { weight: 3, arbitrary: who(model).map((each) => ({ who: each })) },
        )
      : fc.constant({});
  if (resource === undefined) {
    return fc
      .tuple(labelled(actions(all, 0)), whom)
      .map(([[label, named], person]) => ({ named, rest: { ...label, ...person } }));
  }
  return fc
    .tuple(labelled(actions(resource.actions, broad)), target(model, resource, broad), whom)
    .map(([[label, named], where, person]) => ({
      named,
      rest: { ...label, ...person, ...adapted(named, where, resource) },
    }));
}

function maskedAllow(model: ModelData, resource: ResourceData): fc.Arbitrary<StatementData> | undefined {
  const texts = resource.fields.filter((field) => field.array !== true && isTextual(field)).map((field) => field.name);
  if (texts.length === 0 || !resource.readOnlyActions.includes("read")) return undefined;
  const view = fc.constantFrom<MaskView[]>("last4", "email", "initials", "redact");
  const shown = fc
    .tuple(fc.subarray(texts, { minLength: 1 }), view)
    .map(([names, each]) => Object.fromEntries(names.map((name) => [name, each])));
  const when = partOneTimeIn(
    3,
    condition(model, resource).map((each) => ({ when: each })),
  );
  return fc
    .tuple(labelled(fc.constant("read")), shown, when)
    .map(([[label, named], masked, where]): StatementData => ({ allow: named, masked, ...label, ...where }));
}

/** An id and a reason, now and then. */
function labelled(named: fc.Arbitrary<ActionsData>) {
  const id = partOneTimeIn(4, fc.constant({ id: "s" }));
  const why = partOneTimeIn(6, fc.constant({ why: "because" }));
  return fc.tuple(
    fc.tuple(id, why).map((parts): { id?: string; why?: string } => Object.assign({}, ...parts)),
    named,
  );
}

function actions(all: readonly string[], everyWeight: number): fc.Arbitrary<ActionsData> {
  return fc.oneof(
    { weight: everyWeight, arbitrary: fc.constant("*") },
    { weight: 3, arbitrary: fc.constantFrom(...all) },
    { weight: 3, arbitrary: fc.subarray([...all], { minLength: 1, maxLength: Math.min(3, all.length) }) },
  );
}

interface Where {
  readonly fields?: FieldsData;
  readonly when?: unknown;
  readonly to?: unknown;
}

/** Fields and conditions; `broad` is how often there are none. */
function target(model: ModelData, resource: ResourceData, broad: number): fc.Arbitrary<Where> {
  const on = condition(model, resource);
  const maybe = <T extends object>(part: fc.Arbitrary<T>, none: number): fc.Arbitrary<T | object> =>
    fc.oneof({ weight: none, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: part });
  return fc
    .tuple(
      maybe(
        fieldsOf(resource).map((each) => ({ fields: each })),
        broad,
      ),
      maybe(
        on.map((when) => ({ when })),
        broad,
      ),
      maybe(
        on.map((to) => ({ to })),
        3 * broad + 2,
      ),
    )
    .map((parts): Where => Object.assign({}, ...parts));
}

function fieldsOf(resource: ResourceData): fc.Arbitrary<FieldsData> {
  const names = resource.fields.map((field) => field.name);
  const groups = Object.keys(resource.fieldGroups).map((group) => `#${group}`);
  const some = fc.subarray([...names, ...groups], { minLength: 1 });
  const except = fc
    .subarray(names, { minLength: 1, maxLength: Math.max(1, names.length - 1) })
    .map((left) => ({ except: left }));
  return names.length > 1 ? fc.oneof({ weight: 3, arbitrary: some }, { weight: 1, arbitrary: except }) : some;
}

// `to` belongs to actions that change
function adapted(named: ActionsData, where: Where, resource: ResourceData): object {
  const all = named === "*" ? resource.actions : [named].flat();
  const writes = all.some((action) => action === "create" || resource.changingActions.includes(action));
  if (writes) return where;
  const { to: _, ...rest } = where;
  return rest;
}
