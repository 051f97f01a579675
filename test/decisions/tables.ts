import { readdirSync, readFileSync } from "node:fs";
import type { Decision, parsePolicy } from "castellan";
import { type Row, type Table, tableSchema } from "./row.js";
import { type Situation, situationOf } from "./situation.js";

/** A policy that is asked by name, as the tables ask. */
export type AnyPolicy = Extract<ReturnType<typeof parsePolicy>, { ok: true }>["policy"];

/** All decision tables. */
export const tables: readonly Table[] = readdirSync(new URL(".", import.meta.url))
  .filter((name) => name.endsWith(".json") && name !== "fixtures.json")
  .map((name) => tableSchema.parse(JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"))));

/** All rows, each with its situation. */
export const cases: readonly { readonly row: Row; readonly situation: Situation }[] = tables.flatMap((table) =>
  table.rows.map((row) => ({ row, situation: situationOf(row, table) })),
);

/** What a policy answers to a row: the outcome in the words of the tables, what determined it, what is shown. */
export interface Answer {
  readonly outcome: string;
  readonly by: readonly string[];
  readonly shows: unknown;
}

/** Asks a policy what a row asks. */
export function answerOf(policy: AnyPolicy, row: Row, { facts, request }: Situation): Answer {
  const access = policy.access(facts);
  const { type, record } = request;
  if (row.may !== "see") {
    const decision = access.decide(request);
    return { outcome: inWords(decision), by: decision.statements.map(({ id }) => id), shows: undefined };
  }
  const field = row.field ?? "";
  return { outcome: access.view(type, record, field), by: [], shows: Reflect.get(access.mask(type, record), field) };
}

/** Whether an answer is what the row expects. */
export function isAsExpected(row: Row, { outcome, by, shows }: Answer): boolean {
  return outcome === row.expect && shows === row.shows && (row.by === undefined || row.by.join() === by.join());
}

/** A decision in the words of the tables. */
export function inWords(decision: Decision): string {
  if (decision.outcome === "deny") return `deny: ${decision.reason}`;
  if (decision.outcome === "allow") return "allow";
  const order = ["mfa", "reauthenticate", "approval", "justification"];
  const kinds = [...new Set(decision.requirements.map(({ kind }) => kind))];
  return `challenge: ${kinds.sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(", ")}`;
}
