import type { ConditionData } from "../../model/condition-data.js";
import type { Model } from "../../model/model.js";
import { quote } from "../../model/quote.js";
import type { StatementData, StatementsData } from "../../model/statement-data.js";
import { readConditions } from "./import/conditions.js";
import { type Fields, readFields } from "./import/fields.js";
import { CASL_ISSUES, type CaslIssue, type CaslIssueCode, CaslIssues } from "./import/issue.js";
import { EVERY, readActions, readTypes } from "./import/names.js";
import { type Budget, copyOf, isList, type Plain, type PlainMap } from "./import/plain.js";
import { EarlierForbids } from "./import/precedence.js";
import { hasKnownKeys, unpacked } from "./import/rule.js";
import { type ImportNames, Site } from "./import/site.js";

/** How rules of CASL's are read. */
export interface CaslImportOptions {
  /** With it names, paths and values are checked, patterns of fields are written out, and lists are asked by `$has`. */
  readonly model?: Pick<Model, "toJSON">;
  /** What subjects are called here: `{ Deal: "deal" }`. Default: the same. */
  readonly types?: Readonly<Record<string, string>>;
  /** What actions are called here, and which ones an alias stands for: `{ edit: "update", write: ["create", "update"] }`. */
  readonly actions?: Readonly<Record<string, string | readonly string[]>>;
  /** What placeholders read: `{ "user.id": "principal.id" }` for `"${user.id}"` and `"{{ user.id }}"`. */
  readonly references?: Readonly<Record<string, string>>;
  /** Those of `$and`, `$or`, `$nor` and `$not` that your own `conditionsMatcher` knows; CASL's own knows none. */
  readonly operators?: readonly string[];
}

/** What became of rules of CASL's. */
export interface CaslImport {
  /** For a role template or a direct grant, by resource type; `definePolicy` and `parsePolicy` check them. */
  readonly statements: StatementsData;
  /** What a person should look at. */
  readonly issues: readonly CaslIssue[];
}

const MAX_RULES = 10_000;
const MAX_VALUES = 500_000;

/**
 * Turns rules of CASL's into statements, and reports each one whose meaning is ambiguous, or that fails open.
 *
 * What cannot be told for certain is never allowed: such an allow is left out, and such a `cannot` forbids more, not less.
 * So nobody is allowed anything here that CASL did not allow them. Rules that cannot be read at all, or too many of them,
 * give no statements: one of them might have been a `cannot`.
 *
 * @param rules - raw rules, `ability.rules`, or packed rules; untrusted: nothing is thrown, however hostile they are
 * @example
 * const rules = [
 *   { action: "read", subject: "Deal", conditions: { ownerId: "${user.id}" } },
 *   { action: "read", subject: "Deal", conditions: null },
 * ];
 * const { statements, issues } = fromCaslRules(rules, { types: { Deal: "deal" }, references: { "user.id": "principal.id" } });
 * statements // => { deal: [{ allow: "read", when: { ownerId: { $ref: "principal.id" } } }] }
 * issues.map(({ code, path, effect }) => ({ code, path, effect })) // => [{ code: "no_conditions", path: [1, "conditions"], effect: "left_out" }]
 */
export function fromCaslRules(rules: unknown, options: CaslImportOptions = {}): CaslImport {
  const { model, types = {}, actions = {}, references = {}, operators = [] } = options;
  const names = { model: model?.toJSON() ?? null, types, actions, references, operators: new Set(operators) };
  return new Importer(names).read(rules);
}

class Importer {
  readonly #names: ImportNames;
  readonly #issues = new CaslIssues();
  readonly #forbids = new EarlierForbids();
  readonly #statements = new Map<string, StatementData[]>();

  constructor(names: ImportNames) {
    this.#names = names;
  }

