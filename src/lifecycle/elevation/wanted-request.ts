import type { RequestData } from "../../model/access-facts.js";
import type { JsonObject } from "../../model/json.js";
import type { CommandName } from "../command.js";
import { type CommandFields, readCommand } from "../command-fields.js";
import { refusal } from "../refusal.js";

const LONGEST_NAME = 256;

/** A request about a record, as it came with a command. */
export interface RecordRequest {
  readonly fields: CommandFields;
  readonly request: RequestData & { readonly record: object; readonly changes?: JsonObject };
}

/**
 * Reads a request about a record. The record is not copied: what decisions read of it they read with care, and it may hold
 * what JSON cannot say.
 *
 * @throws CommandRefusedError `invalid_command`
 */
export function readRecordRequest(command: CommandName, input: object, names: readonly string[]): RecordRequest {
  const { record, rest } = parted(input);
  const fields = readCommand(command, rest, ["action", "type", "changes", ...names]);
  if (typeof record !== "object" || record === null || Array.isArray(record)) {
    throw fields.refusal("record", "must be an object");
  }
  const changes = fields.optionalObject("changes");
  const { reason } = fields.notes();
  const asked = fields.optionalList("fields");
  if (asked !== undefined && !asked.every((name) => typeof name === "string")) {
    throw fields.refusal("fields", "must be a list of names");
  }
  return {
    fields,
    request: {
      action: fields.text("action", LONGEST_NAME),
      type: fields.text("type", LONGEST_NAME),
      record,
      ...(changes === undefined ? {} : { changes }),
      ...(asked === undefined ? {} : { fields: asked as readonly string[] }),
      ...(reason === undefined ? {} : { justification: reason }),
    },
  };
}

function parted(input: object): { readonly record: unknown; readonly rest: object } {
  try {
    const { record, ...rest } = input as { readonly record?: unknown };
    return { record, rest };
  } catch {
    // a getter or a proxy that throws, whatever it throws
    throw refusal("invalid_command", "what came with the command cannot be read");
  }
}
