import { fieldsOf, TYPE_NAMES } from "./model.js";
import type { Person } from "./people.js";
import { createRandom, type Random } from "./random.js";
import type { Row } from "./records.js";

/** One question: who, what, on which record, which field. */
export interface Request {
  /** The index of the person. */
  readonly person: number;
  readonly action: string;
  readonly type: string;
  readonly record: Row;
  readonly field: string | undefined;
}

/** Which types a role is about, so that about half of the questions have an allow to look at. */
const HOME: Readonly<Record<string, readonly string[]>> = {
  sales: ["account", "contact", "lead", "deal", "quote"],
  support: ["contact", "ticket", "note"],
  marketing: ["campaign", "lead", "contact"],
  finance: ["invoice", "contract", "quote", "deal", "account", "note"],
  team: ["task", "note", "ticket", "deal"],
  analyst: ["report", "deal", "campaign"],
  contractor: ["task", "report", "note", "ticket"],
  auditor: TYPE_NAMES,
};

/** No `create`: the library then asks for every key of the record, and code by hand would not. */
const ACTIONS: readonly string[] = [
  ...Array.from({ length: 8 }, () => "read"),
  ...Array.from({ length: 4 }, () => "update"),
  "delete",
  "export",
  "reassign",
];

/** So many questions in random order over all people and types: the next one is never like the last. */
export function mixedRequests(
  count: number,
  people: readonly Person[],
  records: Readonly<Record<string, readonly Row[]>>,
): readonly Request[] {
  const random = createRandom(4_711);
  return Array.from({ length: count }, () => {
    const { person, type } = somebody(random, people);
    return {
      person,
      action: random.pick(ACTIONS),
      type,
      record: random.pick(records[type] as readonly Row[]),
      field: random.percent(60) ? random.pick(fieldsOf(type)) : undefined,
    };
  });
}

/** The same number as a server meets them: somebody opens a record, and the page asks what to show and what to offer. */
export function pageRequests(
  count: number,
  people: readonly Person[],
  records: Readonly<Record<string, readonly Row[]>>,
): readonly Request[] {
  const random = createRandom(1_147);
  return Array.from({ length: count / PAGE }, () => {
    const { person, type } = somebody(random, people);
    const record = random.pick(records[type] as readonly Row[]);
    const page = { person, type, record };
    const fields = random.some(fieldsOf(type), 6);
    return [
      { ...page, action: "read", field: undefined },
      ...fields.slice(0, 4).map((field) => ({ ...page, action: "read", field })),
      ...fields.slice(4).map((field) => ({ ...page, action: "update", field })),
      { ...page, action: "delete", field: undefined },
    ];
  }).flat();
}

/** Questions on one page. */
const PAGE = 8;

function somebody(random: Random, people: readonly Person[]): { readonly person: number; readonly type: string } {
  const person = random.below(people.length);
  const { role } = random.pick((people[person] as Person).assignments);
  const home = HOME[role.split("_")[0] as string] as readonly string[];
  return { person, type: random.percent(80) ? random.pick(home) : random.pick(TYPE_NAMES) };
}
