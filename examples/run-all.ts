// Runs every numbered example; each asserts what it shows.
import { readdirSync } from "node:fs";

const here = new URL(".", import.meta.url);
const examples = readdirSync(here).filter((name) => /^\d\d-.*\.ts$/.test(name));
for (const name of examples.sort()) await import(new URL(name, here).href);
console.log(`${examples.length} examples ran`);
