import { badRequest, ScimError } from "../../lifecycle/identity/scim/scim-error.js";
import { matchesScimFilter, type ScimFilter } from "../../lifecycle/identity/scim/scim-filter.js";
import { applyScimOperations, readScimOperations } from "../../lifecycle/identity/scim/scim-patch.js";
import { USER_ATTRIBUTES } from "../../lifecycle/identity/scim/scim-schemas.js";
import {
  readScimUser,
  type ScimUser,
  saidUser,
  versionOf,
  writeScimUser,
  writtenBy,
} from "../../lifecycle/identity/scim/scim-user.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { PrincipalState } from "../../model/principal-state.js";
import type { Directory, KnownGroups } from "./directory.js";
import { type ListQuery, listResponse, selected } from "./list.js";
import { notFound, scimResponse } from "./scim-response.js";

/** The longest id of a provider that there is room for in the id of a principal. */
const LONGEST_ID = 200;

/** `/Users`. */
export class UserEndpoint {
  readonly #directory: Directory;
  readonly #locationOf: (id: string) => string;

  constructor(directory: Directory, locationOf: (id: string) => string) {
    this.#directory = directory;
    this.#locationOf = locationOf;
  }

  async list(query: ListQuery): Promise<Response> {
    const known = await this.#directory.knownGroups();
    const { filter, startIndex, count } = query;
    const named = filter === null ? undefined : nameIn(filter);
    if (named !== undefined) {
      const found = await this.#directory.find(named.attribute, named.value);
      const resources = found === undefined ? [] : [this.#written(found, known)];
      const page = resources.slice(startIndex - 1, startIndex - 1 + count);
      return scimResponse(
        200,
        listResponse(
          page.map((one) => selected(one, query)),
          resources.length,
          startIndex,
        ),
      );
    }
    const page: JsonObject[] = [];
    let total = 0;
    for await (const state of this.#directory.users()) {
      const resource = this.#written(state, known);
      if (filter !== null && !matchesScimFilter(filter, resource)) continue;
      total += 1;
      if (total >= startIndex && page.length < count) page.push(selected(resource, query));
    }
    return scimResponse(200, listResponse(page, total, startIndex));
  }

  async get(id: string, query: ListQuery, headers: Headers): Promise<Response> {
    const state = await this.#found(id);
    const version = versionOf(state);
    if (headers.get("if-none-match") === version)
      return new Response(null, { status: 304, headers: { etag: version } });
    return this.#answer(200, state, query);
  }

  async create(body: Json, query: ListQuery): Promise<Response> {
    const user = readScimUser(body);
    const externalId = user.externalId ?? user.userName.toLowerCase();
    const id = this.#directory.idOf(externalId);
    if (externalId.length > LONGEST_ID || id.length > 256)
      throw badRequest("invalidValue", "the `externalId` is too long");
    if (await this.#directory.isOthers(id)) throw taken();
    await this.#assertFree(user.userName, undefined);
    const created = await this.#directory.change(id, (state) => {
      // who was deleted may come again
      if (state !== undefined && state.identity?.userName !== "" && state.identity?.userName !== undefined)
        throw taken();
      return { change: { ...user, active: user.active ?? true }, groups: [] };
    });
    return this.#answer(201, created, query, { location: this.#locationOf(id) });
  }

  async replace(id: string, body: Json, query: ListQuery, headers: Headers): Promise<Response> {
    const user = readScimUser(body);
    await this.#found(id);
    await this.#assertFree(user.userName, id);
    return this.#answer(200, await this.#changed(id, headers, () => user), query);
  }

  async patch(id: string, body: Json, query: ListQuery, headers: Headers): Promise<Response> {
    const operations = readScimOperations(body);
    const patched = (state: PrincipalState) =>
      readScimUser(applyScimOperations(writtenBy(saidUser(state)), operations, USER_ATTRIBUTES));
    const before = await this.#found(id);
    const { userName } = patched(before);
    if (userName.toLowerCase() !== before.identity?.userName?.toLowerCase()) await this.#assertFree(userName, id);
    return this.#answer(200, await this.#changed(id, headers, patched), query);
  }

  /** Access ends first; only then what was known of them is let go. */
  async remove(id: string, headers: Headers): Promise<Response> {
    await this.#directory.change(id, (state) => {
      this.#assertVersion(this.#assertUser(state), headers);
      return { change: "deactivate", groups: [] };
    });
    await this.#directory.change(id, () => ({ change: "forget", groups: [] }));
    return scimResponse(204, undefined);
  }

  #changed(id: string, headers: Headers, work: (state: PrincipalState) => ScimUser): Promise<PrincipalState> {
    return this.#directory.change(id, (found) => {
      const state = this.#assertUser(found);
      this.#assertVersion(state, headers);
      const user = work(state);
      const { externalId } = state.identity ?? {};
      // ids are made of it
      if (externalId !== undefined && user.externalId !== undefined && user.externalId !== externalId) {
        throw new ScimError(400, "mutability", "the `externalId` of a user stays what it is");
      }
      return { change: user, groups: state.identity?.groups ?? [] };
    });
  }

  async #found(id: string): Promise<PrincipalState> {
    return this.#assertUser(await this.#directory.user(id));
  }

  #assertUser(state: PrincipalState | undefined): PrincipalState {
    const isGone = state?.identity?.userName === undefined || state.identity.userName === "";
    if (state === undefined || isGone || this.#directory.isReserved(state.principal.id)) throw notFound();
    return state;
  }

  #assertVersion(state: PrincipalState, headers: Headers): void {
    const wanted = headers.get("if-match");
    if (wanted === null || wanted === "*" || wanted.split(",").some((one) => one.trim() === versionOf(state))) return;
    throw new ScimError(412, undefined, "the resource has changed since it was read");
  }

  async #assertFree(userName: string, id: string | undefined): Promise<void> {
    const found = await this.#directory.find("userName", userName);
    if (found !== undefined && found.principal.id !== id) throw taken();
  }

  async #answer(
    status: number,
    state: PrincipalState,
    query: ListQuery,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const resource = this.#written(state, await this.#directory.knownGroups());
    return scimResponse(status, selected(resource, query), { ...headers, etag: versionOf(state) });
  }

  #written(state: PrincipalState, { groups }: KnownGroups): JsonObject {
    const own = new Set(state.identity?.groups ?? []);
    const listed = groups
      .filter(({ displayName }) => own.has(displayName))
      .map(({ id, displayName }) => ({ value: id, display: displayName, type: "direct" }));
    return writeScimUser(state, listed, this.#locationOf(state.principal.id));
  }
}

/** `userName eq "…"`, as clients ask before they create: it need not look at everybody. */
function nameIn(
  filter: ScimFilter,
): { readonly attribute: "userName" | "externalId"; readonly value: string } | undefined {
  if (filter.kind !== "compare" || filter.operator !== "eq" || typeof filter.value !== "string") return undefined;
  const path = filter.path.toLowerCase();
  const attribute = path === "username" ? "userName" : path === "externalid" ? "externalId" : undefined;
  return attribute === undefined ? undefined : { attribute, value: filter.value };
}

function taken(): ScimError {
  return new ScimError(409, "uniqueness", "there is a user of this name already");
}
