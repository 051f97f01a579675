import type { Person } from "../workload/people.js";
import type { Row } from "../workload/records.js";
import type { Request } from "../workload/requests.js";

/** What every lane is given: the same facts, made in its own process from the same seed. */
export interface Workload {
  /** 60, 600 or 6,000. */
  readonly statements: number;
  readonly people: readonly Person[];
  readonly mixed: readonly Request[];
  readonly pages: readonly Request[];
  readonly contacts: readonly Row[];
  readonly contactReader: Person;
  readonly deals: readonly Row[];
  readonly dealReader: Person;
}

/** One thing to be timed: does the whole of it once and returns a count that must be the same in every lane. */
export type Measure = () => number;

/** One way of answering, ready to be measured. */
export interface Lane {
  readonly measures: Readonly<Record<string, Measure>>;
  /** The answer to each request, to be compared with the other lanes' before anything is timed. */
  decisions(): readonly boolean[];
  /** What the contact reader sees of each contact; lanes without masks have none. */
  masks?(): readonly object[];
  /** What is sent to the browser of each person, as JSON; lanes without a browser's side have none. */
  carried?(): readonly string[];
  /** Makes what answers for one principal, to be kept while memory is measured. */
  hold(person: Person): object;
  /** One question to what {@link Lane.hold} made, to bring it into use. */
  mayRead(held: object, type: string, record: Row): boolean;
}

/** Objects put here have escaped: no compiler can leave their making out. */
export class Sink {
  readonly #slots: unknown[] = new Array(1_024).fill(null);
  #next = 0;

  put(value: unknown): void {
    this.#slots[this.#next & 1_023] = value;
    this.#next += 1;
  }

  /** How many were put since the last time. */
  take(): number {
    const count = this.#next;
    this.#next = 0;
    return count;
  }
}
