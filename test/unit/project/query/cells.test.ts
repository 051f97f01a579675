import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defineModel, definePolicy, resource } from "../../../../src/index.js";
import { isCastellanError } from "../../../../src/model/errors.js";
import { cells } from "../../../../src/project/query/cells.js";
import { toSQL } from "../../../../src/project/query/sql.js";
import { type Engine, fill, mysqlEngine, pgliteEngine, postgresEngine, sqliteEngine } from "./sql-engines.js";

const NOW = Date.parse("2026-03-02T09:00:00Z");
const deal = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "region", type: "string", nullable: true },
    { name: "phone", type: "string", nullable: true },
    { name: "email", type: "string", nullable: true },
    { name: "name", type: "string", nullable: true },
    { name: "secret", type: "string", nullable: true },
    { name: "amount", type: "number", nullable: true },
  ] as const,
  actions: ["create", "read", "export", "delete"],
  readOnlyActions: ["read", "export"],
  sensitive: ["secret"],
  scopePaths: { region: "region" },
});
const model = defineModel({ dimensions: { region: { flat: true } }, resources: { deal } });
const policy = definePolicy(model, {
  id: "crm",
  version: 1,
  roles: {
    everything: {
      title: "All",
      scopedBy: ["region"],
      statements: { deal: [{ allow: "*", fields: ["id", "region", "phone", "email", "name", "secret", "amount"] }] },
    },
    small: {
      title: "Small",
      scopedBy: ["region"],
      statements: { deal: [{ allow: "read", when: { amount: { $lt: 100 } } }] },
    },
    support: {
      title: "Support",
      scopedBy: ["region"],
      statements: {
        deal: [
          { allow: "read", fields: ["id", "region"] },
          { allow: "read", masked: { phone: "last4", email: "email", name: "initials", secret: "redact" } },
        ],
      },
    },
    blurred: {
      title: "Blurred",
      scopedBy: ["region"],
      statements: {
        deal: [
          { allow: "read", fields: ["id"] },
          {
            allow: "read",
            masked: { phone: "redact", email: "initials", name: "last4" },
            when: { amount: { $gte: 0 } },
          },
          { allow: "read", masked: { name: "email" } },
        ],
      },
    },
    careful: {
      title: "Careful",
      scopedBy: ["region"],
      statements: { deal: [{ forbid: "read", fields: ["email", "amount"], when: { name: "Ada Lovelace" } }] },
    },
  },
  rules: {
    deal: [
      { id: "hide", forbid: "*", fields: ["phone"], when: { phone: { $startsWith: "000" } } },
      { id: "step-up", require: { mfa: {} }, for: "read", fields: ["name"], when: { region: "FR" } },
      { id: "approved", require: { approval: { by: "everything" } }, for: "export" },
    ],
  },
});

type Role = "everything" | "small" | "support" | "blurred" | "careful";
const facts = (roles: readonly Role[], region: "*" | readonly string[] = "*", id = "u1") => ({
  principal: { id, kind: "employee" as const, status: "active" as const },
  assignments: roles.map((role) => ({ id: `${id}-${role}`, role, scope: { region } })),
  session: null,
});
const accessOf = (...args: Parameters<typeof facts>) => policy.access({ ...facts(...args), now: NOW });

const TEXTS: readonly (string | null)[] = [
  null,
  "",
  " ",
  "  ",
  "a",
  "+49 30 1234567",
  "1234567",
  "12345678",
  "0001234567",
  "😀😀😀😀😀😀😀",
  "😀😀😀x😀😀y😀",
  "e\u0301e\u0301e\u0301e\u0301",
  "ada@example.com",
  "@example.com",
  "ada@",
  "@",
  "@@",
  "a@b@c",
  "a@@",
  "😀a@b",
  "a b@c d",
  "ada@exa\nmple.com",
  "\n@x",
  "＠a@b",
  "Ada Lovelace",
  " Ada  King Lovelace ",
  "Ada",
  "😀 b 😁x",
  "a\tb c",
  "a\u00a0b",
  "\nAda L",
  "ä Ö",
  "ß A",
  "'x' \"y\"",
  "A \n",
  "\u{1f468}\u200d\u{1f469} B",
];
const AMOUNTS = [null, -1, 0, 50, 100, 1e21];
const records = TEXTS.flatMap((text, index) =>
  [0, 1].map((turn) => ({
    id: `d${index}-${turn}`,
    region: ["DE", "FR", null, "de"][(index + turn) % 4] ?? null,
    phone: text,
    email: TEXTS[(index * 7 + turn) % TEXTS.length] ?? null,
    name: TEXTS[(index * 5 + turn * 3) % TEXTS.length] ?? null,
    secret: text,
    amount: AMOUNTS[(index + turn) % AMOUNTS.length] ?? null,
  })),
);

