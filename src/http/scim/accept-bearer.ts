/**
 * Accepts requests that carry one of some bearer tokens (RFC 6750). Tokens are compared by their SHA-256, so that the time that it
 * takes says nothing about them.
 *
 * @param tokens - at least one, each of 20 to 4096 letters, digits or `-._~+/=`; two while one replaces the other
 * @throws RangeError for a token that is too short or could never be sent, or where there is none
 * @example
 * const authenticate = acceptBearer(["a-long-secret-of-this-tenant"]);
 * const ask = (authorization: string) => authenticate(new Request("https://crm.example", { headers: { authorization } }));
 * await ask("Bearer a-long-secret-of-this-tenant") // => true
 * await ask("Bearer a-long-secret-of-that-tenant") // => false
 */
export function acceptBearer(tokens: readonly string[]): (request: Request) => Promise<boolean> {
  if (!Array.isArray(tokens) || tokens.length === 0 || !tokens.every(isUsable)) {
    throw new RangeError(
      `\`tokens\` must be a list of at least one, each of ${SHORTEST_TOKEN} to 4096 letters, digits or \`-._~+/=\``,
    );
  }
  const known = Promise.all(tokens.map(digestOf));
  return async (request) => {
    const header = request.headers.get("authorization") ?? "";
    const [, given = ""] = /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(header) ?? [];
    if (given === "") return false;
    const digest = await digestOf(given);
    // every one is looked at, to the end
    return (await known).reduce((found, one) => isSame(one, digest) || found, false);
  };
}

const SHORTEST_TOKEN = 20;

function isUsable(token: unknown): boolean {
  return typeof token === "string" && token.length >= SHORTEST_TOKEN && /^[\w.~+/=-]{1,4096}$/.test(token);
}

async function digestOf(token: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.reduce((difference, byte, index) => difference | (byte ^ (other[index] ?? 256)), 0) === 0;
}
