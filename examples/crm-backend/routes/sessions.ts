import { Hono } from "hono";
import * as z from "zod";
import type { Persona } from "../contract.js";
import type { Crm } from "../crm.js";
import { readBody } from "../http/body.js";
import { type DeskEnv, deskOf, forgetDesk, rememberDesk, requireDesk } from "../http/desk.js";
import { badRequest } from "../http/problem.js";
import { inboxOf } from "../inbox.js";
import { type Person, personas } from "../people.js";
import { typeInfo } from "../types.js";

/** What everybody's authenticator shows, and everybody's password: this is a demo. */
const DEMO = { password: "demo", code: "246810" };

/** Signing in and out, proving more, and who one is. */
export function sessionRoutes(crm: Crm): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();

  routes.get("/personas", (c) => c.json(personas.map(personaOf)));

  routes.post("/session", async (c) => {
    const { person: id } = await readBody(c, z.strictObject({ person: z.string().max(50) }));
    const person = personas.find((candidate) => candidate.id === id);
    if (person === undefined) throw badRequest("nobody is called that");
    rememberDesk(c, crm, crm.sessions.signIn(person));
    return c.body(null, 204);
  });

  routes.delete("/session", (c) => {
    forgetDesk(c, crm);
    return c.body(null, 204);
  });

  routes.post("/session/factors", requireDesk(crm), async (c) => {
    const { password, code } = await readBody(c, z.strictObject({ password: z.string(), code: z.string() }));
    if (password !== DEMO.password || code !== DEMO.code) throw badRequest("That password or code is not right.");
    crm.sessions.stepUp(c.var.desk);
    return c.body(null, 204);
  });

  // that nobody is signed in is an answer too
  routes.get("/me", (c) => {
    const desk = deskOf(c, crm);
    if (desk === undefined) return c.json(null);
    return c.json({
      person: personaOf(desk.person),
      snapshot: crm.access(desk).snapshot(),
      types: typeInfo,
      waiting: inboxOf(crm, desk).length,
    });
  });

  return routes;
}

function personaOf({ id, name, job, hint }: Person): Persona {
  return { id, name, job, hint };
}
