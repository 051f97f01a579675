import type { JsonObject } from "../../model/json.js";
import type { HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import { all, expectSame, expectThat } from "./expect.js";
import { type StoreCase, storeCase } from "./store-case.js";
import { markOf, person, TenantLog } from "./tenant-log.js";

const DEEP = 500;

/** What JSON can say and stores may get wrong, by what it is. */
const values: Readonly<Record<string, unknown>> = {
  "an empty text, list and object": ["", [], {}],
  "null, true and false": [null, true, false, { nothing: null }],
  "text of every plane": [
    "é",
    "e\u0301",
    "ß",
    "ﬁ",
    "😀",
    "👩‍👩‍👧‍👦",
    "\u{10ffff}",
    "مرحبا",
    "한국어",
    "\u202e",
    "\ufeff",
    "\uffff",
  ],
  "control characters": Array.from({ length: 32 }, (_, code) => `a${String.fromCharCode(code)}b`),
  "\\u0000 in a text and in a key": { text: "\u0000", "a\u0000b": ["\u0000\u0000"] },
  "lone surrogates": ["\ud800", "a\udfffb", "\ude00\ud83d", { "\ud800": 1 }],
  "spaces at both ends": [" a ", "\ta\n", "  "],
  "quotes and backslashes": ["'", '"', "\\", "\\u0000", "\\'", "`", "{{x}}", "\\\\"],
  "whole numbers at the limits": [0, 1, -1, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 53, 1e21],
  "fractions at the limits": [0.1, 1 / 3, -1e-7, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1 + 0.2],
  "text that looks like something else": [
    "null",
    "1",
    "true",
    "2026-01-05",
    "2026-01-05T09:00:00.000Z",
    "0x10",
    "1e5",
    "[]",
  ],
  "lists within lists, with nothing in them": [[], [[]], [[], [null]]],
  "a hundred thousand characters": ["x".repeat(100_000), "😀".repeat(50_000)],
  "ten thousand elements": Array.from({ length: 10_000 }, (_, index) => index),
  "keys that objects have by themselves": JSON.parse(
    '{ "__proto__": { "isAdmin": true }, "constructor": { "prototype": 1 }, "toString": 1, "hasOwnProperty": null, "toJSON": 1 }',
  ),
  "keys that databases read as something else": {
    "": 1,
    $set: 1,
    "a.b": 1,
    "a b": 1,
    "0": 1,
    length: 1,
    "%": 1,
    "'": 1,
  },
  "keys that differ by case": { a: 1, A: 2, é: 3, "e\u0301": 4 },
  [`nesting ${DEEP} deep`]: nested(DEEP),
};

/** What was given is what is found, to the letter, and nobody else's. */
export const valueCases: readonly StoreCase[] = [
  ...Object.entries(values).map(([what, value]) =>
    storeCase(`keeps ${what}`, async ({ store }) => {
      const acme = new TenantLog(store, "acme");
      const events = await acme.commit({
        put: [person("ada", value)],
        events: [{ principalIds: ["ada"], reason: "why", details: { value } as JsonObject }],
      });
      expectSame(markOf(await store.read("acme", "ada")), value, "what is read");
      expectSame((await all(store.scan("acme"))).map(markOf), [value], "what is scanned");
      expectSame(await all(store.events("acme")), events, "the event");
      expectThat(!("isAdmin" in {}), "the prototype of all objects was changed");
    }),
  ),

  storeCase("keeps what it does not know, in states and in events", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const state = {
      ...person("ada"),
      laterVersion: { x: [1] },
      assignments: [{ id: "a1", role: "rep", colour: "red" }],
    };
    const { put, events } = acme.next({ put: [state] });
    const extended = events.map((event) => ({
      ...event,
      traceparent: "00-1-2",
      data: { ...event.data, laterVersion: [null] },
    }));
    await store.commit("acme", { put, events: extended }, { expectedRevision: 0 });
    expectSame(await store.read("acme", "ada"), { ...state, revision: 1 }, "the state");
    expectSame(await all(store.events("acme")), extended, "the event");
  }),

  storeCase("keeps every part of a state", async ({ store }) => {
    const state = fullState();
    await new TenantLog(store, "acme").put(state);
    expectSame(await store.read("acme", "ada"), { ...state, revision: 1 }, "what is read");
    expectSame(await all(store.scan("acme", { role: "rep" })), [{ ...state, revision: 1 }], "what is scanned");
  }),

  storeCase("is not changed by changing what it was given", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const changes = acme.next({ put: [person("ada", ["given"])] });
    const expected = structuredCloneOf(changes);
    await store.commit("acme", changes, { expectedRevision: 0 });
    spoil(changes);
    expectSame(await store.read("acme", "ada"), { ...expected.put[0], revision: 1 }, "the state");
    expectSame(await all(store.events("acme")), expected.events, "the events");
  }),

  storeCase("is not changed by changing what it gave", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const events = structuredCloneOf(
      await acme.put({ ...person("ada", ["given"]), assignments: [{ id: "a1", role: "rep" }] }),
    );
    const state = structuredCloneOf(await store.read("acme", "ada"));
    spoil(await store.read("acme", "ada"));
    spoil(await all(store.scan("acme")));
    spoil(await all(store.scan("acme", { role: "rep", limit: 1 })));
    spoil(await all(store.events("acme")));
    spoil(await all(store.events("acme", { last: 1 })));
    expectSame(await store.read("acme", "ada"), state, "what is read");
    expectSame(await all(store.scan("acme")), [state], "what is scanned");
    expectSame(await all(store.events("acme")), events, "the events");
    expectSame(await all(store.events("acme", { last: 1 })), events, "the last event");
  }),

  storeCase("keeps a principal with 5,000 assignments, about 1 MB", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const assignments = Array.from(
      { length: 5_000 },
      (_, index): HeldAssignment => ({
        id: `assignment-${index}`,
        role: `role-${index % 50}`,
        scope: { region: ["DE", "AT", "CH"], project: [`project-${index}`] },
        reason: "a reason of about a hundred characters, so that the whole is as large as it has to be here ".padEnd(
          100,
          "·",
        ),
      }),
    );
    await acme.put({ ...person("ada"), assignments });
    expectSame((await store.read("acme", "ada"))?.assignments, assignments, "the assignments");
    expectSame((await all(store.scan("acme", { role: "role-49" }))).length, 1, "how many hold one of the roles");
    await acme.put({ ...person("ada"), assignments: assignments.slice(1) });
    expectSame((await store.read("acme", "ada"))?.assignments.length, 4_999, "how many assignments are left");
  }),

  storeCase("keeps a commit on 500 principals, and finds it by each of them", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const ids = Array.from({ length: 500 }, (_, index) => `u${String(index).padStart(3, "0")}`);
    const events = await acme.put(...ids.map((id) => person(id, `mark of ${id}`)));
    expectSame(
      (await all(store.scan("acme"))).map(markOf),
      ids.map((id) => `mark of ${id}`),
      "who is there",
    );
    for (const id of ["u000", "u250", "u499"]) {
      expectSame(await all(store.events("acme", { principalId: id })), events, `the events of ${id}`);
    }
    await acme.commit({ remove: ids });
    expectSame(await all(store.scan("acme")), [], "who is left when all were removed");
  }),

  storeCase("keeps 500 events in one commit, in their order", async ({ store }) => {
    const acme = new TenantLog(store, "acme");
    const sketches = Array.from({ length: 500 }, (_, index) => ({ reason: `event ${index}`, principalIds: ["ada"] }));
    const events = await acme.commit({ put: [person("ada")], events: sketches });
    expectSame(await all(store.events("acme")), events, "the events");
    expectSame(await all(store.events("acme", { last: 3 })), events.slice(-3), "the last events");
  }),
];

