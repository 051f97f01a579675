import type { AuthzenService } from "../../../../src/http/authzen/service.js";
import type { Policy } from "../../../../src/index.js";
import type { Assignment } from "../../../../src/model/assignment.js";
import type { JsonObject } from "../../../../src/model/json.js";
import type { PrincipalState } from "../../../../src/model/principal-state.js";

/** Whoever is answered about: the roles of each, and what is known of them. */
export type People = Readonly<Record<string, { readonly roles: readonly string[]; readonly attributes?: JsonObject }>>;

/** Monday, 2 March 2026, 09:00 UTC. */
export const NOW = Date.parse("2026-03-02T09:00:00Z");

/** A service over people who are all there is: no store, and every access opened anew. */
// biome-ignore lint/suspicious/noExplicitAny: any policy, whatever its names
export function serviceOver(policy: Policy<any>, people: People): AuthzenService {
  const states = new Map(Object.entries(people).map(([id, person]) => [id, stateOf(id, person)]));
  return {
    tenant: (tenant) => ({
      id: tenant,
      access: async (id, session, { onBehalfOf } = {}) => {
        const facts = (who: string) => ({ ...(states.get(who) ?? stateOf(who, null)), session });
        const human = typeof onBehalfOf === "string" ? { onBehalfOf: facts(onBehalfOf) } : {};
        return policy.access({ ...facts(id), ...human, session, now: NOW });
      },
      async *people({ after = "" } = {}) {
        for (const id of [...states.keys()].sort()) {
          const state = states.get(id);
          if (id > after && state !== undefined) yield state;
        }
      },
    }),
  };
}

function stateOf(id: string, person: People[string] | null): PrincipalState {
  const assignments = (person?.roles ?? []).map((role): Assignment => ({ id: role, role }));
  return {
    principal: {
      id,
      kind: "employee",
      status: person === null ? "deactivated" : "active",
      ...(person?.attributes && { attributes: person.attributes }),
    },
    assignments,
    approvals: [],
    requests: [],
    revision: 1,
  };
}

/** Posts JSON to a handler, as somebody who may ask. */
export async function post(
  handler: (request: Request) => Promise<Response>,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const response = await handler(
    new Request(`https://pdp.example${path}`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json", authorization: "Bearer pep", ...headers },
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

/** Lets in whoever has the token. */
export function knowsToken(request: Request): string | null {
  return request.headers.get("authorization") === "Bearer pep" ? "gateway" : null;
}
