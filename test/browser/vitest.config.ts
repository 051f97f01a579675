import { defineConfig } from "vitest/config";
import main from "../vitest.config.js";

export default defineConfig({
  ...main,
  test: {
    include: ["test/browser/*.browser.ts"],
    globalSetup: ["test/browser/bounds.ts"],
    // what is said of node:sqlite is said once too often
    execArgv: ["--disable-warning=ExperimentalWarning"],
    maxConcurrency: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
