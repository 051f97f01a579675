import type { PolicyStore } from "../../storage/policy-store.js";

/** What a case may need besides a store. */
export type StoreAbility = "watch" | "reopen" | "another";

/** A store to be put to the test, empty, and what else can be done with what it keeps. */
export interface StoreUnderTest {
  readonly store: PolicyStore;
  /** Closes the store and opens what it kept through a new instance, as after a restart. */
  readonly reopen?: () => PolicyStore | Promise<PolicyStore>;
  /** Opens a further handle on the same data, used at the same time: another process, as near as can be. */
  readonly another?: () => PolicyStore | Promise<PolicyStore>;
  /** Clears up after the case, however it ended. */
  readonly close?: () => unknown;
}

/** Makes a fresh, empty store: one per case. */
export type CreateStore = () => StoreUnderTest | Promise<StoreUnderTest>;

/** One thing that every store must do. */
export interface StoreCase {
  /** A sentence about the store: `keeps tenants apart whose ids differ by case`. */
  readonly name: string;
  /**
   * What it cannot be run without: the store's `watch`, or an ability of the {@link StoreUnderTest}. A store without one leaves
   * these cases out by name, so that nothing is left out unseen.
   */
  readonly needs: readonly StoreAbility[];
  /**
   * Puts a store to the test.
   *
   * @throws StoreContractBroken for a breach
   */
  readonly run: (createStore: CreateStore) => Promise<void>;
}

/** A case that a store does not pass: what was expected, and what was found. */
export class StoreContractBroken extends Error {
  override readonly name = "StoreContractBroken";
  /** What the store threw, where it should not have. */
  override readonly cause?: unknown;

  constructor(message: string, cause?: unknown) {
    super(message);
    if (cause !== undefined) this.cause = cause;
  }
}

/** What a case is written with: a store, with every ability that it said to need. */
export interface StoreBench {
  readonly store: PolicyStore;
  readonly watch: NonNullable<PolicyStore["watch"]>;
  readonly reopen: () => Promise<PolicyStore>;
  readonly another: () => Promise<PolicyStore>;
}

/** Writes down a case. */
export function storeCase(
  name: string,
  check: (bench: StoreBench) => Promise<void>,
  needs: readonly StoreAbility[] = [],
): StoreCase {
  const run = async (createStore: CreateStore): Promise<void> => {
    const subject = await createStore();
    try {
      const { store } = subject;
      const lacking = (ability: StoreAbility) => () => {
        throw new StoreContractBroken(
          `${name}: needs \`${ability}\`, which was not given; leave the case out by \`needs\``,
        );
      };
      const bench: StoreBench = {
        store,
        watch: store.watch?.bind(store) ?? lacking("watch"),
        reopen: async () => (subject.reopen ?? lacking("reopen"))(),
        another: async () => (subject.another ?? lacking("another"))(),
      };
      await check(bench);
    } catch (error) {
      if (error instanceof StoreContractBroken) throw new StoreContractBroken(`${name}: ${error.message}`, error.cause);
      throw new StoreContractBroken(`${name}: the store threw ${String(error)}`, error);
    } finally {
      await subject.close?.();
    }
  };
  return { name, needs, run };
}
