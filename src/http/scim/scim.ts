import { ScimError } from "../../lifecycle/identity/scim/scim-error.js";
import type { Json, JsonObject } from "../../model/json.js";
import { readJson } from "../read-json.js";
import { withRequestId } from "../request-id.js";
import { Directory } from "./directory.js";
import { resourceTypes, schemas, serviceProviderConfig } from "./discovery.js";
import { GroupEndpoint } from "./groups.js";
import { listResponse, readListQuery } from "./list.js";
import type { ScimOptions, ScimService } from "./options.js";
import { notFound, problemOfError, scimProblem, scimResponse } from "./scim-response.js";
import { UserEndpoint } from "./users.js";

const MEDIA_TYPES = ["application/scim+json", "application/json"];

/**
 * A SCIM 2.0 server (RFC 7643, RFC 7644) for one identity provider of one tenant: users and groups are created, found, listed,
 * replaced, patched and deleted, and every change is a command that is audited. A user who is set to `active: false`, or deleted, is
 * offboarded at once; a group gives the roles that the mapping says, and an unknown one gives nothing.
 *
 * The client sees only whom it provisions. Bulk requests, sorting, `/Me` and searches by POST are answered with 501.
 *
 * @param castellan - the service
 * @returns answers one request; it never throws
 */
export function scim(castellan: ScimService, options: ScimOptions): (request: Request) => Promise<Response> {
  // what is not typed may leave the options out altogether
  if (typeof options?.authenticate !== "function")
    throw new TypeError("`authenticate` is a function: nobody is let in without");
  const { basePath = "/scim/v2", maxResults = 200 } = options;
  if (!Number.isInteger(maxResults) || maxResults < 1) throw new RangeError("`maxResults` is a whole number from 1");
  const path = basePath.replace(/\/+$/, "");
  return async (request) => withRequestId(request, await answered(castellan, options, path, maxResults, request));
}

async function answered(
  castellan: ScimService,
  options: ScimOptions,
  basePath: string,
  maxResults: number,
  request: Request,
): Promise<Response> {
  try {
    // before anything else: to whom nobody vouches nothing is told, not even what there is
    if (!(await isKnown(options, request))) return unauthorised();
    return await answer(castellan, options, basePath, maxResults, request);
  } catch (error) {
    const problem = problemOfError(error);
    if (problem !== undefined) return problem;
    options.onError?.(error);
    return scimProblem(500, "the request could not be carried out");
  }
}

async function answer(
  castellan: ScimService,
  options: ScimOptions,
  basePath: string,
  maxResults: number,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  if (!url.pathname.startsWith(`${basePath}/`)) throw notFound();
  const base = options.baseUrl?.replace(/\/+$/, "") ?? `${url.origin}${basePath}`;
  const [endpoint = "", id, ...rest] = segmentsOf(url.pathname.slice(basePath.length + 1));
  const found = endpoint.toLowerCase();
  const discovered = discovery(found, id, base, maxResults);
  if (discovered !== undefined) {
    return request.method === "GET" ? scimResponse(200, discovered) : notAllowed("GET");
  }
  if (found === "bulk" || found === "me" || endpoint === ".search" || id === ".search") {
    throw new ScimError(501, undefined, "this is not supported");
  }
  if ((found !== "users" && found !== "groups") || rest.length > 0) throw notFound();
  const query = readListQuery(url.searchParams, maxResults);
  const directory = new Directory(castellan, options);
  const userLocation = (one: string) => `${base}/Users/${encodeURIComponent(one)}`;
  const users = new UserEndpoint(directory, userLocation);
  const groups = new GroupEndpoint(directory, (one) => `${base}/Groups/${encodeURIComponent(one)}`, userLocation);
  const resources = found === "users" ? users : groups;
  const { headers, method } = request;
  if (id === undefined) {
    if (method === "GET") return resources.list(query);
    if (method === "POST") return resources.create(await bodyOf(request, options), query);
    return notAllowed("GET, POST");
  }
  switch (method) {
    case "GET":
      return resources.get(id, query, headers);
    case "PUT":
      return resources.replace(id, await bodyOf(request, options), query, headers);
    case "PATCH":
      return resources.patch(id, await bodyOf(request, options), query, headers);
    case "DELETE":
      return resources.remove(id, headers);
    default:
      return notAllowed("GET, PUT, PATCH, DELETE");
  }
}

/** An error is a no: whoever cannot be checked is not known. */
async function isKnown({ authenticate, onError }: ScimOptions, request: Request): Promise<boolean> {
  try {
    return (await authenticate(request)) === true;
  } catch (error) {
    onError?.(error);
    return false;
  }
}

function unauthorised(): Response {
  return scimProblem(401, "a bearer token of this tenant is needed", undefined, { "www-authenticate": "Bearer" });
}

function discovery(endpoint: string, id: string | undefined, base: string, maxResults: number): JsonObject | undefined {
  if (endpoint === "serviceproviderconfig" && id === undefined) return serviceProviderConfig(base, maxResults);
  const list = endpoint === "resourcetypes" ? resourceTypes(base) : endpoint === "schemas" ? schemas(base) : undefined;
  if (list === undefined) return undefined;
  if (id === undefined) return listResponse(list, list.length, 1);
  const one = list.find((it) => it.id === id);
  if (one === undefined) throw notFound();
  return one;
}

function segmentsOf(path: string): readonly string[] {
  try {
    return path.replace(/\/+$/, "").split("/").map(decodeURIComponent);
  } catch {
    throw notFound();
  }
}

async function bodyOf(request: Request, { maxBytes = 1_048_576 }: ScimOptions): Promise<Json> {
  const body = await readJson(request, { maxBytes, maxDepth: 20, mediaTypes: MEDIA_TYPES });
  if (body.ok) return body.value;
  const { status, detail } = body.problem;
  throw new ScimError(status, status === 400 ? "invalidSyntax" : undefined, detail);
}

function notAllowed(allow: string): Response {
  return scimProblem(405, "the method is not supported here", undefined, { allow });
}
