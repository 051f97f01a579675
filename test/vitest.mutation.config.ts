import config from "./vitest.config.js";

// Run for each mutant: the sentences about the engine. The generated cases of properties and of the comparison with the
// naive evaluator find hardly a mutant that these leave, and take a hundred times as long.
export default {
  ...config,
  test: {
    ...config.test,
    // of the other shapes of an answer, only those that are made by the engine that is mutated
    include: ["test/unit/{model,compile,decide,attack}/**/*.test.ts", "test/unit/project/*.test.ts"],
    exclude: ["**/*.property.test.ts", "**/semantics-coverage.test.ts"],
    typecheck: { enabled: false },
    // the files of a run share their modules: a mutant is switched on inside them, and they keep nothing
    isolate: false,
  },
};
