import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findViolations, type Rule, type Rules, type SourceTree } from "./architecture/violations.js";

const rules: Rules = {
  layers: {
    model: [],
    schema: ["model"],
    compile: ["model"],
    decide: ["model", "compile"],
    project: ["model", "compile", "decide"],
    policy: ["model", "schema", "compile", "decide", "project"],
    presets: ["model", "schema", "policy"],
    govern: ["model", "compile", "decide", "project", "policy"],
    lifecycle: ["model", "compile", "decide"],
    storage: ["model", "schema"],
    // of storage the port alone: an adapter is handed in, never imported
    service: ["model", "schema", "compile", "decide", "project", "policy", "govern", "lifecycle", "storage/*"],
    // of policy the types alone: the face that users know
    http: ["model", "decide", "lifecycle", "policy/*", "service"],
    // of policy the types alone: the face that users know
    client: ["model", "compile", "decide", "project", "policy/*"],
    react: ["client", "model", "policy/*"],
    // doors to what `project` makes for others
    query: ["project", "model", "compile"],
    kysely: ["project"],
    drizzle: ["project"],
    casl: ["project"],
    testing: ["*"],
    cli: ["*"],
  },
  root: ["policy", "schema", "decide", "project", "model", "compile"],
  packages: {
    zod: ["schema/", "presets/"],
    "fast-check": ["testing/"],
    "@casl/ability": ["project/ability"],
    kysely: ["project/query/kysely", "storage/sql/"],
    "drizzle-orm": ["project/query/drizzle"],
    redis: ["storage/redis/"],
    "@noble/hashes": ["lifecycle/", "govern/"],
    "lru-cache": ["service/"],
    react: ["react/"],
    "node:": ["storage/file/", "cli/"],
  },
  entries: {
    "index.ts": ["zod"],
    "presets/index.ts": ["zod"],
    "testing/index.ts": ["zod", "fast-check"],
    "query/index.ts": [],
    "kysely/index.ts": ["kysely"],
    "drizzle/index.ts": ["drizzle-orm"],
    "casl/index.ts": ["@casl/ability"],
    "client/index.ts": [],
    "react/index.ts": ["react"],
    "storage/index.ts": [],
    "storage/file/index.ts": ["node:"],
    "storage/sql/index.ts": ["kysely"],
    "storage/redis/index.ts": ["redis"],
    "lifecycle/index.ts": ["@noble/hashes"],
    "govern/index.ts": ["@noble/hashes"],
    "service/index.ts": ["zod", "lru-cache", "@noble/hashes"],
    "http/index.ts": ["zod", "lru-cache", "@noble/hashes"],
  },
  pure: ["model", "schema", "compile", "decide", "project", "policy", "govern", "lifecycle", "client"],
};

describe("the sources", () => {
  const violations = findViolations(sourceTree(), rules);

  it.each<[Rule, string]>([
    ["layer", "import only what their layer may"],
    ["package", "import third-party packages only where they belong"],
    ["resolution", "name every import literally, with the .js ending"],
    ["cycle", "have no import cycle"],
    ["purity", "have no clock, randomness, input or output in the pure layers"],
    ["entry", "load through each entry point only the packages that its users have"],
  ])("%s: %s", (rule) => {
    const found = violations.filter((it) => it.rule === rule).map((it) => `src/${it.at} ${it.message}`);
    expect(found).toEqual([]);
  });
});

