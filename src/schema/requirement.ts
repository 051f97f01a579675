import type { PortableField } from "../model/portable-field.js";
import type {
  ApprovalRequirement,
  DeviceRequirement,
  MfaRequirement,
  NetworkRequirement,
  RequirementsData,
  SessionRequirement,
} from "../model/requirement-data.js";
import { MFA_METHODS } from "./mfa-methods.js";
import { type KnownNames, readKnown, readNonEmpty } from "./name-list.js";
import { readCount, readDuration } from "./numbers.js";
import { readSchedule } from "./schedule.js";
import type { Site } from "./site.js";
import { quote } from "./text.js";
import type { TimeZones } from "./time-zones.js";

/** What requirements are read with. */
export interface RequirementContext {
  readonly roles: KnownNames;
  /** The type's fields; none where the statement is for every type. */
  readonly fields: readonly PortableField[] | undefined;
  readonly zones: TimeZones;
}

type Reader = (site: Site, context: RequirementContext) => unknown;

/** Every kind of requirement, and how it is read. */
const READERS: Readonly<Record<keyof RequirementsData, Reader>> = {
  mfa: readMfa,
  session: readSession,
  device: readDevice,
  network: readNetwork,
  schedule: (site, context) => readSchedule(site, context.zones),
  approval: readApproval,
  justification: readTrue,
};

const KINDS = Object.keys(READERS);

/**
 * Reads what a `require` demands.
 *
 * @param site - where it stands
 * @param context - the roles and fields that it may name
 */
export function readRequirements(site: Site, context: RequirementContext): RequirementsData | undefined {
  const entries = site.object(KINDS, "an object of requirements");
  if (entries === undefined) return undefined;
  if (entries.size === 0) return site.issue("empty_requirement", "nothing is required");
  const parts: [string, unknown][] = [];
  for (const [kind, reader] of Object.entries(READERS)) {
    const part = site.optional(kind);
    if (part !== undefined) parts.push([kind, reader(part, context)]);
  }
  return parts.every(([, part]) => part !== undefined) ? Object.fromEntries(parts) : undefined;
}

function given<T>(key: string, value: T | undefined): Record<string, T> {
  return value === undefined ? {} : { [key]: value };
}

function readTrue(site: Site): true | undefined {
  return site.value === true ? true : site.issue("only_true", "this can only be demanded: write `true`");
}

function readMfa(site: Site): MfaRequirement | undefined {
  if (site.object(["methods", "within", "phishingResistant", "factors"], "an object") === undefined) return undefined;
  return {
    ...given("methods", readNonEmpty(site.optional("methods"), readMethod)),
    ...given("within", readDuration(site.optional("within"))),
    ...given("phishingResistant", site.optional("phishingResistant")?.boolean()),
    ...given("factors", readFactors(site.optional("factors"))),
  };
}

function readMethod(site: Site): string | undefined {
  const method = site.text("a method");
  if (method === undefined || MFA_METHODS.has(method)) return method;
  return site.unknown("unknown_mfa_method", `RFC 8176 names no method ${quote(method)}`, method, MFA_METHODS.keys());
}

function readFactors(site: Site | undefined): number | undefined {
  if (site === undefined) return undefined;
  const { value } = site;
  if (value === 1 || value === 2 || value === 3) return value;
  if (typeof value !== "number") return site.wrongType("1, 2 or 3");
  return site.issue("factors_out_of_range", "there are three classes of factors", "1, 2 or 3");
}

function readSession(site: Site): SessionRequirement | undefined {
  const entries = site.object(["maxAge", "maxIdle"], "an object");
  if (entries === undefined) return undefined;
  if (entries.size === 0) return site.issue("empty_requirement", "nothing is required of the session");
  return {
    ...given("maxAge", readDuration(site.optional("maxAge"))),
    ...given("maxIdle", readDuration(site.optional("maxIdle"))),
  };
}

function readDevice(site: Site): DeviceRequirement | undefined {
  const keys = ["managed", "compliant", "known"];
  const entries = site.object(keys, "an object");
  if (entries === undefined) return undefined;
  if (entries.size === 0) return site.issue("empty_requirement", "nothing is required of the device");
  return Object.fromEntries(
    keys.flatMap((key) => {
      const part = site.optional(key);
      return part === undefined ? [] : [[key, readTrue(part)]];
    }),
  );
}

function readNetwork(site: Site): NetworkRequirement | undefined {
  const entries = site.object(["zones", "countries", "notCountries"], "an object");
  if (entries === undefined) return undefined;
  if (entries.size === 0) return site.issue("empty_requirement", "nothing is required of the network");
  return {
    ...given("zones", readNonEmpty(site.optional("zones"), readZone)),
    ...given("countries", readNonEmpty(site.optional("countries"), readCountry)),
    ...given("notCountries", readNonEmpty(site.optional("notCountries"), readCountry)),
  };
}

function readZone(site: Site): string | undefined {
  const zone = site.text("a zone");
  return zone === "" ? site.issue("invalid_name", "a zone's name is not empty") : zone;
}

function readCountry(site: Site): string | undefined {
  const country = site.text("a country");
  if (country === undefined || /^[A-Z]{2}$/.test(country)) return country;
  const upper = country.toUpperCase();
  const hint = /^[A-Z]{2}$/.test(upper) ? `did you mean \`${upper}\`?` : "two upper-case letters (ISO 3166-1 alpha-2)";
  return site.issue("invalid_country", `${quote(country)} is no country`, hint);
}

function readApproval(site: Site, context: RequirementContext): ApprovalRequirement | undefined {
  if (site.object(["by", "count", "within", "distinctFrom", "once"], "an object") === undefined) return undefined;
  const by = readKnown(site.required("by"), context.roles);
  const rest = {
    ...given("count", readCount(site.optional("count"))),
    ...given("within", readDuration(site.optional("within"))),
    ...given("distinctFrom", readDistinctFrom(site.optional("distinctFrom"), context.fields)),
    ...given("once", site.optional("once")?.boolean()),
  };
  return by === undefined ? undefined : { by, ...rest };
}

function readDistinctFrom(site: Site | undefined, fields: readonly PortableField[] | undefined) {
  if (site === undefined) return undefined;
  if (fields === undefined) {
    const message = "statements for every type have no fields in common";
    return site.issue("distinct_from_under_wildcard", message, "key the statement under a type");
  }
  return readNonEmpty(site, (element) => readPersonField(element, fields));
}

function readPersonField(site: Site, fields: readonly PortableField[]): string | undefined {
  const name = site.text("a field");
  if (name === undefined) return undefined;
  const field = fields.find((candidate) => candidate.name === name);
  if (field === undefined) {
    const names = fields.map((candidate) => candidate.name);
    return site.unknown("unknown_field", `there is no field ${quote(name)}`, name, names);
  }
  if (field.type === "string" || field.type === "number") return name;
  return site.issue(
    "distinct_from_type",
    `${quote(name)} holds no id of a person`,
    "a text or number, or a list of them",
  );
}