const engines: readonly (readonly [string, () => Engine | Promise<Engine>])[] = [
  ["SQLite", sqliteEngine],
  ["PGlite", pgliteEngine],
  ...server("POSTGRES_URL", "PostgreSQL", postgresEngine),
  ...server("MYSQL_URL", "MariaDB", mysqlEngine),
];

function server(variable: string, name: string, open: (url: string) => Promise<Engine>) {
  const url = process.env[variable];
  return url === undefined ? [] : [[name, () => open(url)] as const];
}

const accesses: readonly (readonly [string, () => ReturnType<typeof accessOf>])[] = [
  ["who sees everything", () => accessOf(["everything"])],
  ["who sees everything in one region", () => accessOf(["everything"], ["DE"])],
  ["who sees what is small", () => accessOf(["small"])],
  ["who sees parts", () => accessOf(["support"])],
  ["who sees different parts", () => accessOf(["support", "blurred"])],
  [
    "who sees different parts in other regions",
    () =>
      policy.access({
        ...facts(["support", "small"], ["DE"]),
        assignments: [...facts(["support"], ["DE"]).assignments, ...facts(["blurred"], ["FR"], "u2").assignments],
        now: NOW,
      }),
  ],
  ["who is forbidden some", () => accessOf(["everything", "careful"])],
  ["who sees parts and is forbidden some", () => accessOf(["support", "careful", "small"])],
  ["who sees nothing", () => accessOf([])],
  ["who may delete alone", () => accessOf(["everything"]).attenuate({ allow: { deal: ["delete"] } })],
  [
    "who sees everything on behalf of one who sees parts",
    () => policy.access({ ...facts(["everything"]), onBehalfOf: facts(["support"], "*", "u2"), now: NOW }),
  ],
  [
    "who sees parts on behalf of one who sees others",
    () => policy.access({ ...facts(["support", "small"]), onBehalfOf: facts(["blurred"], ["DE"], "u2"), now: NOW }),
  ],
  [
    "who sees other parts on behalf of one who sees parts",
    () => policy.access({ ...facts(["blurred"]), onBehalfOf: facts(["support", "careful"], "*", "u2"), now: NOW }),
  ],
];

describe.each(engines)("cells in %s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    const text = engine.dialect === "mysql" ? "varchar(200)" : "text";
    const columns = ["id", "region", "phone", "email", "name", "secret"].map((name) => ({ name, type: text }));
    await fill(engine, "deal", [...columns, { name: "amount", type: "double precision" }], records);
  });
  afterAll(() => engine.close());

  it.each(accesses)("are what a mask of the row shows to one %s", async (_, open) => {
    const access = open();
    const { text, values } = cells(access, "read", "deal", { dialect: engine.dialect, table: "d" });
    const key = engine.dialect === "postgres" ? `d."id"` : "d.`id`";
    const rows = await engine.query({ text: `SELECT ${text}, ${key} AS "row key" FROM deal AS d`, values });
    expect(rows).toHaveLength(records.length);
    for (const record of records) {
      const row = rows.find((one) => one["row key"] === record.id);
      const shown: Partial<Record<string, unknown>> = access.mask("deal", record);
      const expected = Object.keys(record).map((field) => [field, shown[field] ?? null]);
      expect({ ...row, "row key": undefined }).toEqual({ ...Object.fromEntries(expected), "row key": undefined });
    }
  });

  it("stand beside a filter, with placeholders that go on", async () => {
    const access = accessOf(["support", "small"], ["DE"]);
    const { dialect } = engine;
    const shown = cells(access, "read", "deal", { dialect });
    const kept = toSQL(access.filter("read", "deal"), { dialect, firstPlaceholder: shown.values.length + 1 });
    const text = `SELECT ${shown.text} FROM deal WHERE ${kept.text}`;
    const rows = await engine.query({ text, values: [...shown.values, ...kept.values] });
    const allowed = records.filter((record) => access.can("read", "deal", record));
    expect(rows.map(({ id }) => id).sort()).toEqual(allowed.map(({ id }) => id).sort());
  });
});

