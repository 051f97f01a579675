/** What `fromCaslRules` may say of a rule: each code, and what it means. Codes never change. */
export const CASL_ISSUES = {
  not_a_list: "the rules are not a list",
  not_a_rule: "an element of the list is not a rule",
  packed_rule: "the rule is packed",
  too_large: "there are more rules, or more values in them, than are read",
  unknown_key: "CASL ignores the key, and it may have been meant to restrict the rule",
  invalid_action: "the rule names no action",
  unknown_action: "the resource type has no such action",
  manage: "every action, also those that do not exist yet",
  literal_star: "to CASL `*` is a name like any other, and nothing is called so",
  invalid_subject: "what stands as subject is none",
  no_subject: "the rule names no subject: CASL takes it for all",
  all_subjects: "every type, also those that do not exist yet",
  all_restricted: "every type, but only some records or fields of it",
  class_subject: "the subject is a class, whose name a bundler may change",
  unknown_type: "the model has no such resource type",
  no_fields: "`fields` is there, but empty in a way that CASL takes for every field",
  invalid_fields: "CASL refuses such `fields`",
  field_wildcard: "a pattern of fields",
  nested_field: "a field inside another field",
  unknown_field: "the resource type has no such field",
  sensitive_fields: "an allow without `fields` does not reach sensitive fields",
  no_conditions: "`conditions` is there, but empty in a way that CASL takes for every record",
  invalid_conditions: "what stands as conditions is none",
  ignored_operator: "CASL's own matcher takes the operator for a field, and so the rule never matches",
  unknown_operator: "CASL knows no such operator",
  unsupported_operator: "an operator that castellan does not have",
  invalid_operand: "what stands to the right of an operator does not fit it",
  nested_object: "CASL compares with the very object, which no record holds",
  null_value: "a comparison with null",
  undefined_value: "a comparison with undefined: records that lack the field match, and after JSON all records do",
  exists_and_null: "CASL takes null for a value that exists",
  missing_value: "CASL compares what is missing or null as if it were a value",
  template_text: "a placeholder that somebody else was to fill in",
  date_value: "CASL compares dates as they come, and texts as texts",
  literal_type: "the value is of another type than the field",
  unknown_path: "the resource type has no field at this path",
  array_field: "the field is a list",
  inverted_value: "`inverted` is neither true nor false",
  later_allow: "a later allow takes back an earlier `cannot`: here the forbid stays",
} as const;

/** What `fromCaslRules` may say of a rule. */
export type CaslIssueCode = keyof typeof CASL_ISSUES;

/**
 * What became of the rule: `kept` as it stands; an allow `left_out`, wholly or in part; a `cannot` that became a
 * `wider_forbid` than it was.
 */
export type CaslEffect = "kept" | "left_out" | "wider_forbid";

/** One thing about a rule that a person should look at. */
export interface CaslIssue {
  /** The contract: stable across versions. */
  readonly code: CaslIssueCode;
  /** The index of the rule, and keys and indexes in it. */
  readonly path: readonly (string | number)[];
  /** One sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly effect: CaslEffect;
}

/** So many issues are told at most. */
const MAX_ISSUES = 1_000;

/** Collects issues, each once. */
export class CaslIssues {
  readonly #issues = new Map<string, CaslIssue>();

  add(issue: CaslIssue): void {
    const key = JSON.stringify([issue.code, issue.path, issue.message]);
    if (this.#issues.size < MAX_ISSUES && !this.#issues.has(key)) this.#issues.set(key, issue);
  }

  get all(): readonly CaslIssue[] {
    return [...this.#issues.values()];
  }
}
