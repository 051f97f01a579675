/** S13: SQL's three truth values. */
export type Truth = true | false | "unknown";

/** Kleene AND: one false settles it, then one unknown. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes("unknown") ? "unknown" : true;
}

/** Kleene OR: one true settles it, then one unknown. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes("unknown") ? "unknown" : false;
}

/** Kleene NOT. */
export function not(truth: Truth): Truth {
  return truth === "unknown" ? "unknown" : !truth;
}
