import type { Json } from "../../model/json.js";

/** Where a search goes on. */
export interface PagePosition {
  /** The last one that was looked at; `null`: none yet. */
  readonly after: string | null;
  /** How many results a page has. */
  readonly limit: number;
}

/**
 * Makes and reads page tokens. A position names whom the search looked at last, also where the caller may not know of them: so
 * tokens are encrypted. They are bound to their search, and good for no other (AES-GCM, the search as associated data).
 */
export class PageTokens {
  readonly #key: Promise<Key>;

  /** @param secret - what the key is made from; random if not given */
  constructor(secret: string | undefined) {
    this.#key = importKey(secret);
    // who asks for a page is told; until then nobody listens
    this.#key.catch(() => undefined);
  }

  /** @param search - everything that must stay the same from page to page */
  async seal(position: PagePosition, search: Json): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const data = encoder.encode(JSON.stringify([position.after, position.limit]));
    const sealed = await crypto.subtle.encrypt(algorithm(iv, search), await this.#key, data);
    return toBase64Url(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
  }

  /** @returns `null` for a token that was not made for this search, or not here */
  async open(token: string, search: Json): Promise<PagePosition | null> {
    const bytes = fromBase64Url(token);
    if (bytes === null || bytes.length <= IV_BYTES) return null;
    const key = await this.#key;
    try {
      const data = await crypto.subtle.decrypt(algorithm(bytes.slice(0, IV_BYTES), search), key, bytes.slice(IV_BYTES));
      // nobody else could have sealed it, so it is what was sealed
      const [after, limit]: [string | null, number] = JSON.parse(new TextDecoder().decode(data));
      return { after, limit };
    } catch {
      return null;
    }
  }
}

/** Named by what makes it: the global name is not everywhere. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const IV_BYTES = 12;
/** Ids have at most 256 code units, but a host's records may have longer ones. */
const LONGEST_TOKEN = 16_384;
const encoder = new TextEncoder();

async function importKey(secret: string | undefined): Promise<Key> {
  const seed = secret === undefined ? crypto.getRandomValues(new Uint8Array(32)) : encoder.encode(secret);
  const raw = await crypto.subtle.digest("SHA-256", seed);
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function algorithm(iv: Uint8Array<ArrayBuffer>, search: Json) {
  return { name: "AES-GCM", iv, additionalData: encoder.encode(JSON.stringify(sorted(search))) };
}

/** The same JSON in the same order: the order of members means nothing. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return ["[]", ...value.map(sorted)];
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, it]): [string, Json] => [name, sorted(it)]);
  return ["{}", ...entries.sort(([left], [right]) => (left < right ? -1 : 1))];
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length > LONGEST_TOKEN || !/^[\w-]*$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
