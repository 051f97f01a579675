import { conditionExamples } from "./conditions.js";
import type { Example } from "./example.js";
import { maskedAnswers } from "./masks.js";
import { partyExamples } from "./parties.js";
import { requirementExamples } from "./requirements.js";
import { scopeExamples } from "./scopes.js";
import { statementExamples } from "./statements.js";
import { timeExamples } from "./times.js";

/** The semantics by example: the same for every evaluator. */
export const examples: readonly Example[] = [
  ...statementExamples,
  ...conditionExamples,
  ...scopeExamples,
  ...timeExamples,
  ...requirementExamples,
  ...partyExamples,
  ...maskedAnswers,
];
