import type { CompiledPolicy } from "../../compile/policy.js";
import type { CompiledAction, CompiledResource } from "../../compile/resource.js";
import type { CompiledRole } from "../../compile/role.js";
import { type CompiledStatement, concerns } from "../../compile/statement.js";
import { allTerms } from "../../decide/explain/failing-terms.js";
import { code, listed, titleOf } from "../../decide/explain/words.js";
import type { Assignment } from "../../model/assignment.js";

/** What is the same in several statements, or about several actions, is one sentence. */
interface Sentence {
  readonly type: string;
  readonly actions: Set<string>;
  /** Which fields, where, under which conditions. */
  readonly rest: string;
}

/** What the statements of one kind in a bundle say, as an assignment holds them. */
export function statementSentences(
  policy: CompiledPolicy,
  bundle: CompiledRole | undefined,
  assignment: Assignment,
  verb: CompiledStatement["verb"],
): readonly string[] {
  const sentences = new Map<string, Sentence>();
  for (const statement of bundle?.statements ?? []) {
    if (statement.verb !== verb) continue;
    for (const action of statement.actions) {
      const rest = restOf(policy, statement, action, assignment);
      if (rest === undefined) continue;
      const { type } = statement.resource;
      const key = JSON.stringify([type, rest]);
      const sentence = sentences.get(key) ?? { type, actions: new Set(), rest };
      sentence.actions.add(action.name);
      sentences.set(key, sentence);
    }
  }
  return [...sentences.values()].map(({ type, actions, rest }) => {
    const what = `${listed([...actions], "and")} ${code(type)}${rest}`;
    return verb === "allow" ? `Can ${what}.` : verb === "forbid" ? `Cannot ${what}.` : `To ${what}.`;
  });
}

function restOf(
  policy: CompiledPolicy,
  statement: CompiledStatement,
  action: CompiledAction,
  assignment: Assignment,
): string | undefined {
  const fields = fieldWords(statement, action);
  if (fields === undefined) return undefined;
  const terms = [statement.when, statement.to].map((one) => (one === null ? [] : allTerms(one).wants));
  const [when = [], to = []] = terms;
  const needs = statement.requirement === null ? "" : `: ${requirementWords(policy, statement)}`;
  return [
    where(statement.resource, assignment),
    when.length === 0 ? "" : `, where ${when.join(" and ")}`,
    to.length === 0 ? "" : `, if afterwards ${to.join(" and ")}`,
    fields,
    needs,
  ].join("");
}

/** Only the dimensions that bound this type. */
function where({ scopePaths }: CompiledResource, { scope }: Assignment): string {
  const parts = scopePaths.flatMap(({ dimension: { name } }) => {
    const values = scope !== undefined && Object.hasOwn(scope, name) ? scope[name] : undefined;
    return Array.isArray(values) ? [`${name} ${listed(values.map(code), "or")}`] : [];
  });
  return parts.length === 0 ? "" : ` in ${parts.join(" and ")}`;
}

/** Nothing where all fields are meant; `undefined` where none is. */
function fieldWords(statement: CompiledStatement, action: CompiledAction): string | undefined {
  const { resource, masked } = statement;
  if (masked !== null) {
    const views = [...masked].map(([index, view]) => `${code(resource.fields[index]?.name ?? "")} (${view})`);
    return `: in part, ${listed(views, "and")}`;
  }
  const writable = resource.fields.filter(({ name }) => !action.isChanging || !resource.immutable.has(name));
  const meant = writable.filter(({ name }) => concerns(statement, action, resource.fieldIndex.get(name) ?? -1, name));
  if (meant.length === 0) return undefined;
  if (meant.length === writable.length) return "";
  const left = writable.filter((field) => !meant.includes(field));
  return left.length < meant.length
    ? `: all fields but ${listed(
        left.map(({ name }) => code(name)),
        "and",
      )}`
    : `: ${listed(
        meant.map(({ name }) => code(name)),
        "and",
      )}`;
}

function requirementWords(policy: CompiledPolicy, { requirement }: CompiledStatement): string {
  const parts = [
    requirement?.mfa === undefined ? [] : ["a second factor"],
    requirement?.session === undefined ? [] : ["a fresh login"],
    requirement?.device === undefined ? [] : ["a suitable device"],
    requirement?.network === undefined ? [] : ["a suitable network"],
    requirement?.schedule === undefined ? [] : ["the right hours"],
    requirement?.approval === undefined ? [] : [`the approval of "${titleOf(policy, requirement.approval.by)}"`],
    requirement?.justification === true ? ["a reason"] : [],
  ];
  return `${listed(parts.flat(), "and")} needed`;
}
