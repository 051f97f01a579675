import { fieldsOf, TYPE_NAMES } from "./model.js";
import type { Person } from "./people.js";
import { createRandom } from "./random.js";
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
export function requestsOf(
  count: number,
  people: readonly Person[],
  records: Readonly<Record<string, readonly Row[]>>,
): readonly Request[] {
  const random = createRandom(4_711);
  return Array.from({ length: count }, () => {
    const person = random.below(people.length);
    const role = random.pick((people[person] as Person).assignments).role;
    const home = HOME[role.split("_")[0] as string] as readonly string[];
    const type = random.percent(80) ? random.pick(home) : random.pick(TYPE_NAMES);
    const action = random.pick(ACTIONS);
    return {
      person,
      action,
      type,
      record: random.pick(records[type] as readonly Row[]),
      field: random.percent(60) ? random.pick(fieldsOf(type)) : undefined,
    };
  });
}
