import type { CellRow, TypeRow } from "../project/snapshot/format.js";
import { Flag } from "../project/snapshot/format.js";
import type { Member } from "./members.js";
import { itemAt } from "./rows.js";

/** A resource type, as far as a browser knows it. */
export interface ClientResource {
  readonly type: string;
  readonly fieldIndex: ReadonlyMap<string, number>;
  readonly actions: ReadonlyMap<string, ClientAction>;
  /** The fields that hold dates. */
  readonly dates: ReadonlySet<string>;
  /** Until when it is known by which fields lists may be sorted (0 for ever), and these. */
  readonly queryable: readonly number[];
}

/** An action of a resource type. */
export interface ClientAction {
  readonly name: string;
  readonly resource: ClientResource;
  readonly isReadOnly: boolean;
  readonly isCreate: boolean;
  readonly isChanging: boolean;
  /** Attenuated away: no allow counts. */
  readonly isGone: boolean;
  /** For each party, and by field, what concerns it. Fields that share it are settled alike. */
  readonly cells: readonly (readonly Group[])[];
}

/** Statements that concern the same fields. */
export type Group = readonly Member[];

/** The names that may be asked about. */
export interface ClientModel {
  readonly resources: ReadonlyMap<string, ClientResource>;
}

/** Reads a resource type. */
export function readType(
  names: readonly string[],
  members: readonly Member[],
  cells: readonly CellRow[],
  [type, fields, actions, dates, queryable]: TypeRow,
): ClientResource {
  const known = new Map<string, ClientAction>();
  const resource = {
    type,
    fieldIndex: new Map(fields.map((name, index) => [name, index])),
    actions: known,
    dates: new Set((dates || []).map((index) => fields[index] ?? "")),
    queryable: queryable || [],
  };
  for (const [action, ...said] of actions) {
    const name = itemAt(names, action >> 3);
    known.set(name, {
      name,
      resource,
      isReadOnly: (action & Flag.ReadsOnly) !== 0,
      isCreate: name === "create",
      isChanging: (action & Flag.Changes) !== 0,
      isGone: (action & Flag.Gone) !== 0,
      cells: said.map((place) => readCell(members, itemAt(cells, place), fields)),
    });
  }
  return resource;
}

function readCell(members: readonly Member[], row: CellRow, all: readonly string[]): readonly Group[] {
  const byField: Group[] = [];
  for (const [fields, ...places] of row) {
    const group = places.map((place) => itemAt(members, place));
    for (const index of fields || all.keys()) byField[index] = group;
  }
  return byField;
}
