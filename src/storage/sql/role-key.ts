import { orderedKey } from "./ordered-key.js";

/** As wide as an index with two whole ids beside it may be in every database. */
const WIDTH = 96;

/** A role in the index by role. Long names that begin alike share one: what is found by it has to be looked at again. */
export function roleKey(role: string): string {
  return orderedKey(role.slice(0, WIDTH)).slice(0, WIDTH);
}
