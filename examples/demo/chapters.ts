import { approval } from "./chapters/approval.js";
import { expiry } from "./chapters/expiry.js";
import { explained } from "./chapters/explained.js";
import { numbers } from "./chapters/numbers.js";
import { onBehalf } from "./chapters/on-behalf.js";
import { oneRecord } from "./chapters/one-record.js";
import { stepUp } from "./chapters/step-up.js";
import { whoSeesWhat } from "./chapters/who-sees-what.js";

/** What the demo shows, in order. Each prints, and hands what it claims to the self-check. */
export const chapters = [
  { title: "Who sees what", play: whoSeesWhat },
  { title: "One record, three roles", play: oneRecord },
  { title: "Step-up: an export asks for fresh factors", play: stepUp },
  { title: "Approval: a junior wins a deal", play: approval },
  { title: "Expiry: a contract ends", play: expiry },
  { title: "Why not? Explained", play: explained },
  { title: "On behalf of a human", play: onBehalf },
  { title: "Numbers", play: numbers },
] as const;
