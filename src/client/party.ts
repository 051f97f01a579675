import type { EvaluationError, StatementRef } from "../model/decision.js";
import { GATES, type GroupRow, type PartyRow, type ProblemRow } from "../project/snapshot/format.js";
import { type ClientApproval, readApproval } from "./approvals.js";
import { type ClientModel, type ClientResource, pairsOf } from "./model.js";
import { itemAt, listOf, numberOf, stepsOf, textOf } from "./rows.js";
import type { ClientStatement } from "./statements.js";

/** One party, with everything that it holds now or will hold. */
export interface ClientParty {
  readonly gate: (now: number) => (typeof GATES)[number];
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly groups: readonly Group[];
  readonly problems: readonly (Timed & { readonly error: EvaluationError })[];
  readonly approvals: readonly ClientApproval[];
  /** The instants after the snapshot's at which facts change. */
  readonly bounds: readonly number[];
}

/** Something that counts from an instant until another one (epoch ms; exclusive). */
interface Timed {
  readonly from: number;
  readonly until: number;
}

/** Statements that are held together, and where. */
export interface Group extends Timed {
  readonly statements: ReadonlyMap<ClientResource, readonly ClientStatement[]>;
  readonly ref: Omit<StatementRef, "id">;
  readonly scope: ReadonlyMap<number, ReadonlySet<unknown>>;
}

/** What groups and parties mean by place. */
export interface Places {
  readonly model: ClientModel;
  readonly names: readonly string[];
  readonly sets: readonly ReadonlySet<unknown>[];
  readonly bundles: readonly ReadonlyMap<ClientResource, readonly ClientStatement[]>[];
}

export function readParty(
  places: Places,
  [gate, expiresAt, groups, bounds, approvals, problems]: PartyRow,
): ClientParty {
  const steps = stepsOf(gate);
  return {
    gate: (now) => itemAt(GATES, steps(now)),
    expiresAt: expiresAt === null ? Number.POSITIVE_INFINITY : numberOf(expiresAt),
    groups: listOf(groups).map((row) => readGroup(places, row)),
    bounds: listOf(bounds).map(numberOf),
    approvals: listOf(approvals).map((row) => readApproval(places.model, places.names, row)),
    problems: listOf(problems).map(readProblem),
  };
}

function readProblem([code, message, assignment, from, until]: ProblemRow) {
  return { ...windowOf(from, until), error: { code, message: textOf(message), assignment: textOf(assignment) } };
}

function readGroup({ bundles, sets }: Places, [bundle, assignment, role, from, until, scope]: GroupRow): Group {
  return {
    ...windowOf(from, until),
    statements: itemAt(bundles, bundle),
    ref: {
      ...(role ? { role: textOf(role) } : {}),
      ...(assignment === undefined || assignment === 0 ? {} : { assignment: textOf(assignment) }),
    },
    scope: new Map(pairsOf(listOf(scope)).map(([dimension, set]) => [dimension, itemAt(sets, set)])),
  };
}

function windowOf(from: number | undefined, until: number | undefined): Timed {
  return { from: numberOf(from) || Number.NEGATIVE_INFINITY, until: numberOf(until) || Number.POSITIVE_INFINITY };
}
