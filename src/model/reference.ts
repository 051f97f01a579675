import type { Duration } from "./duration.js";
import type { PrincipalKind, PrincipalStatus } from "./principal.js";
import type { RecordPath, ValueAt } from "./record-path.js";
import type { KindOf, ValueKind } from "./value-kind.js";

/** What a condition may read besides the record in question, laid out as its paths are. */
export interface Facts<Attributes> {
  principal: PrincipalFacts<Attributes>;
  session: {
    id: string;
    device: { id: string; managed: boolean; compliant: boolean; known: boolean };
    network: { ip: string; country: string; zones: string[] };
  };
  now: Date;
}

/** What a condition on the principal (`who`) may ask about. */
export interface PrincipalFacts<Attributes> {
  id: string;
  kind: PrincipalKind;
  status: PrincipalStatus;
  attributes: Attributes;
}

/** The facts, and the record as it stands: what `when` and `to` may refer to. */
export interface RecordFacts<Row, Attributes> extends Facts<Attributes> {
  record: Row;
}

/** The paths of the facts, sorted by the kind of value that they lead to. */
export type PathsByKind<From> = {
  [Path in RecordPath<From> as KindOf<ValueAt<From, Path>>]: Path;
};

/** The paths of one kind, out of {@link PathsByKind}. */
export type PathsOf<Paths, Kind extends ValueKind> = Kind extends keyof Paths ? Paths[Kind] : never;

/** Reads another fact at decision time: `{ $ref: "principal.id" }`. */
export interface Reference<Path> {
  readonly $ref: Path;
}

/** Reads an instant, and may shift it: `{ $ref: "now", plus: "-30d" }`. */
export interface InstantReference<Path> {
  readonly $ref: Path;
  readonly plus?: Duration;
}
