import type { CompiledAction, CompiledResource } from "../../compile/resource.js";
import { ConditionWriter } from "./conditions.js";
import type { CellRow, MemberRow, RefRow, RequirementRow } from "./format.js";
import { Table } from "./table.js";

/** The tables of a snapshot, while it is written. */
export class SnapshotWriter {
  readonly conditions: ConditionWriter;
  readonly names = new Table<string>();
  readonly requirements = new Table<RequirementRow>();
  readonly refs = new Table<RefRow>();
  readonly members = new Table<MemberRow>();
  readonly cells = new Table<CellRow>();
  readonly #resources: readonly CompiledResource[];

  /** @param dimensions - those of the model */
  constructor(resources: readonly CompiledResource[], dimensions: { readonly [name: string]: object }) {
    this.#resources = resources;
    this.conditions = new ConditionWriter(dimensions);
  }

  typeOf(resource: CompiledResource): number {
    return this.#resources.indexOf(resource);
  }

  nameOf({ name }: CompiledAction): number {
    return this.names.placeOf(name);
  }
}
