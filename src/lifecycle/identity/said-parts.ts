import type { Json, JsonObject } from "../../model/json.js";
import type { PrincipalKind } from "../../model/principal.js";
import type { ExternalIdentity, SaidAssignment } from "../../model/principal-state.js";
import { sortedText } from "./stable-id.js";

/** What a provider can speak about, and what it says of it. */
export interface SaidParts {
  readonly active: boolean;
  readonly kind: PrincipalKind;
  readonly validUntil: number;
  readonly sponsorId: string;
  readonly externalId: string;
  readonly userName: string;
  readonly profile: JsonObject;
  /** Sorted, none twice. */
  readonly groups: readonly string[];
  /** The first ones count first; none twice. */
  readonly assignments: readonly SaidAssignment[];
}

/** The name of something that a provider can speak about; attributes are parts of their own, `attributes.<name>`. */
export type SaidPart = keyof SaidParts;

/** What a provider says at one instant. */
export interface Saying {
  readonly provider: string;
  /** Epoch ms, by the provider's clock. */
  readonly saidAt: number;
  readonly parts: Partial<SaidParts>;
  /** `null`: taken away. */
  readonly attributes: JsonObject;
}

/** What is known once something was heard. */
export interface Hearing {
  readonly identity: ExternalIdentity;
  /** The parts of which something new was heard: `active`, `attributes.<name>` … */
  readonly news: ReadonlySet<string>;
  /** Whether this deactivation was heard for the first time, though it may be older than an activation. */
  readonly deactivates: boolean;
}

/** From the strictest: of two that are said at one instant, the first counts. */
const KINDS: readonly PrincipalKind[] = ["guest", "agent", "employee", "service"];

/**
 * Of two things said of one part at one instant, what counts: never more than either. Each of these takes its arguments in any
 * order, any number of times, and comes to the same: so the order in which messages arrive cannot matter.
 */
const MEETS: { readonly [Part in SaidPart]: (one: SaidParts[Part], other: SaidParts[Part]) => SaidParts[Part] } = {
  active: (one, other) => one && other,
  kind: (one, other) => (KINDS.indexOf(one) < KINDS.indexOf(other) ? one : other),
  validUntil: Math.min,
  sponsorId: first,
  externalId: first,
  userName: first,
  profile: (one, other) =>
    Object.fromEntries(
      Object.entries(one).filter(([name, value]) => Object.hasOwn(other, name) && isSame(value, other[name] ?? null)),
    ),
  groups: (one, other) => one.filter((group) => other.includes(group)),
  assignments: meetOfAssignments,
};

/** What both say; in an order that is neither's, where they differ. */
function meetOfAssignments(
  one: readonly SaidAssignment[],
  other: readonly SaidAssignment[],
): readonly SaidAssignment[] {
  if (one.map(({ id }) => id).join() === other.map(({ id }) => id).join()) return one;
  const order = ({ role, id }: SaidAssignment) => `${role ?? ""}\u0000${id}`;
  return one
    .filter(({ id }) => other.some((it) => it.id === id))
    .sort((first, second) => (order(first) < order(second) ? -1 : 1));
}

/**
 * Takes down what a provider says: each part by itself, and only what is not older than what was heard of it before.
 *
 * @param identity - what was heard until now
 */
export function hear(identity: ExternalIdentity, saying: Saying): Hearing {
  const notes = new Notes(identity, saying.saidAt);
  for (const name of Object.keys(MEETS) as SaidPart[]) notePart(notes, name, saying.parts);
  notes.noteAttributes(saying.attributes);
  const deactivates = saying.parts.active === false && notes.isLater("deactivated");
  return { identity: notes.identity(saying.provider), news: notes.news, deactivates };
}

function notePart<Part extends SaidPart>(notes: Notes, name: Part, parts: Partial<SaidParts>): void {
  const value = parts[name];
  if (value !== undefined) notes.note(name, value as SaidParts[Part]);
}

class Notes {
  readonly news = new Set<string>();
  readonly #saidAt: number;
  readonly #before: ExternalIdentity;
  readonly #heard: Map<string, number>;
  readonly #values: Map<string, unknown>;
  readonly #attributes: Map<string, Json>;

  constructor(before: ExternalIdentity, saidAt: number) {
    const { active, externalId, userName, profile, groups, said = {}, heard = {} } = before;
    this.#before = before;
    this.#saidAt = saidAt;
    this.#heard = new Map(Object.entries(heard));
    this.#values = new Map(Object.entries({ active, externalId, userName, profile, groups, ...said }));
    this.#attributes = new Map(Object.entries(said.attributes ?? {}));
  }

  note<Part extends SaidPart>(name: Part, value: SaidParts[Part]): void {
    const old = this.#values.get(name) as SaidParts[Part] | undefined;
    this.#take(name, value, old, MEETS[name], (kept) => this.#values.set(name, kept));
  }

  noteAttributes(attributes: JsonObject): void {
    for (const [name, value] of Object.entries(attributes)) {
      const old = this.#attributes.get(name);
      const meet = (one: Json, other: Json) => (isSame(one, other) ? one : null);
      this.#take(`attributes.${name}`, value, old, meet, (kept) => this.#attributes.set(name, kept));
    }
  }

  /** Whether it is later than what was noted there; from now on it is what is noted. */
  isLater(name: string): boolean {
    const at = this.#heard.get(name);
    if (at !== undefined && at >= this.#saidAt) return false;
    this.#heard.set(name, this.#saidAt);
    return true;
  }

  identity(provider: string): ExternalIdentity {
    const value = (name: string) => this.#values.get(name);
    const said = {
      ...present("kind", value("kind")),
      ...(this.#attributes.size === 0 ? {} : { attributes: sorted(this.#attributes) }),
      ...present("validUntil", value("validUntil")),
      ...present("sponsorId", value("sponsorId")),
      ...present("assignments", value("assignments")),
    };
    return {
      ...this.#before,
      provider,
      ...present("active", value("active")),
      ...present("externalId", value("externalId")),
      ...present("userName", value("userName")),
      ...present("profile", value("profile")),
      ...present("groups", value("groups")),
      saidAt: Math.max(this.#before.saidAt ?? this.#saidAt, this.#saidAt),
      heard: sorted(this.#heard),
      ...(Object.keys(said).length === 0 ? {} : { said }),
    } as ExternalIdentity;
  }

  #take<Value>(
    name: string,
    value: Value,
    old: Value | undefined,
    meet: (one: Value, other: Value) => Value,
    keep: (value: Value) => void,
  ): void {
    const at = this.#heard.get(name);
    if (at !== undefined && at > this.#saidAt) return;
    const kept = at === this.#saidAt && old !== undefined ? meet(old, value) : value;
    if (at === this.#saidAt && old !== undefined && isSame(kept as Json, old as Json)) return;
    this.#heard.set(name, this.#saidAt);
    this.news.add(name);
    keep(kept);
  }
}

function first(one: string, other: string): string {
  return one < other ? one : other;
}

function isSame(one: Json, other: Json): boolean {
  return sortedText(one) === sortedText(other);
}

function present(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}

function sorted<Value>(values: ReadonlyMap<string, Value>): Readonly<Record<string, Value>> {
  return Object.fromEntries([...values].sort(([one], [other]) => (one < other ? -1 : 1)));
}
