import type { ScanOptions } from "castellan/storage";
import { but, collect, filtered, given, reordered, type Saboteur } from "./saboteur.js";

/** Stores that find too few, too many, or in another order. */
export const ofScans: readonly Saboteur[] = [
  {
    what: "scans in the order of writing",
    createStore: but((good) => {
      const order: string[] = [];
      return {
        commit: async (tenant, changes, options) => {
          const made = await good.commit(tenant, changes, options);
          order.push(...changes.put.map((state) => state.principal.id).filter((id) => !order.includes(id)));
          return made;
        },
        scan: (tenant, options) => given(reordered(good.scan(tenant, options), (id) => order.indexOf(id))),
      };
    }),
    caughtBy: "scans by id, in the order of UTF-16 code units",
  },
  {
    what: "scans in the order of code points, as UTF-8 has it",
    createStore: but((good) => ({
      scan: (tenant, options) =>
        given(
          collect(good.scan(tenant, options)).then((all) =>
            all.sort((a, b) => Buffer.compare(Buffer.from(a.principal.id), Buffer.from(b.principal.id))),
          ),
        ),
    })),
    caughtBy: "scans by id, in the order of UTF-16 code units",
  },
  {
    what: "scans in the order of a language",
    createStore: but((good) => ({
      scan: (tenant, options) =>
        given(
          collect(good.scan(tenant, options)).then((all) =>
            all.sort((a, b) => a.principal.id.localeCompare(b.principal.id)),
          ),
        ),
    })),
    caughtBy: "scans by id, in the order of UTF-16 code units",
  },
  {
    what: "scans from an id on, inclusive",
    createStore: but((good) => ({
      scan: async function* (tenant, { after, ...rest }: ScanOptions = {}) {
        const state = after === undefined ? undefined : await good.read(tenant, after);
        if (state !== undefined) yield state;
        yield* good.scan(tenant, after === undefined ? rest : { ...rest, after });
      },
    })),
    caughtBy: "scans only those after an id, whether or not somebody has it",
  },
  {
    what: "pages by number, and so loses somebody when others go",
    createStore: but((good) => {
      const seen = new Map<string, number>();
      return {
        scan: (tenant, { after, limit, role }: ScanOptions = {}) =>
          given(
            (async () => {
              const all = await collect(good.scan(tenant, role === undefined ? {} : { role }));
              const skip =
                after === undefined ? 0 : (seen.get(after) ?? all.filter((it) => it.principal.id <= after).length);
              const page = all.slice(skip, limit === undefined ? undefined : skip + limit);
              for (const [index, state] of page.entries()) seen.set(state.principal.id, skip + index + 1);
              return page;
            })(),
          ),
      };
    }),
    caughtBy: "loses and repeats nobody between pages while others commit",
  },
  {
    what: "finds only active holders of a role",
    createStore: but((good) => ({
      scan: (tenant, options: ScanOptions = {}) =>
        filtered(
          good.scan(tenant, options),
          (state) =>
            options.role === undefined ||
            state.assignments.some((it) => it.role === options.role && it.state !== "eligible"),
        ),
    })),
    caughtBy: "scans the holders of a role, in whatever state they hold it",
  },
  {
    what: "limits before it looks for a role",
    createStore: but((good) => ({
      scan: (tenant, { role, ...rest }: ScanOptions = {}) =>
        filtered(
          good.scan(tenant, rest),
          (state) => role === undefined || state.assignments.some((it) => it.role === role),
        ),
    })),
    caughtBy: "scans the holders of a role, in whatever state they hold it",
  },
  {
    what: "takes a limit of 0 for none",
    createStore: but((good) => ({
      scan: (tenant, { limit, ...rest }: ScanOptions = {}) => good.scan(tenant, limit ? { ...rest, limit } : rest),
    })),
    caughtBy: "refuses 0 as a limit, rather than give all",
  },
];
