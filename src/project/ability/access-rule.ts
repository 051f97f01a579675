import type { Answerer } from "./answerer.js";

/** Whether a rule holds for a record. */
export type RecordTest = (record: object) => boolean;

/**
 * What stands as `conditions` in the rules of an ability: a test, which no query language can say. Its one visible key is
 * an operator that no database and no matcher knows: whoever takes it for a query by mistake gets an error or nothing,
 * where an object without keys would get every row.
 *
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const access = policy.access({ principal, assignments: [{ id: "a1", role: "reader" }], session: null, now: 0 });
 * JSON.stringify(toAbility(access).rules[0]?.conditions) // => '{"$castellan":{"read":"note"}}'
 */
export class AccessConditions {
  /** Says what the rule is about, to readers of logs. */
  readonly $castellan: Readonly<Record<string, string>>;
  readonly #holds: RecordTest;

  /** @internal */
  constructor(action: string, type: string, holds: RecordTest) {
    this.$castellan = Object.freeze({ [action]: type });
    this.#holds = holds;
    Object.freeze(this);
  }

  /** @internal */
  static matcherOf(conditions: unknown): RecordTest {
    // a matcher for anything else must not match: there is no rule of CASL's own in such an ability
    return typeof conditions === "object" && conditions !== null && #holds in conditions
      ? conditions.#holds
      : () => false;
  }
}

/** One rule of an ability, as CASL takes it: an action on some fields that are decided alike. */
export class AccessRule {
  readonly action: string;
  readonly subject: string;
  readonly fields: string[];
  readonly conditions: AccessConditions;
  readonly #answerer: Answerer;

  constructor(answerer: Answerer, action: string, type: string, fields: readonly string[], holds: RecordTest) {
    this.#answerer = answerer;
    this.action = action;
    this.subject = type;
    this.fields = [...fields];
    this.conditions = new AccessConditions(action, type, holds);
    Object.freeze(this.fields);
    Object.freeze(this);
  }

  /** Who answers for a rule; `undefined` for any other rule, also for a copy of one. */
  static answererOf(rule: unknown): Answerer | undefined {
    return typeof rule === "object" && rule !== null && #answerer in rule ? rule.#answerer : undefined;
  }
}
