import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readModel } from "../../../src/schema/read-model.js";
import { issuesOf, model, modelDefinition, readDeal, resource, trusted } from "./fixtures.js";

describe("a model that is read", () => {
  it("is plain JSON: reading what it serialises to gives it again", () => {
    expect(trusted(readModel(JSON.parse(JSON.stringify(model))))).toEqual(model);
    expect(trusted(readModel(model))).toEqual(model);
  });

  it("is frozen through and through", () => {
    expect(Object.isFrozen(model.resources.deal?.scopePaths)).toBe(true);
    expect(Object.isFrozen(model.resources.deal?.fields[3]?.values)).toBe(true);
  });

  it("shares nothing with the definition", () => {
    const definition = {
      ...modelDefinition,
      dimensions: { ...modelDefinition.dimensions, region: { tree: { A: {} } } },
    };
    const read = trusted(readModel(definition));
    Object.assign(definition.dimensions.region.tree, { B: {} });
    expect(read.dimensions.region).toEqual({ tree: { A: {} } });
  });

  it("has every key filled in", () => {
    const fields = [{ name: "id", type: "string" }];
    const read = trusted(readModel({ resources: { note: resource({ fields, actions: ["read"] }) } }));
    expect(read).toEqual({
      dimensions: {},
      principal: { attributes: [] },
      resources: {
        note: {
          fields,
          actions: ["read"],
          readOnlyActions: [],
          changingActions: [],
          scopePaths: {},
          immutable: [],
          sensitive: [],
          fieldGroups: {},
        },
      },
    });
  });

  it("counts `update` as changing where it is said and where it is not", () => {
    expect(model.resources.deal?.changingActions).toEqual(["update"]);
    expect(trusted(readDeal({ changingActions: ["delete"] })).resources.deal?.changingActions).toEqual([
      "update",
      "delete",
    ]);
    expect(model.resources.report?.changingActions).toEqual([]);
  });

  it("takes attributes as zod object and as portable fields", () => {
    const attributes = [{ name: "level", type: "enum", values: ["junior"], optional: true }];
    const resources = modelDefinition.resources;
    const dimensions = modelDefinition.dimensions;
    const portable = readModel({ dimensions, resources, principal: { attributes } });
    const schema = z.object({ level: z.enum(["junior"]).optional() });
    const zod = readModel({ dimensions, resources, principal: { attributes: schema } });
    expect(trusted(portable).principal).toEqual(trusted(zod).principal);
  });

  it("drops from portable fields what says nothing", () => {
    const fields = [{ name: "id", type: "string", array: false, nullable: false, optional: true }];
    const read = trusted(readModel({ resources: { note: resource({ fields, actions: ["read"] }) } }));
    expect(read.resources.note?.fields).toEqual([{ name: "id", type: "string", optional: true }]);
  });

  it("scopes by lists of texts, by enums and by dotted paths", () => {
    for (const region of ["tags", "stage", "address.city"]) {
      expect(trusted(readDeal({ scopePaths: { region, project: null } })).resources.deal?.scopePaths.region).toBe(
        region,
      );
    }
  });

  it("knows a resource by its definition, of whatever class the object is", () => {
    class Resource {
      readonly definition: unknown;
      constructor(definition: unknown) {
        this.definition = definition;
      }
    }
    const note = new Resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
    expect(trusted(readModel({ resources: { note } })).resources.note?.actions).toEqual(["read"]);
  });

  it("reports what is wrong in a dimension and in a resource at once", () => {
    const issues = issuesOf(
      readModel({ dimensions: { "a.b": { flat: true } }, resources: { deal: resource({}) }, more: 1 }),
    );
    expect(issues.map((issue) => issue.code)).toEqual([
      "unknown_key",
      "invalid_name",
      "schema_or_fields",
      "missing_key",
      "silent_dimension",
    ]);
  });
});
