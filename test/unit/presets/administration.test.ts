import { describe, expect, it } from "vitest";
import type { HeldAssignment, PrincipalState } from "../../../src/model/principal-state.js";
import { crmAdministration } from "../../../src/presets/administration.js";
import { crmPolicy } from "../../../src/presets/policy.js";
import { createCastellan } from "../../../src/service/create-castellan.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import { populate, somebody } from "../service/house.js";

const NOW = Date.UTC(2026, 2, 2, 9);
const EVERYWHERE = { region: "*" } as const;
const held = (role: string, scope: HeldAssignment["scope"]): HeldAssignment => ({
  id: role,
  role,
  ...(scope && { scope }),
});
const cleared = (id: string, assignments: readonly HeldAssignment[]): PrincipalState =>
  somebody(id, assignments, {
    principal: { id, kind: "employee", status: "active", attributes: { clearedRegions: ["EMEA"] } },
  });

const people = [
  cleared("ada", [held("administrator", EVERYWHERE)]),
  cleared("dee", [held("administrator", { region: ["DE"] })]),
  cleared("max", [held("sales_manager", { region: ["DACH"] })]),
  cleared("rep", [held("sales_rep", { region: ["DE"] })]),
  cleared("far", [held("sales_rep", { region: ["DE", "FR"] })]),
  cleared("new", []),
];

const pwd = { method: "pwd", at: NOW - 1_000 };
const otp = { method: "otp", at: NOW - 1_000 };

async function crm() {
  const store = memoryStore();
  await populate(store, "t", people);
  const castellan = createCastellan({ policy: crmPolicy, store, clock: () => NOW, administration: crmAdministration });
  const tenant = castellan.tenant("t");
  const as = (principalId: string, factors = [pwd, otp]) =>
    tenant.as({ principalId, session: { id: "s1", authenticatedAt: NOW - 1_000, lastActiveAt: NOW, factors } });
  return { tenant, as };
}

const inDE = { role: "sales_rep", scope: { region: ["DE"] } } as const;

