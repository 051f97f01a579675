import type { PrincipalState } from "castellan/storage";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StateTable } from "../../../src/storage/state-table.js";

const id = fc.oneof(
  fc.constantFrom("a", "B", "b", "é", "e\u0301", "😀", "\ufffd", "\uffff", "__proto__", "constructor", " ", "10", "9"),
  fc.string({ minLength: 1, maxLength: 3, unit: "binary" }),
);
const role = fc.constantFrom("rep", "lead", "__proto__");

function state(name: string, roles: readonly string[]): PrincipalState {
  const assignments = roles.map((each, index) => ({ id: String(index), role: each }));
  const principal = { id: name, kind: "employee", status: "active" } as const;
  return { principal, assignments, approvals: [], requests: [], revision: 0 };
}

/** One step: states that are put, each of another principal, and ids that are removed. */
const step = fc.record({
  put: fc.uniqueArray(fc.tuple(id, fc.array(role, { maxLength: 2 })), { selector: ([name]) => name, maxLength: 30 }),
  remove: fc.array(id, { maxLength: 20 }),
});
const question = fc.record(
  { after: id, limit: fc.integer({ min: 1, max: 20 }), role },
  { requiredKeys: [], noNullPrototype: true },
);

describe("the states of a tenant", () => {
  it("are found as a plain map, sorted anew each time, would find them", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.array(question), (steps, questions) => {
        const table = new StateTable();
        const plain = new Map<string, PrincipalState>();
        for (const { put, remove } of steps) {
          const states = put.map(([name, roles]) => state(name, roles));
          const gone = remove.filter((name) => !put.some(([other]) => other === name));
          table.apply(states, [...new Set(gone)]);
          for (const each of states) plain.set(each.principal.id, each);
          for (const name of gone) plain.delete(name);
        }
        for (const { after, limit, role: asked } of questions) {
          const expected = [...plain.keys()]
            .sort()
            .filter((name) => after === undefined || name > after)
            .filter((name) => asked === undefined || plain.get(name)?.assignments.some((it) => it.role === asked))
            .slice(0, limit);
          const found = table.scan({
            ...(after === undefined ? {} : { after }),
            ...(limit === undefined ? {} : { limit }),
            ...(asked === undefined ? {} : { role: asked }),
          });
          expect(found.map((each) => each.principal.id)).toEqual(expected);
        }
        expect(table.all().length).toBe(plain.size);
      }),
    );
  });

  it("are frozen, to the ground, and can be read as of any revision", () => {
    const table = new StateTable();
    table.apply([state("ada", ["rep"])]);
    const read = table.read("ada", 7);
    expect(read?.revision).toBe(7);
    expect(Object.isFrozen(read) && Object.isFrozen(read?.assignments) && Object.isFrozen(read?.assignments[0])).toBe(
      true,
    );
    expect(table.read("ada", 8)?.revision).toBe(8);
    expect(table.read("__proto__", 8)).toBeUndefined();
  });

  it("that were given are not changed by what comes later", () => {
    const table = new StateTable();
    table.apply([state("ada", ["rep"]), state("ben", ["rep"])]);
    const given = table.scan({ role: "rep" });
    table.apply([state("ada", ["lead"])], ["ben"]);
    expect(given.map((each) => each.principal.id)).toEqual(["ada", "ben"]);
    expect(table.scan({ role: "rep" })).toEqual([]);
  });
});
