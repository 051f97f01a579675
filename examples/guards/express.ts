// Express 5: an access per request, and one place where denials become answers.
import { errorResponse } from "castellan/http";
import express, { type ErrorRequestHandler, type NextFunction, type Request, type Response } from "express";
import { accessOf, type CrmAccess, changesIn, type Deal, deals } from "./crm.js";
import { badBody, notFound, notSignedIn, send } from "./problems.js";

type Guarded = Response<unknown, { access: CrmAccess; deal: Deal }>;

/** Who asks, for every route below; an error in it goes to the error handler, never on to a route. */
async function signedIn(request: Request, response: Guarded, next: NextFunction) {
  const access = await accessOf(request.get("authorization"));
  if (access === null) return send(response, notSignedIn());
  response.locals.access = access;
  return next();
}

/** Loads the deal first: what may be done depends on it. One that may not be read is not there. */
function visibleDeal(request: Request<{ id: string }>, response: Guarded, next: NextFunction) {
  const deal = deals.get(request.params.id);
  if (deal === undefined || !response.locals.access.can("read", "deal", deal)) return send(response, notFound());
  response.locals.deal = deal;
  return next();
}

/** Denials, challenges, names that make no sense: castellan knows their answers. The rest is yours. */
const denials: ErrorRequestHandler = (error, _request, response, next) => {
  const answer = errorResponse(error);
  return answer === undefined ? next(error) : send(response, answer);
};

export const app = express();
app.use(signedIn, express.json({ limit: "64kb" }));

// a list goes through the filter (in a database: `toSQL`), and each row through the mask
app.get("/deals", (_request, response: Guarded) => {
  const { access } = response.locals;
  const filter = access.filter("read", "deal");
  const visible = [...deals.values()].filter((deal) => filter.matches(deal));
  response.json(visible.map((deal) => access.mask("deal", deal)));
});

app.get("/deals/:id", visibleDeal, (_request, response: Guarded) => {
  const { access, deal } = response.locals;
  response.json(access.mask("deal", deal));
});

app.patch("/deals/:id", visibleDeal, async (request, response: Guarded) => {
  const { access, deal } = response.locals;
  const changes = changesIn(request.body);
  if (changes === null) return send(response, badBody());
  // with the changes: "may update" alone would be no permission to write this
  access.assert({ action: "update", type: "deal", record: deal, changes });
  const changed = { ...deal, ...changes };
  deals.set(deal.id, changed);
  response.json(access.mask("deal", changed));
});

app.post("/deals/:id/export", visibleDeal, (_request, response: Guarded) => {
  const { access, deal } = response.locals;
  access.assert({ action: "export", type: "deal", record: deal });
  // a yes to "export" is one to some field: take those that it is about
  const fields = access.fields("export", "deal", deal);
  response.json(Object.fromEntries(fields.map((field) => [field, deal[field]])));
});

app.use(denials);
