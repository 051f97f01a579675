import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { defineConfig } from "tsup";
import ts from "typescript";
import packageJson from "./package.json" with { type: "json" };

// The subpaths are written down once, as `exports` in package.json: ./dist/presets/index.js is built from
// src/presets/index.ts, whatever subpaths lead to it.
const targets = Object.values(packageJson.exports).flatMap((target) =>
  typeof target === "string" ? [] : [target.import],
);
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
  // `node:fs` is what Deno, Bun and bundlers understand everywhere; `fs` is not
  removeNodeProtocol: false,
  external: [/^node:/],
  clean: true,
  sourcemap: false,
  onSuccess: writeCommonJs,
});

/**
 * Writes each CommonJS file anew, from its ESM twin. What splits CommonJS for tsup (sucrase) writes every `?.` and `??` as a
 * call, and takes the names of classes away, which then show up as `_class2` wherever an error is printed.
 */
async function writeCommonJs(): Promise<void> {
  const files = (await readdir("dist", { recursive: true })).map((file) => `dist/${file}`);
  await Promise.all(files.filter((file) => file.endsWith(".cjs")).map((file) => rm(file)));
  await Promise.all(
    files
      .filter((file) => file.endsWith(".js"))
      .map(async (file) => {
        const { outputText } = ts.transpileModule(await readFile(file, "utf8"), {
          compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
        });
        const linked = outputText.replace(/require\("(\.[^"]*)\.js"\)/g, 'require("$1.cjs")');
        await writeFile(file.replace(/\.js$/, ".cjs"), linked);
      }),
  );
}
