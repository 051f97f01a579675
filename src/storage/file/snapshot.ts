import { Buffer } from "node:buffer";
import type { PrincipalState } from "../../model/principal-state.js";
import { decodeStates, encodeStates } from "./commit-record.js";
import { writeFileDurably } from "./durable-file.js";
import { checkTenant, magic, openIfThere, readMagic, understood } from "./journal.js";
import { corrupt, readRecords } from "./read-records.js";
import { encodeRecord } from "./record.js";

const STATES_IN_A_RECORD = 256;

/** All states of a tenant, as of a revision. */
export interface Snapshot {
  readonly revision: number;
  readonly states: readonly PrincipalState[];
  /** How long the file is. */
  readonly bytes: number;
}

/**
 * Writes a snapshot in place of the former, at once.
 *
 * @returns how many bytes it has
 */
export function writeSnapshot(path: string, tenant: string, revision: number, states: readonly PrincipalState[]) {
  return writeFileDurably(path, chunks(tenant, revision, states));
}

function* chunks(tenant: string, revision: number, states: readonly PrincipalState[]): Generator<Buffer> {
  const nothing = Buffer.from("{}");
  yield Buffer.from(magic("snapshot"));
  yield encodeRecord(0, Buffer.from(JSON.stringify({ tenant, revision, states: states.length })), nothing);
  for (let from = 0, number = 1; from < states.length; from += STATES_IN_A_RECORD, number++) {
    yield encodeRecord(number, nothing, encodeStates(states.slice(from, from + STATES_IN_A_RECORD)));
  }
}

/**
 * Reads a snapshot.
 *
 * @returns `undefined` if there is none
 * @throws StoreError `corrupt` if it is damaged: the journal has all that is in it
 */
export async function readSnapshot(path: string, tenant: string): Promise<Snapshot | undefined> {
  const file = await openIfThere(path, "r");
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    const start = await readMagic(file, path, "snapshot");
    const states: PrincipalState[] = [];
    let said: { revision?: unknown; states?: unknown } = {};
    const records = readRecords({ file, path, size }, start);
    for (let next = await records.next(); ; next = await records.next()) {
      if (next.done === true) {
        const { revision } = said;
        // it was renamed when it was whole: nothing of it can be torn
        if (next.value !== size || said.states !== states.length || typeof revision !== "number") {
          throw corrupt(path, next.value, "it ends too early; delete it, and it is made again from the journal");
        }
        return { revision, states, bytes: size };
      }
      const { number, offset, first, second } = next.value;
      if (number === 0) {
        checkTenant(path, next.value, tenant);
        said = understood(path, offset, () => JSON.parse(first.toString()));
      } else {
        for (const state of understood(path, offset, () => decodeStates(second)).put) states.push(state);
      }
    }
  } finally {
    await file.close();
  }
}
