import { Ability, createMongoAbility, ForbiddenError, subject } from "@casl/ability";
import { AccessibleFields, packRules, permittedFieldsOf, rulesToAST, rulesToCondition } from "@casl/ability/extra";
import { describe, expect, it, vi } from "vitest";
import type { StatementsData } from "../../../../src/model/statement-data.js";
import { refreshAbility } from "../../../../src/project/ability/refresh-ability.js";
import { toAbility } from "../../../../src/project/ability/to-ability.js";
import type { ProjectedAccess } from "../../../../src/project/access.js";
import { accessByGrant, accessTo, deal, grantOf, HOUR, NOW, policyOf, principal } from "../../fixtures/access.js";

type Anything = Ability<[string, string | object]>;

/** The ability of an access; names are plain texts, so that wrong ones can be asked too. */
function abilityOf(access: ProjectedAccess): Anything {
  return toAbility(access as never) as unknown as Anything;
}

const aDeal = (rest: object = {}): object => subject("deal", { ...deal, ...rest });

describe("an ability", () => {
  it("S40 is an instance of CASL's own class", () => {
    expect(abilityOf(accessByGrant({ allow: "read" }))).toBeInstanceOf(Ability);
  });

  it("S40 answers about a record as the access does", () => {
    const ability = abilityOf(accessByGrant({ allow: "read", when: { ownerId: "u1" } }));
    expect(ability.can("read", aDeal())).toBe(true);
    expect(ability.can("read", aDeal({ ownerId: "u2" }))).toBe(false);
    expect(ability.cannot("read", aDeal({ ownerId: "u2" }))).toBe(true);
    expect(ability.cannot("read", aDeal())).toBe(false);
  });

  it("S40 answers about a field as the access does", () => {
    const ability = abilityOf(accessByGrant({ allow: "read", fields: ["id", "stage"] }));
    expect(["id", "stage", "amount"].map((field) => ability.can("read", aDeal(), field))).toEqual([true, true, false]);
    expect(["id", "amount"].map((field) => ability.can("read", "deal", field))).toEqual([true, false]);
  });

  it("S4 holds back from an update what only the new record could tell", () => {
    const ability = abilityOf(accessByGrant({ allow: "update", to: { stage: "won" } }));
    expect(ability.can("update", aDeal())).toBe(false);
    expect(ability.can("update", "deal")).toBe(true);
  });

  it("S10 asks a record to be created for each of its fields, and does not take the type for one", () => {
    const ability = abilityOf(accessByGrant({ allow: "create", fields: ["id", "stage"], to: { stage: "open" } }));
    expect(ability.can("create", subject("deal", { id: "d1", stage: "open" }))).toBe(true);
    expect(ability.can("create", subject("deal", { id: "d1", stage: "won" }))).toBe(false);
    expect(ability.can("create", subject("deal", { id: "d1", stage: "open", amount: 1 }))).toBe(false);
  });

  it("S36 counts a cell that is shown in part for the record, and not for the field", () => {
    const ability = abilityOf(accessByGrant({ allow: "read", masked: { phone: "last4" } }));
    expect(ability.can("read", aDeal())).toBe(true);
    expect(ability.relevantRuleFor("read", aDeal())?.inverted).toBe(false);
    expect(ability.can("read", aDeal(), "phone")).toBe(false);
    expect(
      permittedFieldsOf(ability, "read", aDeal(), { fieldsFrom: (rule) => rule.fields ?? ["everything"] }),
    ).toEqual([]);
  });

  it("S11 answers about a type whether it could be, for some record or after a step-up", () => {
    const forbidden = abilityOf(accessByGrant({ allow: "export" }, { forbid: "export" }));
    expect(forbidden.can("export", "deal")).toBe(false);
    const stepUp = accessByGrant({ allow: "export" }, { require: { mfa: {} }, for: "export" });
    expect(abilityOf(stepUp).can("export", "deal")).toBe(true);
    expect(abilityOf(stepUp).can("export", aDeal())).toBe(false);
    const { party } = stepUp;
    const noSession = accessTo(policyOf({}), { assignments: [...party.assignments], session: null });
    expect(abilityOf(noSession).can("export", "deal")).toBe(false);
    const justified = abilityOf(
      accessByGrant({ allow: "export" }, { require: { justification: true }, for: "export" }),
    );
    expect(justified.can("export", "deal")).toBe(true);
    expect(justified.can("export", aDeal())).toBe(false);
  });
});

