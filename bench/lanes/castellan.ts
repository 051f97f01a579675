import { type Access, type AccessRequest, type Policy, parsePolicy, type UnknownVocabulary } from "castellan";
import { hydrateAccess } from "castellan/client";
import { compilePolicy } from "../../src/compile/policy.js";
import { NOW, type Person } from "../workload/people.js";
import { policyAt } from "../workload/policy.js";
import type { Request } from "../workload/requests.js";
import { SLOW_SHARE } from "../workload/sizes.js";
import { type Lane, Sink, type Workload } from "./lane.js";

type AnyAccess = Access<UnknownVocabulary>;

/** The library, by the questions that an application asks. */
export function createLane(workload: Workload): Lane {
  const { people, contacts, deals } = workload;
  const json = JSON.stringify(policyAt(workload.statements));
  const policy = parse(json);
  const data = policy.toJSON();
  const open = ({ principal, assignments, session }: Person): AnyAccess =>
    policy.access({ principal, assignments, session, now: NOW });

  const accesses = people.map(open);
  const snapshots = accesses.map((access) => JSON.stringify(access.snapshot()));
  const contactReader = open(workload.contactReader);
  const dealReader = open(workload.dealReader);
  const sink = new Sink();
  const addAccess = (request: Request) => ({ ...request, access: accesses[request.person] as AnyAccess });
  const asked = { mixed: workload.mixed.map(addAccess), pages: workload.pages.map(addAccess) };
  type Asked = (typeof asked)["mixed"];
  const answer = (requests: Asked): number => {
    let yes = 0;
    for (const { access, action, type, record, field } of requests)
      if (access.can(action, type, record, field)) yes += 1;
    return yes;
  };
  // as an application binds: once for an access, an action and a type
  const checkers = new Map<string, ReturnType<AnyAccess["checker"]>>();
  const checkerOf = ({ person, access, action, type }: Asked[number]) => {
    const key = `${person} ${action} ${type}`;
    const check = checkers.get(key) ?? access.checker(action, type);
    checkers.set(key, check);
    return check;
  };
  const bind = (requests: Asked) =>
    requests.map((each) => ({ check: checkerOf(each), record: each.record, field: each.field }));
  const bound = { mixed: bind(asked.mixed), pages: bind(asked.pages) };
  const answerBound = (requests: (typeof bound)["mixed"]): number => {
    let yes = 0;
    for (const { check, record, field } of requests) if (check(record, field)) yes += 1;
    return yes;
  };
  const slow = asked.mixed
    .filter((_, n) => n % SLOW_SHARE === 0)
    .map(({ access, ...request }) => ({ access, request: toRequest(request) }));

  return {
    measures: {
      mixed: () => answer(asked.mixed),
      pages: () => answer(asked.pages),
      boundMixed: () => answerBound(bound.mixed),
      boundPages: () => answerBound(bound.pages),
      decide() {
        let yes = 0;
        for (const { access, request } of slow) if (access.decide(request).outcome === "allow") yes += 1;
        return yes;
      },
      explain() {
        let length = 0;
        for (const { access, request } of slow) length += String(access.explain(request)).length;
        return length;
      },
      setup() {
        for (const person of people) sink.put(open(person));
        return sink.take();
      },
      masks() {
        for (const contact of contacts) sink.put(contactReader.mask("contact", contact));
        return sink.take();
      },
      list() {
        const isReadable = dealReader.checker("read", "deal");
        return deals.filter((deal) => isReadable(deal)).length;
      },
      filterList() {
        const filter = dealReader.filter("read", "deal");
        return deals.filter((deal) => filter.matches(deal)).length;
      },
      filterBuild() {
        for (const access of accesses) sink.put(access.filter("read", "deal"));
        return sink.take();
      },
      snapshot() {
        for (const access of accesses) sink.put(JSON.stringify(access.snapshot()));
        return sink.take();
      },
      hydrate() {
        for (const text of snapshots) sink.put(hydrateAccess(text, { now: NOW }));
        return sink.take();
      },
      parse() {
        sink.put(parse(json));
        return sink.take();
      },
      compile() {
        sink.put(compilePolicy(data));
        return sink.take();
      },
    },
    decisions: () =>
      [...asked.mixed, ...asked.pages].map(({ access, action, type, record, field }) =>
        access.can(action, type, record, field),
      ),
    masks: () => contacts.map((contact) => contactReader.mask("contact", contact)),
    hold: open,
    carried: () => snapshots,
    mayRead: (held, type, record) => (held as AnyAccess).can("read", type, record),
  };
}

function parse(json: string): Policy {
  const read = parsePolicy(json);
  if (!read.ok) throw new Error(read.issues.map((issue) => issue.message).join("\n"));
  return read.policy;
}

function toRequest({ action, type, record, field }: Request): AccessRequest<UnknownVocabulary, string> {
  return field === undefined ? { action, type, record } : { action, type, record, fields: [field] };
}
