import { describe, expect, it } from "vitest";
import { bestSession, now, omnipotent, policy, resources } from "./every-role-at-once.js";

const cleared = { attributes: { clearedRegions: ["DACH"] } };
const stale = {
  ...bestSession,
  factors: bestSession.factors.map(({ method }) => ({ method, at: now - 15 * 60_000 })),
  authenticatedAt: now - 60 * 60_000,
};

// what makes records harmless to the rules about holds, states and consent
const harmless = {
  id: "r1",
  region: "DE",
  legalHold: false,
  doNotContact: false,
  status: "draft",
  authorId: "u2",
  principalId: "u2",
};

const administration = ["suspend", "reactivate", "lock_down", "offboard", "reset_factors", "configure"];
const leaving = ["export", "bulk_export"];

const each = (isWanted: (action: string, type: string) => boolean) =>
  resources.flatMap(({ type, actions }) =>
    actions.filter((action) => isWanted(action, type)).map((action) => ({ action, type })),
  );
const isAdministration = (action: string, type: string) =>
  administration.includes(action) ||
  (["user", "role_assignment"].includes(type) && !["read", ...leaving].includes(action));
// what must be given for the request to be complete
const complete = { justification: "because" };
const proposed = (type: string) =>
  type === "role_assignment" ? { region: "DE", principalId: "u2" } : { region: "DE" };
const ask = (access: ReturnType<typeof omnipotent>, action: string, type: string) =>
  access.decide({ action, type, record: action === "create" ? proposed(type) : harmless, ...complete });

describe("the rules, whatever roles somebody holds", () => {
  it("let through what they do not speak of", () => {
    const refused = each((action) => action === "read").filter(
      ({ action, type }) => !omnipotent(cleared).can(action, type, harmless),
    );
    expect(refused).toEqual([]);
  });

  it.each(each((action, type) => leaving.includes(action) || action === "delete" || isAdministration(action, type)))(
    "ask for two fresh factors: $action $type",
    ({ action, type }) => {
      const decision = ask(omnipotent(cleared, stale), action, type);
      const asked = decision.outcome === "challenge" ? decision.requirements.map(({ kind }) => kind) : [];
      expect(new Set(asked)).toEqual(new Set(["mfa"]));
      expect(ask(omnipotent(cleared), action, type).outcome).toBe("allow");
    },
  );

  it.each(each((action) => leaving.includes(action)))("let no guest: $action $type", ({ action, type }) => {
    const decision = ask(omnipotent({ ...cleared, kind: "guest" }), action, type);
    expect(decision.statements.map(({ id }) => id)).toContain("guests-never-export");
    expect(decision.outcome).toBe("deny");
  });

  it.each(each((action, type) => leaving.includes(action) || action === "delete" || isAdministration(action, type)))(
    "let no agent: $action $type",
    ({ action, type }) => {
      const decision = ask(omnipotent({ ...cleared, kind: "agent" }), action, type);
      expect(decision.outcome === "deny" && decision.reason).toBe("forbidden");
    },
  );

  it.each(each((action, type) => isAdministration(action, type)))(
    "let no guest administer: $action $type",
    ({ action, type }) => {
      const decision = ask(omnipotent({ ...cleared, kind: "guest" }), action, type);
      expect(decision.outcome === "deny" && decision.reason).toBe("forbidden");
    },
  );

  it.each(each((action) => action === "bulk_export"))(
    "want a managed device for it: $action $type",
    ({ action, type }) => {
      const privately = { ...bestSession, device: { id: "laptop-2", managed: false } };
      const decision = ask(omnipotent(cleared, privately), action, type);
      expect(decision.outcome === "deny" && decision.reason).toBe("requirement_unmet");
    },
  );

  it.each(resources)("end a session after 30 idle minutes and after 12 hours: $type", ({ type }) => {
    const idle = (ms: number) =>
      omnipotent(cleared, { ...bestSession, authenticatedAt: now - ms, lastActiveAt: now - ms });
    const old = (ms: number) => omnipotent(cleared, { ...bestSession, authenticatedAt: now - ms });
    expect(idle(30 * 60_000 - 1).outcome("read", type, harmless)).toBe("allow");
    expect(idle(30 * 60_000).outcome("read", type, harmless)).toBe("challenge");
    expect(old(12 * 3_600_000 - 1).outcome("read", type, harmless)).toBe("allow");
    expect(old(12 * 3_600_000).outcome("read", type, harmless)).toBe("challenge");
  });
});

describe("residency", () => {
  const personal = resources.flatMap(({ type, actions, fieldGroups }) =>
    (fieldGroups.personal ?? []).map((field) => ({ type, field, actions })),
  );

  it("speaks of every type with personal data, and every such type has a region of its own", () => {
    const withPersonal = resources.filter(({ fieldGroups }) => "personal" in fieldGroups);
    expect(withPersonal.map(({ type }) => type)).toEqual([
      "account",
      "contact",
      "lead",
      "invoice",
      "contract",
      "ticket",
      "note",
      "user",
      "audit_event",
    ]);
    for (const { scopePaths, fields } of withPersonal) {
      const region = fields.find(({ name }) => name === scopePaths.region);
      expect(region?.nullable ?? false).toBe(false);
    }
  });

  it.each(personal)("hides $type.$field from whoever is not cleared, shows it to whoever is", ({ type, field }) => {
    const asked = (principal: object, record: object) => omnipotent(principal).can("read", type, record, field);
    expect(asked(cleared, harmless)).toBe(true);
    expect(asked({ attributes: { clearedRegions: ["FR"] } }, harmless)).toBe(false);
    expect(asked({ attributes: { clearedRegions: [] } }, harmless)).toBe(false);
    expect(asked({ attributes: {} }, harmless)).toBe(false);
    expect(asked({}, harmless)).toBe(false);
    expect(asked(cleared, { ...harmless, region: null })).toBe(false);
    expect(asked(cleared, { ...harmless, region: "EMEA" })).toBe(false);
  });

  it.each(personal)("forbids every action that could carry $type.$field away", ({ type, field, actions }) => {
    const carrying = ["read", "export", "bulk_export", "print", "create", "update", "send"];
    for (const action of actions.filter((name) => carrying.includes(name))) {
      const record = { ...harmless, region: "FR" };
      const access = omnipotent(cleared);
      const decision = access.decide({
        action,
        type,
        record: action === "create" ? { region: "FR", [field]: null } : record,
        fields: [field],
        ...complete,
      });
      expect(decision.outcome === "deny" && decision.reason, action).toBe("forbidden");
    }
  });

  it("names clearances by regions of the tree", () => {
    expect(policy.toJSON().model.principal.attributes.map(({ name }) => name)).toContain("clearedRegions");
  });
});
