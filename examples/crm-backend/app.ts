import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import type { Assets } from "./assets.js";
import type { Crm } from "./crm.js";
import { type DeskEnv, requireDesk } from "./http/desk.js";
import { answerError, badRequest, notFound } from "./http/problem.js";
import { approvalRoutes } from "./routes/approvals.js";
import { recordRoutes } from "./routes/records.js";
import { sessionRoutes } from "./routes/sessions.js";

const MAX_BODY_BYTES = 16_384;

/** The page runs its own script and style sheet, talks to its own server, and nothing else. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
};

/** All routes: the API, which decides, and the page, which only shows. */
export function createApp(crm: Crm, assets: Assets): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.onError(answerError);
  app.use(secureHeaders({ contentSecurityPolicy }));

  const api = new Hono<DeskEnv>();
  api.use(csrf(), bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => refuseBody() }));
  api.use(async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });
  api.route("/", sessionRoutes(crm));
  api.use(requireDesk(crm));
  api.route("/approvals", approvalRoutes(crm));
  api.route("/records", recordRoutes(crm));
  api.all("*", () => {
    throw notFound();
  });

  app.route("/api", api);
  app.get("*", (c) => assets.answer(c.req.path));
  return app;
}

function refuseBody(): never {
  throw badRequest("that is too much");
}
