import { chapters } from "./chapters.js";
import { SelfCheck } from "./self-check.js";
import { heading, say, styled, tell } from "./terminal.js";
import { buildWorld } from "./world/world.js";

// whoever pipes into `head` has seen enough
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const check = new SelfCheck();

console.log(`\n   ${styled("bold", "castellan")}: a CRM's access policy at work`);
tell(
  "The ready-made policy of castellan/presets on a generated company: 50 people, 10,000 records, Wednesday 4 March 2026, 10:00 in Berlin. The same in every run.",
);
const world = buildWorld();

for (const [index, { title, play }] of chapters.entries()) {
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
