import type { PolicyStore } from "../storage/policy-store.js";
import type { Clocks } from "./clock.js";
import type { KnownStates } from "./known-state.js";

/** What a view rests on. */
export interface ViewParts {
  readonly store: PolicyStore;
  readonly known: KnownStates;
  readonly clocks: Clocks;
  readonly freshForMs: number;
  readonly staleForMs: number;
  readonly timeoutMs: number;
  /** Hears of what failed and is not told to anybody else. */
  readonly onError: (error: unknown) => void;
}
