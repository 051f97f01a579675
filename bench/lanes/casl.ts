import { createMongoAbility, type MongoAbility, type RuleOf, subject } from "@casl/ability";
import { permittedFieldsOf } from "@casl/ability/extra";
import { fieldsOf } from "../workload/model.js";
import type { Person } from "../workload/people.js";
import { policyAt } from "../workload/policy.js";
import type { Row } from "../workload/records.js";
import { CaslPolicy } from "./casl-rules.js";
import { type Lane, Sink, type Workload } from "./lane.js";

type Rule = RuleOf<MongoAbility>;

/** @casl/ability with everything on its side: records tagged beforehand, roles turned into rules beforehand. */
export function createLane(workload: Workload): Lane {
  const { people, requests, contacts, deals } = workload;
  const policy = new CaslPolicy(policyAt(workload.statements));
  const build = (person: Person): MongoAbility => createMongoAbility(policy.rulesFor(person));
  for (const { type, record } of requests) subject(type, record);
  for (const deal of deals) subject("deal", deal);
  for (const contact of contacts) subject("contact", contact);

  const abilities = people.map(build);
  const contactReader = build(workload.contactReader);
  const dealReader = build(workload.dealReader);
  const sink = new Sink();
  const contactFields = [...fieldsOf("contact")];
  const fieldsFrom = { fieldsFrom: (rule: Rule) => rule.fields ?? contactFields };
  const ask = (n: number): boolean => {
    const request = requests[n] as Workload["requests"][number];
    const ability = abilities[request.person] as MongoAbility;
    return ability.can(request.action, request.record, request.field);
  };
  const show = (contact: Row): object => pick(contact, permittedFieldsOf(contactReader, "read", contact, fieldsFrom));

  return {
    measures: {
      checks() {
        let yes = 0;
        for (let n = 0; n < requests.length; n += 1) if (ask(n)) yes += 1;
        return yes;
      },
      builtPerRequest() {
        let yes = 0;
        for (const { person, action, record, field } of requests) {
          if (build(people[person] as Person).can(action, record, field)) yes += 1;
        }
        return yes;
      },
      setup() {
        for (const person of people) sink.put(build(person));
        return sink.take();
      },
      masks() {
        for (const contact of contacts) sink.put(show(contact));
        return sink.take();
      },
      list: () => deals.filter((deal) => dealReader.can("read", deal)).length,
    },
    decisions: () => requests.map((_, n) => ask(n)),
    masks: () => contacts.map(show),
    hold: build,
    mayRead: (held, type, record) => (held as MongoAbility).can("read", subject(type, record)),
  };
}

function pick(record: Row, fields: readonly string[]): object {
  const picked: Record<string, unknown> = {};
  for (const field of fields) picked[field] = record[field];
  return picked;
}
