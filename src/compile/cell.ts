import type { MaskView } from "../model/statement-data.js";
import type { Evaluate } from "./condition/operators.js";
import type { CompiledAction } from "./resource.js";
import { type CompiledStatement, concerns } from "./statement.js";

/** A statement in a cell, with what it asks at hand. */
export interface Member {
  readonly statement: CompiledStatement;
  readonly when: Evaluate | null;
  readonly to: Evaluate | null;
  readonly who: Evaluate | null;
}

/** An allow that shows a field in part. */
export interface MaskedMember extends Member {
  readonly view: MaskView;
}

/** Fields of a type that the same statements of a role concern, and which it therefore treats alike. */
export interface FieldClass {
  /** Field indexes, in schema order. */
  readonly fields: readonly number[];
  readonly forbids: readonly Member[];
  readonly grants: readonly Member[];
  /** {@link grants} without those that hold only where another one does: enough for a yes or no. */
  readonly decisiveGrants: readonly Member[];
  readonly masked: readonly MaskedMember[];
  readonly requires: readonly Member[];
}

/** Everything that one role, or the rules, say about one action of one type. */
export interface Cell {
  readonly classes: readonly FieldClass[];
  /** The classes by field index. */
  readonly byField: readonly FieldClass[];
  /** Every statement, once. */
  readonly members: readonly Member[];
}

/** Merges the statements on one action into the classes of fields that they treat alike. */
export function compileCell(action: CompiledAction, statements: readonly CompiledStatement[]): Cell {
  const members = statements.map(memberOf);
  const bySignature = new Map<string, { fields: number[]; members: Member[] }>();
  action.resource.fields.forEach(({ name }, index) => {
    const concerning: Member[] = [];
    let signature = "";
    members.forEach((member, place) => {
      const { statement } = member;
      if (!concerns(statement, action, index, name)) return;
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
  return { classes, byField, members };
}

/** A statement, with what it asks at hand. */
export function memberOf(statement: CompiledStatement): Member {
  return {
    statement,
    when: statement.when?.evaluate ?? null,
    to: statement.to?.evaluate ?? null,
    who: statement.who?.evaluate ?? null,
  };
}

function fieldClass(fields: readonly number[], members: readonly Member[]): FieldClass {
  const grants = members.filter(({ statement }) => statement.verb === "allow" && statement.masked === null);
  return {
    fields,
    forbids: members.filter(({ statement }) => statement.verb === "forbid"),
    grants,
    decisiveGrants: decisive(grants),
    masked: members.flatMap((member) => {
      const view = member.statement.masked?.get(fields[0] as number);
      return view === undefined ? [] : [{ ...member, view }];
    }),
    requires: members.filter(({ statement }) => statement.verb === "require"),
  };
}

/** The grants without those that hold only where another one does: it has no condition, or the same ones. */
function decisive(grants: readonly Member[]): readonly Member[] {
  const open = grants.find(({ when, to }) => when === null && to === null);
  if (open !== undefined) return [open];
  const seen = new Map<Evaluate | null, Set<Evaluate | null>>();
  return grants.filter(({ when, to }) => {
    const same = seen.get(when) ?? new Set();
    if (same.has(to)) return false;
    seen.set(when, same.add(to));
    return true;
  });
}