  read(rules: unknown): CaslImport {
    const copies = this.#copy(rules);
    if (copies !== undefined) for (const [index, rule] of copies.entries()) this.#readRule(rule, index);
    const statements = copies === undefined ? {} : Object.fromEntries(this.#statements);
    return { statements, issues: this.#issues.all };
  }

  /** All rules, or none where one of them cannot be read. */
  #copy(rules: unknown): readonly PlainMap[] | undefined {
    const budget: Budget = { left: MAX_VALUES };
    const list = copyOf(rules, budget);
    if (!isList(list)) return this.#refuse(budget.left < 0 ? "too_large" : "not_a_list", []);
    if (budget.left < 0 || list.length > MAX_RULES) return this.#refuse("too_large", []);
    const maps = list.map((rule, index) => unpacked(rule) ?? this.#refuse("not_a_rule", [index]));
    for (const [index, rule] of list.entries()) {
      if (isList(rule))
        this.#issues.add({ code: "packed_rule", path: [index], message: CASL_ISSUES.packed_rule, effect: "kept" });
    }
    return maps.every((rule) => rule !== undefined) ? maps : undefined;
  }

  #refuse(code: CaslIssueCode, path: readonly number[]): undefined {
    this.#issues.add({ code, path, message: CASL_ISSUES[code], effect: "left_out" });
  }

  #readRule(rule: PlainMap, index: number): void {
    const inverted = rule.get("inverted");
    const site = new Site(this.#names, this.#issues, [index], Boolean(inverted));
    if (typeof inverted === "string" || (typeof inverted === "object" && inverted !== null)) {
      site.at("inverted").note({ code: "inverted_value", message: "`inverted` is no flag: CASL takes it for true" });
    }
    const isClear = hasKnownKeys(site, rule);
    const actions = readActions(site.at("action"), rule.get("action"));
    const types = readTypes(site.at("subject"), rule.get("subject"));
    if (actions === undefined || types === undefined || !(isClear || site.isForbid)) return;
    const reason = rule.get("reason");
    const why = typeof reason === "string" && reason !== "" ? { why: reason } : {};
    for (const type of this.#expanded(site, types, rule)) this.#readFor(site, type, actions, rule, why);
  }

  /** What is said of all types, but not of all their records or fields, is said of each: `"*"` knows neither. */
  #expanded(site: Site, types: readonly string[], rule: PlainMap): readonly string[] {
    if (!types.includes(EVERY) || !(rule.has("fields") || rule.has("conditions"))) return types;
    const { model } = this.#names;
    if (model !== null) {
      site
        .at("subject")
        .note({ code: "all_restricted", message: "what was said of all types was written out for each" });
      return Object.keys(model.resources);
    }
    site.at("subject").refuse({ code: "all_restricted", hint: "name the types, or give the model" });
    return site.isForbid ? types : types.filter((type) => type !== EVERY);
  }

  #readFor(site: Site, type: string, named: readonly string[], rule: PlainMap, why: object): void {
    const actions = this.#knownActions(site.at("action"), type, named);
    if (actions.length === 0) return;
    const resource = site.resource(type);
    const isEvery = type === EVERY;
    const fields: Fields =
      isEvery || !rule.has("fields") ? null : readFields(site.at("fields"), rule.get("fields"), resource);
    const when =
      isEvery || !rule.has("conditions") ? null : this.#when(site, rule.get("conditions"), resource?.fields ?? null);
    // an allow that is not understood is none
    if (fields?.length === 0 || when === undefined) return;
    const reach = { actions, type, fields };
    if (site.isForbid) this.#forbids.add(reach);
    else if (this.#forbids.overlap(reach)) {
      site.note({ code: "later_allow", hint: "narrow the conditions of the `cannot` to what it is meant to stop" });
    }
    if (!site.isForbid && fields === null && resource !== undefined && resource.sensitive.length > 0) {
      const hint = `name them to grant them: ${resource.sensitive.slice(0, 12).map(quote).join(", ")}`;
      site.drop({ code: "sensitive_fields", hint });
    }
    const rest = { ...(fields !== null && { fields }), ...(when !== null && { when }), ...why };
    const [only = EVERY] = actions;
    const said = actions.length === 1 ? only : actions;
    const statement: StatementData = site.isForbid ? { forbid: said, ...rest } : { allow: said, ...rest };
    const known = this.#statements.get(type);
    if (known === undefined) this.#statements.set(type, [statement]);
    else known.push(statement);
  }

  /** `undefined` for an allow that cannot be taken; a forbid then goes without. */
  #when(site: Site, conditions: Plain, fields: Parameters<typeof readConditions>[2]): ConditionData | null | undefined {
    const when = readConditions(site.at("conditions"), conditions, fields);
    return when === undefined && site.isForbid ? null : when;
  }

  #knownActions(site: Site, type: string, actions: readonly string[]): readonly string[] {
    const { model } = this.#names;
    if (model === null) return actions;
    const types = type === EVERY ? Object.values(model.resources) : [model.resources[type]];
    return actions.filter((action) => {
      if (action === EVERY || types.some((resource) => resource?.actions.includes(action))) return true;
      const hint = "say what it is called here: `actions`";
      site.drop({ code: "unknown_action", message: `no such resource type has the action ${quote(action)}`, hint });
      return false;
    });
  }
}
