import { valuesOf } from "../../compile/dimension.js";
import type { Held } from "../../compile/held.js";
import { own } from "../../compile/own.js";
import type { CompiledStatement } from "../../compile/statement.js";
import { gateOf } from "../../decide/gate.js";
import { hold } from "../../decide/holding.js";
import type { Party } from "../../decide/party.js";
import { clockFlips, visitFacts } from "../../decide/valid-until.js";
import { standing } from "../../decide/window.js";
import type { Assignment } from "../../model/assignment.js";
import { toEpochMs } from "../../model/instant.js";
import { approvalRows } from "./approval-rows.js";
import { type BundleRow, GATES, type GroupRow, type PartyRow, type ProblemRow } from "./format.js";
import { statementPlace } from "./statement-row.js";
import { instantsAfter, stepsOf } from "./steps.js";
import { trimmed } from "./table.js";
import type { SnapshotWriter } from "./writer.js";

/** Something held, now or to come; and from when until when (epoch ms), 0 for an end that is open. */
interface Holding {
  readonly held: Held;
  readonly assignment: Assignment | null;
  readonly from: number;
  readonly until: number;
}

/** One party's part of a snapshot. */
export function partyRow(writer: SnapshotWriter, party: Party): PartyRow {
  const { principal, session, now } = party;
  const problems: ProblemRow[] = [];
  const holdings = [everywhere(party), ...party.assignments.flatMap((one) => holdingsBy(party, one, problems))];
  const statements = holdings.flatMap(({ held }) => held.role.statements);
  const gate = stepsOf(
    now,
    [principal.validFrom, principal.validUntil, own(session, "authenticatedAt")].map(toEpochMs),
    (at) => GATES.indexOf(gateOf(principal, session, at)),
    GATES.indexOf("inactive"),
  );
  return trimmed<PartyRow>([
    gate,
    expiry(party),
    holdings.map((holding) => groupRow(writer, party, holding)),
    instantsAfter(now, instantsOf(party, statements)),
    approvalRows(writer, party, statements),
    problems.length === 0 ? 0 : problems,
  ]);
}

function everywhere({ policy }: Party): Holding {
  return { held: policy.rules, assignment: null, from: 0, until: 0 };
}

/** What one assignment comes to while its window is open; nothing, if that is over or the assignment is not active. */
function holdingsBy(party: Party, assignment: Assignment, problems: ProblemRow[]): readonly Holding[] {
  const { validFrom, validUntil } = assignment;
  const place = standing(validFrom, validUntil, party.now);
  const starts = place === "before" ? Math.floor(toEpochMs(validFrom)) : party.now;
  const holdings = hold(party.policy, [assignment], starts);
  const from = place === "before" ? endOf(starts) : 0;
  const until = place === "unusable" || validUntil === undefined ? 0 : endOf(Math.floor(toEpochMs(validUntil)));
  for (const { code, message } of holdings.problems) {
    problems.push(trimmed<ProblemRow>([code, message, assignment.id, from, until]));
  }
  return holdings.held.slice(1).map((held) => ({ held, assignment, from, until }));
}

/** Instants are whole here, so that half a millisecond before the one written as 0 is as good. */
function endOf(at: number): number {
  return at === 0 ? -0.5 : at;
}

/** When the session ends; one that ends at no instant has ended. */
function expiry({ session, now }: Party): number | null {
  if (session?.expiresAt === undefined) return null;
  const at = toEpochMs(session.expiresAt);
  return Number.isNaN(at) ? now : at;
}

function groupRow(writer: SnapshotWriter, party: Party, { held, assignment, from, until }: Holding): GroupRow {
  const byType = new Map<number, Set<number>>();
  for (const statement of held.role.statements) {
    const place = statementPlace(writer, party, statement);
    if (place === null) continue;
    const type = writer.typeOf(statement.resource);
    byType.set(type, (byType.get(type) ?? new Set()).add(place));
  }
  const bundle = [...byType].map(([type, places]): BundleRow => [type, ...places]);
  const scope = held.row.flatMap((cover, dimension) =>
    cover === null ? [] : [dimension, writer.sets.placeOf(valuesOf(cover))],
  );
  return trimmed<GroupRow>([
    writer.bundles.placeOf(bundle),
    assignment?.id ?? 0,
    assignment?.role ?? 0,
    from,
    until,
    scope.length === 0 ? 0 : scope,
  ]);
}

/** The instants at which facts, or rules for some people, may change. */
function instantsOf(party: Party, statements: readonly CompiledStatement[]): readonly number[] {
  const instants: number[] = [];
  visitFacts(party, (at) => instants.push(at));
  for (const who of new Set(statements.map((statement) => statement.who))) {
    if (who !== null) instants.push(...clockFlips(who, party.principal));
  }
  return instants;
}
