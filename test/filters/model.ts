import type { ModelData, ResourceData } from "../../src/model/model-data.js";
import type { PortableField } from "../../src/model/portable-field.js";

const STAGES = ["open", "won", "Lost"] as const;
const RANKS = [1, 2, "DE"] as const;

/** Fields of every type, in pairs so that they can be compared with each other. */
export const FIELDS: readonly PortableField[] = [
  { name: "id", type: "string" },
  { name: "owner", type: "string", nullable: true },
  { name: "value", type: "string", optional: true },
  { name: "region", type: "string", nullable: true },
  { name: "teams", type: "string", array: true, optional: true },
  { name: "tags", type: "string", array: true, nullable: true },
  { name: "amount", type: "number", nullable: true },
  { name: "number", type: "number", optional: true },
  { name: "scores", type: "number", array: true, nullable: true },
  { name: "size", type: "bigint", nullable: true },
  { name: "quota", type: "bigint", optional: true },
  { name: "sizes", type: "bigint", array: true, optional: true },
  { name: "pinned", type: "boolean", nullable: true },
  { name: "key", type: "boolean", optional: true },
  { name: "flags", type: "boolean", array: true, optional: true },
  { name: "dueAt", type: "date", nullable: true },
  { name: "closedAt", type: "date", optional: true },
  { name: "days", type: "date", array: true, nullable: true },
  { name: "stage", type: "enum", values: STAGES, nullable: true },
  { name: "before", type: "enum", values: STAGES, optional: true },
  { name: "rank", type: "enum", values: RANKS, nullable: true },
  { name: "stages", type: "enum", values: STAGES, array: true, optional: true },
  {
    name: "place",
    type: "object",
    nullable: true,
    fields: [
      { name: "city", type: "string", nullable: true },
      { name: "zip", type: "number", optional: true },
      { name: "since", type: "date", optional: true, nullable: true },
      { name: "open", type: "boolean", optional: true },
      { name: "labels", type: "string", array: true, optional: true },
      { name: "kind", type: "enum", values: STAGES, optional: true },
      { name: "geo", type: "object", optional: true, fields: [{ name: "zone", type: "string", optional: true }] },
    ],
  },
  { name: "type", type: "opaque", optional: true },
];

const row: ResourceData = {
  fields: FIELDS,
  actions: ["create", "read", "update", "delete", "export"],
  readOnlyActions: ["read", "export"],
  changingActions: ["update"],
  scopePaths: { region: "region", team: "teams", zone: "place.geo.zone" },
  immutable: ["id"],
  sensitive: ["number"],
  fieldGroups: { money: ["amount", "number"] },
};

/** One type with everything, scoped by a tree, by a list and by a value inside an object. */
export const model: ModelData = {
  dimensions: {
    region: { tree: { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {}, us: {} } } },
    team: { flat: true },
    zone: { tree: { north: { "north'1": {}, "no%rth": {} }, south: {} } },
  },
  principal: {
    attributes: [
      { name: "name", type: "string", optional: true },
      { name: "names", type: "string", array: true, optional: true },
      { name: "level", type: "number", optional: true },
      { name: "levels", type: "number", array: true, optional: true },
      { name: "big", type: "bigint", optional: true },
      { name: "flag", type: "boolean", optional: true },
      { name: "hiredAt", type: "date", optional: true },
      { name: "stage", type: "enum", values: STAGES, optional: true },
    ],
  },
  resources: { row },
};

export const TYPE = "row";
