import { parseArgs } from "node:util";
import fc from "fast-check";
import { scenario } from "../../src/testing/arb/scenario.js";
import { compareScenario } from "./compare.js";
import { Tally } from "./tally.js";

// npx tsx test/differential/run.ts --cases 5000000 --seconds 3600 --seed 7
const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "3600" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});
const wanted = Number(values.cases);
const end = Date.now() + 1_000 * Number(values.seconds);
const tally = new Tally();
let seed = Number(values.seed);
let printed = 0;
console.log(`${wanted} cases from seed ${seed}, for at most ${values.seconds} s`);

while (tally.cases < wanted && Date.now() < end) {
  const property = fc.property(scenario({ maxFacts: 16, maxRequests: 40 }), (each) => compareScenario(each, tally));
  fc.assert(property, { seed: seed++, numRuns: 20 });
  if (tally.cases - printed >= 20_000) {
    printed = tally.cases;
    console.log(String(tally));
  }
}
console.log(`no difference. ${tally}`);
