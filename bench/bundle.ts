import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "tsup";

const OUT = fileURLToPath(new URL("../.cache/bench/", import.meta.url));

/**
 * Bundles the lanes as the library itself is bundled, so that the code that is timed is the code that ships: tsx would
 * name every closure as it is made, and that costs time which no user pays.
 *
 * @returns the file to run
 */
export async function bundleLanes(): Promise<string> {
  mkdirSync(OUT, { recursive: true });
  await build({
    config: false,
    entry: { lane: fileURLToPath(new URL("child.ts", import.meta.url)) },
    outDir: OUT,
    format: ["esm"],
    target: "es2022",
    platform: "node",
    tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)),
    outExtension: () => ({ js: ".mjs" }),
    silent: true,
    clean: true,
  });
  return `${OUT}lane.mjs`;
}
