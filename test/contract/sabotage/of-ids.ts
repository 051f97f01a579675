import { memoryStore, type PolicyStore, type PrincipalState } from "castellan/storage";
import { but, folding, foldingPrincipals, type Saboteur } from "./saboteur.js";

const APART = "keeps tenants apart whose ids differ";
const PEOPLE_APART = "keeps principals apart whose ids differ";

/** Stores that take one id for another. */
export const ofIds: readonly Saboteur[] = [
  { what: "has one tenant", createStore: folding(() => "all"), caughtBy: `${APART} by case` },
  { what: "folds the case of tenants", createStore: folding((id) => id.toLowerCase()), caughtBy: `${APART} by case` },
  {
    what: "normalises the ids of tenants",
    createStore: folding((id) => id.normalize("NFC")),
    caughtBy: `${APART} by how an accent is written`,
  },
  {
    what: "pads the ids of tenants",
    createStore: folding((id) => id.trimEnd() || id),
    caughtBy: `${APART} by a trailing space`,
  },
  {
    what: "compares tenants as a collation without accents does",
    createStore: folding((id) => id.normalize("NFD").replace(/\p{Mn}/gu, "") || id),
    caughtBy: `${APART} by an accent`,
  },
  {
    what: "takes an underscore for any character",
    createStore: folding((id) => id.replace("a_me", "acme")),
    caughtBy: `${APART} by an underscore, the wildcard of SQL`,
  },
  {
    what: "folds the case of principals",
    createStore: foldingPrincipals((id) => id.toLowerCase()),
    caughtBy: `${PEOPLE_APART} by case`,
  },
  {
    what: "pads the ids of principals",
    createStore: foldingPrincipals((id) => id.trimEnd() || id),
    caughtBy: `${PEOPLE_APART} by a trailing space`,
  },
  {
    what: "joins the ids of tenants and principals by a colon",
    createStore: () => {
      const [good, joined] = [memoryStore(), new Map<string, PrincipalState>()];
      const store: PolicyStore = {
        commit: async (tenant, changes, options) => {
          const made = await good.commit(tenant, changes, options);
          for (const state of changes.put) joined.set(`${tenant}:${state.principal.id}`, state);
          for (const id of changes.remove ?? []) joined.delete(`${tenant}:${id}`);
          return made;
        },
        read: async (tenant, id) => joined.get(`${tenant}:${id}`),
        scan: (...args) => good.scan(...args),
        events: (...args) => good.events(...args),
      };
      return { store };
    },
    caughtBy: 'does not mix up ids that are alike when joined by ":"',
  },
  {
    what: "keeps states in an object",
    createStore: but((good) => {
      const held: Record<string, Record<string, PrincipalState>> = {};
      return {
        commit: async (tenant, changes, options) => {
          const made = await good.commit(tenant, changes, options);
          for (const state of changes.put) {
            held[tenant] ??= {};
            held[tenant][state.principal.id] = state;
          }
          return made;
        },
        read: async (tenant, id) => held[tenant]?.[id],
      };
    }),
    caughtBy: "finds nobody under the name of a property that every object has",
  },
];
