const LONGEST = 256;

/**
 * Tells whether a text can be the id of a tenant or a principal, or anything else that events are searched by: 1 to 256
 * UTF-16 code units, well-formed (no lone surrogates), without `\u0000`. PostgreSQL can keep no other text; so no store takes any.
 *
 * A commit with another id is refused as `invalid_changes`. To reads, such an id is one that nobody has.
 *
 * @param value - anything
 * @example
 * isStoreId("__proto__ 😀 %_'") // => true
 * isStoreId("") // => false
 * isStoreId("a\u0000") // => false
 * isStoreId("\ud800") // => false
 */
export function isStoreId(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.length >= 1 &&
    value.length <= LONGEST &&
    !value.includes("\u0000") &&
    !/\p{Surrogate}/u.test(value)
  );
}
