import { describe, expect, it } from "vitest";
import { deal, NOW, open, policyOf } from "./fixture.js";

const base = policyOf({
  exporter: {
    title: "Exporter",
    statements: {
      "*": [
        { id: "never-delete", forbid: "delete" },
        { id: "fresh", require: { mfa: {} }, for: "export" },
      ],
      deal: [
        { id: "own", forbid: "export", when: { stage: "lost" } },
        { id: "work", allow: ["read", "export", "delete"] },
      ],
    },
  },
});

function tenant(roles: object) {
  return base.parseRoles(JSON.stringify({ roles }));
}

function codesOf(roles: object): readonly string[] {
  const read = tenant(roles);
  return read.ok ? [] : read.issues.map(({ code }) => code);
}

describe("a tenant's templates (S31)", () => {
  it("lose no forbid or require of the base by naming one more dimension", () => {
    const read = tenant({ narrow: { title: "Narrow", scopedBy: ["project"], extends: ["exporter"] } });
    if (!read.ok) {
      expect(read.issues.map(({ code }) => code)).toContain("guard_left_out");
      return;
    }
    const assignments = [{ id: "a1", role: "narrow", scope: { project: "*" } }];
    const session = { id: "s1", authenticatedAt: NOW, factors: [] };
    const access = open(read.policy, { assignments, session });
    expect(access.outcome("delete", "deal", deal)).toBe("deny");
    expect(access.outcome("export", "deal", deal)).not.toBe("allow");
  });

  it("leave out no forbid or require of the base, near or far", () => {
    expect(codesOf({ t: { title: "T", extends: [{ role: "exporter", without: ["own"] }] } })).toContain(
      "guard_left_out",
    );
    const middle = { title: "M", extends: ["exporter"], statements: { deal: [{ id: "own", allow: "read" }] } };
    const top = { title: "T", extends: [{ role: "middle", without: ["own"] }] };
    expect(codesOf({ middle, top })).toContain("guard_left_out");
    expect(codesOf({ t: { title: "T", extends: [{ role: "exporter", without: ["fresh"] }] } })).toContain(
      "guard_left_out",
    );
  });

  it("leave out allows of the base, and only from their own bundle", () => {
    const without = { title: "T", extends: [{ role: "exporter", without: ["work"] }] };
    const read = tenant({ without, both: { title: "B", extends: ["without", "exporter"] } });
    if (!read.ok) throw new Error("unreadable");
    const held = (role: string) => open(read.policy, { assignments: [{ id: "a1", role }] }).can("read", "deal", deal);
    expect([held("without"), held("both"), held("exporter")]).toEqual([false, true, true]);
  });

  it("redefine nothing of the base, and extend neither themselves nor each other in a circle", () => {
    expect(codesOf({ exporter: { title: "Mine" } })).toContain("redefined_role");
    expect(codesOf({ t: { title: "T", extends: ["t"] } })).toContain("extends_itself");
    expect(codesOf({ t: { title: "T", extends: ["s"] }, s: { title: "S", extends: ["t"] } })).toContain(
      "cyclic_extends",
    );
    expect(codesOf({ t: { title: "T", extends: ["exporter", { role: "exporter", without: ["work"] }] } })).toContain(
      "duplicate_value",
    );
  });

  it("bring no rules, no model and no separation of duty of their own", () => {
    for (const key of ["rules", "model", "separationOfDuty", "id"]) {
      const read = base.parseRoles(JSON.stringify({ roles: {}, [key]: {} }));
      expect([key, read.ok]).toEqual([key, false]);
    }
  });
});
