import { existsSync } from "node:fs";

/** Where browsers are that will do. */
const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** What keeps a browser to itself: no sandbox in a container, and not a word to anybody but the page's own server. */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Finds the browser, or says what to do where there is none. */
export function findChromium(): string {
  const wanted = process.env.CHROMIUM_PATH;
  const found = (wanted === undefined ? places : [wanted]).find((place) => existsSync(place));
  if (found !== undefined) return found;
  const where = wanted ?? places.join(", ");
  throw new Error(`there is no Chromium at ${where}: install it, or set CHROMIUM_PATH to where it is`);
}
