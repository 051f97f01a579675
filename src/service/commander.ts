import type {
  AssignmentInput,
  Command,
  CommandInputs,
  CommandName,
  CommandNotes,
  CommandResult,
  ReasonedNotes,
} from "../lifecycle/command.js";
import type { Scope } from "../model/assignment.js";
import type { RecordInput } from "../model/record-input.js";
import type { Statements } from "../model/statements.js";
import type { TypeName, Vocabulary } from "../model/vocabulary.js";
import type { ActionName, FieldName, RecordOf } from "../policy/access.js";
import type { CommandOutcome, Committed } from "./command-outcome.js";
import type { Preview } from "./preview.js";

/** An assignment that is to be handed out, in a policy's own words. */
export interface AssignmentInputOf<V extends Vocabulary>
  extends Omit<AssignmentInput, "role" | "scope" | "statements"> {
  readonly role?: V["role"];
  /** A direct grant, in place of `role`. */
  readonly statements?: Statements<V>;
  readonly scope?: Scope<V["dimension"]>;
}

/** Who is invited, in a policy's own words. */
export interface InviteInput<V extends Vocabulary> extends Omit<CommandInputs["invite"], "attributes" | "assignments"> {
  readonly attributes?: RecordInput<V["attributes"]>;
  readonly assignments?: readonly AssignmentInputOf<V>[];
}

/** What else a command takes, beside whom it is about. */
export type CommandDetails<Name extends CommandName, Named extends string = "principalId"> = Omit<
  CommandInputs[Name],
  Named
>;

/** A role, asked for. */
export interface RoleRequest<V extends Vocabulary> extends ReasonedNotes {
  readonly role: V["role"];
  readonly scope?: Scope<V["dimension"]>;
  readonly duration: number | `${number}${"s" | "m" | "h" | "d"}`;
}

/** One action on one record. */
export interface RecordAction<V extends Vocabulary, Type extends TypeName<V>> {
  readonly action: ActionName<V, Type>;
  readonly type: Type;
  readonly record: RecordOf<V, Type>;
  readonly changes?: RecordOf<V, Type>;
}

/** An approval of one action on one record, asked for. */
export interface ActionRequest<V extends Vocabulary, Type extends TypeName<V>>
  extends RecordAction<V, Type>,
    ReasonedNotes {}

/** A request that is to be allowed, and to use up approvals that serve once. */
export interface AuthorizeInput<V extends Vocabulary, Type extends TypeName<V>>
  extends RecordAction<V, Type>,
    CommandNotes {
  readonly fields?: readonly FieldName<V, Type>[];
}

/** A command under way: carried out for the first time, or its first result told again. */
export type CommandRun<Name extends CommandName> = Promise<CommandOutcome<Name>>;

/**
 * Gives commands, as somebody. Each is decided, is one atomic commit with its audit in it, and is tried again where others
 * came first. What is refused throws `CommandRefusedError`, with the decision, and is audited too.
 *
 * A `key` in the notes makes a command idempotent: given again by the same actor, nothing happens a second time, and the first
 * result is told again.
 */
export interface Commander<V extends Vocabulary> {
  /**
   * Gives any command, as data.
   *
   * @throws CommandRefusedError `command_refused`; StoreError `unavailable`
   */
  run<Given extends Command>(command: Given): CommandRun<Given["command"]>;
  /** What a command would change, and for whom, or why it would be refused; nothing is written. */
  preview(command: Command): Promise<Preview>;

  /** Invites somebody, with what they will hold. The token is for the link; it is kept nowhere, and `null` when told again. */
  invite(input: InviteInput<V> & { readonly key: string }): CommandRun<"invite">;
  /** Invites somebody, with what they will hold. The token is for the link, and is kept nowhere. */
  invite(input: InviteInput<V> & { readonly key?: undefined }): Promise<Committed & CommandResult<"invite">>;
  /** Makes a new link; the old one is dead. The token is `null` when told again. */
  resendInvite(
    principalId: string,
    input: CommandDetails<"resendInvite"> & { readonly key: string },
  ): CommandRun<"resendInvite">;
  /** Makes a new link; the old one is dead. */
  resendInvite(
    principalId: string,
    input?: CommandDetails<"resendInvite"> & { readonly key?: undefined },
  ): Promise<Committed & CommandResult<"resendInvite">>;
  /** Takes an invitation back. */
  withdrawInvite(principalId: string, notes?: CommandNotes): CommandRun<"withdrawInvite">;
  /** Ticks off a step of somebody's first days. */
  completeStep(principalId: string, stepId: string, notes?: CommandNotes): CommandRun<"completeStep">;
  /** Notes that somebody was asked how it goes. */
  checkIn(principalId: string, notes?: CommandNotes): CommandRun<"checkIn">;

