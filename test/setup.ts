import fc from "fast-check";
import { SEED } from "./seed.js";

// what is drawn is the same in every run, so that a failure is never luck; CASTELLAN_SEED draws anew
fc.configureGlobal({ seed: SEED });
