// Kills writers of a file store at random points and checks what they left: npx tsx test/contract/kill.ts --times 500
import { parseArgs } from "node:util";
import { createRandom } from "../../bench/workload/random.js";
import { SEED } from "../seed.js";
import { killWriters } from "./kill/kill-writers.js";

const { values } = parseArgs({
  options: {
    times: { type: "string", default: "500" },
    parallel: { type: "string", default: "3" },
    seed: { type: "string", default: String(SEED) },
  },
});

const { below } = createRandom(Number(values.seed));
const random = () => below(1_000_000) / 1_000_000;
const figures = await killWriters(Number(values.times), Number(values.parallel), random, ({ kills, torn }) => {
  if (kills % 25 === 0) console.log(`${kills} kills, ${torn} torn records dropped`);
});
console.log(
  `killed ${figures.kills} times: of ${figures.acknowledged} acknowledged commits none was lost; ` +
    `${figures.torn} torn records were dropped, ${figures.unsaid} commits were there and had not been acknowledged, ` +
    `${figures.early} kills came before the first commit`,
);
