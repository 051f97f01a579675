// The answers that are the same in every framework, and how one that speaks Node's HTTP sends them.
import type { ServerResponse } from "node:http";
import { problemResponse } from "castellan/http";

export const notSignedIn = () =>
  problemResponse({
    status: 401,
    code: "unauthenticated",
    detail: "sign in first",
    headers: { "www-authenticate": "Bearer" },
  });

/** Also for what somebody may not see: "403" would tell that it is there. */
export const notFound = () => problemResponse({ status: 404, code: "not_found", detail: "there is no such deal" });

export const badBody = () => problemResponse({ status: 400, code: "bad_body", detail: "that is no change of a deal" });

export async function send(to: ServerResponse, response: Response): Promise<void> {
  to.statusCode = response.status;
  response.headers.forEach((value, name) => void to.setHeader(name, value));
  to.end(await response.text());
}

/** An answer that is thrown, where nothing can be returned. */
export class Answer extends Error {
  constructor(readonly response: Response) {
    super("answered");
  }
}
