import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { Assets } from "./assets.js";

const configFile = fileURLToPath(new URL("../crm-frontend/vite.config.ts", import.meta.url));

/** Builds the front end, which takes a second, and keeps it in memory: nothing is left on the disk. */
export async function buildPage(): Promise<Assets> {
  const built = (await build({ configFile, logLevel: "warn", build: { write: false } })) as Rolldown.RolldownOutput;
  const assets = new Assets();
  for (const file of built.output) {
    assets.add(file.fileName, file.type === "chunk" ? file.code : bytesOf(file.source));
  }
  return assets;
}

function bytesOf(source: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof source === "string" ? source : new Uint8Array(source);
}
