import { defineModel, definePolicy, resource } from "castellan";

/** How much there is of everything. */
export const SIZES = { rows: 1_000_000, regions: 10_000, projects: 20_000, allowedProjects: 5_000, shared: 1_000 };

const NOW = Date.UTC(2026, 10, 22, 12);

interface Tree {
  readonly [node: string]: Tree;
}

/** A tree of regions, ten below each: `r`, `r.0` … `r.9.9.9.9` without the last few. */
function tree(nodes: number): Tree {
  const root: Record<string, Tree> = {};
  const holders: Record<string, Tree>[] = [];
  const names: string[] = [];
  for (let count = 0; count < nodes; count += 1) {
    const parent = Math.floor((count - 1) / 10);
    const own: Record<string, Tree> = {};
    const name = count === 0 ? "r" : `${names[parent]}.${(count - 1) % 10}`;
    ((count === 0 ? root : holders[parent]) as Record<string, Tree>)[name] = own;
    holders.push(own);
    names.push(name);
  }
  return root;
}

/** All names of a tree, those of a branch next to each other. */
export function namesOf(branch: Tree): string[] {
  return Object.entries(branch).flatMap(([name, below]) => [name, ...namesOf(below)]);
}

export const REGIONS: Tree = tree(SIZES.regions);

/** The names of one branch: `r.1` and all below. */
export function branchOf(name: string): string[] {
  return namesOf(REGIONS).filter((each) => each === name || each.startsWith(`${name}.`));
}

const deal = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "ownerId", type: "string", nullable: true },
    { name: "region", type: "string" },
    { name: "projectId", type: "string", nullable: true },
    { name: "teams", type: "string", array: true },
    { name: "stage", type: "enum", values: ["open", "won", "lost", "archived"] },
    { name: "amount", type: "number", nullable: true },
    { name: "closedAt", type: "date", nullable: true },
  ] as const,
  actions: ["read"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region", project: "projectId", team: "teams" },
});

const model = defineModel({
  dimensions: { region: { tree: REGIONS }, project: { flat: true }, team: { flat: true } },
  principal: { attributes: [{ name: "shared", type: "string", array: true }] },
  resources: { deal },
});

const policy = definePolicy(model, {
  id: "deals",
  version: 1,
  roles: {
    regional: { title: "Regional", scopedBy: ["region"], statements: { deal: [{ allow: "read" }] } },
    member: { title: "Member", scopedBy: ["project"], statements: { deal: [{ allow: "read" }] } },
    teammate: { title: "Teammate", scopedBy: ["team"], statements: { deal: [{ allow: "read" }] } },
    owner: {
      title: "Owner",
      statements: { deal: [{ allow: "read", when: { ownerId: { $ref: "principal.id" } } }] },
    },
    invited: {
      title: "Invited",
      statements: { deal: [{ allow: "read", when: { id: { $in: { $ref: "principal.attributes.shared" } } } }] },
    },
    closer: {
      title: "Closer",
      statements: { deal: [{ allow: "read", when: { closedAt: { $gte: { $ref: "now", plus: "-1d" } } } }] },
    },
    whale: { title: "Whale hunter", statements: { deal: [{ allow: "read", when: { amount: { $gte: 999_900 } } }] } },
    careful: {
      title: "Careful",
      scopedBy: ["region"],
      statements: { deal: [{ allow: "read" }, { forbid: "read", when: { stage: "archived" } }] },
    },
  },
});

interface Holding {
  readonly role: string;
  readonly scope?: Readonly<Record<string, readonly string[] | "*">>;
}

/** The filter of somebody who holds these roles. */
export function filterFor(holdings: readonly Holding[], shared: readonly string[] = []) {
  const access = policy.access({
    principal: { id: "u17", kind: "employee", status: "active", attributes: { shared: [...shared] } },
    assignments: holdings.map((holding, index) => ({ id: `a${index}`, ...holding })) as never,
    session: null,
    now: NOW,
  });
  return access.filter("read", "deal");
}

/** The instant of the questions. */
export const DAY_BEFORE = new Date(NOW - 86_400_000);