describe("the preset's administration", () => {
  it("takes two factors", async () => {
    const { as } = await crm();
    const needsMfa = { reason: "policy", decision: { outcome: "challenge", requirements: [{ kind: "mfa" }] } };
    await expect(as("ada", [pwd]).invite({ assignments: [inDE] })).rejects.toMatchObject(needsMfa);
    await expect(as("max", [pwd]).assign("new", inDE)).rejects.toMatchObject(needsMfa);
    expect((await as("ada").invite({ assignments: [inDE] })).events).toHaveLength(1);
    expect((await as("max").assign("new", inDE)).events).toHaveLength(1);
  });

  it("takes two factors for having somebody covered too", async () => {
    const { as } = await crm();
    const leave = { deputyId: "far", until: NOW + 86_400_000 };
    await expect(as("ada", [pwd]).cover("max", leave)).rejects.toMatchObject({ decision: { outcome: "challenge" } });
    expect((await as("ada").cover("max", leave)).assignmentIds).toHaveLength(1);
  });

  it("takes a reason for taking access away", async () => {
    const { as } = await crm();
    await expect(as("ada").suspend("rep")).rejects.toMatchObject({
      decision: { outcome: "challenge", requirements: [{ kind: "justification" }] },
    });
    expect((await as("ada").suspend("rep", { reason: "on leave" })).events).toHaveLength(1);
    expect((await as("ada").reactivate("rep")).events).toHaveLength(1);
    expect((await as("ada").lockDown("far", { reason: "stolen" })).timeline).toEqual(expect.any(Array));
    expect((await as("ada").unlock("far", { reason: "found again" })).events).toHaveLength(1);
    expect((await as("ada").offboard("far", { keep: "nothing", reason: "left" })).events).not.toHaveLength(0);
  });

  it("ends at the region of whoever administers", async () => {
    const { as } = await crm();
    expect((await as("dee").suspend("rep", { reason: "on leave" })).events).toHaveLength(1);
    await expect(as("dee").suspend("far", { reason: "on leave" })).rejects.toMatchObject({ code: "command_refused" });
    // somebody who holds nothing is nobody's region
    const nowhere = as("dee").suspend("new", { reason: "on leave" });
    await expect(nowhere).rejects.toMatchObject({ reason: "policy", decision: { reason: "no_grant" } });
    await expect(as("max").assign("new", { role: "sales_rep", scope: { region: ["FR"] } })).rejects.toMatchObject({
      code: "command_refused",
    });
    await expect(as("max").assign("new", { role: "sales_rep", scope: EVERYWHERE })).rejects.toMatchObject({
      code: "command_refused",
    });
  });

  it("asks about the scope that is handed out, whatever else lets it through", () => {
    const [before, after] = [cleared("new", []), cleared("new", [held("sales_rep", { region: ["DE", "FR"] })])];
    const requests = crmAdministration({ command: { command: "assign" }, before, after }, { principalId: "max" });
    expect(requests.map(({ record }) => (record as { readonly region?: string }).region)).toEqual(["DE", "FR"]);
    const manager = crmPolicy.access({
      principal: people[2]!.principal as never,
      assignments: [held("sales_manager", { region: ["DACH"] })] as never,
      session: { id: "s1", authenticatedAt: NOW - 1_000, lastActiveAt: NOW, factors: [pwd, otp] },
      now: NOW,
    });
    expect(requests.map((request) => manager.decide(request as never).outcome)).toEqual(["allow", "deny"]);
    const everywhere = cleared("new", [held("sales_rep", EVERYWHERE)]);
    const [wide] = crmAdministration(
      { command: { command: "assign" }, before, after: everywhere },
      { principalId: "x" },
    );
    expect(manager.decide(wide as never).outcome).toBe("deny");
  });

  it("lets managers end and take away what they hand out, and not move it", async () => {
    const { as } = await crm();
    expect((await as("max").extend("rep", { assignmentId: "sales_rep", validUntil: NOW + 1_000 })).events).toHaveLength(
      1,
    );
    const moved = as("max").changeScope("rep", "sales_rep", { scope: { region: ["AT"] } });
    await expect(moved).rejects.toMatchObject({ reason: "policy" });
    expect((await as("max").mute("rep", "sales_rep", { reason: "audit" })).events).toHaveLength(1);
    expect((await as("max").revoke("rep", "sales_rep")).events).toHaveLength(1);
    expect((await as("ada").changeScope("far", "sales_rep", { scope: { region: ["AT"] } })).events).toHaveLength(1);
  });

  it("asks nothing about one's own sessions", async () => {
    const { as } = await crm();
    expect((await as("rep", [pwd]).endSessions("rep")).events).toHaveLength(1);
    await expect(as("max").endSessions("rep")).rejects.toMatchObject({ code: "command_refused" });
    expect((await as("ada").endSessions("far")).events).toHaveLength(1);
  });

  it("knows attributes, sponsors and ends", async () => {
    const { as } = await crm();
    const attributes = { clearedRegions: ["DE"], teams: ["north"], department: "sales" };
    expect((await as("ada").updateAttributes("rep", { attributes })).events).toHaveLength(1);
    await expect(as("max").updateAttributes("rep", { attributes })).rejects.toMatchObject({ code: "command_refused" });
    expect((await as("ada").extend("rep", { validUntil: NOW + 86_400_000 })).events).toHaveLength(1);
    expect((await as("ada").changeSponsor("rep", { sponsorId: "max" })).events).toHaveLength(1);
  });

  it.each([null, cleared("rep", [])])("asks nothing of a command that is none of these", (before) => {
    const after = before;
    for (const command of ["activate", "requestAccess", "constructor", "__proto__", "cover"]) {
      expect(crmAdministration({ command: { command }, before, after }, { principalId: "x" })).toEqual([]);
    }
  });
});
