import type { ActionNames } from "../decide/standpoint.js";
import type { PortableField } from "../model/portable-field.js";
import type { TypeRow } from "../project/snapshot/format.js";
import type { ReadablePath } from "./paths.js";
import { itemAt, listOf, numberOf, textOf } from "./rows.js";

/** A resource type, as far as a browser knows it. */
export interface ClientResource {
  readonly type: string;
  /** Dates are told from the rest. */
  readonly fields: readonly PortableField[];
  readonly fieldIndex: ReadonlyMap<string, number>;
  readonly actions: ReadonlyMap<string, ClientAction>;
  readonly immutable: ReadonlySet<number>;
  readonly sensitive: ReadonlySet<number>;
  /** For each dimension by which it is scoped, where its value stands. */
  readonly scopes: readonly (readonly [dimension: number, path: ReadablePath])[];
  /** Until when it is known which fields lists may be sorted by (epoch ms; 0 for ever), and which they are. */
  readonly queryable: readonly [until: number, ...fields: number[]];
}

/** An action of a resource type. */
export interface ClientAction {
  /** Counts all actions of all types. */
  readonly index: number;
  readonly name: string;
  readonly resource: ClientResource;
  readonly isReadOnly: boolean;
  readonly isCreate: boolean;
  readonly isChanging: boolean;
}

/** The names that may be asked about. */
export interface ClientModel extends ActionNames<ClientAction> {
  readonly resources: ReadonlyMap<string, ClientResource>;
  /** The same, by their place in the snapshot. */
  readonly types: readonly ClientResource[];
}

/** More actions than any type has. */
const MAX_ACTIONS = 100_000;

export function readModel(
  names: readonly string[],
  rows: readonly TypeRow[],
  paths: readonly ReadablePath[],
): ClientModel {
  const types = listOf(rows).map((row, index) => readType(names, row, paths, index * MAX_ACTIONS));
  return { types, resources: new Map(types.map((resource) => [resource.type, resource])), recent: null };
}

function readType(
  names: readonly string[],
  [type, fields, actions, immutable, sensitive, dates, scopes, queryable]: TypeRow,
  paths: readonly ReadablePath[],
  first: number,
): ClientResource {
  const instants = new Set(listOf(dates));
  const known = new Map<string, ClientAction>();
  const [until = 1, ...sortable] = listOf(queryable);
  const resource: ClientResource = {
    type: textOf(type),
    fields: listOf(fields).map((name, index) => ({
      name: textOf(name),
      type: instants.has(index) ? "date" : "opaque",
    })),
    fieldIndex: new Map(listOf(fields).map((name, index) => [name, index])),
    actions: known,
    immutable: new Set(listOf(immutable)),
    sensitive: new Set(listOf(sensitive)),
    scopes: pairsOf(listOf(scopes)).map(([dimension, path]) => [dimension, itemAt(paths, path)]),
    queryable: [until, ...sortable],
  };
  listOf(actions).forEach((action, index) => {
    const name = textOf(itemAt(names, numberOf(action) >> 2));
    known.set(name, {
      index: first + index,
      name,
      resource,
      isReadOnly: (action & 1) !== 0,
      isCreate: name === "create",
      isChanging: (action & 2) !== 0,
    });
  });
  return resource;
}

/** A list of two things by turns, as pairs. */
export function pairsOf(list: readonly number[]): readonly (readonly [number, number])[] {
  return list.flatMap((item, index) => (index % 2 === 0 ? [[item, numberOf(list[index + 1])] as const] : []));
}
