const REQUEST_ID = "x-request-id";
/** Longer ones are given back, but not written down. */
const LONGEST_KEPT = 200;

/** The id under which a request may be written down; `null` for none. */
export function requestIdOf(request: Request): string | null {
  const id = request.headers.get(REQUEST_ID);
  return id === null || id === "" || id.length > LONGEST_KEPT ? null : id;
}

/**
 * Gives a response the `X-Request-ID` of its request, if that has one, so that both ends can find it in their logs.
 *
 * @param response - is not changed
 * @example
 * const request = new Request("https://pdp.example", { headers: { "x-request-id": "r-17" } });
 * withRequestId(request, new Response("yes")).headers.get("x-request-id") // => "r-17"
 */
export function withRequestId(request: Request, response: Response): Response {
  const id = request.headers.get(REQUEST_ID);
  if (id === null) return response;
  const headers = new Headers(response.headers);
  headers.set(REQUEST_ID, id);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
