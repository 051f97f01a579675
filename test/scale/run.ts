import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { outage } from "./outage.js";
import type { News } from "./protocol.js";
import { revocationLatency } from "./revocation.js";
import { isThere, openSetting, POSTGRES_URL, REDIS_URL } from "./setting.js";
import { type Throughput, throughput } from "./throughput.js";

// Four processes on one PostgreSQL (and Redis, if it is there): revocations, throughput, and cables that are pulled.
// npm run test:scale               about three minutes
// npm run test:scale -- --quick    about a minute
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const isQuick = values.quick;

if (!(await isThere(POSTGRES_URL))) {
  console.error(`there is no PostgreSQL at ${new URL(POSTGRES_URL).host}; set POSTGRES_URL`);
  process.exit(1);
}
const hasRedis = await isThere(REDIS_URL);
const ways: readonly News[] = hasRedis ? ["polling", "notify", "redis"] : ["polling", "notify"];
if (!hasRedis) console.log("skipped: everything about Redis, for lack of a server (REDIS_URL)");

const faults: string[] = [];
const setting = await openSetting();
try {
  console.log("revocation: how long after its acknowledgement a yes was still asked for, in any of 4 processes (ms)");
  const cases = [["polling", 0] as const, ...ways.map((news) => [news, 1_000] as const)];
  for (const [news, freshForMs] of cases) {
    const found = await revocationLatency(setting, news, freshForMs, isQuick ? 6 : 25);
    const [median, p99, worst] = [found.median, found.p99, found.worst].map((ms) => ms.toFixed(1));
    console.log(`  ${news}, freshFor ${freshForMs}: median ${median}, p99 ${p99}, worst ${worst} of ${found.samples}`);
    faults.push(...found.faults.map((fault) => `revocation, ${news}, freshFor ${freshForMs}: ${fault}`));
  }

  console.log("throughput: what processes do together in a second");
  faults.push(...(await growth(isQuick ? 1 : 2)));

  console.log("outages: cables to PostgreSQL and Redis cut, silenced and restored under load");
  for (const news of ways) {
    const found = await outage(setting, news, isQuick ? 6_000 : 15_000);
    const { yes, no, withheld } = found.answers;
    console.log(
      `  ${news}: ${found.cuts} cuts, ${found.commands} commands (${found.unknown} unknown at first), ` +
        `answers ${yes} yes, ${no} no, ${withheld} withheld; all answer again after ${found.recoveredInMs.toFixed(0)} ms`,
    );
    if (found.commands < 10) faults.push(`outage, ${news}: only ${found.commands} commands were carried out`);
    faults.push(...found.faults.map((fault) => `outage, ${news}: ${fault}`));
  }
} catch (error) {
  faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
} finally {
  await setting.close();
}

for (const fault of faults.slice(0, 20)) console.error(`FAILED ${fault}`);
if (faults.length > 20) console.error(`FAILED … and ${faults.length - 20} more`);
if (faults.length === 0) console.log("nothing was lost, and nothing stale was served");
process.exitCode = faults.length === 0 ? 0 : 1;

/** Whether more processes do more: judged only where there is room for them, and with another try for what came in between. */
async function growth(seconds: number): Promise<readonly string[]> {
  let missing: readonly string[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const [load = 0] = loadavg();
    const isBusy = load > availableParallelism() / 2;
    const found: Throughput[] = [];
    for (const processes of [1, 2, 4]) {
      const one = await throughput(setting, processes, seconds * 1_000);
      found.push(one);
      console.log(`  ${processes} processes: ${one.decisions} decisions, ${one.commands} commands`);
    }
    missing = (["decisions", "commands"] as const).flatMap((what) => {
      const [alone = 0, ...together] = found.map((each) => each[what]);
      const most = Math.max(...together);
      return most > alone * 1.2 ? [] : [`throughput: ${most} ${what} of several processes, ${alone} of one`];
    });
    if (missing.length === 0) return [];
    if (isBusy) {
      console.log(`  not judged: the machine was busy with other things (load ${load.toFixed(1)})`);
      return [];
    }
  }
  return missing;
}
