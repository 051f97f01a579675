import { existsSync } from "node:fs";

/** Where the browser is. */
export const chromiumPath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** What keeps it to itself: no sandbox in a container, and not a word to anybody but the page's own server. */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Says what to do where there is no browser. */
export function requireChromium(): void {
  if (existsSync(chromiumPath)) return;
  throw new Error(`there is no Chromium at ${chromiumPath}: install it, or set CHROMIUM_PATH to where it is`);
}