describe("cells", () => {
  const masksOf = (column: Record<string, string>) =>
    cells(accessOf(["everything"]), "read", "deal", { dialect: "postgres", columns: column });

  it("know the names of the access", () => {
    const access = accessOf(["everything"]);
    // @ts-expect-error no such action
    expect(codeOf(() => cells(access, "raed", "deal", { dialect: "sqlite" }))).toBe("unknown_action");
    // @ts-expect-error no such type
    expect(codeOf(() => cells(access, "read", "daal", { dialect: "sqlite" }))).toBe("unknown_type");
  });

  it("name each column after its field", () => {
    expect(masksOf({ region: "area" }).text).toContain(`"area" AS "region"`);
  });

  it("bind a list once in PostgreSQL, however many fields depend on it", () => {
    const regions = Array.from({ length: 1_000 }, (_, index) => `r${index}`);
    const { text, values } = cells(accessOf(["everything"], regions), "delete", "deal", { dialect: "postgres" });
    expect(values.filter((value) => Array.isArray(value))).toHaveLength(1);
    expect(text.match(/\$1::/g)?.length).toBe(7);
  });

  it("hide what depends on what only memory can tell, by refusing", () => {
    const approval = {
      id: "a",
      by: "u2",
      principal: "u1",
      action: "export",
      type: "deal",
      recordId: "d1",
      at: NOW - 1,
    };
    const access = policy.access({ ...facts(["everything"]), approvals: [approval], now: NOW });
    expect(codeOf(() => cells(access, "export", "deal", { dialect: "sqlite" }))).toBe("untranslatable_filter");
  });

  it("hide a text that SQLite cannot count, and show the others", async () => {
    const engine = sqliteEngine();
    const texts = [
      "0123\u0000456789",
      "a\u0000@example.com",
      "0123456789\u0000x",
      "a@b\u0000c",
      "Ada\u0000 L",
      "0123456789",
      5,
      new Uint8Array([97]),
    ];
    const rows = texts.map((phone) => ({ phone, email: phone, name: phone }));
    await fill(
      engine,
      "deal",
      ["phone", "email", "name"].map((name) => ({ name, type: "" })),
      rows,
    );
    const columns = { id: "phone", region: "phone", secret: "phone", amount: "phone" };
    const access = policy.access({ ...facts(["support"]), now: NOW });
    const { text, values } = cells(access, "read", "deal", {
      dialect: "sqlite",
      columns: { ...columns, region: "region" },
    });
    const table = "(SELECT *, 'DE' AS region FROM deal)";
    const shown = await engine.query({ text: `SELECT ${text} FROM ${table}`, values });
    expect(shown.map(({ phone, email, name }) => [phone, email, name])).toEqual([
      ["••••", "••••", "••••"],
      ["••••", "••••", "••••"],
      ["••••", "••••", "••••"],
      ["••••", "••••", "••••"],
      ["••••", "••••", "••••"],
      ["••••6789", "••••", "0."],
      [null, null, null],
      [null, null, null],
    ]);
    await engine.close();
  });

  it("hide a part of what is stored so that none can be taken", () => {
    const columns = { phone: { stored: "json" }, email: { stored: "char" } } as const;
    const { text } = cells(accessOf(["support"]), "read", "deal", { dialect: "postgres", columns });
    expect(text).toMatch(/THEN NULL END AS "phone"/);
    expect(text).not.toContain('THEN "phone"');
    expect(text).toContain(`CASE WHEN "email" IS NOT NULL THEN concat("email") END`);
  });

  it("name what a field keeps in columns of its own after its path, in place of the field if that is all", () => {
    const geo = { name: "geo", type: "object", fields: [{ name: "lat", type: "number" }] } as const;
    const fields = [
      { name: "id", type: "string" },
      { name: "address", type: "object", fields: [{ name: "city", type: "string" }, geo] },
    ] as const;
    const place = resource({ fields, actions: ["read"] });
    const reader = { title: "Reader", statements: { place: [{ allow: "read", fields: ["address"] }] } } as const;
    const places = definePolicy(defineModel({ resources: { place } }), { id: "p", version: 1, roles: { reader } });
    const { principal } = facts([]);
    const access = places.access({ principal, assignments: [{ id: "a", role: "reader" }], session: null, now: NOW });
    const say = (columns: Record<string, string>) =>
      cells(access, "read", "place", { dialect: "postgres", columns }).text;
    expect(say({})).toBe(`NULL AS "id", "address" AS "address"`);
    expect(say({ address: "a", "address.city": "c" })).toBe(`NULL AS "id", "a" AS "address", "c" AS "address.city"`);
    expect(say({ "address.city": "c" })).toBe(`NULL AS "id", "address" AS "address", "c" AS "address.city"`);
    const all = { "address.city": "c", "address.geo.lat": "l" };
    expect(say(all)).toBe(`NULL AS "id", "c" AS "address.city", "l" AS "address.geo.lat"`);
    expect(say({ ...all, address: "a" })).toContain(`"a" AS "address", "c"`);
    const some = { "address.city": "c", "address.geo": "g" };
    expect(say(some)).toBe(`NULL AS "id", "c" AS "address.city", "g" AS "address.geo"`);
  });

  it.each([
    [
      "an action that creates",
      () => cells(accessOf(["everything"]), "create", "deal", { dialect: "sqlite" }),
      "invalid_request",
    ],
    [
      "what is no access",
      () => cells({ attenuate: () => null } as never, "read" as never, "deal" as never, { dialect: "sqlite" }),
      "invalid_facts",
    ],
  ])("refuse %s", (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });
});

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (isCastellanError(error)) return error.code;
    throw error;
  }
  return "nothing was refused";
}
