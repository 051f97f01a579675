import type { PrincipalState } from "../../model/principal-state.js";
import type { CommandName } from "../command.js";
import type { Notes } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { type Finding, findEvents } from "../plan.js";
import type { Situation } from "../situation.js";
import type { Changes } from "./changes.js";

/** What somebody said yes to, and what no longer counts of it. */
export interface Voided {
  /** Who asked, or was invited, or was logged in as. */
  readonly principalId: string;
  readonly kind: "approval" | "vote" | "invitation" | "login";
  /** The id of the approval, the request or the login. */
  readonly id?: string;
}

/**
 * Takes back what somebody said for others: approvals and votes on requests that are still open (an approver counts until
 * suspended, S30), and logins as others.
 */
export function* voidGiven(
  at: Situation,
  changes: Changes,
  by: string,
  command: CommandName,
  notes: Notes,
): Finding<readonly Voided[]> {
  const others = new Set<string>();
  for (const action of ["approve", "reject", "loginAs"]) {
    // of all time: an approval may count for as long as the policy says
    for (const { data } of yield* findEvents(by, 0, action)) {
      if (data.outcome !== "done" || data.actor.id !== by) continue;
      for (const id of data.principalIds) others.add(id);
    }
  }
  others.delete(by);
  const voided: Voided[] = [];
  for (const id of others) {
    const state = yield* changes.find(id);
    const found = state === undefined ? [] : givenTo(state, by, at.now);
    if (state === undefined || found.length === 0) continue;
    changes.follow(without(state, by, at.now));
    changes.tell(
      draftEvent(at, {
        type: "approval.voided",
        action: command,
        subject: id,
        concerns: [by],
        notes,
        details: { by, voided: found.map((one) => ({ kind: one.kind, id: one.id ?? "" })) },
      }),
    );
    voided.push(...found);
  }
  return voided;
}

function givenTo({ principal, approvals, requests, logins = [] }: PrincipalState, by: string, now: number): Voided[] {
  const principalId = principal.id;
  return [
    ...approvals.flatMap((it) => (it.by === by ? [{ principalId, kind: "approval", id: it.id } as const] : [])),
    ...requests.flatMap((it) =>
      it.status === "open" && it.votes.some((vote) => vote.by === by)
        ? [{ principalId, kind: "vote", id: it.id } as const]
        : [],
    ),
    ...logins.flatMap((it) =>
      it.by === by && now < it.until ? [{ principalId, kind: "login", id: it.id } as const] : [],
    ),
  ];
}

function without(state: PrincipalState, by: string, now: number): PrincipalState {
  const { approvals, requests, logins } = state;
  return {
    ...state,
    approvals: approvals.filter((approval) => approval.by !== by),
    requests: requests.map((request) =>
      request.status === "open" ? { ...request, votes: request.votes.filter((vote) => vote.by !== by) } : request,
    ),
    ...(logins === undefined
      ? {}
      : { logins: logins.map((it) => (it.by === by && now < it.until ? { ...it, until: now } : it)) }),
  };
}

/** What somebody asked for, or let others do as them, is over: requests are withdrawn, logins end, emergencies too. */
export function withNothingOpen(state: PrincipalState, now: number): PrincipalState {
  const { requests, logins, emergencies } = state;
  return {
    ...state,
    requests: requests.map((it) => (it.status === "open" ? { ...it, status: "withdrawn", settledAt: now } : it)),
    ...(logins === undefined ? {} : { logins: logins.map((it) => (now < it.until ? { ...it, until: now } : it)) }),
    ...(emergencies === undefined
      ? {}
      : { emergencies: emergencies.map((it) => (now < it.until ? { ...it, until: now } : it)) }),
  };
}
