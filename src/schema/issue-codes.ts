/** Every kind of mistake that a model, a policy, roles or an assignment can have. The codes are stable across versions. */
export type DefinitionIssueCode =
  // what is no data
  /** A function, a symbol, an instance of a class, a getter, a hidden key, or a value that throws when it is read. */
  | "unreadable_value"
  /** An object or list that contains itself. */
  | "cyclic_value"
  /** A key whose value is `undefined`: often a mistaken variable, and dangerous where it would drop a condition. */
  | "undefined_value"
  /** A list with holes, or with keys beside its elements. */
  | "sparse_array"
  /** NaN, an infinity (JSON's `1e999`), or an invalid `Date`. */
  | "not_finite"
  /** Objects and lists are nested deeper than `MAX_DEPTH`. */
  | "too_deep"
  /** More values, or a longer JSON text, than a definition may have. */
  | "too_large"
  /** A text longer than `MAX_TEXT_LENGTH`. */
  | "text_too_long"
  /** Issues beyond `MAX_ISSUES` were found and are not listed. */
  | "too_many_issues"
  /** The text is not JSON. */
  | "invalid_json"
  // shapes
  /** A value of another kind than what belongs here. */
  | "wrong_type"
  /** A key that must be there is not. */
  | "missing_key"
  /** A key that means nothing here. */
  | "unknown_key"
  /** A list that must have elements is empty. */
  | "empty_list"
  /** A list names the same thing twice. */
  | "duplicate_value"
  /** A name with characters, or of a length, that names may not have. */
  | "invalid_name"
  /** `__proto__`, `constructor`, `prototype`; for roles also `rules` and `grant`. */
  | "reserved_name"
  /** A length of time that cannot be read, or is not positive where it must be. */
  | "invalid_duration"
  /** A number that must be a positive whole number and is not. */
  | "invalid_count"
  /** An instant that cannot be read. */
  | "invalid_instant"
  // models
  /** A model without a resource type. */
  | "no_resources"
  /** A resource with both or neither of `schema` and `fields`. */
  | "schema_or_fields"
  /** A schema that is no zod 4 object. */
  | "invalid_schema"
  /** A schema whose values cannot be described by a portable field. */
  | "unsupported_field_type"
  /** A portable field whose keys contradict each other. */
  | "invalid_field"
  /** A resource type without a field. */
  | "no_fields"
  /** Two fields of one name. */
  | "duplicate_field"
  /** An action that does not exist (in this type, or for `"*"` in any). */
  | "unknown_action"
  /** An action that is said to change and to be read-only, or `create` among the changing or read-only ones. */
  | "contradictory_action"
  /** A dimension that is neither `{ tree }` nor `{ flat: true }`. */
  | "invalid_dimension"
  /** A value stands below itself in a tree, or a tree object contains itself. */
  | "cyclic_tree"
  /** A value stands twice in a tree. */
  | "duplicate_tree_value"
  /** A tree is deeper than `MAX_TREE_DEPTH`. */
  | "tree_too_deep"
  /** A dimension that the model does not have. */
  | "unknown_dimension"
  /** A resource type says nothing of a dimension. */
  | "silent_dimension"
  /** A scope path whose values are no texts. */
  | "invalid_scope_path"
  /** A model within a policy that is not the model it is read for. */
  | "model_mismatch"
  // statements
  /** A resource type that the model does not have. */
  | "unknown_type"
  /** A statement without `allow`, `forbid` or `require`. */
  | "no_verb"
  /** A statement with two of `allow`, `forbid` and `require`. */
  | "two_verbs"
  /** `allow` among the policy-wide rules. */
  | "allow_in_rules"
  /** `require` without `for`. */
  | "missing_for"
  /** `for` without `require`. */
  | "for_without_require"
  /** `who` outside the policy-wide rules. */
  | "who_outside_rules"
  /** `"*"` in a list of actions. */
  | "wildcard_among_actions"
  /** `fields: []`, or an `except` that leaves nothing. */
  | "empty_fields"
  /** A field that the type does not have. */
  | "unknown_field"
  /** A field group that the type does not have. */
  | "unknown_group"
  /** A field group's name without its `#`. */
  | "group_without_hash"
  /** `"*"` among fields. */
  | "wildcard_field"
  /** `fields`, `when`, `to` or `masked` in a statement for every type. */
  | "not_under_wildcard"
  /** `to` in a statement whose actions change nothing. */
  | "to_without_change"
  /** `masked` in a forbid or require. */
  | "masked_outside_allow"
  /** `masked` beside `fields` or `to`. */
  | "masked_with_others"
  /** `masked` for an action that is not read-only. */
  | "masked_action"
  /** `masked` for a field that is no text. */
  | "masked_field_type"
  /** A masked view that does not exist. */
  | "unknown_view"
  /** `masked: {}`. */
  | "empty_masked"
  /** Two statements of one role, or of the rules, with the same id. */
  | "duplicate_id"
  // conditions
  /** `{}` where a condition was meant. */
  | "empty_condition"
  /** An empty `$and` or `$or`. */
  | "empty_logic"
  /** `{}` where a test of a field was meant. */
  | "empty_test"
  /** Conditions nested deeper than `MAX_CONDITION_DEPTH`. */
  | "condition_too_deep"
  /** An operator that does not exist. */
  | "unknown_operator"
  /** An operator without its `$`. */
  | "missing_dollar"
  /** An object to match in place of a dotted path. */
  | "nested_object"
  /** A literal `null`. */
  | "null_literal"
  /** A list without an operator. */
  | "list_without_operator"
  /** A text that looks as if something were to be interpolated. */
  | "template_text"
  /** A regular expression. */
  | "regular_expression"
  /** A path that leads to no field. */
  | "unknown_path"
  /** A path with `__proto__`, `constructor` or `prototype`. */
  | "reserved_path"
  /** A path that leads through a list. */
  | "path_through_array"
  /** A comparison of a field that conditions cannot look into. */
  | "opaque_path"
  /** A literal of another type than the field's. */
  | "literal_type"
  /** A literal that is none of the enum's values. */
  | "not_in_enum"
  /** An operator that the field's type does not have. */
  | "operator_type"
  /** A scalar operator on a list. */
  | "scalar_operator_on_array"
  /** `$has` or `$hasAny` on a scalar. */
  | "list_operator_on_scalar"
  /** `$under` on a path that is no scope path of the type. */
  | "not_a_scope_path"
  /** `$under` on a path that serves two dimensions. */
  | "ambiguous_scope_path"
  /** A reference to a fact that does not exist. */
  | "unknown_reference"
  /** A reference to a fact of another type than the field's. */
  | "reference_type"
  /** `record` in a `who`. */
  | "record_in_who"
  /** `plus` on a reference that is no date. */
  | "plus_without_date"
  // requirements
  /** A requirement without a part, or a part without a demand. */
  | "empty_requirement"
  /** A method that RFC 8176 does not name. */
  | "unknown_mfa_method"
  /** A number of factor classes that is not 1, 2 or 3. */
  | "factors_out_of_range"
  /** A demand that can only be `true`. */
  | "only_true"
  /** A country that is no ISO 3166-1 alpha-2 code. */
  | "invalid_country"
  /** A time zone that is not in the IANA database. */
  | "invalid_time_zone"
  /** A local time that is not `HH:MM`. */
  | "invalid_local_time"
  /** A day that is none of `mon` to `sun`. */
  | "invalid_day"
  /** A schedule that ends when it begins. */
  | "empty_schedule"
  /** `distinctFrom` with a field that names nobody. */
  | "distinct_from_type"
  /** `distinctFrom` in a statement for every type, which has no fields in common. */
  | "distinct_from_under_wildcard"
  // roles
  /** A role that the policy does not have. */
  | "unknown_role"
  /** More roles than `MAX_ROLES`. */
  | "too_many_roles"
  /** A role that extends itself. */
  | "extends_itself"
  /** Roles that extend each other in a circle. */
  | "cyclic_extends"
  /** `without` names an id that no statement of the base has. */
  | "unknown_statement_id"
  /** `without` names an id that was given by position. */
  | "positional_id"
  /** `minHolders` above `maxHolders`. */
  | "contradictory_holders"
  /** A separation-of-duty set whose `atMost` forbids nothing. */
  | "separation_of_duty_range"
  /** A role that holds, by what it extends, more roles of a separation-of-duty set than it may. */
  | "separation_of_duty_conflict"
  /** More sets than `MAX_SEPARATION_SETS`. */
  | "too_many_separation_sets"
  /** A tenant's role with the name of a role of the base. */
  | "redefined_role"
  /** A tenant's role that leaves out a forbid or require of the base. */
  | "guard_left_out"
  // assignments
  /** An assignment with both or neither of `role` and `statements`. */
  | "role_or_statements"
  /** A direct grant without a statement. */
  | "empty_grant"
  /** An assignment without a value for a dimension that it must be scoped by. */
  | "missing_scope"
  /** An empty list of values for a dimension. */
  | "empty_scope"
  /** `"*"` in a list of scope values. */
  | "wildcard_in_scope"
  /** A window that ends before or when it begins. */
  | "empty_window"
  /** An assignment without both ends of a window, of a role with `maxDuration`. */
  | "missing_window"
  /** A window longer than the role's `maxDuration`. */
  | "window_too_long"
  /** A state that is neither `active` nor `eligible`. */
  | "invalid_state";
