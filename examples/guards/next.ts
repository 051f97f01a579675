// Next 16: route handlers that are guarded one by one. In an application these stand in app/deals/route.ts (`list` as GET),
// app/deals/[id]/route.ts (`read` as GET, `update` as PATCH) and app/deals/[id]/export/route.ts (`exportDeal` as POST).
import { errorResponse, readJson } from "castellan/http";
import type { NextRequest } from "next/server";
import { accessOf, type CrmAccess, changesIn, type Deal, deals } from "./crm.js";
import { badBody, notFound, notSignedIn } from "./problems.js";

interface Context {
  params: Promise<{ id: string }>;
}

/**
 * What every handler is wrapped in. `proxy.ts` is no place for it: it sees no record, runs before the route is known, and what
 * only stands there is not asked where a server action or another route leads to the same data.
 */
function guarded(handle: (access: CrmAccess, request: NextRequest) => Response | Promise<Response>) {
  return async (request: NextRequest): Promise<Response> => {
    try {
      const access = await accessOf(request.headers.get("authorization"));
      return access === null ? notSignedIn() : await handle(access, request);
    } catch (error) {
      // denials, challenges, names that make no sense: castellan knows their answers. The rest is Next's
      const answer = errorResponse(error);
      if (answer === undefined) throw error;
      return answer;
    }
  };
}

/** Loads the deal first: what may be done depends on it. One that may not be read is not there. */
function onDeal(handle: (access: CrmAccess, deal: Deal, request: NextRequest) => Response | Promise<Response>) {
  return (request: NextRequest, context: Context): Promise<Response> =>
    guarded(async (access) => {
      const deal = deals.get((await context.params).id);
      if (deal === undefined || !access.can("read", "deal", deal)) return notFound();
      return handle(access, deal, request);
    })(request);
}

// a list goes through the filter (in a database: `toSQL`), and each row through the mask
export const list = guarded((access) => {
  const filter = access.filter("read", "deal");
  const visible = [...deals.values()].filter((deal) => filter.matches(deal));
  return Response.json(visible.map((deal) => access.mask("deal", deal)));
});

export const read = onDeal((access, deal) => Response.json(access.mask("deal", deal)));

export const update = onDeal(async (access, deal, request) => {
  const body = await readJson(request, { maxBytes: 65_536 });
  const changes = body.ok ? changesIn(body.value) : null;
  if (changes === null) return badBody();
  // with the changes: "may update" alone would be no permission to write this
  access.assert({ action: "update", type: "deal", record: deal, changes });
  const changed = { ...deal, ...changes };
  deals.set(deal.id, changed);
  return Response.json(access.mask("deal", changed));
});

export const exportDeal = onDeal((access, deal) => {
  access.assert({ action: "export", type: "deal", record: deal });
  // a yes to "export" is one to some field: take those that it is about
  return Response.json(Object.fromEntries(access.fields("export", "deal", deal).map((field) => [field, deal[field]])));
});
