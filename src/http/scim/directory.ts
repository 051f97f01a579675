import { mapIdentity } from "../../lifecycle/identity/map-identity.js";
import { ScimError } from "../../lifecycle/identity/scim/scim-error.js";
import type { ScimGroup } from "../../lifecycle/identity/scim/scim-group.js";
import { type ScimUser, saidUser, writtenBy } from "../../lifecycle/identity/scim/scim-user.js";
import { isList, isObject } from "../../lifecycle/identity/scim/scim-values.js";
import type { CommandRefusedError } from "../../lifecycle/refusal.js";
import { isCastellanError } from "../../model/errors.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { ExternalIdentity, PrincipalState } from "../../model/principal-state.js";
import type { ScimOptions, ScimService, ScimTenant } from "./options.js";

/** What a client says of a user beyond their groups. */
export type UserChange = ScimUser | "deactivate" | "forget" | "groups_only";

/** The groups that there are, and what they were read from. */
export interface KnownGroups {
  readonly groups: readonly ScimGroup[];
  readonly basis: number | null;
}

const MOST_GROUPS = 1_000;
const MOST_ATTEMPTS = 5;

/**
 * A tenant's people as a SCIM client sees them: those whom its provider provisions, and nobody else.
 *
 * Which groups there are is kept on one principal of its own, `scim:<provider>`, who is deactivated and holds nothing; who is in a
 * group is kept with each member. So a group without members exists, and a member's access is one commit.
 */
export class Directory {
  readonly #tenant: ScimTenant;
  readonly #options: ScimOptions;
  readonly #provider: string;
  readonly #now: () => number;

  constructor(service: ScimService, options: ScimOptions) {
    this.#tenant = service.tenant(options.tenant);
    this.#options = options;
    this.#provider = options.mapping.provider;
    this.#now = options.now ?? Date.now;
  }

  /** A user, unless they were deleted. */
  async user(id: string): Promise<PrincipalState | undefined> {
    const state = await this.#read(id);
    return state !== undefined && this.#isUser(state) ? state : undefined;
  }

