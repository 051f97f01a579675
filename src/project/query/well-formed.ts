/**
 * Tells text that can be encoded: no half of a surrogate pair stands alone. What is stored is always such text, whereas
 * drivers put U+FFFD in place of a lone half, and would then find records that hold U+FFFD.
 */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
