import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { median } from "../stats.js";

/** Samples of the heap, each after a forced collection. */
export class Heap {
  readonly #samples: number[] = [];
  readonly #collect: () => void;

  constructor() {
    setFlagsFromString("--expose-gc");
    this.#collect = runInNewContext("gc") as () => void;
  }

  sample(): number {
    this.#collect();
    const { heapUsed } = process.memoryUsage();
    this.#samples.push(heapUsed);
    return heapUsed;
  }

  /** The middle of the run against its end, in MB. Caches fill at the beginning. */
  verdict(): { readonly middle: number; readonly end: number; readonly isFlat: boolean } {
    const count = this.#samples.length;
    const middle = median(this.#samples.slice(Math.floor(count * 0.3), Math.ceil(count * 0.6)));
    const end = median(this.#samples.slice(Math.floor(count * 0.75)));
    return { middle: middle / 1e6, end: end / 1e6, isFlat: end <= middle * 1.1 + 4e6 };
  }
}