  /** Whether somebody has this id whom this provider does not provision: nobody is taken over by a name. */
  async isOthers(id: string): Promise<boolean> {
    const state = await this.#tenant.read(id);
    return this.isReserved(id) || (state !== undefined && state.identity?.provider !== this.#provider);
  }

  async *users(): AsyncGenerator<PrincipalState> {
    for await (const state of this.#tenant.people()) if (this.#isUser(state)) yield state;
  }

  /** The user with a user name, whatever its case, or with an external id. */
  async find(attribute: "userName" | "externalId", value: string): Promise<PrincipalState | undefined> {
    const { lookUp } = this.#options;
    const matches = ({ identity }: PrincipalState) =>
      attribute === "externalId"
        ? identity?.externalId === value
        : identity?.userName?.toLowerCase() === value.toLowerCase();
    if (lookUp !== undefined) {
      const id = await lookUp(attribute, value);
      const found = id === undefined ? undefined : await this.user(id);
      return found !== undefined && matches(found) ? found : undefined;
    }
    // where ids are made of external ids, nobody has to be looked for
    const direct = attribute === "externalId" ? await this.user(this.idOf(value)) : undefined;
    if (direct !== undefined && matches(direct)) return direct;
    for await (const state of this.users()) if (matches(state)) return state;
    return undefined;
  }

  /** The id of a principal, by the provider's own id. */
  idOf(externalId: string): string {
    return `${this.#options.mapping.idPrefix}${externalId}`;
  }

  /** Whether an id is kept for the groups. */
  isReserved(id: string): boolean {
    return id === this.#groupsId();
  }

  /**
   * Changes a user, as they are now: again from the beginning, where something else was heard of them meanwhile.
   *
   * @param work - what is to become of them; `null` to leave them as they are
   * @returns the user after it
   */
  async change(
    id: string,
    work: (
      state: PrincipalState | undefined,
    ) => { readonly change: UserChange; readonly groups: readonly string[] } | null,
  ): Promise<PrincipalState> {
    return retrying(async () => {
      const before = await this.#read(id);
      const wanted = work(before);
      if (wanted !== null) await this.#apply(id, before, wanted.change, wanted.groups);
      const after = wanted === null ? before : await this.#read(id);
      if (after === undefined) throw new ScimError(404, undefined, "there is no such user");
      return after;
    });
  }

  /** Puts users into groups, or takes them out. */
  async regroup(id: string, work: (groups: ReadonlySet<string>) => ReadonlySet<string>): Promise<void> {
    // who is not there is in no group
    if ((await this.user(id)) === undefined) return;
    await this.change(id, (state) => {
      if (state === undefined || !this.#isUser(state)) return null;
      const before = new Set(state.identity?.groups ?? []);
      const after = work(before);
      const isSame = after.size === before.size && [...after].every((group) => before.has(group));
      return isSame ? null : { change: "groups_only", groups: [...after] };
    });
  }

  async knownGroups(): Promise<KnownGroups> {
    const identity = (await this.#read(this.#groupsId()))?.identity;
    return { groups: groupsIn(identity), basis: identity?.saidAt ?? null };
  }

  /** Changes which groups there are. */
  async changeGroups(work: (groups: readonly ScimGroup[]) => readonly ScimGroup[]): Promise<void> {
    await retrying(async () => {
      const { groups, basis } = await this.knownGroups();
      const after = work(groups);
      if (after.length > MOST_GROUPS) throw new ScimError(400, "tooMany", `there are at most ${MOST_GROUPS} groups`);
      await this.#command(this.#groupsId(), basis, {
        // once: whoever is deactivated stays so
        ...(basis === null ? { kind: "service", active: false } : {}),
        profile: { groups: after.map((group) => ({ ...group })) },
      });
    });
  }

  async #apply(
    id: string,
    before: PrincipalState | undefined,
    change: UserChange,
    groups: readonly string[],
  ): Promise<void> {
    const said = typeof change === "object" ? change : before === undefined ? undefined : saidUser(before);
    const facts = change === "forget" || said === undefined ? {} : writtenBy(said);
    const { mapping } = this.#options;
    const mapped = mapIdentity(mapping, facts, groups);
    const isInactive = said?.active === false;
    const parts = { ...mapped, ...(isInactive ? { assignments: [] } : {}) };
    await this.#command(id, before?.identity?.saidAt ?? null, partsOf(change, parts));
  }

  async #command(principalId: string, basis: number | null, parts: object): Promise<void> {
    // later than all that was heard: what a client says is ordered by when it came
    const saidAt = Math.max(this.#now(), (basis ?? 0) + 1);
    const commander = this.#tenant.asSystem(this.#options.actor ?? "scim");
    const { refused } = await commander.applyIdentity(principalId, {
      ...parts,
      provider: this.#provider,
      saidAt,
      basis,
    });
    const stays = refused.find(({ part }) => part === "active");
    if (stays !== undefined) {
      throw new ScimError(
        409,
        undefined,
        "the user cannot be deactivated: nobody else holds a role that somebody must hold",
      );
    }
  }

  async #read(id: string): Promise<PrincipalState | undefined> {
    if (id === "" || id.length > 256) return undefined;
    const state = await this.#tenant.read(id);
    return state?.identity?.provider === this.#provider ? state : undefined;
  }

  #isUser({ principal, identity }: PrincipalState): boolean {
    return (
      identity?.provider === this.#provider &&
      identity.userName !== undefined &&
      identity.userName !== "" &&
      !this.isReserved(principal.id)
    );
  }

  #groupsId(): string {
    return `scim:${this.#provider}`;
  }
}

function partsOf(change: UserChange, mapped: ReturnType<typeof mapIdentity>): object {
  const { userName: _, ...parts } = mapped;
  switch (change) {
    case "deactivate":
      return { active: false };
    case "forget":
      return { userName: "", profile: {}, groups: [], attributes: parts.attributes };
    case "groups_only":
      return { kind: parts.kind, attributes: parts.attributes, groups: parts.groups, assignments: parts.assignments };
    default: {
      const { userName, externalId, active, profile } = change;
      return {
        ...parts,
        userName,
        profile,
        ...(externalId === undefined ? {} : { externalId }),
        ...(active === undefined ? {} : { active }),
      };
    }
  }
}

function groupsIn(identity: ExternalIdentity | undefined): readonly ScimGroup[] {
  const list: Json = identity?.profile?.groups ?? [];
  return isList(list) ? list.filter(isObject).flatMap((group) => groupIn(group) ?? []) : [];
}

function groupIn({ id, displayName, externalId }: JsonObject): ScimGroup | undefined {
  if (typeof id !== "string" || typeof displayName !== "string") return undefined;
  return { id, displayName, ...(typeof externalId === "string" ? { externalId } : {}) };
}

async function retrying<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isOutdated(error) || attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

function isOutdated(error: unknown): boolean {
  return (
    isCastellanError(error) && error.code === "command_refused" && (error as CommandRefusedError).reason === "outdated"
  );
}
