import type { ModelData, ResourceData } from "../model/model-data.js";
import { type ConditionContext, recordContext, whoContext } from "./condition.js";
import type { KnownNames } from "./name-list.js";
import { TimeZones } from "./time-zones.js";

/** Where statements stand: that says which verbs and keys they may have. */
export type StatementPlace = "role" | "rules" | "grant";

/** What the statements of one policy are read with. */
export interface PolicyContext {
  readonly model: ModelData;
  readonly types: ReadonlyMap<string, TypeContext>;
  /** Every action of any type. */
  readonly actions: ReadonlySet<string>;
  readonly roles: KnownNames;
  readonly who: ConditionContext;
  readonly zones: TimeZones;
}

/** What the statements of one type are read with. */
export interface TypeContext {
  readonly name: string;
  readonly resource: ResourceData;
  readonly actions: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  readonly conditions: ConditionContext;
}

/**
 * Prepares what statements are read with.
 *
 * @param model - a trusted model
 * @param roles - the names of the roles that statements may name
 */
export function policyContext(model: ModelData, roles: ReadonlySet<string>): PolicyContext {
  const { attributes } = model.principal;
  const types = new Map<string, TypeContext>();
  for (const [name, resource] of Object.entries(model.resources)) {
    types.set(name, {
      name,
      resource,
      actions: new Set(resource.actions),
      fields: new Set(resource.fields.map((field) => field.name)),
      conditions: recordContext(resource, attributes),
    });
  }
  return {
    model,
    types,
    actions: new Set([...types.values()].flatMap((type) => type.resource.actions)),
    roles: { names: roles, code: "unknown_role", what: "role" },
    who: whoContext(attributes),
    zones: new TimeZones(),
  };
}
