import fc from "fast-check";

/** Something one time in so many, and otherwise `undefined`. */
export function oneTimeIn<T>(times: number, drawn: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: drawn });
}

/** Part of an object one time in so many, and otherwise nothing of it. */
export function partOneTimeIn<T extends object>(times: number, drawn: fc.Arbitrary<T>): fc.Arbitrary<Partial<T>> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant<Partial<T>>({}) }, { weight: 1, arbitrary: drawn });
}
