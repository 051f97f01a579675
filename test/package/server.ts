// What an application writes on its server, compiled and run by test/package/check.ts as users would, with Node's types.
import { verifyAuditChain } from "castellan/govern";
import { toChallengeResponse } from "castellan/http";
import { checkPassword } from "castellan/lifecycle";
import { crmPolicy } from "castellan/presets";
import { createCastellan } from "castellan/service";
import { memoryStore, type PolicyStore, StoreError } from "castellan/storage";
import { fileStore } from "castellan/storage/file";
import { withRedis } from "castellan/storage/redis";
import { migrate, nodeSqlite, postgresNotifications, sqlStore } from "castellan/storage/sql";

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const store: PolicyStore = memoryStore();
  const now = Date.UTC(2026, 0, 1);
  const castellan = createCastellan({ policy: crmPolicy, store, clock: () => now });
  const acme = castellan.tenant("acme");
  const { token } = await acme
    .asSystem("setup")
    .invite({ id: "root", assignments: [{ role: "administrator", scope: { region: "*" } }] });
  await acme.acceptInvite(token);
  const session = { id: "s1", authenticatedAt: now, factors: [{ method: "hwk", at: now }] };
  const { revision } = await acme
    .as({ principalId: "root", session })
    .invite({ id: "rep", assignments: [{ role: "sales_rep", scope: { region: ["DE"] } }] });
  const access = await acme.access("rep", session, { atLeast: revision });
  if (access.canSome("read", "deal")) throw new Error("an invitation that was not accepted gives access");
  const decision = access.decide({ action: "read", type: "deal", record: { id: "d1" } });
  if (decision.outcome === "allow" || toChallengeResponse(decision)?.status !== 403)
    throw new Error("no answer for HTTP");
  const check = await verifyAuditChain(acme.audit({}));
  if (!check.ok) throw new Error("the audit does not verify");
  if (checkPassword("password").ok) throw new Error("a common password passes");
  for (const door of [fileStore, withRedis, sqlStore, migrate, nodeSqlite, postgresNotifications, StoreError]) {
    if (typeof door !== "function") throw new Error("a door to a store is missing");
  }
  await castellan.close();
}

/** Compiled, and never called. */
export function mistake(acme: ReturnType<ReturnType<typeof createCastellan>["tenant"]>): unknown {
  // @ts-expect-error a command that there is not
  return acme.asSystem("setup").promote("root");
}
