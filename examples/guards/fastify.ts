// Fastify 5: an access per request by a hook, and one error handler where denials become answers.
import { errorResponse } from "castellan/http";
import fastify, { type FastifyRequest } from "fastify";
import { accessOf, type CrmAccess, changesIn, type Deal, deals } from "./crm.js";
import { badBody, notFound, notSignedIn } from "./problems.js";

declare module "fastify" {
  interface FastifyRequest {
    access: CrmAccess | null;
  }
}

export const app = fastify({ bodyLimit: 65_536 });
app.decorateRequest("access", null);

// `onRequest` comes before the body is read; what a hook sends ends the request
app.addHook("onRequest", async (request, reply) => {
  request.access = await accessOf(request.headers.authorization);
  if (request.access === null) return reply.send(notSignedIn());
});

// denials, challenges, names that make no sense: castellan knows their answers, and Fastify sends a `Response`
app.setErrorHandler((error, _request, reply) => reply.send(errorResponse(error) ?? error));

/** For routes behind the hook: fails closed where one is not. */
function accessIn({ access }: FastifyRequest): CrmAccess {
  if (access === null) throw new Error("a route without a guard");
  return access;
}

/** Loads the deal first: what may be done depends on it. One that may not be read is not there. */
function visibleDeal(access: CrmAccess, { id }: { id: string }): Deal | null {
  const deal = deals.get(id);
  return deal !== undefined && access.can("read", "deal", deal) ? deal : null;
}

// a list goes through the filter (in a database: `toSQL`), and each row through the mask
app.get("/deals", async (request) => {
  const access = accessIn(request);
  const filter = access.filter("read", "deal");
  return [...deals.values()].filter((deal) => filter.matches(deal)).map((deal) => access.mask("deal", deal));
});

app.get<{ Params: { id: string } }>("/deals/:id", async (request) => {
  const access = accessIn(request);
  const deal = visibleDeal(access, request.params);
  return deal === null ? notFound() : access.mask("deal", deal);
});

app.patch<{ Params: { id: string } }>("/deals/:id", async (request) => {
  const access = accessIn(request);
  const deal = visibleDeal(access, request.params);
  if (deal === null) return notFound();
  const changes = changesIn(request.body);
  if (changes === null) return badBody();
  // with the changes: "may update" alone would be no permission to write this
  access.assert({ action: "update", type: "deal", record: deal, changes });
  const changed = { ...deal, ...changes };
  deals.set(deal.id, changed);
  return access.mask("deal", changed);
});

app.post<{ Params: { id: string } }>("/deals/:id/export", async (request) => {
  const access = accessIn(request);
  const deal = visibleDeal(access, request.params);
  if (deal === null) return notFound();
  access.assert({ action: "export", type: "deal", record: deal });
  // a yes to "export" is one to some field: take those that it is about
  return Object.fromEntries(access.fields("export", "deal", deal).map((field) => [field, deal[field]]));
});
