import fc from "fast-check";
import type { Assignment } from "../../model/assignment.js";
import type { ModelData } from "../../model/model-data.js";
import { future, past } from "./instant.js";
import { ROLE_NAMES, SCOPE_VALUES } from "./pools.js";
import { boundary } from "./principal.js";
import { statements } from "./statement.js";
import { typed } from "./typed.js";

/** An assignment of a role, or a direct grant: mostly valid and live, at times neither. */
export function assignment(
  model: ModelData,
  now: number,
  roles: readonly string[] = ROLE_NAMES,
): fc.Arbitrary<Assignment> {
  const role = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...roles) },
    { weight: 1, arbitrary: fc.constantFrom("ghost", "toString", "__proto__") },
  );
  return fc
    .record({
      id: fc.constantFrom("a1", "a2", "a3"),
      holding: fc.oneof(
        { weight: 8, arbitrary: role.map((name) => ({ role: name })) },
        { weight: 2, arbitrary: statements(model, "grant").map((given) => ({ statements: given })) },
      ),
      scope: scope(model),
      validFrom: boundary(past(now), future(now), 40),
      validUntil: boundary(future(now), past(now), 40),
      state: fc.oneof(
        { weight: 40, arbitrary: fc.constant(undefined) },
        { weight: 4, arbitrary: fc.constant("active") },
        { weight: 3, arbitrary: fc.constant("eligible") },
        { weight: 1, arbitrary: fc.constantFrom("paused", null) },
      ),
    })
    .map(({ holding, ...rest }) => typed<Assignment>({ ...holding, ...rest }));
}

/** For each dimension values or `"*"`, mostly; at times something that is no scope. */
function scope(model: ModelData): fc.Arbitrary<unknown> {
  const values = fc.oneof(
    { weight: 6, arbitrary: fc.constant("*") },
    { weight: 4, arbitrary: fc.subarray([...SCOPE_VALUES], { minLength: 1, maxLength: 4 }) },
    { weight: 3, arbitrary: fc.constantFrom(["EMEA", "US", "XX", "north", "south"], ["DE"], ["toString"]) },
  );
  const names = Object.keys(model.dimensions);
  const full = fc.record(Object.fromEntries(names.map((name) => [name, values])));
  const partial = fc.record(Object.fromEntries(names.map((name) => [name, values])), { requiredKeys: [] });
  const broken = fc.constantFrom<unknown[]>(
    { planet: ["mars"] },
    { region: [] },
    { region: [1] },
    { region: "DE" },
    null,
    "*",
    [],
  );
  return fc.oneof(
    { weight: 16, arbitrary: full },
    { weight: 3, arbitrary: partial },
    { weight: 1, arbitrary: fc.oneof(fc.constant(undefined), broken) },
  );
}