describe("the checker", () => {
  const check = (files: Record<string, string>) =>
    findViolations(new Map(Object.entries(files)), rules).map((it) => `${it.rule} ${it.at}`);

  it("accepts a tree that follows the table", () => {
    const tree = {
      "index.ts": `export { decide } from "./decide/decide.js";`,
      "model/instant.ts": "export type Instant = number;",
      "schema/define.ts": `import * as z from "zod"; import type { Instant } from "../model/instant.js"; export const at: z.ZodType<Instant> = z.number();`,
      "compile/scope.ts": "export const scope = 1;",
      "decide/decide.ts": `import { scope } from "../compile/scope.js"; export const decide = scope;`,
      "storage/policy-store.ts": "export interface PolicyStore {}",
      "service/castellan.ts": `import type { PolicyStore } from "../storage/policy-store.js"; export type S = PolicyStore; export const now = () => Date.now();`,
      "cli/main.ts": `import { argv } from "node:process"; import { scope } from "../compile/scope.js"; export { argv, scope };`,
    };
    expect(check(tree)).toEqual([]);
  });

  it.each([
    ["a layer that imports a later one", "compile/a.ts", `import "../decide/b.js";`],
    ["a type that flows back", "model/a.ts", `import type { B } from "../decide/b.js";`],
    ["a re-export that flows back", "model/a.ts", `export * from "../decide/b.js";`],
    ["an import type that flows back", "model/a.ts", `export type B = import("../decide/b.js").B;`],
    ["a dynamic import that flows back", "model/a.ts", `export const b = () => import("../decide/b.js");`],
    ["an import of the root", "decide/a.ts", `import "../index.js";`],
    ["an adapter in the service", "service/a.ts", `import "../storage/memory/store.js";`],
    ["storage's barrel in the service", "service/a.ts", `import "../storage/index.js";`],
    ["a layer that the root may not show", "index.ts", `export * from "./storage/index.js";`],
    ["an unknown folder", "utils/a.ts", "export {};"],
    ["a folder named like a property of every object", "constructor/a.ts", "export {};"],
    ["a stray file", "helpers.ts", "export {};"],
  ])("catches %s", (_, file, text) => {
    const tree = {
      "index.ts": "export {};",
      "decide/b.ts": "export type B = 1;",
      "storage/index.ts": "export {};",
      "storage/memory/store.ts": "export {};",
    };
    expect(check({ ...tree, [file]: text })).toEqual([`layer ${file}:1`]);
  });

  it.each([
    ["zod outside schema", "policy/a.ts", `import * as z from "zod";`],
    ["zod by a path of its own", "policy/a.ts", `import * as z from "zod/mini";`],
    ["CASL outside its one file", "project/mask.ts", `import type { Ability } from "@casl/ability";`],
    ["fast-check outside testing", "presets/a.ts", `import fc from "fast-check";`],
    ["an unlisted package", "testing/a.ts", `import _ from "lodash";`],
    ["a Node module", "decide/a.ts", `import { readFileSync } from "node:fs";`],
    ["a Node module without its prefix", "decide/a.ts", `import { readFileSync } from "fs";`],
    ["a Node module in the service", "service/a.ts", `import "node:crypto";`],
    ["a Node module by require", "service/a.ts", `const fs = require("fs");`],
    ["a Node module by import-equals", "service/a.ts", `import fs = require("node:fs");`],
    ["a reference to Node's globals", "service/a.ts", `/// <reference types="node" />`],
    ["the package by its own name", "testing/a.ts", `import { can } from "castellan";`],
  ])("catches %s", (_, file, text) => {
    expect(check({ [file]: text })).toContain(`package ${file}:1`);
  });

  it.each([
    ["a missing file", `import "./missing.js";`],
    ["an import without ending", `import "./b";`],
    ["an import that leaves src", `import "../../test/unit/b.js";`],
    ["a computed import", `export const load = (name: string) => import(name);`],
  ])("catches %s", (_, text) => {
    expect(check({ "model/a.ts": text, "model/b.ts": "export {};" })).toEqual(["resolution model/a.ts:1"]);
  });

  it("catches a cycle, and names its way", () => {
    const tree = new Map([
      ["model/a.ts", `import "./b.js";`],
      ["model/b.ts", `import "./c.js";`],
      ["model/c.ts", `import type { A } from "./a.js";`],
    ]);
    expect(findViolations(tree, rules)).toEqual([
      { rule: "cycle", at: "model/a.ts", message: "model/a.ts → model/b.ts → model/c.ts → model/a.ts" },
    ]);
  });

  it("catches a file that imports itself", () => {
    expect(check({ "model/a.ts": `import "./a.js";` })).toEqual(["cycle model/a.ts"]);
  });

  it("catches an entry that loads what its users need not have, even through others", () => {
    const tree = {
      "index.ts": `export { mask } from "./project/mask.js";`,
      "project/mask.ts": `export { toAbility as mask } from "./ability.js";`,
      "project/ability.ts": `export { createMongoAbility as toAbility } from "@casl/ability";`,
    };
    expect(check(tree)).toEqual(["entry index.ts"]);
  });

  it("does not mind an entry that knows such a package by its types", () => {
    const tree = {
      "index.ts": `export { type Ability } from "./project/ability.js";`,
      "project/ability.ts": `export type { Ability } from "@casl/ability";`,
    };
    expect(check(tree)).toEqual([]);
  });

  it.each([
    "Date.now();",
    "new Date();",
    "new Date;",
    "Date();",
    `Date["now"]();`,
    "const { now } = Date;",
    "performance.now();",
    "Temporal.Now.instant();",
    "new Intl.DateTimeFormat('en').format();",
    "Math.random();",
    `Math["random"]();`,
    "const { random } = Math;",
    "crypto.randomUUID();",
    "globalThis.crypto.randomUUID();",
    "console.log(1);",
    "process.env.HOME;",
    "declare const process: { env: object }; process.env;",
    "const all = { process };",
    "fetch('https://example.org');",
    "setTimeout(() => {}, 1);",
    "setInterval(() => {}, 1);",
    "setImmediate(() => {});",
    "queueMicrotask(() => {});",
    "eval('1');",
    "new Function('return 1')();",
    "Function('return 1')();",
    "new Date(0).getHours();",
    "import.meta.url;",
    "function f(a = Date.now()) {}",
    "class A { at = new Date() }",
    "{ const process = 1; } process;",
  ])("catches `%s` in a pure layer", (text) => {
    for (const layer of rules.pure) expect(check({ [`${layer}/a.ts`]: text })).toEqual([`purity ${layer}/a.ts:1`]);
    expect(check({ "service/a.ts": text })).toEqual([]);
  });

  it.each([
    "new Date(0);",
    "Date.UTC(2026, 0);",
    "export const isDate = (it: unknown): it is Date => it instanceof Date;",
    "Math.max(1, 2);",
    "// Date.now() is for others",
    "export const text = 'Date.now()';",
    "export const record = { process: 1, fetch: 2, console: 3 };",
    "export const read = (it: { fetch: number; process: number }) => it.fetch + it.process;",
    "export const run = (process: number, { fetch }: { fetch: number }) => process + fetch;",
    "export const isFunction = (it: unknown) => it instanceof Function;",
    "export type Clock = typeof Date; export interface Env { process: unknown }",
  ])("does not mind `%s` in a pure layer", (text) => {
    expect(check({ "decide/a.ts": text })).toEqual([]);
  });
});

function sourceTree(): SourceTree {
  const src = fileURLToPath(new URL("../src/", import.meta.url));
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  return new Map(files.map((file) => [file.replaceAll("\\", "/"), readFileSync(join(src, file), "utf8")]));
}
