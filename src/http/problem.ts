/** What went wrong with a request, as RFC 9457 tells it. Never holds a record's value. */
export interface Problem {
  /** The HTTP status: 400 to 599. */
  readonly status: number;
  /** Stable across versions: what programs match. */
  readonly code: string;
  /** One sentence for humans. */
  readonly detail: string;
  /** A short name of the kind of problem. Default: the status' own. */
  readonly title?: string;
  /** More members of the document. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** More headers of the response. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A problem as a response: `application/problem+json` (RFC 9457), with `type: "about:blank"` and a `code` for programs. It is
 * not to be stored by caches.
 *
 * @param problem - what went wrong
 * @example
 * const response = problemResponse({ status: 404, code: "not_found", detail: "there is no such deal" });
 * response.headers.get("content-type") // => "application/problem+json"
 * await response.json()
 * // => {
 * //   type: "about:blank", title: "Not Found", status: 404, detail: "there is no such deal", code: "not_found",
 * // }
 */
export function problemResponse(problem: Problem): Response {
  const { status, code, detail, title = TITLES[status] ?? "Error", members, headers } = problem;
  const body = { ...members, type: "about:blank", title, status, detail, code };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

/** The titles that RFC 9110 gives to statuses. */
const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  409: "Conflict",
  410: "Gone",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  428: "Precondition Required",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};
