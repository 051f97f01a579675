import type { Trap } from "./trap.js";
import * as conditions from "./traps/conditions.js";
import * as missing from "./traps/missing-values.js";
import * as rules from "./traps/rules.js";

/** In the order of the documentation. */
export const TRAPS: readonly Trap[] = [
  missing.differentFromNothing,
  missing.denyWithoutValue,
  missing.memoryAgainstSql,
  conditions.logicIgnored,
  conditions.misspeltOperator,
  conditions.undefinedPlaceholder,
  conditions.datesAsTexts,
  conditions.coercion,
  conditions.slowPattern,
  conditions.typeCheck,
  rules.laterAllow,
  rules.nullConditions,
  rules.misspeltKey,
  rules.emptySubject,
  rules.ownType,
  rules.missingRecord,
  rules.literalWildcard,
  rules.fieldsAsRows,
  rules.failedUpdate,
];

/** The traps as they stand in the documentation. */
export function tableOf(traps: readonly Trap[]): string {
  const rows = traps.map(({ title, casl, castellan }) => `| ${title} | ${casl.does} | ${castellan.does} |`);
  return ["| | CASL | castellan |", "| --- | --- | --- |", ...rows].join("\n");
}
