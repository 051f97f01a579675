import { createCastellan } from "castellan/service";
import type { PolicyStore } from "castellan/storage";
import { withRedis } from "castellan/storage/redis";
import { postgresNotifications, sqlStore } from "castellan/storage/sql";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { createClient } from "redis";
import { ADMIN, personId, policy, record } from "./firm.js";
import { type Answer, type Call, type Change, type Reply, type Setup, sharedNow, type Tasks } from "./protocol.js";

// One process of a cluster: a service of its own, over a database that it shares with others.
const setup = JSON.parse(process.argv[2] ?? "{}") as Setup;
const closers: (() => unknown)[] = [];
const store = await openStore();
const castellan = createCastellan({ policy, store, freshFor: setup.freshForMs, timeout: setup.timeoutMs });
let highest = 0;
const open = (id: string) => castellan.tenant(id);
const opened = new Map<string, ReturnType<typeof open>>();

const tasks: Tasks = {
  assign: (tenant, principalId, key) =>
    change(key, () =>
      tenantOf(tenant)
        .as(ADMIN)
        .assign(principalId, { role: "exporter", scope: { region: ["DE"] }, key }),
    ),
  revoke: (tenant, principalId, assignmentId, key) =>
    change(key, () => tenantOf(tenant).as(ADMIN).revoke(principalId, assignmentId, { key })),
  ask,
  askUntilNo: async (tenant, principalId, longestMs) => {
    const end = sharedNow() + longestMs;
    let lastYes: Answer | undefined;
    for (;;) {
      const answer = await ask(tenant, principalId, 0);
      if (!answer.allowed || sharedNow() > end) return { lastYes, no: answer };
      lastYes = answer;
      // others on this machine have work to do as well
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  },
  askFor: async (tenant, principalId, forMs) => {
    const answers: Answer[] = [];
    for (const end = sharedNow() + forMs; sharedNow() < end; ) {
      answers.push(await ask(tenant, principalId, answers.length % 2 === 0 ? highest : 0));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return answers;
  },
  heard: async (revision) => {
    highest = Math.max(highest, revision);
  },
  meet: async (tenants, people) => {
    for (const id of tenants) {
      await Promise.all(Array.from({ length: people }, (_, at) => tenantOf(id).access(personId(at), null)));
    }
  },
  decide: async (tenants, people, forMs, width) => {
    const end = sharedNow() + forMs;
    const lanes = Array.from({ length: width }, async (_, lane) => {
      let count = 0;
      const tenant = tenantOf(tenants[lane % tenants.length] ?? "");
      while (sharedNow() < end) {
        const access = await tenant.access(personId(count % people), null);
        if (!access.can("read", "deal", record)) throw new Error("somebody who may read was told no");
        count++;
        // hits never leave the microtask queue: timers and sockets want their turn
        if (count % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      return count;
    });
    return sum(await Promise.all(lanes));
  },
  command: async (tenants, people, forMs) => {
    const end = sharedNow() + forMs;
    const lanes = tenants.map(async (tenant) => {
      let count = 0;
      while (sharedNow() < end) {
        const id = personId(count % people);
        await tenantOf(tenant).as(ADMIN).run({ command: "updateAttributes", principalId: id, attributes: { count } });
        count++;
      }
      return count;
    });
    return sum(await Promise.all(lanes));
  },
  close: async () => {
    await castellan.close();
    for (const close of closers) await close();
  },
};

process.on("message", async ({ id, task, args }: Call) => {
  const reply = (message: Reply) => process.send?.(message);
  try {
    reply({ id, result: await (tasks[task] as (...args: readonly unknown[]) => Promise<unknown>)(...args) });
  } catch (error) {
    reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  if (task === "close") process.disconnect();
});
// nobody is left to tell what to do
process.on("disconnect", () => process.exit());
process.send?.({ id: 0, result: "ready" } satisfies Reply);

/** What a host does as well: one object for each tenant that it serves. */
function tenantOf(id: string) {
  const known = opened.get(id) ?? open(id);
  opened.set(id, known);
  return known;
}

async function ask(tenant: string, principalId: string, atLeast: number): Promise<Answer> {
  const asked = sharedNow();
  const access = await tenantOf(tenant).access(principalId, null, { atLeast });
  const decision = access.decide({ action: "export", type: "deal", record });
  const reason = decision.outcome === "deny" ? decision.reason : undefined;
  return { asked, told: sharedNow(), atLeast, allowed: decision.outcome === "allow", reason };
}

async function change(key: string, command: () => Promise<{ revision: number }>): Promise<Change> {
  const begun = sharedNow();
  try {
    const made = await command();
    const assignmentId = "assignmentId" in made ? String(made.assignmentId) : undefined;
    return { begun, done: sharedNow(), revision: made.revision, assignmentId, key };
  } catch (error) {
    if ((error as { code?: unknown }).code !== "unavailable") throw error;
    return { begun, done: sharedNow(), revision: undefined, assignmentId: undefined, key };
  }
}

async function openStore(): Promise<PolicyStore> {
  const { url: connectionString, schema, news, channel, pollMs, timeoutMs } = setup;
  const limits = {
    connectionString,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    // a transaction whose process is out of reach holds its tenant's row: not for long
    idle_in_transaction_session_timeout: timeoutMs,
  };
  const pool = new pg.Pool({ ...limits, max: 10 });
  pool.on("error", ignored);
  pool.on("connect", (client) => client.on("error", ignored));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  closers.push(() => db.destroy());
  const notifications = postgresNotifications({
    channel,
    client: () => new pg.Client({ connectionString, connectionTimeoutMillis: timeoutMs }),
  });
  const sql = sqlStore({ db, dialect: "postgres", schema, pollMs, ...(news === "notify" && { notifications }) });
  if (news !== "redis") return sql;
  const publisher = createClient({ url: setup.redisUrl, disableOfflineQueue: true });
  const subscriber = publisher.duplicate();
  for (const client of [publisher, subscriber]) {
    client.on("error", ignored);
    await client.connect();
    closers.push(() => client.destroy());
  }
  return withRedis(sql, { publisher, subscriber, channel, pollMs });
}

function ignored(): void {
  // whoever asks is told
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
