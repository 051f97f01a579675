import type { RequestData } from "../model/access-facts.js";
import type { HeldAssignment, PrincipalState } from "../model/principal-state.js";

/** A command and one principal whom it changes: what `castellan/service` asks the policy about. */
export interface CrmAdministrationQuestion {
  readonly command: { readonly command: string };
  /** `null`: there was nobody. */
  readonly before: PrincipalState | null;
  /** `null`: nothing is kept. */
  readonly after: PrincipalState | null;
}

/** What the preset calls what a command does to an account. */
const USER_ACTIONS: Readonly<Record<string, string>> = {
  invite: "create",
  resendInvite: "create",
  withdrawInvite: "create",
  changeSponsor: "update",
  updateAttributes: "update",
  suspend: "suspend",
  reactivate: "reactivate",
  lockDown: "lock_down",
  unlock: "reactivate",
  offboard: "offboard",
  erase: "offboard",
  endSessions: "reset_factors",
};

/** The commands that hand something out, or take it back, by somebody else's leave. */
const ASSIGNING: ReadonlySet<string> = new Set([
  "invite",
  "assign",
  "revoke",
  "mute",
  "unmute",
  "changeScope",
  "extend",
  "transfer",
  "approve",
  "cover",
]);

/**
 * The questions that commands come to in the preset's own words, so that its rules about administration (two factors, staff
 * only, a reason for taking access away, never for oneself) and the regions of whoever administers hold for them too:
 * `administration: crmAdministration`.
 *
 * What changes an account is asked of `user`, what hands out or takes back of `role_assignment`; each once for every region
 * concerned, so that nobody administers beyond their own. Where a region is not said, or is every one, only who administers
 * everywhere may. One's own sessions, requests and activations, emergencies, and logging in as somebody are not asked about: their
 * rules are those of the commands.
 *
 * @param by - who gives the command
 * @example
 * const ada = { id: "ada", kind: "employee", status: "active" } as const;
 * const before = { principal: ada, assignments: [], approvals: [], requests: [], revision: 1 };
 * const after = { ...before, assignments: [{ id: "a1", role: "sales_rep", scope: { region: ["DE"] } }] };
 * const [asked] = crmAdministration({ command: { command: "assign" }, before, after }, { principalId: "u1" });
 * [asked?.action, asked?.type] // => ["create", "role_assignment"]
 */
export function crmAdministration(
  { command: { command }, before, after }: CrmAdministrationQuestion,
  by: { readonly principalId: string },
): readonly RequestData[] {
  const state = after ?? before;
  if (state === null) return [];
  if (command === "endSessions" && state.principal.id === by.principalId) return [];
  return [
    ...aboutUser(command, before, state),
    ...(ASSIGNING.has(command) ? aboutAssignments(before?.assignments ?? [], after) : []),
  ];
}

function aboutUser(command: string, before: PrincipalState | null, state: PrincipalState): readonly RequestData[] {
  const isEnd = command === "extend" && before?.principal.validUntil !== state.principal.validUntil;
  const action = isEnd ? "update" : Object.hasOwn(USER_ACTIONS, command) ? USER_ACTIONS[command] : undefined;
  if (action === undefined) return [];
  const changes = isEnd ? { leavesAt: state.principal.validUntil } : userChanges(command, before, state);
  const held = [...(before?.assignments ?? []), ...state.assignments];
  return regionsOf(held).map((region) => ({
    action,
    type: "user",
    record: { ...userRecord(action === "create" ? state : (before ?? state)), ...region },
    ...(action === "update" ? { changes } : {}),
  }));
}

function userRecord({ principal, sponsorId }: PrincipalState): Readonly<Record<string, unknown>> {
  const { id, kind, status, attributes = {}, validUntil } = principal;
  return {
    id,
    kind,
    status,
    ...placeOf(attributes),
    ...(sponsorId === undefined ? {} : { managerId: sponsorId }),
    ...(validUntil === undefined ? {} : { leavesAt: validUntil }),
  };
}

/** What is written: an attribute for which the record has no field is asked for as where somebody works. */
function userChanges(command: string, before: PrincipalState | null, state: PrincipalState): object {
  if (command === "changeSponsor") return { managerId: state.sponsorId };
  return {
    department: "",
    team: "",
    ...placeOf(before?.principal.attributes ?? {}),
    ...placeOf(state.principal.attributes ?? {}),
  };
}

function placeOf({ department, teams }: Readonly<Record<string, unknown>>): object {
  const team: unknown = Array.isArray(teams) ? teams[0] : undefined;
  return {
    ...(typeof department === "string" ? { department } : {}),
    ...(typeof team === "string" ? { team } : {}),
  };
}

function aboutAssignments(before: readonly HeldAssignment[], after: PrincipalState | null): readonly RequestData[] {
  if (after === null) return [];
  const { principal, assignments } = after;
  const known = new Map(before.map((assignment) => [assignment.id, assignment]));
  const left = new Set(assignments.map(({ id }) => id));
  return [
    ...before.filter(({ id }) => !left.has(id)).flatMap((gone) => asked("delete", principal.id, gone)),
    ...assignments.flatMap((now) => {
      const was = known.get(now.id);
      if (was === undefined) return asked("create", principal.id, now);
      if (was.muted === undefined && now.muted !== undefined) return asked("delete", principal.id, was);
      if (was.muted !== undefined && now.muted === undefined) return asked("create", principal.id, now);
      return moved(principal.id, was, now);
    }),
  ];
}

/** What was changed of an assignment is asked for where it was, and where it is to be. */
function moved(principalId: string, was: HeldAssignment, now: HeldAssignment): readonly RequestData[] {
  const [old, next] = [assignmentRecord(principalId, was), assignmentRecord(principalId, now)];
  const changes = Object.entries(next).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]));
  if (changes.length === 0) return [];
  return regionsOf([was, now]).map((region) => ({
    action: "update",
    type: "role_assignment",
    record: { ...old, ...region },
    changes: Object.fromEntries(changes),
  }));
}

function asked(action: string, principalId: string, assignment: HeldAssignment): readonly RequestData[] {
  const record = assignmentRecord(principalId, assignment);
  return regionsOf([assignment]).map((region) => ({
    action,
    type: "role_assignment",
    record: { ...record, ...region },
  }));
}

function assignmentRecord(principalId: string, assignment: HeldAssignment): Readonly<Record<string, unknown>> {
  const { id, role, scope = {}, state = "active", validFrom, validUntil, reason } = assignment;
  return {
    id,
    principalId,
    role: role ?? "(direct grant)",
    state,
    scopeRegions: listOf(scope.region),
    scopeProjects: listOf(scope.project),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Each region that assignments reach; where one reaches every region, or says none, a record of no region stands for that. */
function regionsOf(assignments: readonly HeldAssignment[]): readonly { readonly region?: string }[] {
  const regions = new Set(assignments.flatMap(({ scope }) => listOf(scope?.region)));
  const isBounded = assignments.length > 0 && assignments.every(({ scope }) => listOf(scope?.region).length > 0);
  return [...[...regions].map((region) => ({ region })), ...(isBounded ? [] : [{}])];
}

function listOf(values: readonly string[] | "*" | undefined): readonly string[] {
  return values === undefined || values === "*" ? [] : values;
}
