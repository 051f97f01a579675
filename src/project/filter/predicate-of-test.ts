import type { Path } from "../../compile/condition/expression.js";
import type { Reader } from "../../compile/readers.js";
import type { RecordTest } from "../../decide/record-test.js";
import type { FilterTest } from "./expression.js";

/** Gives readers of a type's paths. */
export type Reading = (path: Path) => Reader;

/** Turns a test into the question whether it keeps a record. */
export type Predicate = (test: FilterTest, reading: Reading) => RecordTest;