  /** Hands out a role or a direct grant. */
  assign(principalId: string, input: AssignmentInputOf<V> & CommandNotes): CommandRun<"assign">;
  /** Takes an assignment away. */
  revoke(principalId: string, assignmentId: string, notes?: CommandNotes): CommandRun<"revoke">;
  /** Sets an assignment aside. */
  mute(
    principalId: string,
    assignmentId: string,
    input?: CommandDetails<"mute", "principalId" | "assignmentId">,
  ): CommandRun<"mute">;
  /** Lets an assignment count again. */
  unmute(principalId: string, assignmentId: string, notes?: CommandNotes): CommandRun<"unmute">;
  /** Moves an assignment to another scope. */
  changeScope(
    principalId: string,
    assignmentId: string,
    input: CommandNotes & { readonly scope: Scope<V["dimension"]> },
  ): CommandRun<"changeScope">;
  /** Moves the end of somebody, or of one of their assignments. */
  extend(principalId: string, input: CommandDetails<"extend">): CommandRun<"extend">;
  /** Says who answers for a guest or contractor from now on. */
  changeSponsor(principalId: string, input: CommandDetails<"changeSponsor">): CommandRun<"changeSponsor">;
  /** Writes attributes that conditions may read. */
  updateAttributes(
    principalId: string,
    input: CommandNotes & { readonly attributes: RecordInput<V["attributes"]> },
  ): CommandRun<"updateAttributes">;
  /** A change of job: old access ends where new access begins. */
  transfer(
    principalId: string,
    input: Omit<CommandDetails<"transfer">, "start"> & { readonly start: readonly AssignmentInputOf<V>[] },
  ): CommandRun<"transfer">;

  /** Lets somebody do nothing, until they are reactivated. */
  suspend(principalId: string, notes?: CommandNotes): CommandRun<"suspend">;
  /** Ends a suspension. */
  reactivate(principalId: string, notes?: CommandNotes): CommandRun<"reactivate">;
  /** Somebody leaves: at once or later, with nothing or reading for a while. */
  offboard(principalId: string, input: CommandDetails<"offboard">): CommandRun<"offboard">;
  /** An account is in wrong hands: it is locked, its sessions are dead, and what it did is told. */
  lockDown(principalId: string, input: CommandDetails<"lockDown">): CommandRun<"lockDown">;
  /** Ends a lock-down. */
  unlock(principalId: string, notes: ReasonedNotes): CommandRun<"unlock">;
  /** Ends all sessions of somebody, or one's own. */
  endSessions(principalId: string, notes?: CommandNotes): CommandRun<"endSessions">;
  /** Forgets a deactivated principal, but for the audit. */
  erase(principalId: string, notes?: CommandNotes): CommandRun<"erase">;
  /** A deputy gets, for a while, what somebody on leave holds. */
  cover(principalId: string, input: CommandDetails<"cover">): CommandRun<"cover">;
  /** Logs in as somebody, for a while: never more than both may. Then ask for `access` with `actingAs`. */
  loginAs(principalId: string, input: CommandDetails<"loginAs">): CommandRun<"loginAs">;
  /** Ends a log-in as somebody. */
  endLoginAs(principalId: string, loginId: string, notes?: CommandNotes): CommandRun<"endLoginAs">;

  /** Asks for a role for a while. */
  requestAccess(input: RoleRequest<V>): CommandRun<"requestAccess">;
  /** Asks for the approval of one action on one record. */
  requestAccess<Type extends TypeName<V>>(input: ActionRequest<V, Type>): CommandRun<"requestAccess">;
  /** Says yes to a request. */
  approve(requestId: string, notes?: CommandNotes): CommandRun<"approve">;
  /** Says no to a request. */
  reject(requestId: string, notes?: CommandNotes): CommandRun<"reject">;
  /** Takes one's own request back. */
  withdraw(requestId: string, notes?: CommandNotes): CommandRun<"withdraw">;
  /** Makes one's own eligible assignment active, for a while. */
  activate(assignmentId: string, input: CommandDetails<"activate", "assignmentId">): CommandRun<"activate">;
  /** Ends one's own activation early. */
  deactivate(assignmentId: string, notes?: CommandNotes): CommandRun<"deactivate">;
  /** Activates an emergency assignment without asking: loud, short, and reviewed afterwards. */
  breakGlass(assignmentId: string, input: CommandDetails<"breakGlass", "assignmentId">): CommandRun<"breakGlass">;
  /** Says whether somebody's emergency was one. */
  reviewEmergency(principalId: string, input: CommandDetails<"reviewEmergency">): CommandRun<"reviewEmergency">;
  /** Makes sure that a request is allowed, writes it down, and uses up the approvals that serve one commit only. */
  authorize<Type extends TypeName<V>>(input: AuthorizeInput<V, Type>): CommandRun<"authorize">;

  /** Applies what a mapping made of an identity provider's claims. */
  applyIdentity(principalId: string, input: CommandDetails<"applyIdentity">): CommandRun<"applyIdentity">;
  /** Applies a security event of an identity provider. */
  applySecurityEvent(input: CommandInputs["applySecurityEvent"]): CommandRun<"applySecurityEvent">;
}
