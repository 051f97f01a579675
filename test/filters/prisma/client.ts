import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The databases that there is a schema for. */
export type PrismaDatabase = "postgresql" | "sqlite" | "mysql";

/** What is used of a client that is generated when the tests run. */
export interface Client {
  readonly row: {
    readonly fields: object;
    readonly createMany: (args: { readonly data: readonly object[] }) => Promise<unknown>;
    readonly findMany: (args: object) => Promise<readonly Record<string, unknown>[]>;
  };
  readonly $disconnect: () => Promise<void>;
}

/** Generates a client, unless it is there already. It needs none of Prisma's binaries. */
export function prismaClient(
  database: PrismaDatabase = "postgresql",
): new (options: {
  readonly adapter: object;
}) => Client {
  const schema = fileURLToPath(new URL(`${database}.prisma`, import.meta.url));
  const folder = `${root}.cache/filters-prisma/${database}`;
  const copy = `${folder}/schema.prisma`;
  const isFresh =
    existsSync(`${folder}/client/index.js`) && readFileSync(copy, "utf8") === readFileSync(schema, "utf8");
  if (!isFresh) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(schema, copy);
    generate(folder, copy);
  }
  const { PrismaClient } = createRequire(import.meta.url)(`${folder}/client`) as { PrismaClient: never };
  return PrismaClient;
}

function generate(folder: string, schema: string): void {
  const config = `${folder}/prisma.config.mjs`;
  writeFileSync(config, `export default { schema: ${JSON.stringify(schema)} };\n`);
  const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
  execFileSync(process.execPath, [prisma, "generate", "--config", config, "--schema", schema], {
    cwd: folder,
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true" },
    stdio: "pipe",
  });
}
