import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { Crm } from "../crm.js";
import type { Desk } from "../sessions.js";
import { unauthenticated } from "./problem.js";

const COOKIE = "crm_session";

/** What routes know of a request: who sent it. */
export interface DeskEnv {
  readonly Variables: { readonly desk: Desk };
}

/** Tells who sent a request, if anybody is signed in. */
export function deskOf(c: Context, { sessions }: Crm): Desk | undefined {
  return sessions.find(getCookie(c, COOKIE));
}

/** Lets only requests through that somebody sends who is signed in: that counts as activity. */
export function requireDesk(crm: Crm) {
  return createMiddleware<DeskEnv>(async (c, next) => {
    const desk = deskOf(c, crm);
    if (desk === undefined) throw unauthenticated();
    crm.sessions.touch(desk);
    c.set("desk", desk);
    await next();
  });
}

/** Hands out the cookie of a new session. A script cannot read it, and no other site can send it. */
export function rememberDesk(c: Context, { sessions }: Crm, desk: Desk): void {
  sessions.signOut(getCookie(c, COOKIE));
  setCookie(c, COOKIE, desk.id, { httpOnly: true, sameSite: "Strict", path: "/" });
}

/** Ends the session that a request came in, if any. */
export function forgetDesk(c: Context, { sessions }: Crm): void {
  sessions.signOut(deleteCookie(c, COOKIE, { path: "/" }));
}
