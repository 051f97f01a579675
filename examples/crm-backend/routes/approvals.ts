import { type Context, Hono } from "hono";
import * as z from "zod";
import { crmTypes, type Inbox } from "../contract.js";
import type { Crm } from "../crm.js";
import { readBody, readChanges } from "../http/body.js";
import type { DeskEnv } from "../http/desk.js";
import { badRequest, notFound } from "../http/problem.js";
import { inboxOf, mayAnswer } from "../inbox.js";
import { named } from "../names.js";
import { isAction } from "../types.js";

const question = z.strictObject({
  type: z.enum(crmTypes),
  recordId: z.string().max(50),
  action: z.string().max(50),
  changes: z.unknown().optional(),
});

/** Asking for somebody's yes, and giving it. */
export function approvalRoutes(crm: Crm): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();

  routes.get("/", (c) => {
    const { desk } = c.var;
    const access = crm.access(desk);
    const requests = inboxOf(crm, desk).map(({ approval: _, ...request }) => {
      const record = crm.db.find(request.type, request.recordId);
      return { ...request, record: record === undefined ? {} : { ...access.mask(request.type, record) } };
    });
    const askers = requests.map(({ principal }) => principal);
    const inbox: Inbox = { requests, names: Object.fromEntries(named(crm.db, access, "user", askers)) };
    return c.json(inbox);
  });

  // one may ask for a yes where that is what is missing, and for nothing else
  routes.post("/", async (c) => {
    const { type, recordId, action, ...body } = await readBody(c, question);
    const record = crm.db.find(type, recordId);
    const access = crm.access(c.var.desk);
    if (record === undefined || !access.can("read", type, record)) throw notFound();
    if (!isAction(type, action)) throw badRequest("there is no such action");
    const asked = { ...(body.changes !== undefined && { changes: readChanges(type, body.changes) }) };
    const decision = access.decide({ action, type, record, ...asked });
    const missing = decision.outcome === "challenge" ? decision.requirements : [];
    const approval = missing.find((requirement) => requirement.kind === "approval");
    if (approval === undefined) throw badRequest("nobody's approval is missing here");
    const principal = c.var.desk.person.id;
    return c.json(crm.approvals.ask({ principal, action, type, recordId, ...asked }, approval, crm.clock()), 201);
  });

  routes.post("/:id/grant", (c) => {
    const request = answerableIn(c, crm);
    const seen = crm.db.find(request.type, request.recordId);
    if (seen === undefined) throw notFound();
    crm.approvals.grant(request, c.var.desk.person.id, { ...seen }, crm.clock());
    return c.body(null, 204);
  });

  routes.post("/:id/decline", (c) => {
    crm.approvals.decline(answerableIn(c, crm), c.var.desk.person.id);
    return c.body(null, 204);
  });

  return routes;
}

function answerableIn(c: Context<DeskEnv>, crm: Crm) {
  const request = crm.approvals.open(c.req.param("id") ?? "");
  if (request === undefined || !mayAnswer(crm, c.var.desk, request)) throw notFound();
  return request;
}
