import { createCastellan } from "castellan/service";
import type { PolicyStore } from "castellan/storage";
import { ADMIN, personId, policy, record } from "../../test/scale/firm.js";
import type { Ledger } from "./ledger.js";

/** What a soak counts. */
export interface Tally {
  commands: number;
  retried: number;
  refused: number;
  answers: number;
  withheld: number;
}

/** How a lane works. */
export interface LaneSite {
  readonly tenant: string;
  /** By two services in turn, as two processes have them. */
  readonly services: readonly SoakService[];
  readonly ledger: Ledger;
  readonly tally: Tally;
  readonly faults: string[];
  readonly isOver: () => boolean;
}

/** A service of the soak. */
export type SoakService = ReturnType<typeof openService>;

/** Opens a service that asks its store for nearly everything, so that much can go wrong. */
export function openService(store: PolicyStore, timeout: number) {
  return createCastellan({ policy, store, freshFor: 100, timeout, cache: { maxEntries: 200 } });
}

/**
 * Gives a right to one person and takes it away, over and over. What may or may not have been done is asked for again with the
 * same key, of the other service; what was done must be seen by the other service at once.
 */
export async function runLane(site: LaneSite, lane: number): Promise<void> {
  const person = personId(lane);
  let held = "";
  for (let round = 0; !site.isOver(); round++) {
    const gives = round % 2 === 0;
    const key = `${lane}:${round}`;
    const made = await until(site, (service) => {
      const admin = service.tenant(site.tenant).as(ADMIN);
      return gives
        ? admin.assign(person, { role: "exporter", scope: { region: ["DE"] }, key })
        : admin.revoke(person, held, { key });
    });
    if (made === undefined) return;
    if (gives) held = "assignmentId" in made ? String(made.assignmentId) : held;
    site.ledger.add(site.tenant, key, made.revision);
    site.tally.commands++;
    await look(site, lane + round + 1, person, made.revision, gives);
    if (round % 10 === 9) await tryWithoutRight(site, lane);
  }
}

async function until<T>(site: LaneSite, command: (service: SoakService) => Promise<T>): Promise<T | undefined> {
  const patience = Date.now() + 120_000;
  for (let attempt = 0; Date.now() < patience; attempt++) {
    try {
      const service = site.services[attempt % site.services.length];
      if (service === undefined) throw new Error("there is no service");
      return await command(service);
    } catch (error) {
      if ((error as { code?: unknown }).code !== "unavailable") {
        site.faults.push(`${site.tenant}: a command failed: ${String(error)}`);
        return undefined;
      }
      site.tally.retried++;
    }
  }
  site.faults.push(`${site.tenant}: a command was not carried out in two minutes`);
  return undefined;
}

async function look(site: LaneSite, turn: number, person: string, atLeast: number, expected: boolean): Promise<void> {
  const service = site.services[turn % site.services.length];
  const access = await service?.tenant(site.tenant).access(person, null, { atLeast });
  const decision = access?.decide({ action: "export", type: "deal", record });
  site.tally.answers++;
  if (decision?.outcome === "deny" && decision.reason === "indeterminate") site.tally.withheld++;
  else if ((decision?.outcome === "allow") !== expected) {
    site.faults.push(`${site.tenant}: after ${atLeast}, ${person} was answered ${decision?.outcome}`);
  }
}

async function tryWithoutRight(site: LaneSite, lane: number): Promise<void> {
  const nobody = { principalId: personId(lane), session: null };
  try {
    await site.services[0]
      ?.tenant(site.tenant)
      .as(nobody)
      .assign(personId(lane), { role: "admin", scope: { region: "*" } });
    site.faults.push(`${site.tenant}: somebody made themselves an administrator`);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === "command_refused") site.tally.refused++;
    else if (code !== "unavailable") site.faults.push(`${site.tenant}: a refusal failed: ${String(error)}`);
  }
}
