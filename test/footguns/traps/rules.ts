import { subject } from "@casl/ability";
import { permittedFieldsOf } from "@casl/ability/extra";
import { accessibleBy, createPrismaAbility, prismaQuery } from "@casl/prisma";
import { fromCaslRules, toAbility } from "castellan/casl";
import { expect } from "vitest";
import { casl, castellan, defined, READ, reads } from "../scene.js";
import type { Trap } from "../trap.js";

export const laterAllow: Trap = {
  title: "an allow after a `cannot`",
  casl: {
    does: "the later rule wins: a role that is added gives back what another one took",
    shown: () => {
      const cannot = { ...READ, inverted: true, conditions: { secret: true } };
      expect(reads(casl(READ, cannot), { secret: true })).toBe(false);
      expect(reads(casl(cannot, READ), { secret: true })).toBe(true);
    },
  },
  castellan: {
    does: "a forbid wins, wherever it stands",
    shown: () => {
      const access = castellan([{ forbid: "read", when: { secret: true } }, { allow: "read" }]);
      expect(access.can("read", "deal", { secret: true })).toBe(false);
    },
  },
};

export const nullConditions: Trap = {
  title: "`conditions: null`",
  casl: {
    does: 'every record; so are `{}`, `[]`, `""`, `0` and `false`',
    shown: () => {
      for (const conditions of [null, {}, [], "", 0, false]) {
        expect(reads(casl({ ...READ, conditions }), { ownerId: "u2" })).toBe(true);
      }
    },
  },
  castellan: {
    does: "a definition error; coming from CASL, left out and reported",
    shown: () => {
      for (const when of [null, {}, [], "", 0, false]) {
        expect(defined({ allow: "read", when })).toThrow(expect.objectContaining({ code: "invalid_definition" }));
        const { statements, issues } = fromCaslRules([{ ...READ, conditions: when }]);
        expect(statements).toEqual({});
        expect(issues.map(({ code }) => code)).toEqual(["no_conditions"]);
      }
    },
  },
};

export const misspeltKey: Trap = {
  title: "a misspelt key of a rule",
  casl: {
    does: "it is passed over: every record, every field",
    shown: () => {
      const ability = casl({ ...READ, condition: { ownerId: "u1" }, field: ["id"] });
      expect(ability.can("read", subject("Deal", { ownerId: "u2" }), "amount")).toBe(true);
    },
  },
  castellan: {
    does: "a definition error; coming from CASL, left out and reported",
    shown: () => {
      expect(defined({ allow: "read", conditions: { ownerId: "u1" } })).toThrow("unknown_key");
      expect(defined({ allow: "read", field: ["id"] })).toThrow("unknown_key");
      const { statements, issues } = fromCaslRules([{ ...READ, condition: { ownerId: "u1" }, field: ["id"] }]);
      expect(statements).toEqual({});
      expect(issues.map(({ code }) => code)).toEqual(["unknown_key", "unknown_key"]);
    },
  },
};

export const emptySubject: Trap = {
  title: '`subject: ""`',
  casl: {
    does: "every type; so are null and a subject that is missing",
    shown: () => {
      for (const rule of [{ subject: "" }, { subject: null }, {}]) {
        expect(casl({ action: "read", ...rule }).can("read", "Salary")).toBe(true);
      }
    },
  },
  castellan: {
    does: "a definition error; coming from CASL, left out and reported",
    shown: () => {
      const { statements, issues } = fromCaslRules([{ action: "read", subject: "" }]);
      expect(statements).toEqual({});
      expect(issues.map(({ code }) => code)).toEqual(["no_subject"]);
      expect(() => castellan([]).can("read" as never, "" as never, {})).toThrow("not defined");
    },
  },
};

const forged: readonly object[] = [
  JSON.parse('{ "__caslSubjectType__": "Note" }'),
  JSON.parse('{ "constructor": { "modelName": "Note" } }'),
];

export const ownType: Trap = {
  title: "a record that brings its own type",
  casl: {
    does: "it is believed: `__caslSubjectType__` or `constructor` out of a request's body choose whose rules count",
    shown: () => {
      const ability = casl({ action: "update", subject: "Note" });
      expect(forged.map((record) => ability.can("update", record as never))).toEqual([true, true]);
    },
  },
  castellan: {
    does: "the type is an argument; an ability believes nothing but `subject()`",
    shown: () => {
      const access = castellan([{ allow: "update" }]);
      const ability = toAbility(access);
      for (const record of forged) {
        const forDeals = JSON.parse(JSON.stringify(record).replace("Note", "deal"));
        expect(ability.can("update", forDeals)).toBe(false);
      }
      expect(ability.can("update", subject("deal", { id: "d1" }))).toBe(true);
    },
  },
};

