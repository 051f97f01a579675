import { AccessRule, type RecordTest } from "./access-rule.js";
import type { Answerer } from "./answerer.js";
import { isYes } from "./is-yes.js";

/** The rules of an ability: for every action that could be done at all, one for each class of fields. */
export function rulesOf(answerer: Answerer): AccessRule[] {
  return [...answerer.types].flatMap(([type, { actions }]) =>
    [...actions.keys()].flatMap((action) => rulesOn(answerer, action, type)),
  );
}

/** Those of one action of one type; none where the policy knows no such thing. */
export function rulesOn(answerer: Answerer, action: string, type: string): AccessRule[] {
  const known = answerer.types.get(type)?.actions.get(action);
  if (known === undefined) return [];
  const canSome = (field?: string): boolean => isYes(() => answerer.canSome(action, type, undefined, field));
  let check: RecordCheck | undefined;
  const rules = answerer
    .fieldClasses(known)
    .filter(([first]) => first !== undefined && canSome(first))
    .map((names) => {
      const holds: RecordTest = (record) => {
        check ??= answerer.checker(action, type);
        const bound = check;
        return isYes(() => bound(record, names[0]));
      };
      return new AccessRule(answerer, action, type, names, holds);
    });
  if (rules.length > 0 || !answerer.mayShowParts || !canSome()) return rules;
  // some fields are shown in part at most: the question without a field may be a yes, that for each field never is
  return [new AccessRule(answerer, action, type, [...known.resource.fieldIndex.keys()], () => false)];
}

type RecordCheck = (record: object, field?: string) => boolean;
