import { createMongoAbility, type MongoAbility, type RuleOf, subject } from "@casl/ability";
import { packRules, permittedFieldsOf, rulesToCondition, unpackRules } from "@casl/ability/extra";
import { fieldsOf } from "../workload/model.js";
import type { Person } from "../workload/people.js";
import { policyAt } from "../workload/policy.js";
import type { Row } from "../workload/records.js";
import type { Request } from "../workload/requests.js";
import { CaslPolicy } from "./casl-rules.js";
import { type Lane, Sink, type Workload } from "./lane.js";

type Rule = RuleOf<MongoAbility>;

/** @casl/ability with everything on its side: records tagged beforehand, roles turned into rules beforehand. */
export function createLane(workload: Workload): Lane {
  const { people, mixed, pages, contacts, deals } = workload;
  const policy = new CaslPolicy(policyAt(workload.statements));
  const build = (person: Person): MongoAbility => createMongoAbility(policy.rulesFor(person));
  for (const { type, record } of [...mixed, ...pages]) subject(type, record);
  for (const deal of deals) subject("deal", deal);
  for (const contact of contacts) subject("contact", contact);

  const abilities = people.map(build);
  const packed = abilities.map((ability) => JSON.stringify(packRules(ability.rules)));
  const contactReader = build(workload.contactReader);
  const dealReader = build(workload.dealReader);
  const sink = new Sink();
  const contactFields = [...fieldsOf("contact")];
  const fieldsFrom = { fieldsFrom: (rule: Rule) => rule.fields ?? contactFields };
  const addAbility = (request: Request) => ({ ...request, ability: abilities[request.person] as MongoAbility });
  const asked = { mixed: mixed.map(addAbility), pages: pages.map(addAbility) };
  const answer = (requests: (typeof asked)["mixed"]): number => {
    let yes = 0;
    for (const { ability, action, record, field } of requests) if (ability.can(action, record, field)) yes += 1;
    return yes;
  };
  const show = (contact: Row): object => pick(contact, permittedFieldsOf(contactReader, "read", contact, fieldsFrom));

  return {
    measures: {
      mixed: () => answer(asked.mixed),
      pages: () => answer(asked.pages),
      builtPerRequest() {
        let yes = 0;
        for (const { person, action, record, field } of mixed) {
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
      filterBuild() {
        for (const ability of abilities) {
          sink.put(rulesToCondition(ability.rulesFor("read", "deal"), whereOf, HOOKS) ?? HOOKS);
        }
        return sink.take();
      },
      pack() {
        for (const ability of abilities) sink.put(JSON.stringify(packRules(ability.rules)));
        return sink.take();
      },
      unpack() {
        for (const text of packed) sink.put(createMongoAbility(unpackRules(JSON.parse(text))));
        return sink.take();
      },
      list: () => deals.filter((deal) => dealReader.can("read", deal)).length,
    },
    decisions: () =>
      [...asked.mixed, ...asked.pages].map(({ ability, action, record, field }) => ability.can(action, record, field)),
    masks: () => contacts.map(show),
    hold: build,
    carried: () => packed,
    mayRead: (held, type, record) => (held as MongoAbility).can("read", subject(type, record)),
  };
}

/** What turns rules into a document for a database, as CASL's own packages do. */
const HOOKS = {
  and: (conditions: object[]): object => ({ $and: conditions }),
  or: (conditions: object[]): object => ({ $or: conditions }),
  empty: (): object => ({}),
};

function whereOf({ conditions, inverted }: Rule): object {
  return inverted ? { $nor: [conditions ?? {}] } : (conditions ?? {});
}

function pick(record: Row, fields: readonly string[]): object {
  const picked: Record<string, unknown> = {};
  for (const field of fields) picked[field] = record[field];
  return picked;
}
