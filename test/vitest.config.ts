import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: sourceAlias() },
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    typecheck: {
      enabled: true,
      include: ["test/types/**/*.test-d.{ts,tsx}"],
      // the rest of the program is checked by `npm run typecheck`
      ignoreSourceErrors: true,
    },
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reportsDirectory: "coverage",
    },
  },
});

/** `castellan` and `castellan/<subpath>` are the sources: no test needs a build. */
function sourceAlias() {
  return [
    { find: /^castellan$/, replacement: `${root}src/index.ts` },
    { find: /^castellan\/(.+)$/, replacement: `${root}src/$1/index.ts` },
  ];
}
