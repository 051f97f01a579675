import type { CompiledAction } from "../../compile/resource.js";
import { ConditionWriter } from "./conditions.js";
import type { CellRow, MemberRow, RefRow, RequirementRow } from "./format.js";
import { Table } from "./table.js";

/** The tables of a snapshot, while it is written. */
export class SnapshotWriter {
  readonly conditions = new ConditionWriter();
  readonly names = new Table<string>();
  readonly requirements = new Table<RequirementRow>();
  readonly refs = new Table<RefRow>();
  readonly members = new Table<MemberRow>();
  readonly cells = new Table<CellRow>();

  nameOf({ name }: CompiledAction): number {
    return this.names.placeOf(name);
  }
}
