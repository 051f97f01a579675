import { MAX_BUNDLED_STATEMENTS, MAX_SUGGESTED_IDS } from "./limits.js";
import { isList, isObject, type Site } from "./site.js";
import { quote } from "./text.js";

/** A role's place among the others, as far as it can be read. */
export interface RoleOutline {
  readonly site: Site;
  readonly bases: readonly BaseOutline[];
  /** The explicit ids of its own statements, and whether each is a forbid or require. */
  readonly ids: ReadonlyMap<string, "allow" | "guard">;
  /** How many statements of its own it has. */
  readonly statements: number;
  /** Whether it belongs to a base policy that a tenant's roles are added to. */
  readonly given: boolean;
}

interface BaseOutline {
  readonly site: Site;
  readonly role: string;
  readonly without: readonly Site[];
}

/** Each role's name with all that it extends, near and far. */
export type Ancestors = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Outlines a role, leniently: what is wrong with it is reported where it is read.
 *
 * @param site - where the role stands
 * @param given - whether it belongs to a base policy
 */
export function outlineRole(site: Site, given: boolean): RoleOutline {
  const bases: BaseOutline[] = [];
  for (const element of elementsOf(site.optional("extends"))) {
    const role = typeof element.value === "string" ? element : element.optional("role");
    if (typeof role?.value !== "string") continue;
    bases.push({ site: role, role: role.value, without: elementsOf(element.optional("without")) });
  }
  const statements = site.optional("statements");
  return { site, bases, ids: outlineIds(statements), statements: countStatements(statements), given };
}

function countStatements(site: Site | undefined): number {
  const types = site !== undefined && isObject(site.value) ? [...site.value.values()] : [];
  return types.reduce<number>((count, list) => count + (isList(list) ? list.length : 0), 0);
}

function elementsOf(site: Site | undefined): readonly Site[] {
  return site !== undefined && isList(site.value) ? site.value.map((element, index) => site.child(index, element)) : [];
}

function outlineIds(site: Site | undefined): ReadonlyMap<string, "allow" | "guard"> {
  const ids = new Map<string, "allow" | "guard">();
  const types = site !== undefined && isObject(site.value) ? site.value.values() : [];
  for (const statements of types) {
    for (const statement of isList(statements) ? statements : []) {
      const id = isObject(statement) ? statement.get("id") : undefined;
      if (isObject(statement) && typeof id === "string") ids.set(id, statement.has("allow") ? "allow" : "guard");
    }
  }
  return ids;
}

/**
 * Checks how roles extend each other: no circle, and nothing is left out that is not there.
 *
 * @param roles - all roles, those of a base policy among them
 * @returns what each role extends, near and far
 */
export function checkExtensions(roles: ReadonlyMap<string, RoleOutline>): Ancestors {
  const ancestors = findAncestors(roles);
  checkBundles(roles, ancestors);
  const owners = ownersOfIds(roles);
  for (const role of roles.values()) {
    if (role.given) continue;
    for (const base of role.bases) {
      const bundle = ancestors.get(base.role);
      if (bundle === undefined) continue; // unknown: reported where it is read
      for (const site of base.without) checkLeftOut(site, base.role, bundle);
    }
  }
  return ancestors;

  function checkLeftOut(site: Site, base: string, bundle: ReadonlySet<string>): void {
    const id = site.value;
    if (typeof id !== "string" || id.includes("#") || site.issues.full) return;
    const from = (owners.get(id) ?? []).filter((owner) => owner === base || bundle.has(owner));
    if (from.length === 0) {
      // among very many ids a guess is not worth the search
      const known = owners.size > MAX_SUGGESTED_IDS ? [] : [...owners];
      const names = known
        .filter(([, all]) => all.some((owner) => owner === base || bundle.has(owner)))
        .map(([name]) => name);
      site.unknown("unknown_statement_id", `no statement of ${quote(base)} has the id ${quote(id)}`, id, names);
      return;
    }
    const isGivenGuard = (owner: string): boolean =>
      roles.get(owner)?.given === true && roles.get(owner)?.ids.get(id) === "guard";
    if (from.some(isGivenGuard)) {
      const message = `${quote(id)} forbids or requires something in the base policy`;
      site.issue("guard_left_out", message, "added roles can leave out allows only");
    }
  }
}

/** Roles that extend each other in a long chain repeat what the first of them says in each: that has a bound. */
function checkBundles(roles: ReadonlyMap<string, RoleOutline>, ancestors: Ancestors): void {
  let total = 0;
  for (const [name, role] of roles) {
    total += role.statements;
    for (const ancestor of ancestors.get(name) ?? []) total += roles.get(ancestor)?.statements ?? 0;
    if (total <= MAX_BUNDLED_STATEMENTS) continue;
    const message = `the roles have more than ${MAX_BUNDLED_STATEMENTS} statements, with those that they extend`;
    role.site.issue("too_large", message, "extend fewer roles, or roles with fewer statements");
    return;
  }
}

function ownersOfIds(roles: ReadonlyMap<string, RoleOutline>): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const [name, role] of roles) {
    for (const id of role.ids.keys()) {
      const known = owners.get(id);
      if (known === undefined) owners.set(id, [name]);
      else known.push(name);
    }
  }
  return owners;
}

function findAncestors(roles: ReadonlyMap<string, RoleOutline>): Ancestors {
  const found = new Map<string, Set<string>>();
  const open = new Set<string>();
  for (const name of roles.keys()) visit(name);
  return found;

  function visit(name: string): ReadonlySet<string> {
    const known = found.get(name);
    if (known !== undefined) return known;
    const ancestors = new Set<string>();
    open.add(name);
    for (const base of roles.get(name)?.bases ?? []) {
      if (!roles.has(base.role)) continue;
      if (base.role === name) base.site.issue("extends_itself", `${quote(name)} extends itself`);
      else if (open.has(base.role))
        base.site.issue("cyclic_extends", `${quote(base.role)} extends ${quote(name)} in turn`);
      else {
        ancestors.add(base.role);
        for (const ancestor of visit(base.role)) ancestors.add(ancestor);
      }
    }
    open.delete(name);
    found.set(name, ancestors);
    return ancestors;
  }
}
