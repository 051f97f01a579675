import { readable } from "../../compile/own.js";
import type { CompiledAction } from "../../compile/resource.js";
import type { RecordTest } from "../../decide/record-test.js";
import { assertRecord, type Standpoint } from "../../decide/standpoint.js";
import { isCastellanError } from "../../model/errors.js";
import type { FilterExpression } from "./expression.js";
import { predicateOf, readingOf } from "./predicate.js";
import { recordWhere } from "./record-where.js";

/** The records on which an action is allowed, as an expression: for memory, and for databases. */
export class Filter {
  /** What is kept, as plain data: simplified, with every fact but the record's own values filled in. */
  readonly ast: FilterExpression;
  readonly #action: CompiledAction;
  readonly #at: Standpoint;
  #isKept: RecordTest | null = null;

  constructor(at: Standpoint, action: CompiledAction) {
    this.ast = recordWhere(at, action);
    this.#action = action;
    this.#at = at;
  }

  /** Whether it keeps no record, whatever it may be: then there is no need to ask a database. */
  get isNever(): boolean {
    return this.ast.kind === "never";
  }

  /** Whether it keeps every record. */
  get isAlways(): boolean {
    return this.ast.kind === "always";
  }

  /** Whether it keeps a record: the same as `can` without a field. */
  matches(record: object): boolean {
    assertRecord(this.#action, record);
    this.#isKept ??= predicateOf(this.ast, readingOf(this.#at.party.policy.readers, this.#action.resource.type));
    try {
      return this.#isKept(record);
    } catch (error) {
      if (isCastellanError(error)) throw error;
    }
    try {
      return this.#isKept(readable(record, this.#action.resource.fieldIndex.keys()));
    } catch {
      return false;
    }
  }
}
