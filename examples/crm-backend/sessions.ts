import { randomUUID } from "node:crypto";
import type { Access, Approval, Factor } from "castellan";
import { type CrmVocabulary, crmPolicy } from "castellan/presets";
import type { Person } from "./people.js";

/** After this long without a request one signs in anew. The policy says so too; this is what forgets the session. */
const MAX_IDLE_MS = 30 * 60_000;

/** Somebody who is signed in. */
export interface Desk {
  readonly id: string;
  readonly person: Person;
  readonly signedInAt: number;
  lastActiveAt: number;
  factors: readonly Factor[];
}

/** Who is signed in. */
export class Sessions {
  readonly #clock: () => number;
  readonly #desks = new Map<string, Desk>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Somebody sits down: with a password, as far as this demo is concerned. */
  signIn(person: Person): Desk {
    const now = this.#clock();
    const desk: Desk = {
      id: randomUUID(),
      person,
      signedInAt: now,
      lastActiveAt: now,
      factors: [{ method: "pwd", at: now }],
    };
    this.#desks.set(desk.id, desk);
    return desk;
  }

  signOut(id: string | undefined): void {
    this.#desks.delete(id ?? "");
  }

  find(id: string | undefined): Desk | undefined {
    const desk = this.#desks.get(id ?? "");
    if (desk === undefined || this.#clock() < desk.lastActiveAt + MAX_IDLE_MS) return desk;
    this.#desks.delete(desk.id);
    return undefined;
  }

  /** Notes that a request came. */
  touch(desk: Desk): void {
    desk.lastActiveAt = this.#clock();
  }

  /** Notes that somebody proved who they are, twice: with what they know and with what they have. */
  stepUp(desk: Desk): void {
    const at = this.#clock();
    desk.factors = [
      { method: "pwd", at },
      { method: "otp", at },
    ];
  }

  /** Everything that the policy wants to know, as it is now. */
  access(desk: Desk, approvals: readonly Approval[]): Access<CrmVocabulary> {
    return this.#access(desk, desk.person.assignments(desk.signedInAt), approvals);
  }

  /** What somebody may by one role alone: how an approver shows that they hold it, here and now. */
  accessBy(desk: Desk, role: string): Access<CrmVocabulary> {
    const held = desk.person.assignments(desk.signedInAt).filter((assignment) => assignment.role === role);
    return this.#access(desk, held, []);
  }

  #access(desk: Desk, assignments: ReturnType<Person["assignments"]>, approvals: readonly Approval[]) {
    const { id, person, signedInAt, lastActiveAt, factors } = desk;
    return crmPolicy.access({
      principal: person.principal,
      assignments,
      session: {
        id,
        authenticatedAt: signedInAt,
        lastActiveAt,
        factors,
        device: { id: `${person.id}-laptop`, managed: person.isOnManagedDevice },
      },
      approvals,
      now: this.#clock(),
    });
  }
}
