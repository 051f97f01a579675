import type { DimensionTree, ModelData, ResourceData } from "../../src/model/model-data.js";
import type { PortableField } from "../../src/model/portable-field.js";

const CONTINENTS = ["AMER", "APAC", "EMEA"];

/** Continents of four countries of three areas each: 51 values. */
export const REGION_TREE: DimensionTree = Object.fromEntries(
  CONTINENTS.map((continent) => [continent, below(continent, 4, (country) => below(country, 3, () => ({})))]),
);

/** The leaves: where records are. */
export const AREAS: readonly string[] = leaves(REGION_TREE);

/** Continents and countries: where people are. */
export const REGIONS: readonly string[] = values(REGION_TREE).filter((name) => !AREAS.includes(name));

export const TEAMS: readonly string[] = Array.from({ length: 8 }, (_, n) => `team-${n}`);

export const ACTIONS = ["create", "read", "update", "delete", "export", "reassign"] as const;

/** What every record has. */
const COMMON = [text("id"), text("ownerId"), text("region"), text("teamId"), text("status"), flag("locked")];

interface TypeSketch {
  readonly own: readonly PortableField[];
  readonly financial?: readonly string[];
  readonly personal?: readonly string[];
  /** Belongs to no team: the team dimension does not scope it. */
  readonly teamless?: true;
}

const TYPES: Readonly<Record<string, TypeSketch>> = {
  account: {
    own: [
      text("name"),
      text("industry"),
      text("website"),
      text("phone"),
      number("employees"),
      number("revenue"),
      text("rating"),
      number("createdAt"),
    ],
    financial: ["revenue"],
  },
  contact: {
    own: [
      text("firstName"),
      text("lastName"),
      text("email"),
      text("phone"),
      text("title"),
      text("accountId"),
      text("source"),
      number("score"),
      text("notes"),
      text("birthday"),
      text("passport"),
      flag("optedOut"),
    ],
    personal: ["birthday", "passport"],
  },
  lead: {
    own: [
      text("name"),
      text("email"),
      text("phone"),
      text("source"),
      number("score"),
      text("campaignId"),
      number("createdAt"),
    ],
  },
  deal: {
    own: [
      text("name"),
      text("stage"),
      number("amount"),
      number("margin"),
      number("discount"),
      text("accountId"),
      text("contactId"),
      number("probability"),
      number("closesAt"),
      number("createdAt"),
    ],
    financial: ["margin", "discount"],
  },
  quote: {
    own: [text("dealId"), number("total"), number("cost"), text("currency"), number("validUntil")],
    financial: ["cost"],
  },
  invoice: {
    own: [text("dealId"), number("total"), text("iban"), number("dueAt"), number("paidAt")],
    financial: ["iban"],
  },
  contract: {
    own: [text("title"), text("stage"), text("text"), number("value"), number("endsAt")],
    financial: ["value"],
  },
  ticket: { own: [text("subject"), text("priority"), text("contactId"), text("notes"), number("openedAt")] },
  campaign: {
    own: [text("name"), text("channel"), number("budget"), number("startsAt"), number("endsAt")],
    financial: ["budget"],
    teamless: true,
  },
  task: { own: [text("title"), text("assigneeId"), number("dueAt"), text("notes")] },
  note: { own: [text("kind"), text("text"), text("about"), number("createdAt")] },
  report: { own: [text("title"), text("kind"), text("body"), number("createdAt")], teamless: true },
};

/** Twelve resource types, a region tree and teams. */
export const MODEL: ModelData = {
  dimensions: { region: { tree: REGION_TREE }, team: { flat: true } },
  principal: { attributes: [text("department")] },
  resources: Object.fromEntries(Object.entries(TYPES).map(([name, sketch]) => [name, resource(sketch)])),
};

export const TYPE_NAMES: readonly string[] = Object.keys(TYPES);

/** The field names of a type, in schema order. */
export function fieldsOf(type: string): readonly string[] {
  return (MODEL.resources[type] as ResourceData).fields.map((field) => field.name);
}

function resource({ own, financial = [], personal = [], teamless }: TypeSketch): ResourceData {
  return {
    fields: [...COMMON, ...own],
    actions: ACTIONS,
    readOnlyActions: ["read"],
    changingActions: ["update"],
    scopePaths: { region: "region", team: teamless ? null : "teamId" },
    immutable: ["id"],
    sensitive: [...financial, ...personal],
    fieldGroups: { ...(financial.length > 0 && { financial }), ...(personal.length > 0 && { personal }) },
  };
}

function text(name: string): PortableField {
  return { name, type: "string" };
}

function number(name: string): PortableField {
  return { name, type: "number" };
}

function flag(name: string): PortableField {
  return { name, type: "boolean" };
}

function below(parent: string, count: number, subtree: (name: string) => DimensionTree): DimensionTree {
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`${parent}-${n}`, subtree(`${parent}-${n}`)] as const),
  );
}

function leaves(tree: DimensionTree): string[] {
  return Object.entries(tree).flatMap(([name, rest]) => (Object.keys(rest).length === 0 ? [name] : leaves(rest)));
}

function values(tree: DimensionTree): string[] {
  return Object.entries(tree).flatMap(([name, rest]) => [name, ...values(rest)]);
}
