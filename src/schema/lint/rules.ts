import { coverage } from "./coverage.js";
import { identicalStatements, shadowedMasks } from "./duplicates.js";
import { leftOut, redundantExtensions } from "./extensions.js";
import type { LintRule } from "./finding.js";
import { guardsOverMissing } from "./missing-values.js";
import { requirements } from "./requirements.js";
import { assigning, emptyRoles, forbidsInRoles, sharedIds } from "./roles.js";
import { unknownTreeValues, unscopedRoles, unscopedTypes } from "./scopes.js";
import { nowConditions } from "./time.js";
import { halfGuarded, openTransitions } from "./transitions.js";
import { alwaysForbidden, neverTrue } from "./unreachable.js";
import { wildcards } from "./wildcards.js";
import { coversOwnerOrScope } from "./writes.js";

/** Every rule, in the order in which findings are listed. */
export const LINT_RULES: readonly LintRule[] = [
  neverTrue,
  requirements,
  alwaysForbidden,
  guardsOverMissing,
  halfGuarded,
  openTransitions,
  coversOwnerOrScope,
  wildcards,
  unscopedTypes,
  unscopedRoles,
  unknownTreeValues,
  forbidsInRoles,
  leftOut,
  redundantExtensions,
  emptyRoles,
  assigning,
  identicalStatements,
  shadowedMasks,
  sharedIds,
  nowConditions,
  coverage,
];