describe("a question that makes no sense", () => {
  const ability = abilityOf(accessByGrant({ allow: "*" }));

  it.each<[string, unknown, unknown, unknown?]>([
    ["an unknown action", "raed", aDeal()],
    ["an unknown action of a type", "raed", "deal"],
    ["an unknown type", "read", "daels"],
    ["a record of an unknown type", "read", subject("daels", {})],
    ["an unknown field", "read", aDeal(), "owner"],
    ["a nested field", "read", aDeal(), "address.city"],
    ["an empty field", "read", aDeal(), ""],
    ["an empty field of a type", "read", "deal", ""],
    ["a field that is no text", "read", aDeal(), 5],
    ["a field that is null", "read", aDeal(), null],
    ["no record", "read", undefined],
    ["null for a record", "read", null],
    ["a record without a type", "read", { ...deal }],
    ["a list", "read", subject("deal", [])],
    ["a class", "read", class Deal {}],
    ["a number", "read", 5],
    ["CASL's word for every type", "read", "all"],
    ["CASL's word for every action", "manage", aDeal()],
    ["what stands for no type", "read", "(no type)"],
    ["what stands for no action", "(no action)", "deal"],
    ["no action", undefined, "deal"],
    ["a name of every object", "constructor", "__proto__"],
    ["a record to be created with an unknown key", "create", subject("deal", { ...deal, isAdmin: true })],
  ])("is a no: %s", (_, action, about, field) => {
    const question = [action, about, ...(field === undefined ? [] : [field])] as [string, string];
    expect(ability.can(...question)).toBe(false);
    expect(ability.relevantRuleFor(...question)?.inverted ?? true).toBe(true);
  });

  it("is a no where the policy calls an action or a type as CASL calls all of them", () => {
    const policy = policyOf({ deal: [{ allow: "manage" }] });
    const { deal: known } = policy.model.resources;
    if (known === undefined) throw new Error("no deals");
    const resources = {
      ...policy.model.resources,
      deal: { ...known, actions: ["read", "manage"] },
      all: { ...known, actions: ["read"] },
    };
    const roles = { rep: { title: "Rep", statements: { deal: [{ allow: "manage" }], all: [{ allow: "read" }] } } };
    const literal = abilityOf(accessTo({ ...policy, model: { ...policy.model, resources }, roles } as never));
    expect(literal.can("manage", aDeal())).toBe(true);
    expect(literal.can("read", aDeal())).toBe(false);
    expect(literal.can("read", subject("all", { ...deal }))).toBe(true);
    expect(literal.can("read", "deal")).toBe(false);
  });
});

describe("the type of a record", () => {
  const ability = abilityOf(accessByGrant({ allow: "read" }));
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();

  it.each<[string, object]>([
    ["by a property", JSON.parse('{ "__caslSubjectType__": "deal" }')],
    ["by its constructor", JSON.parse('{ "constructor": { "modelName": "deal" } }')],
    [
      "by a prototype that was assigned",
      Object.assign({}, JSON.parse('{ "__proto__": { "__caslSubjectType__": "deal" } }')),
    ],
    [
      "by a property that is only hidden",
      Object.defineProperty({}, "__caslSubjectType__", { value: "deal", writable: true }),
    ],
    [
      "by one that can be configured",
      Object.defineProperty({}, "__caslSubjectType__", { value: "deal", configurable: true }),
    ],
    ["by a getter", Object.defineProperty({}, "__caslSubjectType__", { get: () => "deal" })],
    ["by a type that is no text", Object.defineProperty({}, "__caslSubjectType__", { value: ["deal"] })],
    ["by a copy", { ...JSON.parse('{ "__caslSubjectType__": "deal" }'), ...deal }],
    ["by nothing that can be read", revoked.proxy],
  ])("is not chosen %s", (_, record) => {
    expect(ability.can("read", record)).toBe(false);
    expect(ability.detectSubjectType(record)).toBe("(no type)");
  });

  it("is what `subject()` says", () => {
    expect(ability.detectSubjectType(aDeal())).toBe("deal");
    expect(ability.can("read", aDeal())).toBe(true);
  });
});

