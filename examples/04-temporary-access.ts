// Access that ends by itself, hours of work, and answers that say how long they are true.
import assert from "node:assert/strict";
import { defineModel, definePolicy, resource } from "castellan";
import * as z from "zod";

const report = resource({
  schema: z.object({ id: z.string(), project: z.string(), title: z.string() }),
  actions: ["read", "update"],
  readOnlyActions: ["read"],
  scopePaths: { project: "project" },
});

const policy = definePolicy(defineModel({ dimensions: { project: { flat: true } }, resources: { report } }), {
  id: "projects",
  version: 1,
  roles: {
    contractor: {
      title: "Contractor",
      scopedBy: ["project"],
      maxDuration: "90d",
      statements: { report: [{ allow: "read" }] },
    },
    editor: { title: "Editor", scopedBy: ["project"], statements: { report: [{ allow: ["read", "update"] }] } },
  },
  rules: {
    report: [
      {
        id: "office-hours",
        require: {
          schedule: {
            timeZone: "Europe/Berlin",
            days: ["mon", "tue", "wed", "thu", "fri"],
            from: "08:00",
            until: "18:00",
          },
        },
        for: "read",
        who: { kind: "guest" },
        why: "guests work during office hours",
      },
    ],
  },
});

const report1 = { id: "r1", project: "apollo", title: "Week 9" };
const contract = {
  id: "a1",
  role: "contractor",
  scope: { project: ["apollo"] },
  validFrom: "2026-03-02T00:00:00+01:00",
  validUntil: "2026-03-06T15:00:00+01:00",
} as const;
const accessAt = (now: string) =>
  policy.access({
    principal: { id: "g1", kind: "guest", status: "active" },
    assignments: [contract],
    session: null,
    now,
  });

// windows are half-open: from the first millisecond, and not at the last
assert.equal(accessAt("2026-03-06T14:59:59.999+01:00").can("read", "report", report1), true);
assert.equal(accessAt("2026-03-06T15:00:00.000+01:00").can("read", "report", report1), false);

// office hours follow the clock of the place, and every answer says until when it is true
const monday = accessAt("2026-03-02T09:00:00+01:00");
assert.equal(monday.can("read", "report", report1), true);
assert.equal(monday.validUntil, Date.parse("2026-03-02T18:00:00+01:00"));
assert.equal(monday.at("2026-03-02T18:00:00+01:00").can("read", "report", report1), false);
assert.equal(accessAt("2026-03-06T09:00:00+01:00").validUntil, Date.parse("2026-03-06T15:00:00+01:00"));

// an eligible role grants nothing until somebody activates it
const holding = (state: "active" | "eligible") =>
  policy.access({
    principal: { id: "u1", kind: "employee", status: "active" },
    assignments: [{ id: "a2", role: "editor", scope: { project: "*" }, state }],
    session: null,
    now: 0,
  });
assert.equal(holding("eligible").can("update", "report", report1), false);
assert.equal(holding("active").can("update", "report", report1), true);

// a leaver keeps reading, where the law or a hand-over wants it, and nothing else
const leaver = policy.access({
  principal: { id: "u1", kind: "employee", status: "read_only" },
  assignments: [{ id: "a2", role: "editor", scope: { project: "*" } }],
  session: null,
  now: 0,
});
assert.equal(leaver.can("read", "report", report1), true);
assert.equal(leaver.can("update", "report", report1), false);

console.log("04 temporary access: it ends at the very millisecond, and every answer says how long it is true");
