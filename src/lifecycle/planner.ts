import type { CommandInputs, CommandName, CommandResult } from "./command.js";
import type { Planning } from "./plan.js";
import type { Situation } from "./situation.js";

/** How one command is planned. It throws `CommandRefusedError` where it is refused. */
export type Planner<Name extends CommandName> = (
  input: CommandInputs[Name],
  at: Situation,
) => Planning<CommandResult<Name>>;

/** How each of some commands is planned. */
export type Planners<Name extends CommandName = CommandName> = { readonly [N in Name]: Planner<N> };
