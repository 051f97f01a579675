import * as z from "zod";

/** One sentence of a decision table. Unknown keys are refused: a misspelt one would make a row say less than it seems. */
export const rowSchema = z.strictObject({
  /** Somebody of the fixtures; else whom the table is about. */
  who: z.string().optional(),
  /** An action, or `see`: how much of a cell is shown. */
  may: z.string(),
  /** A record of the fixtures. */
  what: z.string(),
  field: z.string().optional(),
  changes: z.record(z.string(), z.unknown()).optional(),
  /** What is different about the record. */
  where: z.record(z.string(), z.unknown()).optional(),
  /** What the record lacks. */
  lacking: z.array(z.string()).optional(),
  /** What is different about the person. */
  being: z.record(z.string(), z.unknown()).optional(),
  session: z.string().optional(),
  /** When the question is asked. */
  at: z.string().optional(),
  approved: z.array(z.string()).optional(),
  /** The reason that the person gives. */
  saying: z.string().optional(),
  /** `allow`, `challenge: <kinds>`, `deny: <reason>`; for `see`: `full`, `masked`, `hidden`. */
  expect: z
    .string()
    .regex(
      /^(allow|full|masked|hidden|deny: [a-z_]+|challenge: (mfa|reauthenticate|approval|justification)(, [a-z]+)*)$/,
    ),
  /** The statements that determine it. */
  by: z.array(z.string()).optional(),
  /** What is shown of the cell. */
  shows: z.string().optional(),
  because: z.string().min(1),
});

export const tableSchema = z.strictObject({ title: z.string(), who: z.string(), rows: z.array(rowSchema).min(1) });

export type Row = z.output<typeof rowSchema>;
export type Table = z.output<typeof tableSchema>;

/** What a row asks, in the order in which its sentence says it; `expect`, `by`, `shows` and `because` are the answer. */
export const questionKeys = [
  "who",
  "may",
  "what",
  "field",
  "where",
  "lacking",
  "changes",
  "being",
  "session",
  "approved",
  "saying",
  "at",
] as const satisfies (keyof Row)[];

/** The row as a sentence. */
export function sentence(row: Row, table: Table): string {
  const json = (value: unknown) => JSON.stringify(value).replace(/"/g, "");
  const parts = [
    `${row.who ?? table.who} · ${row.may} ${row.what}`,
    row.field === undefined ? "" : `(${row.field})`,
    row.where === undefined ? "" : `where ${json(row.where)}`,
    row.lacking === undefined ? "" : `without ${row.lacking.join(", ")}`,
    row.changes === undefined ? "" : `to ${json(row.changes)}`,
    row.being === undefined ? "" : `being ${json(row.being)}`,
    row.session === undefined ? "" : `with ${row.session}`,
    row.approved === undefined ? "" : `with ${row.approved.join(" and ")}`,
    row.saying === undefined ? "" : `saying “${row.saying}”`,
    row.at === undefined ? "" : `at ${row.at}`,
    `→ ${row.expect}: ${row.because}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