export const missingRecord: Trap = {
  title: "a record that was not found",
  casl: {
    does: 'undefined is taken for "all": who may manage all may do it, whatever `cannot` says of the type',
    shown: () => {
      const ability = casl({ action: "manage", subject: "all" }, { ...READ, inverted: true });
      expect(ability.can("read", subject("Deal", {}))).toBe(false);
      expect([undefined, null].map((none) => ability.can("read", none as never))).toEqual([true, true]);
    },
  },
  castellan: {
    does: "it throws; an ability says no",
    shown: () => {
      const access = castellan([{ allow: "*" }]);
      expect(() => access.can("read", "deal", undefined as never)).toThrow("is missing");
      expect([undefined, null].map((none) => toAbility(access).can("read", none as never))).toEqual([false, false]);
    },
  },
};

const fieldsFrom = ({ fields }: { fields?: string[] | undefined }): string[] => fields ?? [];

export const literalWildcard: Trap = {
  title: "a pattern of fields",
  casl: {
    does: "`permittedFieldsOf` gives `address.*` as it stands: a `cannot` of `address.street` takes nothing off it",
    shown: () => {
      const ability = casl({ ...READ, fields: ["address.*"] }, { ...READ, fields: ["address.street"], inverted: true });
      expect(permittedFieldsOf(ability, "read", "Deal", { fieldsFrom })).toEqual(["address.*"]);
    },
  },
  castellan: {
    does: "fields are names: a pattern is a definition error; coming from CASL, reported",
    shown: () => {
      expect(defined({ allow: "read", fields: ["address.*"] })).toThrow("unknown_field");
      expect(castellan([{ allow: "read", fields: ["address"] }]).fields("read", "deal", {})).toEqual(["address"]);
      const { issues } = fromCaslRules([{ ...READ, fields: ["address.*"] }]);
      expect(issues.map(({ code }) => code)).toEqual(["field_wildcard"]);
    },
  },
};

export const fieldsAsRows: Trap = {
  title: "a grant of one field, in a query",
  casl: {
    does: "`accessibleBy` asks for the row, although the only field is forbidden",
    shown: () => {
      const rules = [
        { ...READ, fields: ["amount"], conditions: { ownerId: "u1" } },
        { ...READ, fields: ["amount"], inverted: true },
      ];
      const ability = createPrismaAbility(rules as never);
      const where = accessibleBy(ability as never, "read" as never).ofType("Deal" as never);
      expect(prismaQuery(where as never)({ ownerId: "u1" })).toBe(true);
      expect(ability.can("read", subject("Deal", { ownerId: "u1" }), "amount")).toBe(false);
    },
  },
  castellan: {
    does: "a filter keeps a row only if some field of it is allowed, each decided alone; the row is masked",
    shown: () => {
      const forbidden = castellan([
        { allow: "read", fields: ["amount"], when: { ownerId: "u1" } },
        { forbid: "read", fields: ["amount"] },
      ]);
      expect(forbidden.filter("read", "deal").matches({ ownerId: "u1" })).toBe(false);
      const one = castellan([{ allow: "read", fields: ["amount"] }]);
      expect(one.filter("read", "deal").isAlways).toBe(true);
      expect(one.mask("deal", { id: "d1", amount: 5 })).toEqual({ amount: 5 });
    },
  },
};

export const failedUpdate: Trap = {
  title: "an `update` of the rules that fails",
  casl: {
    does: "it throws, and the rules that stay have lost their limits to fields",
    shown: () => {
      const ability = casl({ ...READ, fields: ["id"] });
      const canReadAmount = (): boolean => ability.can("read", subject("Deal", {}), "amount");
      expect(canReadAmount()).toBe(false);
      expect(() => ability.update([{ ...READ, fields: [] }] as never)).toThrow("cannot be empty");
      expect(canReadAmount()).toBe(true);
    },
  },
  castellan: {
    does: "it throws before anything is changed",
    shown: () => {
      const ability = toAbility(castellan([{ allow: "read", fields: ["id"] }]));
      const record = (): never => subject("deal", { id: "d1" }) as never;
      expect(() => ability.update([{ action: "read", subject: "deal", fields: [] }])).toThrow("toAbility");
      expect(["id", "amount"].map((field) => ability.can("read", record(), field))).toEqual([true, false]);
    },
  },
};
