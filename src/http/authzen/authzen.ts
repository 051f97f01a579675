import type { JsonObject } from "../../model/json.js";
import { isCallersMistake } from "../callers-mistake.js";
import { errorResponse } from "../error-response.js";
import { jsonResponse } from "../json-response.js";
import { type Problem, problemResponse } from "../problem.js";
import { readJson } from "../read-json.js";
import { withRequestId } from "../request-id.js";
import { Consultation } from "./consultation.js";
import { evaluateAll, evaluateOne } from "./evaluations.js";
import { MalformedRequest } from "./malformed-request.js";
import { metadataOf, PATHS, WELL_KNOWN } from "./metadata.js";
import type { AuthzenOptions } from "./options.js";
import { PageTokens } from "./page-token.js";
import { readBody } from "./read-entities.js";
import { search } from "./search.js";
import type { AuthzenService, AuthzenTenant } from "./service.js";
import { readSettings, type Settings } from "./settings.js";

/**
 * A policy decision point after the OpenID AuthZEN *Authorization API 1.0*: `evaluation`, `evaluations`, the searches for
 * subjects, resources and actions, and its metadata, as one function from `Request` to `Response`.
 *
 * It is for the services that enforce decisions, and answers nobody whom `authenticate` does not know. A challenge is
 * `decision: false`, with what would meet it in `context.requirements`. Subjects, actions and types that nobody knows are
 * `decision: false`, and a request that breaks the specification is 400; neither is ever a yes.
 *
 * @param service - who decides: what `createCastellan` of `castellan/service` makes
 * @param options - who may ask, about which tenant, and what of what they say is believed
 * @returns never rejects: what nobody expected is a 500, and an unreachable store a 503
 * @throws CastellanError `invalid_options`
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const castellan = createCastellan({ policy, store: memoryStore() });
 * const isGateway = (request: Request) => (request.headers.get("authorization") === "Bearer secret" ? "gateway" : null);
 * const handle = authzen(castellan, { tenant: "acme", authenticate: isGateway });
 * const response = await handle(
 *   new Request("https://pdp.example/access/v1/evaluation", {
 *     method: "POST",
 *     headers: { authorization: "Bearer secret", "content-type": "application/json" },
 *     body: JSON.stringify({
 *       subject: { type: "user", id: "nobody" }, action: { name: "read" }, resource: { type: "note", id: "n1" },
 *     }),
 *   }),
 * );
 * await response.json() // => { decision: false, context: { reason: "principal_inactive" } }
 * await castellan.close();
 * @see {@link https://openid.net/specs/authorization-api-1_0.html | Authorization API 1.0}
 */
export function authzen<Caller extends object | string>(
  service: AuthzenService,
  options: AuthzenOptions<Caller>,
): (request: Request) => Promise<Response> {
  const settings = readSettings(options);
  const tokens = new PageTokens(options.pageSecret);
  const endpoints = endpointsOf(settings, tokens);
  return async (request) => {
    try {
      return withRequestId(request, await answer(request, service, settings, endpoints));
    } catch (error) {
      return withRequestId(request, failure(error, request, settings));
    }
  };
}

type Endpoint<Caller extends object | string> = (
  body: JsonObject,
  consultation: Consultation<Caller>,
) => Promise<object>;

function endpointsOf<Caller extends object | string>(
  { basePath, searches }: Settings<Caller>,
  tokens: PageTokens,
): ReadonlyMap<string, Endpoint<Caller>> {
  return new Map<string, Endpoint<Caller>>([
    [basePath + PATHS.evaluation, evaluateOne],
    [basePath + PATHS.evaluations, evaluateAll],
    ...searches.map((kind): [string, Endpoint<Caller>] => [
      basePath + PATHS[kind],
      (body, consultation) => search(kind, body, consultation, tokens),
    ]),
  ]);
}

async function answer<Caller extends object | string>(
  request: Request,
  service: AuthzenService,
  settings: Settings<Caller>,
  endpoints: ReadonlyMap<string, Endpoint<Caller>>,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (settings.url !== null && pathname === WELL_KNOWN + new URL(settings.url).pathname.replace(/\/+$/, "")) {
    return request.method === "GET" || request.method === "HEAD"
      ? jsonResponse(metadataOf(settings.url, settings.searches), { "cache-control": "max-age=3600" })
      : notAllowed("GET, HEAD");
  }
  const endpoint = endpoints.get(pathname);
  if (endpoint === undefined) return problemResponse(NOT_FOUND);
  if (request.method !== "POST") return notAllowed("POST");
  const caller: Caller | Response | null = await settings.options.authenticate(request);
  if (isResponse(caller)) return caller;
  if (!isSomebody(caller)) return problemResponse(UNAUTHENTICATED);
  const tenant = await tenantOf(request, caller, service, settings);
  if (tenant === null) return problemResponse(NO_TENANT);
  const body = await readJson(request, settings.limits);
  // the specification knows no 415
  if (!body.ok) return problemResponse({ ...body.problem, status: body.problem.status === 413 ? 413 : 400 });
  const consultation = new Consultation(settings, tenant, { request, caller, tenant: tenant.id });
  return jsonResponse(await endpoint(readBody(body.value), consultation));
}

async function tenantOf<Caller extends object | string>(
  request: Request,
  caller: Caller,
  service: AuthzenService,
  { options: { tenant } }: Settings<Caller>,
): Promise<AuthzenTenant | null> {
  const found = typeof tenant === "function" ? await tenant(request, caller) : tenant;
  if (typeof found !== "string") return found ?? null;
  try {
    return service.tenant(found);
  } catch (error) {
    // an id that no tenant can have, perhaps out of the path of the request
    if (isCallersMistake(error)) return null;
    throw error;
  }
}

/** Also one of another realm or polyfill: a refusal must not be taken for a caller. */
function isResponse(found: object | string | null): found is Response {
  return found instanceof Response || Object.prototype.toString.call(found) === "[object Response]";
}

/** What a host forgets to return, or gets from a comparison, is nobody. */
function isSomebody<Caller extends object | string>(caller: Caller | null): caller is Caller {
  return (typeof caller === "object" && caller !== null) || (typeof caller === "string" && caller !== "");
}

function failure<Caller extends object | string>(
  error: unknown,
  request: Request,
  { options }: Settings<Caller>,
): Response {
  if (error instanceof MalformedRequest) {
    return problemResponse({ status: 400, code: "invalid_request", detail: error.message });
  }
  try {
    options.onError?.(error, request);
  } catch {
    // whoever cannot hear of errors must not make more of them
  }
  const known = errorResponse(error);
  return known?.status === 503 ? known : problemResponse(UNEXPECTED);
}

function notAllowed(allow: string): Response {
  return problemResponse({
    status: 405,
    code: "method_not_allowed",
    detail: `this is asked for by ${allow}`,
    headers: { allow },
  });
}

const NOT_FOUND: Problem = { status: 404, code: "not_found", detail: "there is nothing here" };

const UNAUTHENTICATED: Problem = {
  status: 401,
  code: "unauthenticated",
  detail: "the caller is not known",
  headers: { "www-authenticate": "Bearer" },
};

const NO_TENANT: Problem = { status: 403, code: "no_tenant", detail: "the caller may not ask here" };

const UNEXPECTED: Problem = { status: 500, code: "internal_error", detail: "the question could not be answered" };
