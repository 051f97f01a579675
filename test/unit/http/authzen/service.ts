import type { Policy, Vocabulary } from "castellan";
import { type Castellan, createCastellan } from "castellan/service";
import { memoryStore } from "castellan/storage";
import type { JsonObject } from "../../../../src/model/json.js";

/** Whoever is answered about: the roles of each, and what is known of them. */
export type People = Readonly<Record<string, { readonly roles: readonly string[]; readonly attributes?: JsonObject }>>;

/** Monday, 2 March 2026, 09:00 UTC. */
export const NOW = Date.parse("2026-03-02T09:00:00Z");

/** A running service, with people who were invited and came. */
export async function castellanOver<V extends Vocabulary>(policy: Policy<V>, people: People): Promise<Castellan<V>> {
  const castellan = createCastellan({ policy, store: memoryStore(), clock: () => NOW });
  const acme = castellan.tenant("acme");
  for (const [id, { roles, attributes = {} }] of Object.entries(people)) {
    const assignments = roles.map((role) => ({ role }));
    const { token } = await acme.asSystem("seed").run({ command: "invite", id, attributes, assignments });
    await acme.acceptInvite(String(token));
  }
  return castellan;
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
