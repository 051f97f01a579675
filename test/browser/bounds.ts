import { findChromium } from "./chromium.js";

const LONGEST_MS = 120_000;

/** Nothing starts without a browser, and nothing runs for longer than two minutes. */
export default function setup(): void {
  findChromium();
  setTimeout(() => {
    console.error(`the browser tests take longer than ${LONGEST_MS / 1_000} s`);
    process.exit(1);
  }, LONGEST_MS).unref();
}
