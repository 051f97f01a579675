import { describe, expect, it } from "vitest";
import type { DeviceRequirement, NetworkRequirement, Schedule } from "../../../../src/model/requirement-data.js";
import { ask, NOW, session } from "../../fixtures/access.js";
import { accessRequiring, readRequiring } from "../../fixtures/requirement.js";

const onDevice = (device: DeviceRequirement, facts: unknown) =>
  readRequiring({ device }, { session: { ...session, device: facts as { id: string } } });
const from = (network: NetworkRequirement, facts: unknown) =>
  readRequiring({ network }, { session: { ...session, network: facts as object } });

describe("a device", () => {
  it.each(["managed", "compliant", "known"] as const)("must be %s where that is stated", (fact) => {
    expect([
      onDevice({ [fact]: true }, { id: "x", [fact]: true }),
      onDevice({ [fact]: true }, { id: "x", [fact]: false }),
      onDevice({ [fact]: true }, { id: "x" }),
      onDevice({ [fact]: true }, { id: "x", [fact]: "true" }),
    ]).toEqual(["allow", "requirement_unmet", "requirement_unmet", "requirement_unmet"]);
  });

  it("may be what it will where nothing is stated", () => {
    expect(onDevice({ managed: true }, { id: "x", managed: true, compliant: false, known: true })).toBe("allow");
  });

  it("must be all that is stated", () => {
    const all = { managed: true, compliant: true, known: true };
    expect([onDevice(all, { id: "x", ...all }), onDevice(all, { id: "x", managed: true, known: true })]).toEqual([
      "allow",
      "requirement_unmet",
    ]);
  });

  it("S28 that is not known does not hold", () => {
    expect([
      onDevice({ managed: true }, undefined),
      readRequiring({ device: { managed: true } }, { session: null }),
    ]).toEqual(["requirement_unmet", "requirement_unmet"]);
  });

  it("S17 does not inherit what it is", () => {
    expect(onDevice({ managed: true }, Object.create({ managed: true }))).toBe("requirement_unmet");
  });
});

describe("a network", () => {
  it("must lie in one of the zones", () => {
    const zones = ["office", "vpn"];
    expect([
      from({ zones }, { zones: ["cafe", "vpn"] }),
      from({ zones }, { zones: ["cafe"] }),
      from({ zones }, { zones: [] }),
      from({ zones }, { zones: "office" }),
    ]).toEqual(["allow", "requirement_unmet", "requirement_unmet", "requirement_unmet"]);
  });

  it("must lie in one of the countries", () => {
    const countries = ["DE", "AT"];
    expect([
      from({ countries }, { country: "AT" }),
      from({ countries }, { country: "FR" }),
      from({ countries }, { country: "at" }),
    ]).toEqual(["allow", "requirement_unmet", "requirement_unmet"]);
  });

  it("must lie in none of the countries", () => {
    const notCountries = ["KP"];
    expect([from({ notCountries }, { country: "DE" }), from({ notCountries }, { country: "KP" })]).toEqual([
      "allow",
      "requirement_unmet",
    ]);
  });

  it("S28 that is not known does not hold, not even against a list of others", () => {
    expect([
      from({ zones: ["vpn"] }, {}),
      from({ countries: ["DE"] }, {}),
      from({ notCountries: ["KP"] }, {}),
      from({ notCountries: ["KP"] }, { country: 7 }),
      from({ notCountries: ["KP"] }, undefined),
      readRequiring({ network: { notCountries: ["KP"] } }, { session: null }),
    ]).toEqual(Array.from({ length: 6 }, () => "requirement_unmet"));
  });

  it("must meet all that is stated", () => {
    const network = { zones: ["vpn"], countries: ["DE"], notCountries: ["KP"] };
    expect([
      from(network, { zones: ["vpn"], country: "DE" }),
      from(network, { zones: ["vpn"], country: "FR" }),
      from(network, { zones: ["cafe"], country: "DE" }),
    ]).toEqual(["allow", "requirement_unmet", "requirement_unmet"]);
  });
});

describe("a schedule", () => {
  // now is Monday, 2 March 2026, 11:00 in Berlin
  const office: Schedule = { timeZone: "Europe/Berlin", days: ["mon"], from: "08:00", until: "18:00" };

  it("lets through inside it alone", () => {
    expect([readRequiring({ schedule: office }), readRequiring({ schedule: { ...office, days: ["tue"] } })]).toEqual([
      "allow",
      "requirement_unmet",
    ]);
  });

  it("S28 needs no session", () => {
    expect(readRequiring({ schedule: office }, { session: null })).toBe("allow");
  });

  it("S26 says until when that holds", () => {
    expect([
      accessRequiring({ schedule: office }).decide(ask("read")).validUntil,
      accessRequiring({ schedule: { ...office, from: "12:00" } }).decide(ask("read")).validUntil,
    ]).toEqual([NOW + 7 * 3_600_000, NOW + 3_600_000]);
  });
});

describe("a justification", () => {
  const access = accessRequiring({ justification: true });
  const given = (justification: unknown) =>
    access.decide(ask("read", justification === undefined ? {} : { justification: justification as string })).outcome;

  it("must be given", () => {
    expect([given("the customer called"), given(undefined)]).toEqual(["allow", "challenge"]);
  });

  it.each([[""], ["  "], ["\n\t"], [7], [null]])("is not %j", (text) => {
    expect(given(text)).toBe("challenge");
  });

  it("is never given where only yes or no is asked", () => {
    expect([access.can("read", "deal", {}), access.outcome("read", "deal", {})]).toEqual([false, "challenge"]);
  });

  it("says what it asks for", () => {
    expect(access.decide(ask("read"))).toMatchObject({
      requirements: [{ kind: "justification", statement: { id: "r" } }],
    });
  });
});
