import type { CompiledAction } from "../../compile/resource.js";
import type { Party } from "../../decide/party.js";
import { profileOf } from "../../decide/profile.js";
import type { ProjectedAccess } from "../access.js";
import { AccessRule, type RecordTest } from "./access-rule.js";
import { isYes } from "./is-yes.js";

/** The rules of an ability: for every action that could be done at all, one for each class of fields. */
export function rulesOf(access: ProjectedAccess): AccessRule[] {
  const { resources } = access.party.policy;
  return [...resources.values()].flatMap(({ actions }) =>
    [...actions.values()].flatMap((action) => rulesOfAction(access, action)),
  );
}

/** Those of one action of one type; none where the policy knows no such thing. */
export function rulesOn(access: ProjectedAccess, action: string, type: string): AccessRule[] {
  const known = access.party.policy.resources.get(type)?.actions.get(action);
  return known === undefined ? [] : rulesOfAction(access, known);
}

function rulesOfAction(access: ProjectedAccess, action: CompiledAction): AccessRule[] {
  const { name } = action;
  const { type, fields } = action.resource;
  const canSome = (field?: string): boolean => isYes(() => access.canSome(name, type, undefined, field));
  let check: RecordCheck | undefined;
  const rules = fieldClassesOf(access, action)
    .filter(([first]) => first !== undefined && canSome(first))
    .map((names) => {
      const holds: RecordTest = (record) => {
        check ??= access.checker(name, type);
        const bound = check;
        return isYes(() => bound(record, names[0]));
      };
      return new AccessRule(access, name, type, names, holds);
    });
  const { party, human } = access;
  const mayShowParts = party.hasMasked || human?.hasMasked === true;
  if (rules.length > 0 || !mayShowParts || !canSome()) return rules;
  // some fields are shown in part at most: the question without a field may be a yes, that for each field never is
  const names = fields.map((field) => field.name);
  return [new AccessRule(access, name, type, names, () => false)];
}

type RecordCheck = (record: object, field?: string) => boolean;

/** The field names that are decided alike, whatever the record. */
function fieldClassesOf({ party, human }: ProjectedAccess, action: CompiledAction): string[][] {
  const own = classNumbers(party, action);
  const others = human === null ? own : classNumbers(human, action);
  const classes = new Map<string, string[]>();
  action.resource.fields.forEach(({ name }, index) => {
    const key = `${own[index]} ${others[index]}`;
    const names = classes.get(key);
    if (names === undefined) classes.set(key, [name]);
    else names.push(name);
  });
  return [...classes.values()];
}

function classNumbers(party: Party, action: CompiledAction): number[] {
  const numbers: number[] = [];
  profileOf(party, action).classes.forEach(({ fields }, number) => {
    for (const field of fields) numbers[field] = number;
  });
  return numbers;
}
