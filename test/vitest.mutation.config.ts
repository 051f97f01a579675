import { mergeConfig } from "vitest/config";
import config from "./vitest.config.js";

// Run once for each mutant: without type tests, documents, packages and architecture, which no mutant can fail
export default mergeConfig(config, {
  test: {
    typecheck: { enabled: false },
    exclude: ["test/architecture.test.ts", "test/docs/**", "test/package/**", "test/types/**"],
    // how many generated cases a property test tries: enough to notice, few enough to repeat for every mutant
    env: { CASTELLAN_CASES: "500" },
  },
});
