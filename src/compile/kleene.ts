/** A truth value of Kleene's three-valued logic, ordered so that AND is the minimum and OR the maximum. */
export type Kleene = 0 | 1 | 2;

export const FALSE: Kleene = 0;
export const UNKNOWN: Kleene = 1;
export const TRUE: Kleene = 2;

/** Kleene NOT: unknown stays unknown. */
export function not(value: Kleene): Kleene {
  return (2 - value) as Kleene;
}
