import type { Assignment, Scope } from "../model/assignment.js";
import { toMilliseconds } from "../model/duration.js";
import { toEpochMs } from "../model/instant.js";
import type { PolicyData, RoleData } from "../model/policy-data.js";
import type { StatementsData } from "../model/statement-data.js";
import { checkScopeValue } from "./dimension.js";
import { Issues } from "./issues.js";
import { readRoot } from "./json-text.js";
import { readKnown, readUnique } from "./name-list.js";
import { readInstant } from "./numbers.js";
import type { Read } from "./read.js";
import { effectiveScopedBy, pathDimensions } from "./scope-demand.js";
import type { Site } from "./site.js";
import { policyContext } from "./statement-context.js";
import { readStatements } from "./statements.js";
import { quote } from "./text.js";

const KEYS = ["id", "role", "statements", "scope", "validFrom", "validUntil", "state", "grantedBy", "reason"];

/**
 * Reads an assignment before it is stored: its role or statements, that its scope names every dimension that it must,
 * and its window. An assignment that this refuses would grant nothing, and its forbids and requires would hold
 * everywhere.
 *
 * @param policy - a trusted policy
 * @param assignment - anything; JSON text is parsed
 * @returns the assignment as plain JSON, frozen, or every issue
 */
export function readAssignment(policy: PolicyData, assignment: unknown): Read<Assignment> {
  const issues = new Issues();
  const site = readRoot(assignment, issues);
  if (site?.object(KEYS, "an assignment: an object") === undefined) return issues.conclude<Assignment>(undefined);
  const idSite = site.required("id");
  const id = idSite?.text();
  if (id === "") idSite?.issue("invalid_name", "an assignment's id is not empty");
  const holding = readHolding(site, policy);
  const scope = readScope(site, policy, holding);
  const role = holding !== undefined && "role" in holding ? policy.roles[holding.role] : undefined;
  const facts = { ...readWindow(site, role), ...readState(site), ...readNotes(site) };
  if (id === undefined || holding === undefined) return issues.conclude<Assignment>(undefined);
  return issues.conclude<Assignment>({ id, ...holding, ...(scope === undefined ? {} : { scope }), ...facts });
}

type Holding = { readonly role: string } | { readonly statements: StatementsData };

function readHolding(site: Site, policy: PolicyData): Holding | undefined {
  const role = site.optional("role");
  const statements = site.optional("statements");
  if ((role === undefined) === (statements === undefined)) {
    return site.issue("role_or_statements", "an assignment has either a `role` or `statements`");
  }
  const context = policyContext(policy.model, new Set(Object.keys(policy.roles)));
  if (statements === undefined) {
    const name = readKnown(role, context.roles);
    return name === undefined || !context.roles.names.has(name) ? undefined : { role: name };
  }
  const read = readStatements(statements, context, "grant");
  if (read === undefined) return undefined;
  if (Object.values(read).every((list) => list.length === 0)) {
    // statements that could not be read have issues of their own
    return site.issues.none ? statements.issue("empty_grant", "the grant says nothing") : undefined;
  }
  return { statements: read };
}

function readScope(site: Site, policy: PolicyData, holding: Holding | undefined): Scope | undefined {
  const here = site.optional("scope");
  const entries = here === undefined ? new Map<string, never>() : here.entries("an object: dimensions with values");
  if (entries === undefined) return undefined;
  const { dimensions } = policy.model;
  const scope: [string, readonly string[] | "*"][] = [];
  for (const [name, value] of entries) {
    const child = here?.child(name, value);
    if (child === undefined) continue;
    if (!Object.hasOwn(dimensions, name)) {
      child.unknown("unknown_dimension", `there is no dimension ${quote(name)}`, name, Object.keys(dimensions));
      continue;
    }
    const values = readScopeValues(child);
    if (values !== undefined) scope.push([name, values]);
  }
  for (const name of demanded(policy, holding)) {
    if (entries.has(name)) continue;
    const why = holding !== undefined && "role" in holding ? `the role ${quote(holding.role)}` : "the grant";
    const hint = 'list values, or say `"*"` for all of them';
    (here ?? site).issue("missing_scope", `${why} needs a scope for the dimension ${quote(name)}`, hint);
  }
  return here === undefined ? undefined : Object.fromEntries(scope);
}

function demanded(policy: PolicyData, holding: Holding | undefined): Iterable<string> {
  if (holding === undefined) return [];
  return "role" in holding
    ? effectiveScopedBy(policy, holding.role)
    : pathDimensions(policy.model, Object.keys(holding.statements));
}

function readScopeValues(site: Site): readonly string[] | "*" | undefined {
  if (site.value === "*") return "*";
  if (site.list('a list of values, or "*"')?.length === 0) {
    return site.issue("empty_scope", "an empty list is no scope", 'list values, or say `"*"` for all of them');
  }
  return readUnique(site, (element) => {
    if (element.value === "*")
      return element.issue("wildcard_in_scope", '`"*"` stands alone', 'write `"*"` in place of the list');
    const value = element.text("a scope value");
    return value !== undefined && checkScopeValue(element, value) ? value : undefined;
  });
}

function readWindow(site: Site, role: RoleData | undefined): Pick<Assignment, "validFrom" | "validUntil"> {
  const validFrom = readInstant(site.optional("validFrom"));
  const endSite = site.optional("validUntil");
  const validUntil = readInstant(endSite);
  const length = toEpochMs(validUntil) - toEpochMs(validFrom);
  if (length <= 0) endSite?.issue("empty_window", "the window ends when it begins, or before");
  const most = role?.maxDuration === undefined ? undefined : toMilliseconds(role.maxDuration);
  if (most !== undefined) {
    const given = site.optional("validFrom") !== undefined && endSite !== undefined;
    const demand = `the role is assigned for at most ${JSON.stringify(role?.maxDuration)}`;
    if (!given) site.issue("missing_window", demand, "give `validFrom` and `validUntil`");
    else if (length > most) endSite.issue("window_too_long", demand);
  }
  return {
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

function readState(site: Site): Pick<Assignment, "state"> {
  const here = site.optional("state");
  const state = here?.text("a state");
  if (here === undefined || state === undefined) return {};
  if (state === "active" || state === "eligible") return { state };
  here.unknown("invalid_state", `there is no state ${quote(state)}`, state, ["active", "eligible"]);
  return {};
}

function readNotes(site: Site): Pick<Assignment, "grantedBy" | "reason"> {
  const grantedBy = site.optional("grantedBy")?.text();
  const reason = site.optional("reason")?.text();
  return { ...(grantedBy === undefined ? {} : { grantedBy }), ...(reason === undefined ? {} : { reason }) };
}
