import { defineConfig } from "tsup";
import packageJson from "./package.json" with { type: "json" };

// The subpaths are written down once, as `exports` in package.json: `./presets` is built from src/presets/index.ts.
const entries = Object.entries(packageJson.exports).flatMap(([subpath, target]) =>
  typeof target === "string" ? [] : [`src/${subpath === "." ? "" : `${subpath.slice(2)}/`}index.ts`],
);

export default defineConfig({
  entry: entries,
  outDir: "dist",
  format: ["esm", "cjs"],
  target: "es2022",
  platform: "neutral",
  tsconfig: "tsconfig.build.json",
  dts: true,
  // entries share their modules, so that a class or a symbol exists once however many subpaths an application imports
  splitting: true,
  clean: true,
  sourcemap: false,
});
