import type { Json } from "../model/json.js";
import { faultOf, type JsonTextFault } from "./json-text.js";
import type { Problem } from "./problem.js";

/** How much of a body is read. */
export interface ReadJsonOptions {
  /** In bytes. Default 262,144 (256 KiB). */
  readonly maxBytes?: number;
  /** How deep arrays and objects may be nested. Default 32. */
  readonly maxDepth?: number;
  /** The media types that are taken. Default `application/json` alone. */
  readonly mediaTypes?: readonly string[];
}

/** A body, or why it cannot be taken. */
export type JsonBody =
  | { readonly ok: true; readonly value: Json }
  /** `problem.code`: `unsupported_media_type` (415), `too_large` (413), `invalid_json` (400). */
  | { readonly ok: false; readonly problem: Problem };

const DEFAULT_MAX_BYTES = 262_144;
const DEFAULT_MAX_DEPTH = 32;

/**
 * Reads a JSON body from somebody unknown: no more of it than may be, as UTF-8 and nothing else, and only JSON that every
 * reader understands alike (I-JSON, RFC 7493: no name twice in one object, no broken Unicode). A member `__proto__` is a
 * member like any other: it changes no prototype.
 *
 * @param request - its body is consumed, as far as it is read
 * @example
 * const post = (body: string, type = "application/json") =>
 *   readJson(new Request("https://crm.example", { method: "POST", body, headers: { "content-type": type } }), { maxBytes: 20 });
 * await post(`{ "stage": "won" }`) // => { ok: true, value: { stage: "won" } }
 * const twice = await post(`{ "a": 1, "a": 2 }`);
 * twice.ok || twice.problem.detail // => "the body has an object in which a name stands twice"
 * const large = await post(`{ "comment": "far too much to say" }`);
 * large.ok || large.problem.status // => 413
 * const form = await post("stage=won", "application/x-www-form-urlencoded");
 * form.ok || form.problem.status // => 415
 */
export async function readJson(request: Request, options: ReadJsonOptions = {}): Promise<JsonBody> {
  const { maxBytes = DEFAULT_MAX_BYTES, maxDepth = DEFAULT_MAX_DEPTH, mediaTypes = ["application/json"] } = options;
  const refused = refusedHeaders(request.headers, mediaTypes);
  if (refused !== null) return { ok: false, problem: refused };
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return tooLarge(maxBytes);
  let bytes: Uint8Array | null;
  try {
    bytes = await readBytes(request.body, maxBytes);
  } catch {
    return invalid("the body cannot be read");
  }
  if (bytes === null) return tooLarge(maxBytes);
  return parse(bytes, maxDepth);
}

function refusedHeaders(headers: Headers, mediaTypes: readonly string[]): Problem | null {
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((it) => it.trim()).find((it) => it.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  if (!mediaTypes.includes(type.trim()) || !isUtf8) {
    return unsupported(`the body is to be ${mediaTypes.join(" or ")}, in UTF-8`, { accept: mediaTypes.join(", ") });
  }
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  return encoding === "identity" ? null : unsupported("the body is to come without a content encoding");
}

/** `null` where there is more than may be. */
async function readBytes(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (body !== null) {
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.byteLength;
      if (length > maxBytes) {
        // whoever still sends is told to stop; whether they do is not waited for
        reader.cancel().catch(() => undefined);
        return null;
      }
      chunks.push(value);
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function parse(bytes: Uint8Array, maxDepth: number): JsonBody {
  let text: string;
  let value: Json;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    return invalid("the body is not JSON");
  }
  const fault = faultOf(text, maxDepth);
  return fault === null ? { ok: true, value } : invalid(FAULTS[fault]);
}

const FAULTS: Readonly<Record<JsonTextFault, string>> = {
  too_deep: "the body is nested too deeply",
  duplicate_name: "the body has an object in which a name stands twice",
  ill_formed_text: "the body has text that is not Unicode",
};

function invalid(detail: string): JsonBody {
  return { ok: false, problem: { status: 400, code: "invalid_json", detail } };
}

function tooLarge(maxBytes: number): JsonBody {
  return { ok: false, problem: { status: 413, code: "too_large", detail: `the body has at most ${maxBytes} bytes` } };
}

function unsupported(detail: string, headers: Readonly<Record<string, string>> = {}): Problem {
  return { status: 415, code: "unsupported_media_type", detail, headers };
}
