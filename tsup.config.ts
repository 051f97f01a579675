import { defineConfig } from "tsup";
import packageJson from "./package.json" with { type: "json" };

// The subpaths are written down once, as `exports` in package.json: ./dist/presets/index.js is built from
// src/presets/index.ts, whatever subpaths lead to it.
const targets = Object.values(packageJson.exports).flatMap((target) => (typeof target === "string" ? [] : [target.import]));
const entries = [...new Set(targets)].map((file) => file.replace("./dist/", "src/").replace(/\.js$/, ".ts"));

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
