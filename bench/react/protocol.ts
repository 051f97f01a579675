import type { AccessSnapshot } from "castellan/client";

/** What the page is given to show. */
export interface Input {
  readonly snapshot: AccessSnapshot;
  readonly type: string;
  readonly fields: readonly string[];
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly rounds: number;
}

/** Milliseconds of each re-render of the whole table, round by round. */
export interface Output {
  readonly cells: number;
  readonly texts: Readonly<Record<LaneName, string>>;
  readonly series: Readonly<Record<LaneName, readonly number[]>>;
}

/** By whom the cells are made: inline, by a component each that knows no access, or by `<Field>`. */
export type LaneName = "inline" | "component" | "field";
