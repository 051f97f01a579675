import fc from "fast-check";
import type { ResourceData } from "../../model/model-data.js";
import type { RequirementsData, Schedule } from "../../model/requirement-data.js";
import { oneTimeIn } from "./optional.js";
import { COUNTRIES, METHODS, ROLE_NAMES, ZONES } from "./pools.js";

/** What a `require` demands: one kind mostly, at times two. Without a type it cannot name fields. */
export function requirements(resource: ResourceData | undefined): fc.Arbitrary<RequirementsData> {
  const one: fc.Arbitrary<RequirementsData> = fc.oneof(
    { weight: 5, arbitrary: part("mfa", mfa()) },
    { weight: 4, arbitrary: part("session", session()) },
    { weight: 2, arbitrary: part("device", device()) },
    { weight: 2, arbitrary: part("network", network()) },
    { weight: 1, arbitrary: part("schedule", schedule()) },
    { weight: 4, arbitrary: part("approval", approval(resource)) },
    { weight: 5, arbitrary: part("justification", fc.constant(true)) },
  );
  return fc.oneof(
    { weight: 5, arbitrary: one },
    { weight: 1, arbitrary: fc.tuple(one, one).map(([first, second]) => ({ ...first, ...second })) },
  );
}

function part(kind: keyof RequirementsData, demanded: fc.Arbitrary<unknown>): fc.Arbitrary<RequirementsData> {
  return demanded.map((each) => ({ [kind]: each }));
}

function mfa() {
  return fc.record(
    {
      methods: fc.subarray([...METHODS], { minLength: 1 }),
      within: fc.constantFrom("15m", "12h", 3_600_000),
      phishingResistant: fc.boolean(),
      factors: fc.constantFrom(1, 1, 2, 3),
    },
    { requiredKeys: [] },
  );
}

function session() {
  const length = fc.constantFrom("12h", "15m", "30d");
  return fc.oneof(
    length.map((maxAge) => ({ maxAge })),
    length.map((maxIdle) => ({ maxIdle })),
    fc.tuple(length, length).map(([maxAge, maxIdle]) => ({ maxAge, maxIdle })),
  );
}

function device() {
  return fc
    .subarray(["managed", "compliant", "known"], { minLength: 1, maxLength: 2 })
    .map((flags) => Object.fromEntries(flags.map((flag) => [flag, true])));
}

function network() {
  const countries = fc.subarray([...COUNTRIES], { minLength: 1 });
  return fc.oneof(
    fc.subarray([...ZONES], { minLength: 1 }).map((zones) => ({ zones })),
    countries.map((names) => ({ countries: names })),
    countries.map((names) => ({ notCountries: names })),
  );
}

/** A weekly schedule: office hours, nights, whole days, and windows in the gaps and overlaps of clocks. */
export function schedule(): fc.Arbitrary<Schedule> {
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
  const times = ["00:00", "01:30", "02:00", "02:30", "03:00", "08:00", "18:00", "22:00"] as const;
  return fc
    .record({
      timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "UTC", "Pacific/Apia"),
      days: fc.oneof(fc.constant([...days]), fc.subarray([...days], { minLength: 1 })),
      from: fc.constantFrom(...times),
      until: fc.constantFrom(...times, "24:00" as const),
    })
    .map((each) => (each.from === each.until ? { ...each, from: "08:00", until: "24:00" } : each));
}

function approval(resource: ResourceData | undefined) {
  const people = (resource?.fields ?? []).filter(({ type }) => type === "string" || type === "number");
  const names = people.map((field) => field.name);
  return fc
    .record({
      by: fc.constantFrom(...ROLE_NAMES),
      count: oneTimeIn(4, fc.constantFrom(1, 2)),
      within: oneTimeIn(3, fc.constantFrom("15m", "12h")),
      distinctFrom: oneTimeIn(4, fc.subarray(names, { maxLength: Math.min(1, names.length) })),
      once: oneTimeIn(4, fc.boolean()),
    })
    .map(({ by, count, within, distinctFrom, once }) => ({
      by,
      ...(count !== undefined && { count }),
      ...(within !== undefined && { within }),
      ...(distinctFrom !== undefined && distinctFrom.length > 0 && { distinctFrom }),
      ...(once !== undefined && { once }),
    }));
}