describe("the rules of an ability", () => {
  const access = accessByGrant(
    { allow: "read", fields: ["id", "stage"] },
    { allow: "read", fields: ["amount"], when: { ownerId: "u1" } },
    { allow: "delete" },
  );
  const ability = abilityOf(access);
  const fieldsFrom = ({ fields }: { fields?: string[] | undefined }): string[] => fields ?? ["everything"];

  it("are one for each class of fields of an action that could be done", () => {
    expect(ability.rules.map(({ action, fields }) => [action, fields])).toEqual([
      ["read", ["id", "stage"]],
      ["read", ["amount"]],
      ["delete", expect.not.arrayContaining(["margin"])],
    ]);
    expect(ability.actionsFor("deal")).toEqual(expect.arrayContaining(["read", "delete"]));
    expect(ability.actionsFor("deal")).toHaveLength(2);
    expect(ability.actionsFor("report")).toEqual([]);
    expect(ability.possibleRulesFor("read", "deal")).toHaveLength(2);
    expect(ability.rulesFor("read", "deal", "amount").map(({ fields }) => fields)).toEqual([["amount"]]);
    expect(ability.rulesFor("read", "report")).toEqual([]);
    expect(ability.rulesFor("read", "deal", "i")).toEqual([]);
  });

  it("give permitted fields as `access.fields` does", () => {
    for (const record of [deal, { ...deal, ownerId: "u2" }, { id: "d1" }]) {
      const permitted = permittedFieldsOf(ability, "read", subject("deal", { ...record }), { fieldsFrom });
      expect(permitted.sort()).toEqual(access.fields("read", "deal", record).sort());
    }
    const accessible = new AccessibleFields<object>(ability, "read", () => ["everything"]);
    expect(accessible.of(aDeal({ ownerId: "u2" })).sort()).toEqual(["id", "stage"]);
    expect(accessible.ofType("deal" as never).sort()).toEqual(["amount", "id", "stage"]);
  });

  it("name the one that a yes rests on", () => {
    expect(ability.relevantRuleFor("read", aDeal(), "amount")?.fields).toEqual(["amount"]);
    expect(ability.relevantRuleFor("read", aDeal())?.inverted).toBe(false);
    expect(ability.relevantRuleFor("read", "deal")?.inverted).toBe(false);
    expect(ability.relevantRuleFor("read", aDeal(), "phone")).toBe(null);
  });

  it("are made when they are looked at, each once", () => {
    const lazy = accessByGrant({ allow: "*" });
    const asked = vi.spyOn(lazy, "canSome");
    const made = abilityOf(lazy);
    expect(asked).not.toHaveBeenCalled();
    made.can("read", aDeal());
    const afterOne = asked.mock.calls.length;
    expect(new Set(asked.mock.calls.map(([action, type]) => `${action} ${type}`))).toEqual(new Set(["read deal"]));
    made.can("read", aDeal(), "id");
    expect(asked).toHaveBeenCalledTimes(afterOne);
    expect(made.possibleRulesFor("read", "deal")).toBe(made.possibleRulesFor("read", "deal"));
    expect(made.rules).toBe(made.rules);
    expect(made.rules.length).toBeGreaterThan(5);
  });

  it("are no query: whoever takes them for one gets an error or nothing, and never every row", () => {
    const conditions = rulesToCondition(ability.rulesFor("read", "deal"), (rule) => rule.conditions as object, {
      and: (all) => all,
      or: (all) => all,
      empty: () => [],
    });
    expect(conditions?.map((one) => Object.keys(one))).toEqual([["$castellan"], ["$castellan"]]);
    expect(() => rulesToAST(ability, "read", "deal")).toThrow('does not have "ast" property');
  });

  it("are no data: what comes out of JSON matches no record", () => {
    const copies = JSON.parse(JSON.stringify(ability.rules));
    const elsewhere = createMongoAbility(copies);
    expect(elsewhere.can("read", subject("deal", { ...deal }))).toBe(false);
    expect(elsewhere.can("read", subject("deal", { ...deal, $castellan: { read: "deal" } }))).toBe(false);
    expect(packRules(ability.rules as never[])[0]).toEqual([
      "read",
      "deal",
      { $castellan: { read: "deal" } },
      0,
      "id,stage",
    ]);
  });

  it("cannot be changed from outside", () => {
    const [rule] = ability.rules as { fields: string[] }[];
    expect(() => rule?.fields.push("margin")).toThrow(TypeError);
    expect(() => Object.assign(rule as object, { subject: "report" })).toThrow(TypeError);
    expect(() => Object.assign((rule as unknown as { conditions: object }).conditions, { $castellan: {} })).toThrow(
      TypeError,
    );
  });
});

