import { defineModel, definePolicy, isCastellanError, resource } from "castellan";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { issuesOf, model } from "./fixtures.js";

describe("resource", () => {
  it("checks nothing by itself, so that defineModel can report all mistakes at once", () => {
    const first = resource({ schema: z.object({ id: z.string() }), actions: ["read", "read"] });
    // a program without types may write anything
    const second = Reflect.apply(resource, undefined, [{ actions: [] }]);
    const paths = issuesOf(() => defineModel({ resources: { first, second } })).map(({ path }) => path[1]);
    expect(new Set(paths)).toEqual(new Set(["first", "second"]));
  });

  it("takes portable fields in place of a zod object, to the same effect", () => {
    const actions = ["read"] as const;
    const fields = [{ name: "id", type: "string" }] as const;
    const bySchema = defineModel({ resources: { note: resource({ schema: z.object({ id: z.string() }), actions }) } });
    const byFields = defineModel({ resources: { note: resource({ fields, actions }) } });
    expect(byFields.toJSON()).toEqual(bySchema.toJSON());
  });
});

describe("defineModel", () => {
  it("gives the model in portable form, as plain JSON", () => {
    const data = model.toJSON();
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(data.resources.deal?.changingActions).toEqual(["update"]);
    expect(data.principal.attributes).toEqual([{ name: "teams", type: "string", array: true }]);
  });

  it("throws every mistake at once, each with a code, a path and a message", () => {
    const wrong = resource({ schema: z.object({ id: z.string() }), actions: ["read"] });
    const issues = issuesOf(() =>
      Reflect.apply(defineModel, undefined, [
        { dimensions: { region: { flat: false } }, resources: { wrong }, extra: 1 },
      ]),
    );
    expect(issues.length).toBeGreaterThan(1);
    for (const { code, path, message } of issues) {
      expect(code).toMatch(/^[a-z_]+$/);
      expect(path.length).toBeGreaterThan(0);
      expect(message).not.toBe("");
    }
  });
});

describe("definePolicy", () => {
  it("throws an error of castellan's own, with every mistake in it", () => {
    const define = () =>
      Reflect.apply(definePolicy, undefined, [
        model,
        { id: "p", version: 1, roles: { rep: { title: "Rep", scopedBy: ["regoin"], statements: { dael: [] } } } },
      ]);
    expect(issuesOf(define).map(({ path }) => path.join("."))).toEqual(
      expect.arrayContaining(["roles.rep.scopedBy.0", "roles.rep.statements.dael"]),
    );
    try {
      define();
      expect.unreachable();
    } catch (error) {
      expect(isCastellanError(error) && error.code).toBe("invalid_definition");
    }
  });

  it("keeps what was defined, whatever becomes of the object that defined it", () => {
    const fields = ["id"];
    const policy = Reflect.apply(definePolicy, undefined, [
      model,
      { id: "p", version: 1, roles: { rep: { title: "Rep", statements: { deal: [{ allow: "read", fields }] } } } },
    ]);
    const before = JSON.stringify(policy);
    fields.push("amount");
    expect(JSON.stringify(policy)).toBe(before);
  });
});
