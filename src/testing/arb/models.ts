import type { ModelData } from "../../model/model-data.js";

/** A model with every kind of field, a tree and a flat dimension, and types that these do not scope. */
export const richModel: ModelData = {
  dimensions: {
    region: { tree: { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {} } } },
    team: { flat: true },
  },
  principal: {
    attributes: [
      { name: "department", type: "string", optional: true },
      { name: "level", type: "number" },
      { name: "regions", type: "string", array: true, optional: true },
      { name: "hiredAt", type: "date", nullable: true },
      { name: "grade", type: "enum", values: ["open", "won"], optional: true },
    ],
  },
  resources: {
    deal: {
      fields: [
        { name: "id", type: "string" },
        { name: "ownerId", type: "string", nullable: true },
        { name: "region", type: "string" },
        { name: "stage", type: "enum", values: ["open", "won", "lost"] },
        { name: "amount", type: "number", nullable: true },
        { name: "margin", type: "number", optional: true },
        { name: "phone", type: "string", optional: true },
        { name: "closedAt", type: "date", nullable: true },
        { name: "tags", type: "string", array: true },
        { name: "address", type: "object", optional: true, fields: [{ name: "city", type: "string" }] },
      ],
      actions: ["create", "read", "update", "delete", "export", "reassign"],
      readOnlyActions: ["read", "export"],
      changingActions: ["update", "reassign"],
      scopePaths: { region: "region", team: null },
      immutable: ["id"],
      sensitive: ["margin", "phone"],
      fieldGroups: { money: ["amount", "margin"], people: ["ownerId"] },
    },
    note: {
      fields: [
        { name: "id", type: "number" },
        { name: "teams", type: "string", array: true, optional: true },
        { name: "place", type: "object", nullable: true, fields: [{ name: "region", type: "string", optional: true }] },
        { name: "size", type: "bigint" },
        { name: "pinned", type: "boolean", optional: true },
        { name: "days", type: "date", array: true, optional: true },
        { name: "rank", type: "enum", values: [1, 2, "DE"], nullable: true },
        { name: "extra", type: "opaque", optional: true },
      ],
      actions: ["create", "read", "update"],
      readOnlyActions: ["read"],
      changingActions: ["update"],
      scopePaths: { region: "place.region", team: "teams" },
      immutable: [],
      sensitive: [],
      fieldGroups: {},
    },
  },
};

/** A model with one type and no dimension. */
export const plainModel: ModelData = {
  dimensions: {},
  principal: { attributes: [] },
  resources: {
    task: {
      fields: [
        { name: "id", type: "string" },
        { name: "ownerId", type: "string" },
        { name: "done", type: "boolean" },
        { name: "dueAt", type: "date", optional: true },
      ],
      actions: ["create", "read", "update", "delete"],
      readOnlyActions: ["read"],
      changingActions: ["update"],
      scopePaths: {},
      immutable: ["id"],
      sensitive: [],
      fieldGroups: {},
    },
  },
};
