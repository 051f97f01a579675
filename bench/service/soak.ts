import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { PolicyStore } from "castellan/storage";
import { fileStore } from "castellan/storage/file";
import { logFaults, seed } from "../../test/scale/firm.js";
import { type Faults, faultyStore } from "./faulty-store.js";
import { Heap } from "./heap.js";
import { Ledger } from "./ledger.js";
import { openService, runLane, type Tally } from "./soak-lane.js";
import { type OpenedStore, storeKinds } from "./stores.js";

// Mixed load with faults, and an account of it in the end: npm run soak -- --seconds 600
const { values } = parseArgs({ options: { seconds: { type: "string", default: "600" } } });
const seconds = Number(values.seconds);
if (!(seconds >= 5 && seconds <= 86_400)) throw new Error("--seconds is a number from 5 to 86400");
const end = Date.now() + seconds * 1_000;
const isOver = () => Date.now() > end;

const TENANTS = ["soak-a", "soak-b"];
const LANES = 4;
const TIMEOUT_MS = 2_000;
const RUN_FILES = "soak-files";

const folder = await mkdtemp(join(tmpdir(), "castellan-soak-"));
const heap = new Heap();
const faults: string[] = [];
const counts = new Map<string, number>();
const injected: Faults = {
  before: 0.02,
  after: 0.02,
  conflict: 0.03,
  reading: 0.01,
  slow: 0.1,
  late: 0.0005,
  random: Math.random,
  counts,
};

let samples = 0;
const sampling = setInterval(() => {
  const megabytes = (heap.sample() / 1e6).toFixed(1);
  if (samples++ % 5 === 0) console.log(`heap ${megabytes} MB`);
}, seconds * 20);
await Promise.all([overDatabase("SQLite"), overDatabase("PostgreSQL"), overFiles()]);
clearInterval(sampling);

const { middle, end: last, isFlat } = heap.verdict();
console.log(`heap after collection: ${middle.toFixed(1)} MB in the middle, ${last.toFixed(1)} MB at the end`);
if (!isFlat) faults.push("the heap grew");
console.log(`injected: ${[...counts].map(([what, count]) => `${count} ${what}`).join(", ")}`);
for (const fault of faults.slice(0, 20)) console.error(`FAILED ${fault}`);
if (faults.length === 0) console.log("every acknowledged change is there, the chains verify, memory is flat");
await rm(folder, { recursive: true });
process.exit(faults.length === 0 ? 0 : 1);

async function overDatabase(name: string): Promise<void> {
  const opened = await storeKinds.find((kind) => kind.name === name)?.open();
  if (opened === undefined) return console.log(`skipped: ${name}, for lack of a server`);
  const ledger = new Ledger(join(folder, `${name}.ledger`));
  const tally: Tally = { commands: 0, retried: 0, refused: 0, answers: 0, withheld: 0 };
  for (const tenant of TENANTS) await seed(opened.store, tenant, LANES);
  const services = [0, 1].map(() => openService(faultyStore(opened.store, injected, TIMEOUT_MS * 1.5), TIMEOUT_MS));
  await Promise.all(
    TENANTS.flatMap((tenant) =>
      Array.from({ length: LANES }, (_, lane) => runLane({ tenant, services, ledger, tally, faults, isOver }, lane)),
    ),
  );
  for (const service of services) await service.close();
  console.log(
    `${name}: ${tally.commands} commands (${tally.retried} asked for again), ${tally.refused} refused, ` +
      `${tally.answers} answers (${tally.withheld} withheld)`,
  );
  await settle(opened, ledger);
}

/** Once all is done, and what was asked for in vain came to its end as well. */
async function settle({ store, close }: OpenedStore, ledger: Ledger): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS * 2));
  for (const tenant of TENANTS) await account(store, tenant, ledger);
  ledger.close();
  await close();
}

async function account(store: PolicyStore, tenant: string, ledger: Ledger): Promise<void> {
  faults.push(...(await logFaults(store, tenant)), ...(await ledger.missing(store, tenant)));
}

async function overFiles(): Promise<void> {
  const directory = join(folder, "files");
  const seeded = await fileStore({ directory });
  await seed(seeded, RUN_FILES, LANES);
  await seeded.close();
  const ledger = new Ledger(join(folder, "files.ledger"));
  let kills = 0;
  while (!isOver()) {
    await oneLife(directory, kills, ledger);
    kills++;
  }
  const store = await fileStore({ directory });
  console.log(`file: ${ledger.count()} commands, the process killed ${kills} times`);
  await account(store, RUN_FILES, ledger);
  await store.close();
  ledger.close();
}

/** A process that is killed at some moment. */
async function oneLife(directory: string, life: number, ledger: Ledger): Promise<void> {
  const script = fileURLToPath(new URL("soak-child.ts", import.meta.url));
  const child = fork(script, [directory, RUN_FILES, `${life}`], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const exited = new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_, signal) => resolve(signal)));
  child.on("message", ({ key, revision }: { key: string; revision: number }) => ledger.add(RUN_FILES, key, revision));
  const killing = setTimeout(() => child.kill("SIGKILL"), 1_500 + Math.random() * 3_000);
  if ((await exited) !== "SIGKILL") faults.push("file: the process ended by itself");
  clearTimeout(killing);
}
