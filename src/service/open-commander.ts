import type {
  Command,
  CommandInputs,
  CommandName,
  CommandNotes,
  CommandResult,
  ReasonedNotes,
} from "../lifecycle/command.js";
import type { Vocabulary } from "../model/vocabulary.js";
import type { Giver } from "./acting.js";
import type { CommandOutcome, Committed } from "./command-outcome.js";
import type { CommandRunner } from "./command-runner.js";
import type { CommandDetails, Commander, CommandRun } from "./commander.js";
import type { Preview } from "./preview.js";

/** The one implementation of {@link Commander}: each method makes a command of what it is given. */
export class OpenCommander {
  readonly #runner: CommandRunner;
  readonly #giver: Giver;

  constructor(runner: CommandRunner, giver: Giver) {
    this.#runner = runner;
    this.#giver = giver;
  }

  async run<Given extends Command>(command: Given): CommandRun<Given["command"]> {
    // the runner gives what the command's planner gave
    return (await this.#runner.run(command, this.#giver)) as CommandOutcome<Given["command"]>;
  }

  preview(command: Command): Promise<Preview> {
    return this.#runner.preview(command, this.#giver);
  }

  invite(input: object): Promise<Committed & CommandResult<"invite">> {
    // without a key nothing is told a second time: there is a token
    return this.#give("invite", input) as Promise<Committed & CommandResult<"invite">>;
  }

  resendInvite(principalId: string, input: object = {}): Promise<Committed & CommandResult<"resendInvite">> {
    const given = this.#give("resendInvite", { ...input, principalId });
    return given as Promise<Committed & CommandResult<"resendInvite">>;
  }

  withdrawInvite(principalId: string, notes: CommandNotes = {}) {
    return this.#give("withdrawInvite", { ...notes, principalId });
  }

  completeStep(principalId: string, stepId: string, notes: CommandNotes = {}) {
    return this.#give("completeStep", { ...notes, principalId, stepId });
  }

  checkIn(principalId: string, notes: CommandNotes = {}) {
    return this.#give("checkIn", { ...notes, principalId });
  }

  assign(principalId: string, input: object) {
    return this.#give("assign", { ...input, principalId });
  }

  revoke(principalId: string, assignmentId: string, notes: CommandNotes = {}) {
    return this.#give("revoke", { ...notes, principalId, assignmentId });
  }

  mute(principalId: string, assignmentId: string, input: CommandDetails<"mute", "principalId" | "assignmentId"> = {}) {
    return this.#give("mute", { ...input, principalId, assignmentId });
  }

  unmute(principalId: string, assignmentId: string, notes: CommandNotes = {}) {
    return this.#give("unmute", { ...notes, principalId, assignmentId });
  }

  changeScope(principalId: string, assignmentId: string, input: object) {
    return this.#give("changeScope", { ...input, principalId, assignmentId });
  }

  extend(principalId: string, input: CommandDetails<"extend">) {
    return this.#give("extend", { ...input, principalId });
  }

  changeSponsor(principalId: string, input: CommandDetails<"changeSponsor">) {
    return this.#give("changeSponsor", { ...input, principalId });
  }

  updateAttributes(principalId: string, input: object) {
    return this.#give("updateAttributes", { ...input, principalId });
  }

  transfer(principalId: string, input: object) {
    return this.#give("transfer", { ...input, principalId });
  }

  suspend(principalId: string, notes: CommandNotes = {}) {
    return this.#give("suspend", { ...notes, principalId });
  }

  reactivate(principalId: string, notes: CommandNotes = {}) {
    return this.#give("reactivate", { ...notes, principalId });
  }

  offboard(principalId: string, input: CommandDetails<"offboard">) {
    return this.#give("offboard", { ...input, principalId });
  }

  lockDown(principalId: string, input: CommandDetails<"lockDown">) {
    return this.#give("lockDown", { ...input, principalId });
  }

  unlock(principalId: string, notes: ReasonedNotes) {
    return this.#give("unlock", { ...notes, principalId });
  }

  endSessions(principalId: string, notes: CommandNotes = {}) {
    return this.#give("endSessions", { ...notes, principalId });
  }

  erase(principalId: string, notes: CommandNotes = {}) {
    return this.#give("erase", { ...notes, principalId });
  }

  cover(principalId: string, input: CommandDetails<"cover">) {
    return this.#give("cover", { ...input, principalId });
  }

  loginAs(principalId: string, input: CommandDetails<"loginAs">) {
    return this.#give("loginAs", { ...input, principalId });
  }

  endLoginAs(principalId: string, loginId: string, notes: CommandNotes = {}) {
    return this.#give("endLoginAs", { ...notes, principalId, loginId });
  }

  requestAccess(input: object) {
    return this.#give("requestAccess", input);
  }

  approve(requestId: string, notes: CommandNotes = {}) {
    return this.#give("approve", { ...notes, requestId });
  }

  reject(requestId: string, notes: CommandNotes = {}) {
    return this.#give("reject", { ...notes, requestId });
  }

  withdraw(requestId: string, notes: CommandNotes = {}) {
    return this.#give("withdraw", { ...notes, requestId });
  }

  activate(assignmentId: string, input: CommandDetails<"activate", "assignmentId">) {
    return this.#give("activate", { ...input, assignmentId });
  }

  deactivate(assignmentId: string, notes: CommandNotes = {}) {
    return this.#give("deactivate", { ...notes, assignmentId });
  }

  breakGlass(assignmentId: string, input: CommandDetails<"breakGlass", "assignmentId">) {
    return this.#give("breakGlass", { ...input, assignmentId });
  }

  reviewEmergency(principalId: string, input: CommandDetails<"reviewEmergency">) {
    return this.#give("reviewEmergency", { ...input, principalId });
  }

  authorize(input: object) {
    return this.#give("authorize", input);
  }

  applyIdentity(principalId: string, input: CommandDetails<"applyIdentity">) {
    return this.#give("applyIdentity", { ...input, principalId });
  }

  applySecurityEvent(input: CommandInputs["applySecurityEvent"]) {
    return this.#give("applySecurityEvent", input);
  }

  async #give<Name extends CommandName>(command: Name, input: object): CommandRun<Name> {
    // what is in the input is read by the command's planner, whatever the compiler was told of it
    const given = { ...input, command } as { readonly command: Name } & Command;
    return (await this.#runner.run(given, this.#giver)) as CommandOutcome<Name>;
  }
}

/** Gives commands as somebody, in a policy's own words. */
export function openCommander<V extends Vocabulary>(runner: CommandRunner, giver: Giver): Commander<V> {
  return new OpenCommander(runner, giver);
}
