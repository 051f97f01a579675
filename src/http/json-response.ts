/** A JSON body that answers a question of access: no cache is to keep it. */
export function jsonResponse(body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    headers: { "cache-control": "no-store", ...headers, "content-type": "application/json" },
  });
}
