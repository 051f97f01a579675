import type { MaskView } from "../model/statement-data.js";
import type { Evaluate } from "./condition/operators.js";
import type { CompiledAction } from "./resource.js";
import type { CompiledStatement } from "./statement.js";

/** A statement in a cell, with the slot of the assignment through which it came; `-1` for a policy-wide rule. */
export interface Member {
  readonly slot: number;
  readonly statement: CompiledStatement;
  readonly when: Evaluate | null;
  readonly to: Evaluate | null;
  readonly who: Evaluate | null;
}

/** An allow that shows a field in part. */
export interface MaskedMember extends Member {
  readonly view: MaskView;
}

/** Fields of a type that the same statements concern, and which are therefore decided alike. */
export interface FieldClass {
  /** Field indexes, in schema order. */
  readonly fields: readonly number[];
  readonly forbids: readonly Member[];
  readonly grants: readonly Member[];
  /** {@link grants} without those that another one of the same assignment covers: enough for a yes or no. */
  readonly decisiveGrants: readonly Member[];
  readonly masked: readonly MaskedMember[];
  readonly requires: readonly Member[];
}

/** Everything that some roles and the rules say about one action of one type. */
export interface Cell {
  readonly action: CompiledAction;
  readonly classes: readonly FieldClass[];
  /** The classes that can give the best answer over all fields: no other one is granted more and limited less. */
  readonly foremost: readonly FieldClass[];
  readonly classOf: ReadonlyMap<string, FieldClass>;
  /** The classes by field index. */
  readonly byField: readonly FieldClass[];
}

/**
 * Merges statements into the classes of fields that they treat alike.
 *
 * @param action - which all statements name
 * @param members - the statements of each slot, and the rules
 */
export function compileCell(action: CompiledAction, members: readonly Member[]): Cell {
  const { fields, immutable } = action.resource;
  const bySignature = new Map<string, { fields: number[]; members: Member[] }>();
  fields.forEach((field, index) => {
    const concerning: Member[] = [];
    let signature = "";
    members.forEach((member, place) => {
      const { statement } = member;
      // whoever asks: no allow covers a change of an immutable field
      const isBarred = statement.verb === "allow" && action.isChanging && immutable.has(field.name);
      if (statement.fields[index] !== true || isBarred) return;
      concerning.push(member);
      signature += `${place}${statement.masked?.get(index) ?? ""},`;
    });
    const known = bySignature.get(signature);
    if (known === undefined) bySignature.set(signature, { fields: [index], members: concerning });
    else known.fields.push(index);
  });
  const classes = [...bySignature.values()].map((group) => fieldClass(group.fields, group.members));
  const byField: FieldClass[] = [];
  for (const group of classes) for (const index of group.fields) byField[index] = group;
  const foremost = classes.filter((one, place) => !classes.some((other, index) => outdoes(other, index, one, place)));
  return {
    action,
    classes,
    foremost,
    byField,
    classOf: new Map(fields.map(({ name }, index) => [name, at(byField, index)])),
  };
}

function at(classes: readonly FieldClass[], index: number): FieldClass {
  return classes[index] ?? NOTHING;
}

const NOTHING: FieldClass = { fields: [], forbids: [], grants: [], decisiveGrants: [], masked: [], requires: [] };

function fieldClass(fields: readonly number[], members: readonly Member[]): FieldClass {
  const grants = members.filter(({ statement }) => statement.verb === "allow" && statement.masked === null);
  return {
    fields,
    forbids: members.filter(({ statement }) => statement.verb === "forbid"),
    grants,
    decisiveGrants: grants.filter((grant, index) => !grants.some((other, place) => covers(other, place, grant, index))),
    masked: members.flatMap((member) => {
      const view = member.statement.masked?.get(fields[0] ?? -1);
      return view === undefined ? [] : [{ ...member, view }];
    }),
    requires: members.filter(({ statement }) => statement.verb === "require"),
  };
}

/** Whether one class is never answered worse than the other: all its grants, and no limit that the other has not. */
function outdoes(other: FieldClass, index: number, one: FieldClass, place: number): boolean {
  if (index === place || !isAbove(other, one)) return false;
  // of two that are alike the first stays
  return index < place || !isAbove(one, other);
}

function isAbove(other: FieldClass, one: FieldClass): boolean {
  return (
    includes([...other.grants, ...other.masked], [...one.grants, ...one.masked]) &&
    includes(one.forbids, other.forbids) &&
    includes(one.requires, other.requires)
  );
}

function includes(all: readonly Member[], some: readonly Member[]): boolean {
  return some.every((member) =>
    all.some((candidate) => candidate.slot === member.slot && candidate.statement === member.statement),
  );
}

/** Whether one grant holds whenever the other does: same assignment, and no condition or the same ones. */
function covers(other: Member, place: number, grant: Member, index: number): boolean {
  if (place === index || other.slot !== grant.slot) return false;
  const isAlike = other.when === grant.when && other.to === grant.to;
  return isAlike ? place < index : other.when === null && other.to === null;
}
