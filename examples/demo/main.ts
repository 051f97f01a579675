import { approval } from "./chapters/approval.js";
import { expiry } from "./chapters/expiry.js";
import { explained } from "./chapters/explained.js";
import { numbers } from "./chapters/numbers.js";
import { onBehalf } from "./chapters/on-behalf.js";
import { oneRecord } from "./chapters/one-record.js";
import { stepUp } from "./chapters/step-up.js";
import { whoSeesWhat } from "./chapters/who-sees-what.js";
import { SelfCheck } from "./self-check.js";
import { heading, say, styled, tell } from "./terminal.js";
import { buildWorld } from "./world/world.js";

const check = new SelfCheck();

console.log(`\n   ${styled("bold", "castellan")}: a CRM's access policy at work`);
tell(
  "The ready-made policy of castellan/presets on a generated company: 50 people, 10,000 records, Wednesday 4 March 2026, 10:00 in Berlin. The same in every run.",
);
const world = buildWorld();

const chapters = [
  ["Who sees what", whoSeesWhat],
  ["One record, three roles", oneRecord],
  ["Step-up: an export asks for fresh factors", stepUp],
  ["Approval: a junior wins a deal", approval],
  ["Expiry: a contract ends", expiry],
  ["Why not? Explained", explained],
  ["On behalf of a human", onBehalf],
  ["Numbers", numbers],
] as const;

for (const [index, [title, play]] of chapters.entries()) {
  heading(index + 1, title);
  play(world, check);
}

say();
if (check.broken.length === 0) {
  say(`${styled("green", "✔")} Self-check: all ${check.claims} claims made above hold.`);
} else {
  say(`${styled("red", "✘")} Self-check: ${check.broken.length} of ${check.claims} claims do not hold:`);
  for (const sentence of check.broken) say(`  - ${sentence}`);
  process.exitCode = 1;
}
say();
