import { describe, expect, it } from "vitest";
import { sortErrors, sortRequirements, sortStatements } from "../../../src/decide/order.js";
import type { EvaluationError, StatementRef, UnmetRequirement } from "../../../src/model/decision.js";

describe("S43 statements", () => {
  it("are sorted by id, then role, then assignment, what is absent first", () => {
    const sorted: StatementRef[] = [
      { id: "a" },
      { id: "a", assignment: "1" },
      { id: "a", role: "r", assignment: "1" },
      { id: "a", role: "r", assignment: "2" },
      { id: "a", role: "s", assignment: "1" },
      { id: "b" },
    ];
    expect(sortStatements([...sorted].reverse())).toEqual(sorted);
  });

  it("are sorted by code units, so that the order is the same everywhere", () => {
    expect(sortStatements([{ id: "ä" }, { id: "a" }, { id: "Z" }, { id: "z" }]).map(({ id }) => id)).toEqual([
      "Z",
      "a",
      "z",
      "ä",
    ]);
  });

  it("are there once", () => {
    expect(
      sortStatements([
        { id: "a", role: "r" },
        { id: "a", role: "r" },
      ]),
    ).toEqual([{ id: "a", role: "r" }]);
  });

  it("that differ only in why are both there, in a fixed order", () => {
    const sorted = [{ id: "a" }, { id: "a", why: "x" }, { id: "a", why: "y" }];
    expect(sortStatements([...sorted].reverse())).toEqual(sorted);
  });

  it("whose parts would run together are told apart", () => {
    expect(sortStatements([{ id: "a b" }, { id: "a", role: "b" }])).toHaveLength(2);
  });
});

describe("unmet requirements", () => {
  const unmet = (id: string, kind: UnmetRequirement["kind"]) => ({ kind, statement: { id } }) as UnmetRequirement;

  it("are sorted by statement, then by kind", () => {
    const sorted = [
      unmet("a", "mfa"),
      unmet("a", "reauthenticate"),
      unmet("a", "approval"),
      unmet("a", "justification"),
      unmet("b", "mfa"),
    ];
    expect(sortRequirements([...sorted].reverse())).toEqual(sorted);
  });

  it("are there once for each statement and kind", () => {
    expect(sortRequirements([unmet("a", "mfa"), unmet("a", "mfa"), unmet("b", "mfa")])).toEqual([
      unmet("a", "mfa"),
      unmet("b", "mfa"),
    ]);
  });
});

describe("errors", () => {
  const error = (rest: Partial<EvaluationError>): EvaluationError => ({ code: "not_loaded", message: "", ...rest });

  it("are sorted, those of no statement first, and there once", () => {
    const sorted = [
      error({ code: "invalid_assignment", assignment: "1" }),
      error({ code: "unknown_role", assignment: "1" }),
      error({ code: "unknown_role", assignment: "2" }),
      error({ statement: { id: "a" }, path: "x" }),
      error({ statement: { id: "a" }, path: "y" }),
      error({ statement: { id: "b" }, path: "x" }),
    ];
    expect(sortErrors([...sorted, ...sorted].reverse())).toEqual(sorted);
  });

  it("through two assignments are two", () => {
    const through = (assignment: string, role = "r") => error({ statement: { id: "a", role, assignment }, path: "x" });
    expect(sortErrors([through("1"), through("2"), through("1", "s")])).toHaveLength(3);
  });
});
