import { FALSE } from "../../compile/kleene.js";
import type { CompiledStatement } from "../../compile/statement.js";
import type { Party } from "../../decide/party.js";
import { clockFlips } from "../../decide/valid-until.js";
import { MASKS, type StatementRow, type Steps, VERBS } from "./format.js";
import { requirementRow } from "./requirement-row.js";
import { stepsOf } from "./steps.js";
import { trimmed } from "./table.js";
import type { SnapshotWriter } from "./writer.js";

/** Writes a statement for one party, and tells its place; `null` for one that never reaches the party. */
export function statementPlace(writer: SnapshotWriter, party: Party, statement: CompiledStatement): number | null {
  const passes = passesBy(party, statement);
  if (passes === 1) return null;
  const { resource, actions, verb, id, when, to, masked, why } = statement;
  const isAll = actions.length === resource.actions.size;
  return writer.statements.placeOf(
    trimmed<StatementRow>([
      VERBS.indexOf(verb),
      id,
      isAll ? 0 : actions.map((action) => writer.actionOf(action)),
      masked === null ? fieldsOf(statement) : 0,
      writer.conditionOf(resource, when?.expression, party),
      writer.conditionOf(resource, to?.expression, party),
      detailOf(writer, party, statement),
      passes,
      why,
    ]),
  );
}

/** 1 while a rule passes this principal by. Where it depends on too much it reaches. */
function passesBy(party: Party, { who }: CompiledStatement): Steps {
  if (who === null) return 0;
  const { principal, session } = party;
  const passes = (now: number) => (who.evaluate(principal, null, { principal, session, now }) === FALSE ? 1 : 0);
  return stepsOf(party.now, clockFlips(who, principal), passes, 0);
}

function fieldsOf({ verb, resource, fields }: CompiledStatement): readonly number[] | 0 {
  const isUsual = resource.fields.every(
    ({ name }, index) => fields[index] === (verb !== "allow" || !resource.sensitive.has(name)),
  );
  return isUsual ? 0 : resource.fields.flatMap((_field, index) => (fields[index] === true ? [index] : []));
}

function detailOf(writer: SnapshotWriter, party: Party, { verb, masked, requirement }: CompiledStatement) {
  if (verb === "require") return writer.requirements.placeOf(requirementRow(requirement, party)) + 1;
  return masked === null ? 0 : [...masked].flatMap(([field, view]) => [field, MASKS.indexOf(view)]);
}
