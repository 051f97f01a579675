import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const schema = fileURLToPath(new URL("schema.prisma", import.meta.url));
const folder = `${root}.cache/filters-prisma`;

/** What is used of a client that is generated when the tests run. */
export interface Client {
  readonly row: {
    readonly fields: object;
    readonly createMany: (args: { readonly data: readonly object[] }) => Promise<unknown>;
    readonly findMany: (args: object) => Promise<readonly Record<string, unknown>[]>;
  };
  readonly $disconnect: () => Promise<void>;
}

/** Generates the client of `schema.prisma`, unless it is there already. It needs none of Prisma's binaries. */
export function prismaClient(): new (options: { readonly adapter: object }) => Client {
  const copy = `${folder}/schema.prisma`;
  const isFresh =
    existsSync(`${folder}/client/index.js`) && readFileSync(copy, "utf8") === readFileSync(schema, "utf8");
  if (!isFresh) generate(copy);
  const { PrismaClient } = createRequire(import.meta.url)(`${folder}/client`) as { PrismaClient: never };
  return PrismaClient;
}

function generate(copy: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(schema, copy);
  writeFileSync(`${folder}/prisma.config.mjs`, `export default { schema: ${JSON.stringify(copy)} };\n`);
  const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
  execFileSync(process.execPath, [prisma, "generate", "--config", `${folder}/prisma.config.mjs`, "--schema", copy], {
    cwd: folder,
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true" },
    stdio: "pipe",
  });
}