describe("a no", () => {
  const policy = policyOf(
    {},
    { rules: { deal: [{ id: "won", forbid: "update", when: { stage: "won" }, why: "what is won is closed" }] } },
  );
  const ability = abilityOf(accessTo(policy, { assignments: [grantOf({ deal: [{ allow: "update" }] })] }));

  it("tells the `why` of a statement that determined it", () => {
    const won = aDeal({ stage: "won" });
    expect(ability.relevantRuleFor("update", won)).toMatchObject({ inverted: true, reason: "what is won is closed" });
    expect(ability.relevantRuleFor("update", won, "amount")).toMatchObject({ inverted: true, fields: ["amount"] });
    expect(() => ForbiddenError.from(ability).throwUnlessCan("update", won)).toThrow("what is won is closed");
    expect(ability.can("update", won)).toBe(false);
  });

  it("tells the `why` that stands in the way of most fields", () => {
    const several = abilityOf(
      accessByGrant(
        { allow: "update" },
        { forbid: "update", fields: ["ownerId"], why: "owners stay" },
        { forbid: "update", why: "deals stay" },
        { forbid: "update", fields: ["stage", "amount"], why: "stages stay" },
      ),
    );
    expect(several.relevantRuleFor("update", aDeal())?.reason).toBe("deals stay");
    expect(several.relevantRuleFor("update", aDeal(), "ownerId")?.reason).toBe("owners stay");
    expect(several.relevantRuleFor("update", "deal")).toBe(null);
  });

  it("never tells the `why` of what allows", () => {
    const readable = abilityOf(accessByGrant({ allow: ["read", "delete"], why: "everybody may" }));
    readable.update(readable.rules.filter(({ action }) => action === "delete"));
    expect(readable.can("read", aDeal())).toBe(false);
    expect(readable.relevantRuleFor("read", aDeal())).toBe(null);
  });

  it("without a `why` is CASL's own", () => {
    expect(ability.relevantRuleFor("delete", aDeal())).toBe(null);
    expect(() => ForbiddenError.from(ability).throwUnlessCan("delete", aDeal())).toThrow(
      'Cannot execute "delete" on "deal"',
    );
  });

  it("is no error where the record throws while it is read", () => {
    const hostile = subject("deal", {
      get stage(): string {
        throw new Error("boom");
      },
    });
    expect(ability.can("update", hostile)).toBe(false);
    expect(ability.relevantRuleFor("update", hostile)).toMatchObject({ inverted: true });
  });
});