function nested(depth: number): unknown {
  let value: unknown = "the ground";
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { deeper: value };
  return value;
}

/** Changes all that can be changed; what is frozen stays as it is. */
function spoil(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    spoil(Reflect.get(value, key));
    Reflect.set(value, key, "spoilt");
  }
  Reflect.set(value, "spoilt", true);
}

function structuredCloneOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

function fullState(): PrincipalState {
  const wanted = { kind: "role", role: "lead", durationMs: 7_200_000, scope: { region: "*" } } as const;
  return {
    principal: {
      id: "ada",
      kind: "guest",
      status: "suspended",
      attributes: { teams: ["a"] },
      validFrom: 1,
      validUntil: 2,
      sessionsValidFrom: 3,
    },
    assignments: [
      {
        id: "a1",
        role: "rep",
        scope: { region: ["DE"] },
        validFrom: 1,
        validUntil: 2,
        state: "eligible",
        grantedBy: "ben",
        reason: "cover",
        grantedAt: 5,
        origin: { kind: "cover", forPrincipalId: "cleo", assignmentId: "a9" },
        muted: { at: 1, by: "ben", until: 2, reason: "leave" },
        emergency: true,
      },
      { id: "a2", statements: { deal: [{ allow: ["read"] }] }, scope: { region: "*" } },
    ],
    approvals: [
      {
        id: "p1",
        by: "ben",
        principal: "ada",
        action: "export",
        type: "deal",
        recordId: 7,
        changes: { stage: "won" },
        seen: { stage: "open" },
        at: 1,
        validUntil: 2,
      },
    ],
    requests: [
      {
        id: "r1",
        status: "open",
        wanted,
        reason: "a trip",
        at: 1,
        expiresAt: 2,
        needed: 2,
        votes: [{ by: "ben", at: 1, verdict: "approve" }],
      },
    ],
    invitation: { tokenHash: "0".repeat(64), invitedBy: "ben", invitedAt: 1, expiresAt: 2 },
    onboarding: { startedAt: 1, steps: [{ id: "s1", title: "Sign in", doneAt: 2 }], checkInDueAt: 3 },
    sponsorId: "ben",
    logins: [{ id: "l1", by: "ben", from: 1, until: 2, reason: "help" }],
    emergencies: [
      {
        id: "e1",
        assignmentId: "a1",
        at: 1,
        until: 2,
        reason: "fire",
        reviewDueAt: 3,
        review: { by: "ben", at: 4, verdict: "justified", reason: "it burnt" },
      },
    ],
    offboarding: { at: 1, by: "ben", keep: "reading", until: 2, successorId: "cleo", reason: "left" },
    lockDown: { at: 1, by: "ben", reason: "stolen", statusBefore: "active" },
    identity: {
      provider: "idp",
      externalId: "x",
      userName: "ada",
      profile: { nick: null },
      active: true,
      saidAt: 1,
      groups: ["g"],
      sessions: [{ id: "s", provider: "idp", saidAt: 1, revoked: true, assurance: "none" }],
      devices: [{ provider: "idp", id: "d", saidAt: 1, compliant: false }],
    },
    revision: 0,
  };
}
