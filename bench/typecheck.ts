/**
 * How long a compiler takes over a large policy: `npx tsx bench/typecheck.ts`.
 *
 * The policy is generated: 30 resource types of 20 fields, 40 roles of 15 statements, and rules. A whole compiler process is
 * timed, as a person waits for it: TypeScript 6 and the native compiler. The same program with one type, one role and one
 * statement shows how much of it is start-up, the standard library, zod and castellan's own declarations. These are made
 * anew from the sources, since they are what users have.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

const ROUNDS = 5;
const LIMIT_MS = 5_000;
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, ".cache", "typecheck");
const compilers = { "TypeScript 6": "typescript/bin/tsc6", "native TypeScript 7": "@typescript/native/bin/tsc" };

mkdirSync(folder, { recursive: true });
declareCastellan();
for (const [name, source] of Object.entries({
  large: largePolicy({ types: 30, roles: 40, statementsPerRole: 15 }),
  small: largePolicy({ types: 1, roles: 1, statementsPerRole: 1 }),
})) {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "policy.ts"), source);
  writeConfiguration(name);
}

let slowest = 0;
for (const [compiler, path] of Object.entries(compilers)) {
  const time = { large: [] as number[], small: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    time.small.push(check(path, "small"));
    time.large.push(check(path, "large"));
  }
  const [large, small] = [median(time.large), median(time.small)];
  slowest = Math.max(slowest, large);
  console.log(
    `${compiler}: ${seconds(large)} for 30 types × 20 fields × 40 roles × 15 statements; ${seconds(small)} with one of each`,
  );
}
rmSync(folder, { recursive: true });
process.exitCode = slowest <= LIMIT_MS ? 0 : 1;

/** Writes castellan's declaration files. Whether its sources are free of errors is not the question here. */
function declareCastellan() {
  const emit = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--rootDir", join(root, "src")];
  const options = ["-p", join(root, "tsconfig.build.json"), ...emit, "--outDir", join(folder, "castellan")];
  spawnSync(process.execPath, [join(root, "node_modules", compilers["native TypeScript 7"]), ...options]);
}

function writeConfiguration(name: string) {
  const file = join(folder, name, "tsconfig.json");
  const paths = { castellan: ["../castellan/index.d.ts"] };
  writeFileSync(
    file,
    JSON.stringify({
      extends: "../../../tsconfig.json",
      compilerOptions: { paths },
      include: ["policy.ts"],
      exclude: ["castellan"],
    }),
  );
}

function check(compiler: string, name: string): number {
  const start = performance.now();
  const run = spawnSync(process.execPath, [join(root, "node_modules", compiler), "-p", join(folder, name)], {
    encoding: "utf8",
  });
  const time = performance.now() - start;
  if (run.status !== 0) throw new Error(run.stdout);
  return time;
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** The source text of a policy of such a size. Types, fields and roles differ in name, so that nothing is shared by chance. */
function largePolicy(size: { types: number; roles: number; statementsPerRole: number }): string {
  const types = Array.from({ length: size.types }, (_, index) => `type${index}`);
  const roles = Array.from({ length: size.roles }, (_, index) => `role${index}`);
  return `
import { defineModel, definePolicy, resource } from "castellan";
import * as z from "zod";
${types.map((type, index) => resourceSource(type, index)).join("\n")}
const model = defineModel({
  dimensions: { region: { tree: { EMEA: { DE: {}, FR: {} } } }, project: { flat: true } },
  principal: { attributes: z.object({ department: z.string().optional(), teams: z.array(z.string()), level: z.number() }) },
  resources: { ${types.join(", ")} },
});
export const policy = definePolicy(model, {
  id: "large", version: 1,
  roles: {
${roles.map((role, index) => roleSource(role, { index, types, roles, statements: size.statementsPerRole })).join(",\n")}
  },
  rules: {
    "*": [{ id: "guests", forbid: "export", who: { kind: "guest" } }],
${types.map((type, index) => `    ${type}: [{ id: "rule${index}", forbid: "delete", when: { stage${index}: "won" }, who: { "attributes.department": "x" } }]`).join(",\n")}
  },
});
export const answer = policy.access({
  principal: { id: "p", kind: "employee", status: "active" }, assignments: [], session: null, now: 0,
}).can("read", "${types[0]}", { id: "1" }, "amount0");
`;
}

function resourceSource(type: string, index: number): string {
  const more = Array.from({ length: 8 }, (_, n) => `text${n}_${index}: z.string()`).join(", ");
  return `const ${type} = resource({
  schema: z.object({ id: z.string(), ownerId: z.string(), region: z.string(), project: z.string().nullable(),
    stage${index}: z.enum(["open", "won", "lost"]), amount${index}: z.number(), margin${index}: z.number().optional(),
    closedAt${index}: z.date().nullable(), tags${index}: z.array(z.string()), done${index}: z.boolean(),
    address${index}: z.object({ city: z.string(), country: z.string() }), score${index}: z.number(), ${more} }),
  actions: ["create", "read", "update", "delete", "export"], readOnlyActions: ["read"],
  scopePaths: { region: "region", project: "project" }, sensitive: ["margin${index}"],
  fieldGroups: { financial: ["amount${index}", "margin${index}"] },
});`;
}

function roleSource(
  role: string,
  of: { index: number; types: readonly string[]; roles: readonly string[]; statements: number },
): string {
  const forms = [
    (n: number) =>
      `{ allow: ["read", "update"], when: { ownerId: { $ref: "principal.id" }, stage${n}: { $ne: "won" } } }`,
    (n: number) => `{ allow: "read", fields: ["id", "stage${n}", "#financial"], when: { amount${n}: { $lt: 1000 } } }`,
    (n: number) => `{ allow: "read", masked: { text0_${n}: "last4", text1_${n}: "email" } }`,
    (n: number) =>
      `{ allow: "export", fields: { except: ["tags${n}"] }, when: { $or: [{ region: { $under: "EMEA" } }, { tags${n}: { $hasAny: { $ref: "principal.attributes.teams" } } }] } }`,
    (n: number) =>
      `{ require: { approval: { by: "${of.roles[of.roles.length - 1]}", within: "24h" } }, for: "update", fields: ["stage${n}"], to: { stage${n}: "won", closedAt${n}: { $lt: { $ref: "now", plus: "-1d" } } } }`,
  ];
  const byType = new Map<string, string[]>();
  for (let n = 0; n < of.statements; n++) {
    const type = (of.index * 7 + n * 2) % of.types.length;
    const name = of.types[type]!;
    byType.set(name, [...(byType.get(name) ?? []), forms[(of.index + n) % forms.length]!(type)]);
  }
  const statements = [...byType].map(([type, texts]) => `${type}: [${texts.join(", ")}]`).join(",\n      ");
  return `    ${role}: { title: "${role}", scopedBy: ["region"], assignableBy: ["${of.roles[0]}"], statements: {
      ${statements} } }`;
}
