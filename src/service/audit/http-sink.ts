import type { AuditEvent } from "../../model/audit-event.js";
import { type AuditSink, AuditSinkError } from "./audit-sink.js";
import { type Backoff, backoffMs, pause } from "./backoff.js";

/** Where events are posted, and how often it is tried. */
export interface HttpSinkOptions {
  readonly url: string | URL;
  /** Headers of each request: who sends it, or, made over the body, a signature of it. */
  readonly headers?: HeadersOf;
  /** Default the global `fetch`. */
  readonly fetch?: (url: string, init: HttpSinkRequest) => Promise<HttpSinkResponse>;
  /** How long one try may take, in ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** How often it is tried before `write` rejects: a whole number from 1. Default 5. */
  readonly tries?: number;
  /** How long to wait between tries. Default from 200 ms, doubled with every failure, to 10 s. */
  readonly backoff?: Backoff;
}

/** Headers, or what makes them over the body that is sent. */
export type HeadersOf =
  | Readonly<Record<string, string>>
  | ((body: string) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);

/** What is given to `fetch`. */
export interface HttpSinkRequest {
  readonly method: "POST";
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly redirect: "error";
  readonly signal: AbortSignal;
}

/** What is read of an answer. */
export interface HttpSinkResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: {
    /** `null` for a header that is not there. */
    get(name: string): string | null;
  };
  readonly body?: {
    /** Nobody will read it. */
    cancel(): Promise<void>;
  } | null;
}

/** Statuses that say *not now*; a redirect is no answer, and is not followed. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * A sink that posts events as a CloudEvents batch (`application/cloudevents-batch+json`), and tries again for a while where
 * that may help: no connection, no answer in time, 408, 425, 429 (`Retry-After` counts), 500, 502, 503, 504. What is too large
 * for the other side (413) comes in halves.
 *
 * @returns a sink whose `write` rejects with AuditSinkError `sink_unavailable` after the last try, and at once with
 * `sink_rejected` where the other side will not take the events
 * @example
 * const posts: string[] = [];
 * const fetch = async (url: string) => (posts.push(url), new Response(null, { status: 204 }));
 * const sink = httpSink({ url: "https://log.example/events", headers: { authorization: "Bearer …" }, fetch });
 * await sink.write([]);
 * posts // => ["https://log.example/events"]
 */
export function httpSink(options: HttpSinkOptions): AuditSink {
  const { url, headers = {}, timeoutMs = 10_000, tries = 5 } = options;
  const backoff = options.backoff ?? { firstMs: 200, longestMs: 10_000 };
  // looked up when it is called: hosts replace it
  const send = options.fetch ?? ((to: string, init: HttpSinkRequest): Promise<HttpSinkResponse> => fetch(to, init));
  const sink: AuditSink = {
    async write(events: readonly AuditEvent[], signal?: AbortSignal): Promise<void> {
      const body = JSON.stringify(events);
      for (let failures = 1; ; failures += 1) {
        const request = {
          method: "POST",
          headers: {
            ...(typeof headers === "function" ? await headers(body) : headers),
            "content-type": "application/cloudevents-batch+json; charset=utf-8",
          },
          body,
          redirect: "error",
        } as const;
        const answer = await attempt(() => send(String(url), { ...request, signal: limited(timeoutMs, signal) }));
        if (answer.outcome === "done") return;
        if (answer.outcome === "too_large" && events.length > 1) {
          const half = Math.ceil(events.length / 2);
          await sink.write(events.slice(0, half), signal);
          return sink.write(events.slice(half), signal);
        }
        if (answer.outcome !== "later" || failures >= tries || signal?.aborted === true) throw answer.error;
        const wait = Math.max(backoffMs(backoff, failures), Math.min(answer.retryAfterMs, backoff.longestMs));
        await pause(wait, signal);
      }
    },
  };
  return sink;
}

type Answer =
  | { readonly outcome: "done" }
  | {
      readonly outcome: "later" | "too_large" | "rejected";
      readonly error: AuditSinkError;
      readonly retryAfterMs: number;
    };

async function attempt(send: () => Promise<HttpSinkResponse>): Promise<Answer> {
  let response: HttpSinkResponse;
  try {
    response = await send();
  } catch (cause) {
    const error = new AuditSinkError("sink_unavailable", "the sink cannot be reached", cause);
    return { outcome: "later", error, retryAfterMs: 0 };
  }
  // what it says is of no use, and a body that nobody reads keeps its connection
  await response.body?.cancel().catch(() => undefined);
  if (response.ok) return { outcome: "done" };
  const later = LATER.has(response.status);
  const said = `the sink answered ${response.status}`;
  const error = new AuditSinkError(later ? "sink_unavailable" : "sink_rejected", said);
  const refused = response.status === 413 ? "too_large" : "rejected";
  return { outcome: later ? "later" : refused, error, retryAfterMs: retryAfter(response) };
}

/** In seconds; a date is not counted with, since clocks differ. */
function retryAfter({ headers }: HttpSinkResponse): number {
  const seconds = headers.get("retry-after") ?? "";
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : 0;
}

function limited(timeoutMs: number, signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
}
