import { crmModel } from "castellan/presets";
import { type ActionName, type CrmType, type FieldInfo, type FieldName, perType, type TypeInfo } from "./contract.js";

/** What a list of a type shows, by what it is searched, and by what it is filtered. */
interface ListSettings {
  readonly columns: readonly [FieldName, ...FieldName[]];
  readonly search: readonly FieldName[];
  readonly facet: FieldName;
}

/** The lists. What of them somebody sees, and may sort and search by, is the policy's. */
export const lists: { readonly [Type in CrmType]: ListSettings } = {
  account: {
    columns: ["name", "status", "industry", "region", "ownerId", "annualRevenue"],
    search: ["name"],
    facet: "status",
  },
  contact: {
    columns: ["name", "accountId", "jobTitle", "email", "phone", "region"],
    search: ["name"],
    facet: "region",
  },
  deal: {
    columns: ["name", "accountId", "stage", "amount", "margin", "ownerId", "expectedCloseAt"],
    search: ["name"],
    facet: "stage",
  },
  report: {
    columns: ["title", "kind", "region", "project", "period", "revenue", "lastRunAt"],
    search: ["title"],
    facet: "kind",
  },
  user: {
    columns: ["name", "jobTitle", "department", "region", "email", "status"],
    search: ["name"],
    facet: "department",
  },
};

const { resources } = crmModel.toJSON();

/** The types, read off the model. */
export const typeInfo = perType((type): TypeInfo => {
  const { fields = [], fieldGroups = {} } = resources[type] ?? {};
  // the portable model has the names as text; it is the very model that their types come from
  return { fields: fields as readonly FieldInfo[], groups: fieldGroups, facet: lists[type].facet };
});

/** Tells whether a type has such a field. */
export function isField(type: CrmType, name: string): name is FieldName {
  return typeInfo[type].fields.some((field) => field.name === name);
}

/** Tells whether there is such an action on a type. */
export function isAction(type: CrmType, name: string): name is ActionName {
  return resources[type]?.actions.includes(name) ?? false;
}
