import fc from "fast-check";
import { hostileValue } from "./value.js";

/**
 * How to make anything that an attacker, a broken caller or a lazy library could hand over in place of what is
 * expected: made only when used, since some of it cannot even be looked at.
 */
export function hostileInput(): fc.Arbitrary<() => unknown> {
  const known = (value: unknown) => () => value;
  return fc.oneof(
    { weight: 4, arbitrary: hostileValue().map(known) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom<unknown[]>(null, undefined, 0, -1, "", "*", "__proto__", "toString", [], {})
        .map(known),
    },
    { weight: 4, arbitrary: fc.constantFrom(...traps()) },
    {
      weight: 1,
      arbitrary: fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }).map(known),
    },
  );
}

/** Things that fight back. */
function traps(): (() => unknown)[] {
  const refuse = (): never => {
    throw new Error("trap");
  };
  const all = { get: refuse, has: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse, getPrototypeOf: refuse };
  return [
    () => Object.defineProperty({}, "id", { get: refuse, enumerable: true }),
    () => ({ toString: refuse, valueOf: refuse, [Symbol.toPrimitive]: refuse }),
    () => ({ toJSON: refuse }),
    () => new Proxy({}, all),
    () => new Proxy([], all),
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
    () => {
      const cycle: Record<string, unknown> = { id: "u1" };
      cycle.self = cycle;
      return cycle;
    },
    () => {
      const list: unknown[] = [];
      list.push(list);
      return list;
    },
    () => Array.from({ length: 10_000 }).reduce<object>((inner) => ({ inner }), {}),
    () => Array.from({ length: 100_000 }, (_, index) => index),
    () => Object.assign([1], { length: 3 }),
    () => Object.assign([], { length: 4_294_967_295 }),
    () => "x".repeat(1_000_000),
    () => Object.create(Date.prototype) as object,
    () => Object.create(Array.prototype) as object,
    () => ({ [Symbol.iterator]: refuse, length: 1 }),
  ];
}
