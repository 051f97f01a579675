import { badRequest, ScimError } from "../../lifecycle/identity/scim/scim-error.js";
import { matchesScimFilter } from "../../lifecycle/identity/scim/scim-filter.js";
import {
  type MemberStep,
  membersAfter,
  readGroupPatch,
  readScimGroup,
  type ScimGroup,
  writeScimGroup,
} from "../../lifecycle/identity/scim/scim-group.js";
import { readScimOperations } from "../../lifecycle/identity/scim/scim-patch.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { Directory } from "./directory.js";
import { type ListQuery, listResponse, selected } from "./list.js";
import { notFound, scimResponse } from "./scim-response.js";

/** `/Groups`. */
export class GroupEndpoint {
  readonly #directory: Directory;
  readonly #locationOf: (id: string) => string;
  readonly #userLocationOf: (id: string) => string;

  constructor(directory: Directory, locationOf: (id: string) => string, userLocationOf: (id: string) => string) {
    this.#directory = directory;
    this.#locationOf = locationOf;
    this.#userLocationOf = userLocationOf;
  }

  async list(query: ListQuery): Promise<Response> {
    const { groups } = await this.#directory.knownGroups();
    const { filter, startIndex, count } = query;
    const needsMembers = filter !== null && JSON.stringify(filter).toLowerCase().includes("members");
    const members = needsMembers || query.gives("members") ? await this.#members() : undefined;
    const all = groups
      .map((group) => this.#written(group, members))
      .filter((resource) => filter === null || matchesScimFilter(filter, resource));
    const page = all.slice(startIndex - 1, startIndex - 1 + count).map((resource) => selected(resource, query));
    return scimResponse(200, listResponse(page, all.length, startIndex));
  }

  async get(id: string, query: ListQuery): Promise<Response> {
    return this.#answer(200, await this.#found(id), query);
  }

  async create(body: Json, query: ListQuery): Promise<Response> {
    const { displayName, externalId, members = [] } = readScimGroup(body);
    const group = { id: crypto.randomUUID(), displayName, ...(externalId === undefined ? {} : { externalId }) };
    // before there is a group: what cannot be done leaves nothing behind
    for (const member of members) await this.#assertUser(member);
    await this.#directory.changeGroups((groups) => {
      assertFree(groups, group);
      return [...groups, group];
    });
    await this.#regroup(displayName, displayName, [{ kind: "replace", ids: members }]);
    return this.#answer(201, group, query, { location: this.#locationOf(group.id) });
  }

  async replace(id: string, body: Json, query: ListQuery): Promise<Response> {
    const { displayName, externalId, members = [] } = readScimGroup(body);
    const before = await this.#found(id);
    const group = { ...before, displayName, ...(externalId === undefined ? {} : { externalId }) };
    await this.#change(before, group, [{ kind: "replace", ids: members }]);
    return this.#answer(200, group, query);
  }

  async patch(id: string, body: Json): Promise<Response> {
    const { members, ...rest } = readGroupPatch(readScimOperations(body));
    const before = await this.#found(id);
    await this.#change(before, { ...before, ...rest }, members);
    return scimResponse(204, undefined);
  }

  /** Its members lose what it gave before it is gone. */
  async remove(id: string): Promise<Response> {
    const { displayName } = await this.#found(id);
    await this.#regroup(displayName, displayName, [{ kind: "replace", ids: [] }]);
    await this.#directory.changeGroups((groups) => groups.filter((group) => group.id !== id));
    return scimResponse(204, undefined);
  }

  async #change(before: ScimGroup, after: ScimGroup, steps: readonly MemberStep[]): Promise<void> {
    const { groups } = await this.#directory.knownGroups();
    assertFree(groups, after);
    await this.#regroup(before.displayName, after.displayName, steps);
    if (before.displayName === after.displayName && before.externalId === after.externalId) return;
    await this.#directory.changeGroups((known) => {
      assertFree(known, after);
      return known.map((group) => (group.id === after.id ? after : group));
    });
  }

  /** Puts members in and takes them out, those first who lose something; each is a commit of its own, and may be tried again. */
  async #regroup(name: string, newName: string, steps: readonly MemberStep[]): Promise<void> {
    const isRenamed = name !== newName;
    const isSimple = !isRenamed && steps.every(({ kind }) => kind === "add" || kind === "remove");
    const before = isSimple ? named(steps, "remove") : new Set((await this.#members()).get(name) ?? []);
    const after = membersAfter(before, steps);
    for (const id of named(steps, "add")) await this.#assertUser(id);
    for (const id of before) if (!after.has(id)) await this.#directory.regroup(id, (groups) => without(groups, name));
    for (const id of after) {
      await this.#directory.regroup(id, (groups) => new Set([...without(groups, name), newName]));
    }
  }

  async #assertUser(id: string): Promise<void> {
    if ((await this.#directory.user(id)) === undefined) {
      throw badRequest("invalidValue", "a member is no user: create users first; groups in groups are not supported");
    }
  }

  async #found(id: string): Promise<ScimGroup> {
    const { groups } = await this.#directory.knownGroups();
    const group = groups.find((one) => one.id === id);
    if (group === undefined) throw notFound();
    return group;
  }

  async #answer(
    status: number,
    group: ScimGroup,
    query: ListQuery,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const members = query.gives("members") ? await this.#members() : undefined;
    return scimResponse(status, selected(this.#written(group, members), query), headers);
  }

  /** The ids of the members of every group, by its name. */
  async #members(): Promise<ReadonlyMap<string, readonly string[]>> {
    const members = new Map<string, string[]>();
    for await (const { principal, identity } of this.#directory.users()) {
      for (const group of identity?.groups ?? []) {
        const list = members.get(group);
        if (list === undefined) members.set(group, [principal.id]);
        else list.push(principal.id);
      }
    }
    return members;
  }

  #written(group: ScimGroup, members: ReadonlyMap<string, readonly string[]> | undefined): JsonObject {
    const list = members?.get(group.displayName) ?? [];
    const written = list.map((id) => ({ value: id, type: "User", $ref: this.#userLocationOf(id) }));
    return writeScimGroup(group, members === undefined ? undefined : written, this.#locationOf(group.id));
  }
}

function named(steps: readonly MemberStep[], kind: "add" | "remove"): ReadonlySet<string> {
  const kinds = kind === "add" ? ["add", "replace"] : ["remove"];
  return new Set(
    steps.flatMap((step) => (step.kind !== "remove_matching" && kinds.includes(step.kind) ? step.ids : [])),
  );
}

function without(groups: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...groups].filter((group) => group !== name));
}

/** Groups give roles by their names: two of one name would be one. */
function assertFree(groups: readonly ScimGroup[], { id, displayName, externalId }: ScimGroup): void {
  const others = groups.filter((group) => group.id !== id);
  const isTaken = others.some(
    (group) =>
      group.displayName.toLowerCase() === displayName.toLowerCase() ||
      (externalId !== undefined && group.externalId === externalId),
  );
  if (isTaken) throw new ScimError(409, "uniqueness", "there is a group of this name already");
}
