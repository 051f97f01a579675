import fc from "fast-check";
import type { RequestData } from "../../model/access-facts.js";
import type { Approval } from "../../model/approval.js";
import { future, past, unusableInstant } from "./instant.js";
import { PEOPLE } from "./pools.js";
import { typed } from "./typed.js";

/** An approval of one of these requests, often to the letter, at times of something else or by the wrong person. */
export function approval(requests: readonly RequestData[], now: number): fc.Arbitrary<Approval> {
  return fc
    .record({
      request: fc.constantFrom(...requests),
      by: fc.constantFrom(...PEOPLE, "u2", "u3"),
      principal: fc.constantFrom("u1", "u1", "u1", "u2"),
      at: fc.oneof(
        { weight: 10, arbitrary: past(now) },
        { weight: 1, arbitrary: fc.oneof(future(now), unusableInstant()) },
      ),
      validUntil: fc.oneof(
        { weight: 8, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: future(now) },
        { weight: 1, arbitrary: past(now) },
      ),
      isSeen: fc.constantFrom(true, false, false),
      difference: fc.oneof(
        { weight: 6, arbitrary: fc.constant({}) },
        {
          weight: 1,
          arbitrary: fc.constantFrom<unknown[]>(
            { action: "read" },
            { recordId: "u9" },
            { changes: { id: "u9" } },
            { changes: {} },
            { changes: null },
            { seen: {} },
            { seen: null },
          ),
        },
      ),
    })
    .map(({ request, by, principal, at, validUntil, isSeen, difference }) => {
      const { action, type, record } = request;
      const isNew = action === "create";
      const approved = {
        id: "p",
        by,
        principal,
        action,
        type,
        recordId: isNew ? undefined : own(record, "id"),
        changes: isNew ? values(record) : request.changes && values(request.changes),
        seen: isSeen ? values(record) : undefined,
        at,
        validUntil,
      };
      return typed<Approval>({ ...approved, ...(difference as object) });
    });
}

function values(of: object): object {
  return Object.fromEntries(Object.keys(of).map((key) => [key, own(of, key)]));
}

function own(of: object, key: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(of, key);
  return descriptor !== undefined && "value" in descriptor ? descriptor.value : undefined;
}
