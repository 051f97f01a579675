import type { Plan } from "../lifecycle/plan.js";
import type { CommandRefusedError, RefusalReason } from "../lifecycle/refusal.js";
import type { EventDraft } from "../model/audit-event.js";
import type { Decision } from "../model/decision.js";
import type { PrincipalState } from "../model/principal-state.js";
import type { Lookups } from "./lookups.js";

/** What a command would do. Ids in it are made up for the occasion; so are tokens. */
export type Preview = PreviewOfChanges | PreviewOfRefusal;

/** It would be carried out. */
export interface PreviewOfChanges {
  readonly outcome: "done";
  /** Whom it would change, and how; in the order in which they would be written. */
  readonly changes: readonly PreviewedChange[];
  /** What would be written into the audit. */
  readonly events: readonly EventDraft[];
}

/** One principal, before and after. */
export interface PreviewedChange {
  readonly principalId: string;
  /** `null`: there was nobody. */
  readonly before: PrincipalState | null;
  /** `null`: nothing would be kept. */
  readonly after: PrincipalState | null;
}

/** It would be refused. */
export interface PreviewOfRefusal {
  readonly outcome: "refused";
  readonly reason: RefusalReason;
  /** One sentence. */
  readonly message: string;
  readonly decision: Exclude<Decision, { outcome: "allow" }>;
}

/** What a plan comes to. */
export async function previewOf(
  { put, remove = [] }: Plan,
  events: readonly EventDraft[],
  lookups: Lookups,
): Promise<PreviewOfChanges> {
  const after = [
    ...put.map((state) => [state.principal.id, state] as const),
    ...remove.map((id) => [id, null] as const),
  ];
  const changes = after.map(async ([principalId, state]) => {
    return { principalId, before: (await lookups.principal(principalId)) ?? null, after: state };
  });
  return { outcome: "done", changes: await Promise.all(changes), events };
}

/** What a refusal comes to. */
export function previewOfRefusal({ reason, message, decision }: CommandRefusedError): PreviewOfRefusal {
  return { outcome: "refused", reason, message, decision };
}
