import { type Node, withNodes } from "./cluster.js";
import { CuttableProxy } from "./cuttable-proxy.js";
import { logFaults, seed } from "./firm.js";
import { type Answer, type Change, type News, type Setup, sharedNow } from "./protocol.js";
import { POSTGRES_URL, REDIS_URL, type Setting } from "./setting.js";
import { staleAnswers, type Toggle } from "./staleness.js";

/** What came of pulling cables in the middle of work. */
export interface OutageReport {
  readonly news: News;
  readonly cuts: number;
  readonly commands: number;
  /** Commands of which it was not known at first whether they were made. */
  readonly unknown: number;
  readonly answers: { readonly yes: number; readonly no: number; readonly withheld: number };
  /** How long it took until every process answered again after the last cable was back, in milliseconds. */
  readonly recoveredInMs: number;
  readonly faults: readonly string[];
}

const PERSON = "u1";
const FRESH_MS = 200;
const RECOVERY_MS = 10_000;

/**
 * Four processes, each on a cable of its own to PostgreSQL (and to Redis), ask for a right without pause, while it is given and
 * taken away through one after the other, and cables are cut, silenced and restored. In the end the log tells which answers
 * were stale, and whether anything that was acknowledged is missing.
 */
export async function outage(setting: Setting, news: News, forMs: number): Promise<OutageReport> {
  const tenant = `outage ${news}`;
  await seed(setting.store, tenant, 3);
  const databases = await Promise.all(Array.from({ length: 4 }, () => CuttableProxy.open(addressOf(POSTGRES_URL))));
  const caches = news === "redis" ? [await CuttableProxy.open(addressOf(REDIS_URL))] : [];
  const cables = [...databases, ...caches];
  const redisUrl = caches[0] === undefined ? REDIS_URL : through(REDIS_URL, caches[0]);
  const setups = databases.map(
    (proxy): Setup =>
      setting.setup(news, { url: through(POSTGRES_URL, proxy), redisUrl, freshForMs: FRESH_MS, pollMs: 200 }),
  );
  try {
    return await withNodes(setups, async (nodes) => {
      const asking = nodes.map((node) => node.call("askFor", tenant, PERSON, forMs));
      const cutting = cut(cables, forMs * 0.85);
      const { toggles, unknown, faults } = await toggle(nodes, tenant, forMs);
      const cuts = await cutting;
      const answers = (await Promise.all(asking)).flat();
      const recovered = await recovery(nodes, tenant, toggles.at(-1));
      const found = [
        ...faults,
        ...recovered.faults,
        ...staleAnswers(toggles, answers, FRESH_MS),
        ...(await lostChanges(setting, tenant, toggles)),
        ...(await logFaults(setting.store, tenant)),
      ];
      return {
        news,
        cuts,
        commands: toggles.length,
        unknown,
        answers: tally(answers),
        recoveredInMs: recovered.inMs,
        faults: found,
      };
    });
  } finally {
    await Promise.all(cables.map((cable) => cable.close()));
  }
}

/** Cuts one cable after the other, or silences it, or all; and restores all in the end. */
async function cut(cables: readonly CuttableProxy[], forMs: number): Promise<number> {
  const end = sharedNow() + forMs;
  let cuts = 0;
  while (sharedNow() < end) {
    await pause(150);
    const one = cables[cuts % cables.length];
    const some = cuts % 7 === 6 ? cables : one === undefined ? [] : [one];
    for (const cable of some) cuts % 3 === 2 ? cable.silence() : cable.cut();
    cuts++;
    // longer than what is known is fresh, so that somebody has to ask in vain
    await pause(FRESH_MS + ((cuts * 131) % 400));
    for (const cable of some) cable.restore();
  }
  for (const cable of cables) cable.restore();
  return cuts;
}

/** Gives a right and takes it away, until the time is over; what is unknown is given again with the same key, elsewhere. */
async function toggle(nodes: readonly Node[], tenant: string, forMs: number) {
  const end = sharedNow() + forMs;
  const toggles: Toggle[] = [];
  const faults: string[] = [];
  let unknown = 0;
  let held = "";
  for (let count = 0; sharedNow() < end; count++) {
    const gives = count % 2 === 0;
    const key = `${gives ? "give" : "take"} ${count}`;
    const begun = sharedNow();
    let made: Change | undefined;
    for (let attempt = count; made === undefined; attempt++) {
      if (sharedNow() > end + RECOVERY_MS) {
        faults.push(`command \`${key}\` was not carried out in ${RECOVERY_MS} ms after everything was restored`);
        return { toggles, unknown, faults };
      }
      const node = nodes[attempt % nodes.length];
      if (node === undefined) throw new Error("there is no process");
      const change = gives
        ? await node.call("assign", tenant, PERSON, key)
        : await node.call("revoke", tenant, PERSON, held, key);
      if (change.revision === undefined) unknown++;
      else made = change;
    }
    if (gives) held = made.assignmentId ?? "";
    toggles.push({ key, gives, begun, done: made.done, revision: made.revision ?? 0 });
    await Promise.all(nodes.map((node) => node.call("heard", made.revision ?? 0)));
    await pause(20);
  }
  return { toggles, unknown, faults };
}

/** Waits until every process tells what the last command came to. */
async function recovery(nodes: readonly Node[], tenant: string, last: Toggle | undefined) {
  const begun = sharedNow();
  const faults: string[] = [];
  await Promise.all(
    nodes.map(async (node, index) => {
      for (;;) {
        const answer = await node.call("ask", tenant, PERSON, last?.revision ?? 0);
        if (answer.allowed === (last?.gives ?? false) && answer.reason !== "indeterminate") return;
        if (sharedNow() - begun > RECOVERY_MS) return void faults.push(`process ${index} does not answer again`);
        await pause(20);
      }
    }),
  );
  return { inMs: sharedNow() - begun, faults };
}

/** What was acknowledged and is not in the log, or stands there at another revision. */
async function lostChanges({ store }: Setting, tenant: string, toggles: readonly Toggle[]): Promise<readonly string[]> {
  const revisions = new Map<string, number[]>();
  for await (const { revision, data } of store.events(tenant)) {
    if (data.key === undefined || data.outcome !== "done") continue;
    const known = revisions.get(data.key) ?? [];
    if (!known.includes(revision)) revisions.set(data.key, [...known, revision]);
  }
  return toggles.flatMap(({ key, revision }) => {
    const found = revisions.get(key) ?? [];
    if (found.length === 1 && found[0] === revision) return [];
    return [`command \`${key}\` was acknowledged at ${revision}, and the log has it at [${found.join(", ")}]`];
  });
}

function tally(answers: readonly Answer[]) {
  const yes = answers.filter((answer) => answer.allowed).length;
  const withheld = answers.filter((answer) => answer.reason === "indeterminate").length;
  return { yes, no: answers.length - yes - withheld, withheld };
}

function addressOf(url: string) {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

function through(url: string, proxy: CuttableProxy): string {
  const changed = new URL(url);
  changed.hostname = "127.0.0.1";
  changed.port = String(proxy.port);
  return changed.href;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
