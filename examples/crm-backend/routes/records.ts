import { type Access, AccessDeniedError } from "castellan";
import type { CrmVocabulary } from "castellan/presets";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { type ActionName, type Cells, type CrmRow, type CrmType, crmTypes, type RecordPage } from "../contract.js";
import type { Crm } from "../crm.js";
import { readBody, readChanges, readListQuery } from "../http/body.js";
import type { DeskEnv } from "../http/desk.js";
import { badRequest, DENIED, notFound, ProblemError } from "../http/problem.js";
import { listPage } from "../list.js";
import { named, namesIn } from "../names.js";
import type { Desk } from "../sessions.js";
import { isAction, isField } from "../types.js";

/** Lists, records, changes, exports, and why not. Each decides for itself; that a page hides a button is no protection. */
export function recordRoutes(crm: Crm): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();

  routes.get("/:type", (c) => {
    const type = typeIn(c);
    return c.json(listPage(crm.db, crm.access(c.var.desk), type, readListQuery(c, type)));
  });

  routes.get("/:type/:id", (c) => {
    const type = typeIn(c);
    return c.json(recordPage(crm, c.var.desk, type, readableIn(c, crm, type)));
  });

  routes.patch("/:type/:id", async (c) => {
    const type = typeIn(c);
    const record = readableIn(c, crm, type);
    const changes = readChanges(type, await readBody(c, z.unknown()));
    if (Object.keys(changes).length === 0) throw badRequest("there is nothing to change");
    assertWritable(crm.access(c.var.desk), type, record, changes);
    crm.db.update(type, record.id, changes);
    crm.approvals.use({ principal: c.var.desk.person.id, action: "update", type, recordId: record.id, changes });
    return c.json(recordPage(crm, c.var.desk, type, readableIn(c, crm, type)));
  });

  routes.post("/:type/:id/export", (c) => {
    const type = typeIn(c);
    const record = readableIn(c, crm, type);
    const access = crm.access(c.var.desk);
    access.assert({ action: "export", type, record });
    const fields: readonly string[] = access.fields("export", type, record);
    c.header("Content-Disposition", `attachment; filename="${type}-${encodeURIComponent(record.id)}.json"`);
    return c.json(Object.fromEntries(Object.entries(record).filter(([field]) => fields.includes(field))));
  });

  // of a type, where there is no record to ask about
  routes.post("/:type/explain", async (c) => {
    const type = typeIn(c);
    return c.json({ text: await explained(c, crm, type, {}) });
  });

  routes.post("/:type/:id/explain", async (c) => {
    const type = typeIn(c);
    return c.json({ text: await explained(c, crm, type, readableIn(c, crm, type)) });
  });

  return routes;
}

/** Reads the type in a path. */
export function typeIn(c: Context): CrmType {
  const type = crmTypes.find((known) => known === c.req.param("type"));
  if (type === undefined) throw notFound();
  return type;
}

/** Finds the record in a path; one that may not be read is not there. */
function readableIn(c: Context<DeskEnv>, crm: Crm, type: CrmType): CrmRow {
  const record = crm.db.find(type, c.req.param("id") ?? "");
  if (record === undefined) throw notFound();
  const access = crm.access(c.var.desk);
  if (access.outcome("read", type, record) === "deny") throw notFound();
  // what is left to refuse is a step-up: it says what would help
  access.assert({ action: "read", type, record });
  return record;
}

function recordPage(crm: Crm, desk: Desk, type: CrmType, row: CrmRow): RecordPage {
  const access = crm.access(desk);
  const record = { ...access.mask(type, row) };
  const requests = crm.approvals.of(desk.person.id, type, row.id);
  const approvers = requests.map(({ answeredBy }) => answeredBy);
  const names = {
    ...namesIn(crm.db, access, [record]),
    ...Object.fromEntries(named(crm.db, access, "user", approvers)),
  };
  return { record, names, requests };
}

/** All changes or none; a no says which fields it is about. */
function assertWritable(access: Access<CrmVocabulary>, type: CrmType, record: CrmRow, changes: Cells): void {
  try {
    access.assert({ action: "update", type, record, changes });
  } catch (error) {
    if (!(error instanceof AccessDeniedError) || error.decision.outcome !== "deny") throw error;
    const fields = access.checkWrite(type, record, changes).refused.map(({ field }) => field);
    throw new ProblemError(403, { error: "denied", reason: error.decision.reason, message: DENIED, fields });
  }
}

const question = z.strictObject({
  action: z.string().max(50),
  fields: z.array(z.string().max(50)).max(50).default([]),
  changes: z.unknown().optional(),
});

async function explained(c: Context<DeskEnv>, crm: Crm, type: CrmType, record: Cells): Promise<string> {
  const { action, fields, changes } = await readBody(c, question);
  const request = {
    action: actionOf(type, action),
    type,
    record,
    fields: fields.filter((field) => isField(type, field)),
    ...(changes !== undefined && { changes: readChanges(type, changes) }),
  };
  return String(crm.access(c.var.desk).explain(request));
}

function actionOf(type: CrmType, action: string): ActionName {
  if (!isAction(type, action)) throw badRequest("there is no such action");
  return action;
}
