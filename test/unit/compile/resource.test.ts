import { describe, expect, it } from "vitest";
import { compilePolicy } from "../../../src/compile/policy.js";
import type { PortableField } from "../../../src/model/portable-field.js";
import { policyOf } from "../fixtures/access.js";

const policy = policyOf({});
const fields = Array.from({ length: 70 }, (_one, index): PortableField => ({ name: `f${index}`, type: "string" }));
const wide = { ...policy.model.resources.report!, fields, scopePaths: { region: null, team: null } };
const model = { ...policy.model, resources: { ...policy.model.resources, wide, last: wide } };
const compiled = () =>
  [...compilePolicy({ ...policy, model }).resources.values()].flatMap((resource) => [...resource.actions.values()]);

describe("the actions of a model", () => {
  it("are counted one after the other", () => {
    const actions = compiled();
    expect(actions.map(({ index }) => index)).toEqual(actions.map((_action, index) => index));
  });

  it("have places of their own, one for each word of their type's fields, without a gap", () => {
    const actions = compiled();
    const places = actions.flatMap(({ place, resource }) =>
      Array.from({ length: resource.words }, (_word, word) => place + word),
    );
    expect(places).toEqual(places.map((_place, index) => index));
    expect(actions.map(({ resource }) => resource.words)).toContain(3);
  });
});