describe("an update of an ability", () => {
  const reading = accessByGrant({ allow: "read" });
  const deleting = accessByGrant({ allow: "delete" });
  const answers = (ability: Anything): boolean[] => ["read", "delete"].map((action) => ability.can(action, aDeal()));

  it("lets another access answer, and fires CASL's events", () => {
    const ability = abilityOf(reading);
    const events: string[] = [];
    ability.on("update", () => events.push("update"));
    ability.on("updated", () => events.push(`updated: ${answers(ability)}`));
    refreshAbility(ability as never, deleting as never);
    expect(answers(ability)).toEqual([false, true]);
    expect(events).toEqual(["update", "updated: false,true"]);
  });

  it("takes the rules of another ability of castellan's", () => {
    const ability = abilityOf(reading);
    ability.update(abilityOf(deleting).rules);
    expect(answers(ability)).toEqual([false, true]);
  });

  it("takes a part of its rules, and then allows no more than that part", () => {
    const ability = abilityOf(accessByGrant({ allow: ["read", "delete"] }));
    ability.update(ability.rules.filter(({ action }) => action === "read"));
    expect(answers(ability)).toEqual([true, false]);
    expect(ability.can("delete", "deal")).toBe(false);
    const fields = abilityOf(
      accessByGrant({ allow: "read", fields: ["id"] }, { allow: "read", fields: ["stage"], when: { id: "d1" } }),
    );
    fields.update(fields.rules.filter((rule) => rule.fields?.includes("id")));
    expect(["id", "stage"].map((field) => fields.can("read", aDeal(), field))).toEqual([true, false]);
    expect(["id", "stage"].map((field) => fields.can("read", "deal", field))).toEqual([true, false]);
  });

  it("without rules allows nothing", () => {
    const ability = abilityOf(reading);
    expect(ability.update([])).toBe(ability);
    expect(answers(ability)).toEqual([false, false]);
    expect(ability.can("read", "deal")).toBe(false);
    refreshAbility(ability as never, reading as never);
    expect(answers(ability)).toEqual([true, false]);
  });

  it.each<[string, unknown[]]>([
    ["rules of CASL's own", [{ action: "manage", subject: "all" }]],
    ["a copy of a rule", abilityOf(reading).rules.map((rule) => ({ ...rule }))],
    ["rules of two abilities", [...abilityOf(reading).rules, ...abilityOf(deleting).rules]],
    ["a rule of CASL's own among others", [...abilityOf(reading).rules, { action: "delete", subject: "deal" }]],
    ["nothing", [null]],
  ])("refuses %s, and leaves everything as it is", (_, rules) => {
    const ability = abilityOf(reading);
    expect(() => ability.update(rules as never)).toThrow(expect.objectContaining({ code: "invalid_facts" }));
    expect(answers(ability)).toEqual([true, false]);
  });

  it("is refused for an ability of CASL's own", () => {
    expect(() => refreshAbility(createMongoAbility() as never, reading as never)).toThrow(
      expect.objectContaining({ code: "invalid_facts" }),
    );
  });
});

describe("what an ability is made of", () => {
  it.each<[string, unknown]>([
    ["nothing", null],
    ["a text", "access"],
    ["another object", { can: () => true, attenuate: () => undefined }],
  ])("is not %s", (_, given) => {
    expect(() => toAbility(given as never)).toThrow(expect.objectContaining({ code: "invalid_facts" }));
  });

  it("may be an access on behalf of somebody: both must be allowed, field by field", () => {
    const facts = (fields: string[]) => ({
      principal,
      session: null,
      assignments: [grantOf({ deal: [{ allow: "read", fields }] })],
    });
    const access = accessTo(policyOf({}), {
      ...facts(["id", "stage"]),
      principal: { ...principal, id: "agent-1", kind: "agent" },
      onBehalfOf: facts(["stage", "amount"]),
    });
    const ability = abilityOf(access);
    expect(["id", "stage", "amount"].map((field) => ability.can("read", aDeal(), field))).toEqual([false, true, false]);
    expect(ability.can("read", aDeal())).toBe(true);
    expect(ability.rules.map(({ fields }) => fields)).toEqual([["stage"]]);
  });

  it("answers at its own instant", () => {
    const assignments = [grantOf({ deal: [{ allow: "read" }] }, { validUntil: NOW + HOUR })];
    const access = accessTo(policyOf({}), { assignments });
    expect(abilityOf(access).can("read", aDeal())).toBe(true);
    expect(abilityOf(access.at(NOW + HOUR)).can("read", aDeal())).toBe(false);
  });

  it("may have any statements", () => {
    const statements: StatementsData = { deal: [{ allow: ["read", "update"] }], report: [{ allow: "read" }] };
    const ability = abilityOf(accessTo(policyOf({}), { assignments: [grantOf(statements)] }));
    expect(ability.can("read", subject("report", { id: "r1", teams: ["north"] }))).toBe(true);
  });
});
