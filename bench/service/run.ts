import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { createCastellan } from "castellan/service";
import { ADMIN, personId, policy, record, seed } from "../../test/scale/firm.js";
import type { News } from "../../test/scale/protocol.js";
import { revocationLatency } from "../../test/scale/revocation.js";
import { isThere, openSetting, POSTGRES_URL, REDIS_URL } from "../../test/scale/setting.js";
import { throughput } from "../../test/scale/throughput.js";
import { printRow, rateOf } from "./latency.js";
import { storeKinds } from "./stores.js";

// npm run bench:service            what the service does over each store, in a second and in how many milliseconds
// npm run bench:service -- --quick shows that everything runs
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const forMs = values.quick ? 300 : 2_000;
const PEOPLE = 500;
const TENANTS = ["a", "b", "c", "d", "e", "f", "g", "h"];

const skipped: string[] = [];
console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? "?"} × ${cpus().length}; ${PEOPLE} people in each tenant\n`,
);

printRow("access, and one question of it", "per second", "median ms", "p99 ms");
for (const kind of storeKinds) {
  const opened = await kind.open();
  if (opened === undefined) {
    skipped.push(`${kind.name}: there is no server`);
    continue;
  }
  const { store, close } = opened;
  for (const tenant of TENANTS) await seed(store, tenant, PEOPLE);
  const ask = (freshFor: number, maxEntries: number) => {
    const castellan = createCastellan({ policy, store, freshFor, cache: { maxEntries } });
    const tenants = TENANTS.map((tenant) => castellan.tenant(tenant));
    const once = async (lane: number, round: number) => {
      const access = await tenants[lane % tenants.length]?.access(personId(round % PEOPLE), null);
      if (access?.can("read", "deal", record) !== true) throw new Error("somebody who may read was told no");
    };
    return { once, close: () => castellan.close() };
  };
  const cached = ask(60_000, 10_000);
  for (let at = 0; at < PEOPLE; at++) await cached.once(0, at);
  print(`${kind.name}, from memory`, await rateOf(forMs, 1, cached.once));
  await cached.close();
  const confirmed = ask(0, 10_000);
  for (let at = 0; at < PEOPLE; at++) await confirmed.once(0, at);
  print(`${kind.name}, freshFor 0`, await rateOf(forMs, 1, confirmed.once));
  await confirmed.close();
  const read = ask(0, 1);
  print(`${kind.name}, read each time`, await rateOf(forMs, 1, read.once));
  print(`${kind.name}, read each time, 8 at once`, await rateOf(forMs, 8, read.once));
  await read.close();

  const castellan = createCastellan({ policy, store });
  const give = async (lane: number, round: number) => {
    const command = {
      command: "updateAttributes",
      principalId: personId(round % PEOPLE),
      attributes: { round },
    } as const;
    await castellan
      .tenant(TENANTS[lane] ?? "")
      .as(ADMIN)
      .run(command);
  };
  print(`${kind.name}, commands, one tenant`, await rateOf(forMs, 1, give));
  print(`${kind.name}, commands, 8 tenants`, await rateOf(forMs, 8, give));
  await castellan.close();
  await close();
  console.log();
}

if (await isThere(POSTGRES_URL)) {
  const setting = await openSetting();
  printRow("processes on one PostgreSQL", "decisions/s", "commands/s");
  for (const processes of [1, 2, 4]) {
    const { decisions, commands } = await throughput(setting, processes, forMs);
    printRow(`${processes}`, decisions, commands);
  }
  const ways: News[] = ["polling", "notify"];
  if (await isThere(REDIS_URL)) ways.push("redis");
  else skipped.push("revocation through Redis: there is no server");
  console.log();
  printRow("revoked in one of 4 processes", "median ms", "p99 ms", "worst ms");
  for (const news of ways) {
    const found = await revocationLatency(setting, news, 5_000, values.quick ? 2 : 20);
    printRow(`${news}, freshFor 5 s, pollMs 1 s`, found.median, found.p99, found.worst);
    for (const fault of found.faults) console.error(`FAILED ${fault}`);
    if (found.faults.length > 0) process.exitCode = 1;
  }
  await setting.close();
} else {
  skipped.push("processes, revocation: there is no PostgreSQL");
}

for (const line of skipped) console.log(`skipped: ${line}`);

function print(name: string, { perSecond, median, p99 }: Awaited<ReturnType<typeof rateOf>>): void {
  printRow(name, perSecond, median, p99);
}
