import { type Ability, ForbiddenError, subject } from "@casl/ability";
import { type Access, parsePolicy, type UnknownVocabulary, type VocabularyOf } from "castellan";
import {
  type AbilityOf,
  type AccessConditions,
  type CaslImport,
  fromCaslRules,
  keepFresh,
  refreshAbility,
  toAbility,
} from "castellan/casl";
import type { ClientAccess } from "castellan/client";
import { describe, expectTypeOf, test } from "vitest";
import { type crm, model } from "./crm.js";

declare const access: Access<VocabularyOf<typeof crm>>;
declare const hydrated: ClientAccess<VocabularyOf<typeof crm>>;
declare const unknownAccess: Access<UnknownVocabulary>;
const deal = { id: "d1", amount: 5 };

describe("an ability", () => {
  const ability = toAbility(access);

  test("is CASL's own class", () => {
    expectTypeOf(ability).toExtend<Ability>();
    expectTypeOf(ability).toEqualTypeOf<AbilityOf<typeof access>>();
    expectTypeOf(ability).toEqualTypeOf<AbilityOf<typeof access, AccessConditions>>();
    ForbiddenError.from(ability).throwUnlessCan("read", subject("deal", deal));
  });

  test("takes the actions of each type", () => {
    ability.can("reassign", "deal");
    ability.can("call", "contact", "phone");
    ability.can("print", subject("report", { id: "r1" }));
    // @ts-expect-error a report is not called
    ability.can("call", "report");
    // @ts-expect-error
    ability.can("raed", "deal");
    // @ts-expect-error
    ability.can("read", "daels");
    // @ts-expect-error CASL's words for everything are no words here
    ability.can("manage", "all");
  });

  test("takes only records that were given a type", () => {
    // @ts-expect-error
    ability.can("read", deal);
    // @ts-expect-error
    ability.can("print", subject("deal", deal));
  });

  test("is refreshed by an access of the same policy", () => {
    refreshAbility(ability, access.at(0));
    refreshAbility(ability, access.attenuate({ allow: { deal: ["read"] } }));
    // @ts-expect-error
    refreshAbility(ability, {});
  });
});

describe("an ability of an access that was hydrated", () => {
  const ability = toAbility(hydrated);

  test("takes the actions and the types of the policy", () => {
    ability.can("reassign", "deal");
    ability.can("print", subject("report", { id: "r1" }), "title");
    // @ts-expect-error
    ability.can("raed", "deal");
    // @ts-expect-error
    ability.can("read", "daels");
  });

  test("is kept fresh", () => {
    refreshAbility(ability, hydrated.at(0));
    keepFresh(ability, { now: Date.now, setTimer: () => () => undefined, load: async () => hydrated });
  });
});

describe("an ability under an unknown policy", () => {
  test("takes any name", () => {
    toAbility(unknownAccess).can("whatever", subject("anything", {}));
  });
});

describe("an ability with queries", () => {
  test("has what the translation gives as conditions", () => {
    const ability = toAbility(access, { query: ({ isNever }) => ({ isNever }) });
    expectTypeOf(ability).toEqualTypeOf<AbilityOf<typeof access, { isNever: boolean }>>();
    // @ts-expect-error
    toAbility(access, { query: () => "text" });
  });

  test("needs an access", () => {
    // @ts-expect-error
    toAbility({});
    // @ts-expect-error
    toAbility(null);
  });
});

describe("an ability that is kept fresh", () => {
  const ability = toAbility(access);
  const setTimer = (_run: () => void, _ms: number) => () => undefined;

  test("needs a clock and timers, and may load an access of the same policy", () => {
    expectTypeOf(keepFresh(ability, { now: Date.now, setTimer })).toEqualTypeOf<() => void>();
    keepFresh(ability, {
      now: Date.now,
      setTimer,
      load: (now) => access.at(now),
      interval: 500,
      onError: () => undefined,
    });
    keepFresh(ability, { now: Date.now, setTimer, load: async () => access });
    // @ts-expect-error
    keepFresh(ability, { setTimer });
    // @ts-expect-error
    keepFresh(ability, { now: Date.now });
    // @ts-expect-error
    keepFresh(ability, { now: Date.now, setTimer, load: () => ability });
  });
});

describe("rules of CASL's", () => {
  test("are anything, and become statements that are parsed", () => {
    const read = fromCaslRules([], { model, types: { Deal: "deal" }, actions: { edit: ["update"], see: "read" } });
    expectTypeOf(read).toEqualTypeOf<CaslImport>();
    expectTypeOf(read.issues[0]?.code).not.toEqualTypeOf<string | undefined>();
    parsePolicy(model, { id: "crm", version: 1, roles: { rep: { title: "Rep", statements: read.statements } } });
    fromCaslRules("hostile", {});
    // @ts-expect-error
    fromCaslRules([], { model: {} });
    // @ts-expect-error
    fromCaslRules([], { actoins: {} });
  });
});
