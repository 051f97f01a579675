import { CURABLE, MET, type Met } from "./met.js";

/** Checks that the request gives a reason; blank is none. */
export function checkJustification(justification: string | undefined): Met {
  return typeof justification === "string" && justification.trim() !== "" ? MET : CURABLE;
}
