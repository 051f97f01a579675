// Hono 4: an access per request by a middleware, and `onError` where denials become answers.
import { errorResponse, readJson } from "castellan/http";
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { accessOf, type CrmAccess, changesIn, type Deal, deals } from "./crm.js";
import { badBody, notFound, notSignedIn } from "./problems.js";

interface Guarded {
  Variables: { access: CrmAccess; deal: Deal };
}

/** Who asks, for every route. */
const signedIn = createMiddleware<Guarded>(async (context, next) => {
  const access = await accessOf(context.req.header("authorization"));
  if (access === null) return notSignedIn();
  context.set("access", access);
  return next();
});

/** Loads the deal first: what may be done depends on it. One that may not be read is not there. */
const visibleDeal = createMiddleware<Guarded, "/deals/:id">(async (context, next) => {
  const deal = deals.get(context.req.param("id"));
  if (deal === undefined || !context.var.access.can("read", "deal", deal)) return notFound();
  context.set("deal", deal);
  return next();
});

export const app = new Hono<Guarded>();
app.use(signedIn);

// denials, challenges, names that make no sense: castellan knows their answers. The rest is yours
app.onError((error, context) => errorResponse(error) ?? context.json({ detail: "something went wrong" }, 500));

// a list goes through the filter (in a database: `toSQL`), and each row through the mask
app.get("/deals", (context) => {
  const { access } = context.var;
  const filter = access.filter("read", "deal");
  const visible = [...deals.values()].filter((deal) => filter.matches(deal));
  return context.json(visible.map((deal) => access.mask("deal", deal)));
});

app.get("/deals/:id", visibleDeal, (context) => {
  const { access, deal } = context.var;
  return context.json(access.mask("deal", deal));
});

app.patch("/deals/:id", visibleDeal, async (context) => {
  const { access, deal } = context.var;
  const body = await readJson(context.req.raw, { maxBytes: 65_536 });
  const changes = body.ok ? changesIn(body.value) : null;
  if (changes === null) return badBody();
  // with the changes: "may update" alone would be no permission to write this
  access.assert({ action: "update", type: "deal", record: deal, changes });
  const changed = { ...deal, ...changes };
  deals.set(deal.id, changed);
  return context.json(access.mask("deal", changed));
});

app.post("/deals/:id/export", visibleDeal, (context) => {
  const { access, deal } = context.var;
  access.assert({ action: "export", type: "deal", record: deal });
  // a yes to "export" is one to some field: take those that it is about
  return context.json(Object.fromEntries(access.fields("export", "deal", deal).map((field) => [field, deal[field]])));
});
