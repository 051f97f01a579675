import type { CommandName, CommandResult } from "../lifecycle/command.js";
import type { AuditEvent } from "../model/audit-event.js";

/** What a command came to. */
export type CommandOutcome<Name extends CommandName = CommandName> = Committed & ToldResult<CommandResult<Name>>;

/** What every command tells. */
export interface Committed {
  /** The tenant's revision with the command in it: give it as `atLeast` where its effect must be seen. */
  readonly revision: number;
  /** What was written into the audit; empty where nothing was to be changed. */
  readonly events: readonly AuditEvent[];
}

/** A result as it is told: a token is `null` when a command is given again by its key, since it is kept nowhere. */
export type ToldResult<Result> = {
  readonly [Member in keyof Result]: Member extends "token" ? Result[Member] | null : Result[Member];
};
