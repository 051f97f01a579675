import { describe, expect, it } from "vitest";
import { CompileError } from "../../../src/compile/compile-error.js";
import { compilePolicy } from "../../../src/compile/policy.js";
import type { FieldsData, StatementData } from "../../../src/model/statement-data.js";
import { accessTo, deal, deals, model } from "../fixtures/access.js";

const ALL = model.resources.deal!.fields.map(({ name }) => name);
const OPEN = ALL.filter((name) => name !== "margin");
const without = (...left: string[]) => ALL.filter((name) => !left.includes(name));

const fieldsOf = (...statements: StatementData[]) => accessTo(deals(...statements)).fields("read", "deal", deal);
const allowed = (fields?: FieldsData) => fieldsOf({ allow: "read", ...(fields && { fields }) });
const forbidden = (fields?: FieldsData) => {
  const left = fieldsOf(
    { allow: "read" },
    { allow: "read", fields: ["margin"] },
    { forbid: "read", ...(fields && { fields }) },
  );
  return ALL.filter((name) => !left.includes(name));
};

describe("the fields of an allow", () => {
  it("S2 are all that are not sensitive, if nothing is said", () => {
    expect(allowed()).toEqual(OPEN);
  });

  it("S2 are those that are named, in schema order", () => {
    expect(allowed(["stage", "id"])).toEqual(["id", "stage"]);
  });

  it("S2 are those of a group that is named", () => {
    expect(allowed(["#financial", "id"])).toEqual(["id", "amount", "margin"]);
  });

  it("S3 include a sensitive one that is named", () => {
    expect(allowed(["margin"])).toEqual(["margin"]);
  });

  it("S2 are all but those that are left out", () => {
    expect(allowed({ except: ["id"] })).toEqual(OPEN.filter((name) => name !== "id"));
  });

  it("S3 include no sensitive one through `except`", () => {
    expect(allowed({ except: ["#financial"] })).toEqual(without("margin", "amount"));
  });

  it("S3 include a sensitive one that is named to be shown in part", () => {
    const policy = deals({ allow: "read", masked: { phone: "last4" } });
    const { deal: type } = policy.model.resources;
    const model = {
      ...policy.model,
      resources: { ...policy.model.resources, deal: { ...type!, sensitive: ["phone"] } },
    };
    expect(accessTo({ ...policy, model }).mask("deal", deal)).toEqual({ phone: "••••1820" });
  });

  it('S3 include no sensitive one through "*" as the type or the action', () => {
    const statements = { "*": [{ allow: "*" }] };
    const policy = { ...deals(), roles: { rep: { title: "Rep", statements } } };
    expect(accessTo(policy).fields("read", "deal", deal)).toEqual(OPEN);
  });
});

describe("the fields of a forbid", () => {
  it("S3 are all, sensitive or not, if nothing is said", () => {
    expect(forbidden()).toEqual(ALL);
  });

  it("S2 are those that are named", () => {
    expect(forbidden(["#financial"])).toEqual(["amount", "margin"]);
  });

  it("S3 are all but those that are left out, sensitive ones with them", () => {
    expect(forbidden({ except: ["id", "amount"] })).toEqual(without("id", "amount"));
  });
});

describe("fields that cannot be read", () => {
  it.each<[string, unknown]>([
    ["an empty list", []],
    ["an `except` of nothing", { except: [] }],
    ["a field that does not exist", ["amont"]],
    ["a group without its #", ["financial"]],
    ["a group with something else", ["xfinancial"]],
    ["a group that does not exist", ["#personal"]],
    ["a group that every object inherits", ["#constructor"]],
    ['"*"', ["*"]],
    ["a text", "id"],
    ["an `except` that is a text", { except: "id" }],
    ["a name that is no text", [7]],
  ])("are %s", (_what, fields) => {
    expect(() => compilePolicy(deals({ allow: "read", fields: fields as FieldsData }))).toThrow(CompileError);
    expect(() => compilePolicy(deals({ forbid: "read", fields: fields as FieldsData }))).toThrow(CompileError);
  });

  it.each<[unknown, string]>([
    [["amont"], "field `amont` is not in the schema"],
    [[], "`fields` names nothing"],
    [{ except: "id" }, "`fields` is not a list"],
  ])("%j say what is wrong", (fields, message) => {
    expect(() => compilePolicy(deals({ allow: "read", fields: fields as FieldsData }))).toThrow(message);
  });
});
