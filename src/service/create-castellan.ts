import { LRUCache } from "lru-cache";
import { redactor } from "../govern/redactor.js";
import { type Governance, governanceOf } from "../lifecycle/governance.js";
import type { Situation } from "../lifecycle/situation.js";
import { toMilliseconds } from "../model/duration.js";
import { InvalidRequestError } from "../model/errors.js";
import type { PolicyData } from "../model/policy-data.js";
import type { Vocabulary } from "../model/vocabulary.js";
import type { Policy } from "../policy/policy.js";
import { isStoreId } from "../storage/store-id.js";
import type { Castellan, CastellanOptions } from "./castellan.js";
import { assertPolicy, checkOptions } from "./check-options.js";
import { Clocks } from "./clock.js";
import { CommandRunner } from "./command-runner.js";
import { assertNames } from "./known-names.js";
import { KnownStates } from "./known-state.js";
import { newId } from "./new-id.js";
import { openAccess } from "./open-access.js";
import { OpenTenant } from "./open-tenant.js";
import type { Tenant } from "./tenant.js";
import { type CoreParts, closedError, TenantCore } from "./tenant-core.js";
import { assertExtension } from "./tenant-policy.js";

/**
 * Puts a policy, a store and a clock together: what a running system asks, and where it makes changes. One is enough for all
 * tenants of a process, and as many processes as you like share a store.
 *
 * @throws InvalidRequestError `invalid_request` for an option that is misspelt, or missing; `invalid_limit` for a duration or
 * size that is none
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const castellan = createCastellan({ policy, store: memoryStore() });
 * const access = await castellan.tenant("acme").access("nobody", null);
 * access.can("read", "note", { id: "n1" }) // => false
 * await castellan.close();
 */
export function createCastellan<V extends Vocabulary>(options: CastellanOptions<V>): Castellan<V> {
  checkOptions(options);
  return new RunningCastellan(options);
}

class RunningCastellan<V extends Vocabulary> implements Castellan<V> {
  readonly #options: CastellanOptions<V>;
  readonly #parts: CoreParts;
  readonly #cores: LRUCache<string, TenantCore>;
  /** Those that were put out of memory and have not ended yet. */
  readonly #ending = new Set<Promise<void>>();
  readonly #governances = new WeakMap<PolicyData, Governance>();
  #isClosed = false;

  constructor(options: CastellanOptions<V>) {
    const { policy, store, clock, cache = {}, audit = {} } = options;
    this.#options = options;
    this.#parts = {
      store,
      known: new KnownStates(sizeIn("cache.maxEntries", cache.maxEntries, 10_000)),
      clocks: new Clocks(clock),
      freshForMs: lengthIn("freshFor", options.freshFor, "5s", 0),
      staleForMs: lengthIn("staleFor", options.staleFor, 0, 0),
      timeoutMs: lengthIn("timeout", options.timeout, "5s", 1),
      redactor: redactor(policy.toJSON(), audit.redact),
      decisions: audit.decisions ?? null,
      sinks: audit.sinks ?? [],
      onError: quietly(options.onError),
    };
    this.#cores = new LRUCache({
      max: sizeIn("cache.maxTenants", cache.maxTenants, 10_000),
      dispose: (core) => this.#end(core),
    });
  }

  tenant(id: string): Tenant<V>;
  tenant<W extends Vocabulary>(id: string, options: { readonly policy: Policy<W> }): Tenant<W>;
  tenant<W extends Vocabulary>(id: string, options?: { readonly policy: Policy<W> }): Tenant<V> | Tenant<W> {
    if (!isStoreId(id))
      throw new InvalidRequestError("invalid_request", "a tenant's id is a text of 1 to 256 characters");
    const { policy } = this.#options;
    if (options === undefined) return this.#open(id, policy);
    assertNames("", options, { policy: null });
    assertPolicy(options.policy);
    assertExtension(policy.toJSON(), options.policy.toJSON());
    return this.#open(id, options.policy);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // clearing puts every core out of memory, which ends it
    this.#cores.clear();
    while (this.#ending.size > 0) await Promise.all(this.#ending);
    this.#parts.known.clear();
  }

  #open<W extends Vocabulary>(id: string, policy: Policy<W>): Tenant<W> {
    const { administration = null, lifecycle = {}, ids = newId } = this.#options;
    const core = () => this.#core(id);
    if (this.#parts.sinks.length > 0) core()?.follow();
    const runner = new CommandRunner({
      ...this.#parts,
      tenant: id,
      open: (party, human, now) => openAccess(policy, party, human, now),
      // to commands names are texts
      parseAssignment: (json) => policy.parseAssignment(json) as ReturnType<Situation["parseAssignment"]>,
      governance: this.#governance(policy.toJSON()),
      settings: lifecycle,
      administration,
      newId: ids,
      // a tenant that was put out of memory meanwhile may be back, as another one
      heed: (revision, principalIds) => this.#cores.peek(id)?.view.apply(revision, principalIds),
      core: () => {
        const found = core();
        if (found === null) throw closedError();
        return found;
      },
    });
    return new OpenTenant({ ...this.#parts, id, policy, core, runner });
  }

  /** Worked out once for each policy, however often its tenants are opened. */
  #governance(policy: PolicyData): Governance {
    const governance = this.#governances.get(policy) ?? governanceOf(policy);
    this.#governances.set(policy, governance);
    return governance;
  }

  #core(id: string): TenantCore | null {
    if (this.#isClosed) return null;
    const known = this.#cores.get(id);
    if (known !== undefined) return known;
    const core = new TenantCore(id, this.#parts);
    this.#cores.set(id, core);
    return core;
  }

  #end(core: TenantCore): void {
    const ended = core.close().catch(this.#parts.onError);
    this.#ending.add(ended);
    ended.finally(() => this.#ending.delete(ended));
  }
}

/** Who listens to errors must not make any. */
function quietly(onError: ((error: unknown) => void) | undefined): (error: unknown) => void {
  return (error) => {
    try {
      onError?.(error);
    } catch {
      // nobody is left to be told
    }
  };
}

function lengthIn(name: string, value: unknown, otherwise: string | number, least: number): number {
  const length = toMilliseconds(value ?? otherwise);
  if (length >= least) return length;
  throw new InvalidRequestError(
    "invalid_limit",
    `\`${name}\` is no duration: milliseconds, or a text such as \`"5s"\``,
  );
}

function sizeIn(name: string, value: number | undefined, otherwise: number): number {
  const size = value ?? otherwise;
  if (Number.isSafeInteger(size) && size >= 1) return size;
  throw new InvalidRequestError("invalid_limit", `\`${name}\` is not a whole number from 1`);
}
