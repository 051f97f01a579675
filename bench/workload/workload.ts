import type { Workload } from "../lanes/lane.js";
import { TYPE_NAMES } from "./model.js";
import { contactReader, dealReader, peopleAt } from "./people.js";
import { recordsOf } from "./records.js";
import { mixedRequests, pageRequests } from "./requests.js";
import type { Sizes } from "./sizes.js";

/** The same facts in every process, made from the same seeds. */
export function createWorkload(statements: number, sizes: Sizes): Workload {
  const people = peopleAt(statements, sizes.people);
  const records = Object.fromEntries(
    TYPE_NAMES.map((type) => [type, recordsOf(type, sizes.recordsPerType, sizes.people)] as const),
  );
  return {
    statements,
    people,
    mixed: mixedRequests(sizes.requests, people, records),
    pages: pageRequests(sizes.requests, people, records),
    contacts: recordsOf("contact", sizes.bulk, sizes.people),
    contactReader: contactReader(),
    deals: recordsOf("deal", sizes.bulk, sizes.people),
    dealReader: dealReader(),
  };
}
