import type { AuditEvent, EventQuery } from "castellan/storage";
import { but, collect, filtered, given, type Saboteur } from "./saboteur.js";

/** Stores that give other events than were asked for. */
export function ofEvents(): Saboteur[] {
  const asking = (
    ask: (query: EventQuery) => EventQuery,
    keep: (event: AuditEvent, query: EventQuery) => boolean = () => true,
  ) =>
    but((good) => ({
      events: (tenant, query: EventQuery = {}) =>
        filtered(good.events(tenant, ask(query)), (event) => keep(event, query)),
    }));
  return [
    {
      what: "gives events from the newest to the oldest",
      createStore: but((good) => ({
        events: (tenant, query) => given(collect(good.events(tenant, query)).then((all) => all.reverse())),
      })),
      caughtBy: "gives events in the order of their sequence, from 1, without gaps",
    },
    {
      what: "gives the events of a revision on, inclusive",
      createStore: asking(({ afterRevision, ...rest }) =>
        afterRevision === undefined ? rest : { ...rest, afterRevision: afterRevision - 1 },
      ),
      caughtBy: "gives the events of commits after a revision",
    },
    {
      what: "gives events until an instant, inclusive",
      createStore: asking(({ until, ...rest }) => (until === undefined ? rest : { ...rest, until: until + 1 })),
      caughtBy: "gives the events from an instant until another, exclusive",
    },
    {
      what: "gives the first events as the last",
      createStore: but((good) => ({
        events: (tenant, { last, ...rest }: EventQuery = {}) =>
          given(collect(good.events(tenant, rest)).then((all) => all.slice(0, last))),
      })),
      caughtBy: "gives the last events, in the order of their sequence",
    },
    {
      what: "takes the last events first, and then looks at the rest of the question",
      createStore: but((good) => ({
        events: (tenant, query: EventQuery = {}) =>
          given(
            (async () => {
              const matching = await collect(good.events(tenant, { ...query, last: 1_000_000 }));
              const { last } = query;
              if (last === undefined) return matching;
              const lastOnes = await collect(good.events(tenant, { last }));
              return matching.filter((event) => lastOnes.some((it) => it.sequence === event.sequence));
            })(),
          ),
      })),
      caughtBy: "finds the last event that has a key among many",
    },
    {
      what: "does not find events by their actor",
      createStore: asking(
        (query) => query,
        (event, { principalId }) => principalId === undefined || event.data.principalIds.includes(principalId),
      ),
      caughtBy: "gives the events that concern a principal, as actor or among those named",
    },
    {
      what: "compares keys without case",
      createStore: but((good) => ({
        events: (tenant, { key, ...rest }: EventQuery = {}) =>
          filtered(
            good.events(tenant, rest),
            (event) => key === undefined || event.data.key?.toLowerCase() === key.toLowerCase(),
          ),
      })),
      caughtBy: "finds events by action and by key, to the letter",
    },
    {
      what: "remembers what it found when it was asked before",
      createStore: but((good) => {
        const found = new Map<string, Promise<AuditEvent[]>>();
        return {
          events: (tenant, query: EventQuery = {}) => {
            const question = JSON.stringify([tenant, query]);
            const known = found.get(question) ?? collect(good.events(tenant, query));
            if (query.key !== undefined) found.set(question, known);
            return given(known);
          },
        };
      }),
      caughtBy: "finds each event at once, by whatever was asked for before it came",
    },
    {
      what: "joins the parts of a question by OR",
      createStore: asking(
        ({ action: _, ...rest }) => rest,
        (event, { action, key }) => action === undefined || key !== undefined || event.data.action === action,
      ),
      caughtBy: "lets every combination of what is asked hold at once",
    },
  ];
}
