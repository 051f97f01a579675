import { type Cell, compileCell, type Member } from "./cell.js";
import type { CompiledAction } from "./resource.js";
import type { CompiledRole } from "./role.js";
import type { CompiledStatement } from "./statement.js";

/** The policy-wide rules, by action index. */
export type RulesByAction = ReadonlyMap<number, readonly CompiledStatement[]>;

/**
 * The roles that somebody holds, in order, one slot each: shared by all who hold the same ones. It keeps what the
 * statements of those roles come to for each action, once that is first asked.
 */
export class RoleSet {
  readonly roles: readonly CompiledRole[];
  readonly #rules: RulesByAction;
  readonly #cells: (Cell | undefined)[] = [];
  readonly #next = new Map<CompiledRole, RoleSet>();

  constructor(roles: readonly CompiledRole[], rules: RulesByAction) {
    this.roles = roles;
    this.#rules = rules;
  }

  /** The set with one more role in the last slot. A shared one is made once, a private one is forgotten. */
  with(role: CompiledRole, keep: "shared" | "private"): RoleSet {
    const known = this.#next.get(role);
    if (known !== undefined) return known;
    const next = new RoleSet([...this.roles, role], this.#rules);
    if (keep === "shared") this.#next.set(role, next);
    return next;
  }

  /** What the roles and rules say about an action. */
  cell(action: CompiledAction): Cell {
    return this.#cells[action.index] ?? this.#compile(action);
  }

  #compile(action: CompiledAction): Cell {
    const members: Member[] = [];
    this.roles.forEach((role, slot) => {
      for (const statement of role.byAction.get(action.index) ?? []) members.push(memberOf(statement, slot));
    });
    for (const statement of this.#rules.get(action.index) ?? []) members.push(memberOf(statement, -1));
    const cell = compileCell(action, members);
    this.#cells[action.index] = cell;
    return cell;
  }
}

function memberOf(statement: CompiledStatement, slot: number): Member {
  return {
    slot,
    statement,
    when: statement.when?.evaluate ?? null,
    to: statement.to?.evaluate ?? null,
    who: statement.who?.evaluate ?? null,
  };
}
