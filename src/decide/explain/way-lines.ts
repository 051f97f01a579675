import type { CompiledPolicy } from "../../compile/policy.js";
import type { WayToYes } from "../explanation.js";
import { cureWords } from "./cure-words.js";
import { because } from "./detail-lines.js";
import { code, instantText, listed, titleOf } from "./words.js";

/** A way to yes, as what is to be done: one sentence for each step of a step-up. */
export function wayLines(way: WayToYes, type: string, policy: CompiledPolicy): readonly string[] {
  if (way.kind === "meet") {
    return way.requirements.map((unmet) => `${cureWords(unmet, policy)}${because(unmet.statement)}`);
  }
  const whose = "principalId" in way && way.principalId !== undefined ? `${way.principalId}: ` : "";
  return [`${whose}${sayWay(way, type, policy)}`];
}

function sayWay(way: Exclude<WayToYes, { kind: "meet" }>, type: string, policy: CompiledPolicy): string {
  switch (way.kind) {
    case "log_in":
      return "Log in.";
    case "activate": {
      const start = way.from === undefined ? "Activate" : `Wait until ${instantText(way.from)}, then activate`;
      return `${start} ${held(way)}: it is held ready for that.`;
    }
    case "wait": {
      const begins = way.begins === undefined ? "" : `: ${held(way.begins)} begins then`;
      return `Wait until ${instantText(way.until)}${begins}.`;
    }
    case "renew": {
      const then = way.isEligible ? ", then activate it" : "";
      return `Ask ${grantor(way.by, policy)} to renew ${held(way)}, which ended on ${instantText(way.ended)}${then}.`;
    }
    case "widen": {
      const where = listed(way.dimensions.map(code), "and");
      return `Ask ${grantor(way.by, policy)} to widen ${held(way)} in ${where}, so that it covers this ${type}.`;
    }
    case "be_assigned":
      return `Ask ${grantor(way.by, policy)} for the role "${way.title}".`;
  }
}

function held({ title, role, assignment }: { title: string; role?: string; assignment: string }): string {
  return role === undefined ? `the ${title} ${assignment}` : `the role "${title}" (${assignment})`;
}

function grantor(by: readonly string[], policy: CompiledPolicy): string {
  if (by.length === 0) return "an administrator";
  return `somebody who is ${listed(
    by.map((role) => `"${titleOf(policy, role)}"`),
    "or",
  )}`;
}
