import { type AuditAnchor, assertAnchor } from "./audit-anchor.js";
import { auditSource } from "./audit-chain.js";
import type { AuditProblem } from "./audit-problem.js";
import { ChainCheck } from "./chain-check.js";
import { readSealed } from "./sealed-event.js";

/** From where to where, and of whom, a chain is verified. */
export interface AuditVerificationOptions {
  /** Whose events they must be; the first one's, if not given. */
  readonly tenant?: string;
  /** The event right before the first one that is read. If not given, or `null`, the chain must begin with its first event. */
  readonly from?: AuditAnchor | null;
  /** An event that must be among those read, to the letter. Only an anchor shows that the end was cut off or rewritten. */
  readonly to?: AuditAnchor;
  /** How many problems to report at most: a whole number from 1. Default 100. */
  readonly maxProblems?: number;
}

/** What was found. */
export interface AuditVerification {
  /** Nothing was found: the chain is whole from `from` to its end, and `to` is in it. */
  readonly ok: boolean;
  /** How many entries were read. */
  readonly checked: number;
  /** By their place in what was read. */
  readonly problems: readonly AuditProblem[];
  /** How many more were found than are reported. */
  readonly omitted: number;
  /** The last event in order: where the next verification can go on from. `null` if there was none. */
  readonly last: AuditAnchor | null;
}

/**
 * Verifies a tenant's chain of events: that each is what was sealed, that none is missing, added, repeated or in another
 * place, and that the anchors are in it. Reads one event after the other and keeps none.
 *
 * Each edit is found by the event's own hash, or, if that was made anew, by the next event's link. Whoever makes anew all
 * hashes up to the end, or cuts the end off, is found out only by an anchor that was kept elsewhere (`to`).
 *
 * @param events - in the order of their sequence, as a store or an export gives them; anything may be among them
 * @throws InvalidAnchorError for an anchor that is none; InvalidSealingError for an unusable tenant. What reading throws.
 * @example
 * const data = { actor: { id: "u1", kind: "principal" }, action: "assign", outcome: "done", principalIds: ["u17"] } as const;
 * const draft = { type: "assignment.created", data };
 * const events = sealEvents({ tenant: "acme", head: null, revision: 1, time: 0 }, [draft, draft, draft]);
 * (await verifyAuditChain(events)).ok // => true
 * const { problems } = await verifyAuditChain([events[0], events[2]]);
 * problems.map((problem) => [problem.kind, problem.sequence]) // => [["missing", 2]]
 */
export async function verifyAuditChain(
  events: Iterable<unknown> | AsyncIterable<unknown>,
  options: AuditVerificationOptions = {},
): Promise<AuditVerification> {
  const { tenant, to, maxProblems = 100 } = options;
  const from = options.from ?? undefined;
  if (from !== undefined) assertAnchor(from, "from");
  if (to !== undefined) assertAnchor(to, "to");
  const source = tenant === undefined ? (from ?? to)?.source : auditSource(tenant);
  const check = new ChainCheck(from, source, Math.max(1, maxProblems));
  const anchored = new AnchorCheck(check, from, to, source);
  for await (const entry of events) {
    const event = readSealed(entry);
    if (event !== null) anchored.see(event);
    check.next(event);
  }
  check.end();
  anchored.end();
  const { ok, index: checked, omitted, anchor: last } = check;
  const problems = [...check.problems].sort((a, b) => a.index - b.index);
  return { ok, checked, problems, omitted, last };
}

/** Whether the anchor at the end is met. */
class AnchorCheck {
  private met: boolean;
  private readonly contradicted: boolean;

  constructor(
    private readonly check: ChainCheck,
    from: AuditAnchor | undefined,
    private readonly to: AuditAnchor | undefined,
    source: string | undefined,
  ) {
    this.met = to === undefined || (from !== undefined && from.sequence === to.sequence && from.hash === to.hash);
    // anchors of different chains, or in the wrong order, can never both be met
    const backwards = from !== undefined && to !== undefined && !this.met && to.sequence <= from.sequence;
    this.contradicted = backwards || [from, to].some((anchor) => anchor !== undefined && anchor.source !== source);
  }

  see(event: {
    readonly id: string;
    readonly sequence: number;
    readonly hash: string;
    readonly computed: string;
  }): void {
    const { to } = this;
    if (to === undefined || event.sequence !== to.sequence) return;
    if (event.computed === to.hash) this.met = true;
    // an event that was edited is reported as such
    else if (event.computed === event.hash) this.mismatch(event.id, to.hash, event.hash);
  }

  end(): void {
    const { to, check } = this;
    if (this.contradicted && check.ok) check.report("anchor_mismatch", {});
    if (this.met || to === undefined) return;
    const end = check.anchor?.sequence ?? 0;
    if (end < to.sequence) check.report("truncated", { sequence: end + 1, expected: to.sequence, found: end });
    else if (check.ok) check.report("anchor_mismatch", { sequence: to.sequence });
  }

  private mismatch(id: string, expected: string, found: string): void {
    this.check.report("anchor_mismatch", { id, sequence: this.to?.sequence ?? 0, expected, found });
  }
}
