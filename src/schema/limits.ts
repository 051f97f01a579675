/** The most values (objects, lists and scalars, each counted) that one definition may hold. */
export const MAX_VALUES = 500_000;

/** The deepest nesting of objects and lists in a definition. */
export const MAX_DEPTH = 100;

/** The longest JSON text that is read, in UTF-16 code units. */
export const MAX_JSON_LENGTH = 5_000_000;

/** The longest text in a definition: a reason, a description, a literal. */
export const MAX_TEXT_LENGTH = 10_000;

/** The longest name: of a role, a type, a field, an action, a dimension, a group, or a statement's id. */
export const MAX_NAME_LENGTH = 128;

/** The deepest nesting of `$and`, `$or` and `$not`. */
export const MAX_CONDITION_DEPTH = 32;

/** The deepest branch of a dimension's tree. */
export const MAX_TREE_DEPTH = 32;

/** The deepest nesting of objects inside a field. */
export const MAX_FIELD_DEPTH = 16;

/** The most fields of one type, or of one object in it. */
export const MAX_FIELDS = 1_000;

/** The most zod schemas that are looked into for one model. */
export const MAX_SCHEMAS = 100_000;

/** The most roles of one policy. */
export const MAX_ROLES = 1_000;

/** The most separation-of-duty sets of one policy. */
export const MAX_SEPARATION_SETS = 100;

/** The most issues that are reported; one more says that there were others. */
export const MAX_ISSUES = 1_000;

/** The most statements of all roles together, each with those that it extends. */
export const MAX_BUNDLED_STATEMENTS = 250_000;

/** Beyond so many ids, an unknown one gets no suggestion. */
export const MAX_SUGGESTED_IDS = 2_000;
