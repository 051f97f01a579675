import { commitCases } from "./store-contract/commits.js";
import { conflictCases } from "./store-contract/conflicts.js";
import { eventCases } from "./store-contract/event-log.js";
import { isolationCases } from "./store-contract/isolation.js";
import { refusalCases } from "./store-contract/refusals.js";
import { restartCases } from "./store-contract/restart.js";
import { scanCases } from "./store-contract/scanning.js";
import type { StoreCase } from "./store-contract/store-case.js";
import { valueCases } from "./store-contract/values.js";
import { watchCases } from "./store-contract/watching.js";

/**
 * Everything that a `PolicyStore` must do, as a list of cases for any test runner. A store's whole test file, with vitest or
 * jest (`it`), node:test (`test`) or what you like:
 *
 * ```js
 * const create = async () => ({ store: await openStore(fresh), reopen: () => openStore(same), close: () => drop(fresh) });
 * for (const { name, run } of storeContract) it(name, () => run(create));
 * ```
 *
 * Every case begins with a fresh, empty store from `create`, throws `StoreContractBroken` for a breach, and ends with `close`. What a store
 * cannot do is left out by name: a store in memory survives no restart, one without `watch` tells no news.
 *
 * ```js
 * const cases = storeContract.filter(({ needs }) => !needs.includes("reopen"));
 * ```
 *
 * @example
 * const cases = storeContract.filter(({ name }) => name.startsWith("begins empty"));
 * cases.map(({ name }) => name) // => ["begins empty: no principals, no events, revision 0"]
 */
export const storeContract: readonly StoreCase[] = [
  ...isolationCases,
  ...commitCases,
  ...conflictCases,
  ...refusalCases,
  ...valueCases,
  ...scanCases,
  ...eventCases,
  ...watchCases,
  ...restartCases,
];
