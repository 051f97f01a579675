import type { StatementRef } from "../model/decision.js";
import type { Evaluate } from "./evaluate.js";
import type { ClientAction, ClientResource } from "./model.js";
import { known } from "./operands.js";
import type { ClientParty, Group } from "./party.js";
import type { ClientStatement } from "./statements.js";
import { compileTest } from "./tests.js";

/** A statement that is held, and where. */
export interface Member {
  readonly statement: ClientStatement;
  readonly ref: StatementRef;
  /** Whether a record lies in its scope: each must. */
  readonly scope: readonly Evaluate[];
  /** The top-level fields that the scope reads. */
  readonly reads: readonly string[];
}

/** Fields that the same statements concern, and which are therefore settled alike. */
export interface FieldClass {
  readonly field: number;
  readonly forbids: readonly Member[];
  readonly grants: readonly Member[];
  readonly masked: readonly Member[];
  readonly requires: readonly Member[];
}

/** All that is said about one action. */
interface Cell {
  readonly members: readonly Member[];
  /** By field. */
  readonly classes: readonly FieldClass[];
}

/** One party at one instant. */
export class Side {
  readonly party: ClientParty;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly gate: ReturnType<ClientParty["gate"]>;
  readonly isExpired: boolean;
  readonly groups: readonly Group[];
  readonly #cells = new Map<ClientAction, Cell>();

  constructor(party: ClientParty, now: number) {
    this.party = party;
    this.now = now;
    this.gate = party.gate(now);
    this.isExpired = now >= party.expiresAt;
    this.groups = party.groups.filter(({ from, until }) => from <= now && now < until);
  }

  /** All that is said about an action; worked out when it is first asked for. */
  cell(action: ClientAction): Cell {
    const known = this.#cells.get(action);
    if (known !== undefined) return known;
    const cell = cellOf(
      this.groups.flatMap((group) => membersOf(group, action, this.now)),
      action,
    );
    this.#cells.set(action, cell);
    return cell;
  }
}

function membersOf({ statements, ref, scope }: Group, action: ClientAction, now: number): readonly Member[] {
  const { resource, name } = action;
  const bounded = resource.scopes.filter(([dimension]) => scope.has(dimension));
  const within = {
    scope: bounded.map(([dimension, path]) =>
      compileTest(path.leaf.array === true ? "hasScope" : "in", path, known(scope.get(dimension)), undefined),
    ),
    reads: bounded.map(([, { keys }]) => keys[0] ?? ""),
  };
  return (statements.get(resource) ?? [])
    .filter(({ actions, passes }) => (actions === null || actions.has(name)) && passes(now) !== 1)
    .map((statement) => {
      const { id, why } = statement;
      return { ...within, statement, ref: { id, ...ref, ...(why === undefined ? {} : { why }) } };
    });
}

function cellOf(members: readonly Member[], { resource, isChanging }: ClientAction): Cell {
  const bySignature = new Map<string, FieldClass>();
  const classes = resource.fields.map((_field, field) => {
    let signature = "";
    const concerning = members.filter(({ statement }, place) => {
      // whoever asks: no allow covers a change of an immutable field
      if (
        !covers(statement, resource, field) ||
        (statement.verb === "allow" && isChanging && resource.immutable.has(field))
      )
        return false;
      signature += `${place}${statement.masked?.get(field) ?? ""},`;
      return true;
    });
    const group = bySignature.get(signature) ?? classOf(field, concerning);
    bySignature.set(signature, group);
    return group;
  });
  return { members, classes };
}

/** Whether a statement concerns a field. An allow reaches a sensitive one only by name (S3). */
export function covers({ fields, verb }: ClientStatement, { sensitive }: ClientResource, field: number): boolean {
  return fields === null ? verb !== "allow" || !sensitive.has(field) : fields.has(field);
}

function classOf(field: number, members: readonly Member[]): FieldClass {
  const having = (verb: ClientStatement["verb"], isMasked = false) =>
    members.filter(({ statement }) => statement.verb === verb && (statement.masked !== null) === isMasked);
  return {
    field,
    forbids: having("forbid"),
    grants: having("allow"),
    masked: having("allow", true),
    requires: having("require"),
  };
}
