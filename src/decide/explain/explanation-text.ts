import type { CompiledPolicy } from "../../compile/policy.js";
import type { ConsideredStatement, Explanation, Refusal } from "../explanation.js";
import { detailLines, refLine } from "./detail-lines.js";
import { wayLines } from "./way-lines.js";
import { code, instantText, listed, withArticle } from "./words.js";

type Explained = Omit<Explanation, "toString">;

/**
 * Says an explanation in words that can be read to the person who asked.
 *
 * @param lookedAt - for each refusal, the statements as they stand to what is refused
 * @param change - when the facts change next, in epoch milliseconds; `null` for never, or not known
 */
export function explanationText(
  explained: Explained,
  lookedAt: readonly (readonly ConsideredStatement[])[],
  policy: CompiledPolicy,
  change: number | null,
): string {
  const { decision, ways } = explained;
  const lines = [headline(explained)];
  if (decision.outcome === "allow") {
    lines.push("It is granted by:", ...decision.statements.map((ref) => `  - ${refLine(ref, policy)}`));
  }
  if (decision.outcome === "deny") {
    lines.push(
      ...explained.refusals.flatMap((refusal, index) => {
        const details = detailLines({ ...refusal, lookedAt: lookedAt[index] ?? [] }, explained, policy);
        return [`${about(explained, refusal)}${refusal.because}${details.length > 0 ? ":" : "."}`, ...details];
      }),
    );
    if (explained.refusals.length === 0) {
      lines.push("Each of the two may with some fields, but there is no field with which both may.");
    }
  }
  if (ways.length > 0) {
    lines.push(
      "What helps:",
      ...ways.flatMap((way) => wayLines(way, explained.type, policy)).map((way) => `  - ${way}`),
    );
  }
  for (const { message } of decision.errors) lines.push(`Note: ${message}; what cannot be checked counts as a no.`);
  // an earlier bound comes of the record's own dates, which are not told
  if (change !== null && change === decision.validUntil) lines.push(`This may change on ${instantText(change)}.`);
  return lines.map((line) => line.replace(UNPRINTED, "�")).join("\n");
}

/** Ids and reasons come from outside: what would break a line, or turn its direction, is not printed. */
const UNPRINTED = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

function headline(explained: Explained): string {
  const { principalId, onBehalfOf, action, decision } = explained;
  const who = onBehalfOf === null ? principalId : `${principalId}, on behalf of ${onBehalfOf},`;
  const what = subject(explained);
  switch (decision.outcome) {
    case "allow":
      return `Yes: ${who} may ${action} ${what}.`;
    case "challenge": {
      const steps = decision.requirements.length;
      return `Not yet: ${who} may ${action} ${what} after ${steps === 1 ? "one more step" : `${steps} more steps`}.`;
    }
    case "deny":
      return `No: ${who} may not ${action} ${what}.`;
  }
}

/** What the answer is about: where it is a no, the fields that are refused. */
function subject({ action, type, fields, refusals }: Explained): string {
  if (fields === null) return `this ${type}`;
  const isRefused = (field: string) => refusals.some((refusal) => refusal.fields?.includes(field) === true);
  const refused = fields.filter(isRefused);
  const isSome = refused.length > 0 && refused.length < fields.length;
  const names = listed((refused.length > 0 ? refused : fields).map(code), "and");
  if (action === "create") return isSome ? `${withArticle(type)} with ${names}` : `this ${type}`;
  return `${names} of this ${type}`;
}

/** Whose no it is, and to what, where that is not plain. */
function about({ onBehalfOf, refusals }: Explained, { principalId, reason, fields }: Refusal): string {
  const isOneOfSeveral = refusals.some((other) => other.fields?.join() !== fields?.join());
  const parts = [
    // what nobody holds is said of them by name
    ...(onBehalfOf === null || reason === "no_grant" ? [] : [principalId]),
    ...(isOneOfSeveral && fields !== null ? [listed(fields.map(code), "and")] : []),
  ];
  return parts.length === 0 ? "" : `${parts.join(", ")}: `;
}
