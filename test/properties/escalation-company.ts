import fc from "fast-check";
import type { LifecycleSettings } from "../../src/lifecycle/settings.js";
import type { HeldAssignment } from "../../src/model/principal-state.js";
import { defineModel } from "../../src/policy/define-model.js";
import { definePolicy } from "../../src/policy/define-policy.js";
import type { Policy } from "../../src/policy/policy.js";
import { resource } from "../../src/policy/resource.js";
import { HOUR, NOW } from "../unit/lifecycle/world.js";

export const REGIONS = ["EMEA", "DACH", "DE", "AT", "AMER", "Mars"] as const;
export const PROJECTS = ["p1", "p2", "p3"] as const;
export const PEOPLE = ["ann", "bob", "cid", "dan", "eve"] as const;

/** What lies below each region, itself included: written down apart from the model, for the checker. */
export const BELOW: Readonly<Record<string, readonly string[]>> = {
  EMEA: ["EMEA", "DACH", "DE", "AT"],
  DACH: ["DACH", "DE", "AT"],
  DE: ["DE"],
  AT: ["AT"],
  AMER: ["AMER"],
  Mars: ["Mars"],
};

const fields = [
  { name: "id", type: "string" },
  { name: "region", type: "string" },
  { name: "project", type: "string" },
  { name: "owner", type: "string" },
] as const;

const model = defineModel({
  dimensions: {
    region: { tree: { EMEA: { DACH: { DE: {}, AT: {} } }, AMER: {} } },
    project: { flat: true },
  },
  principal: { attributes: [{ name: "team", type: "string", optional: true }] },
  resources: {
    doc: resource({
      fields,
      actions: ["read", "update", "sign"],
      readOnlyActions: ["read"],
      scopePaths: { region: "region", project: "project" },
    }),
  },
});

export interface RoleShape {
  readonly scopedBy: readonly string[];
  readonly assignableBy: readonly string[];
  readonly extends: readonly string[];
  readonly maxDuration?: number;
  readonly maxActivation?: number;
  readonly maxHolders?: number;
  readonly minHolders?: number;
  readonly forbids: boolean;
}

export interface SetShape {
  readonly id: string;
  readonly roles: readonly string[];
  readonly atMost: number;
  readonly dynamic: boolean;
}

/** A policy as plain shapes, which the checker reads in place of the policy. */
export interface Shape {
  readonly roles: Readonly<Record<string, RoleShape>>;
  readonly sets: readonly SetShape[];
  readonly approver: string;
  readonly settings: LifecycleSettings;
}

export interface Company {
  readonly shape: Shape;
  readonly policy: Policy;
  readonly held: Readonly<Record<string, readonly HeldAssignment[]>>;
}

const NAMES = ["r0", "r1", "r2", "r3", "r4", "r5"] as const;

const some = <T>(values: readonly T[], most = values.length) => fc.subarray([...values], { maxLength: most });
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined, freq: 3 });

function roleShape(index: number): fc.Arbitrary<RoleShape> {
  return fc
    .record({
      scopedBy: fc.constantFrom([], [], ["region"], ["region"], ["project"], ["region", "project"]),
      assignableBy: fc.subarray([...NAMES], { minLength: 1, maxLength: 2 }),
      extends:
        index === 0
          ? fc.constant([])
          : maybe(fc.constantFrom(...NAMES.slice(0, index))).map((base) => (base === undefined ? [] : [base])),
      maxDuration: maybe(fc.constantFrom(undefined, undefined, 3 * HOUR, 48 * HOUR)),
      maxActivation: maybe(fc.constantFrom(HOUR, 3 * HOUR)),
      maxHolders: maybe(fc.integer({ min: 2, max: 3 })),
      minHolders: maybe(fc.constant(1)),
      forbids: fc.boolean(),
    })
    .map(
      (shape) =>
        Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as unknown as RoleShape,
    );
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  roles: fc
    .tuple(...NAMES.map((_, index) => roleShape(index)))
    .map((all) => Object.fromEntries(all.map((one, index) => [NAMES[index] as string, one]))),
  sets: fc
    .array(fc.record({ roles: fc.subarray([...NAMES], { minLength: 2, maxLength: 3 }), dynamic: fc.boolean() }), {
      maxLength: 2,
    })
    .map((sets) => sets.map((set, index) => ({ ...set, id: `s${index}`, atMost: 1 }))),
  approver: fc.constant("r0"),
  settings: fc.record({
    requests: fc.record({ approvals: fc.constantFrom(1, 1, 2) }),
    administrators: some(NAMES, 1),
    directGrantsBy: some(NAMES, 1),
    loginAs: fc.record({ by: some(NAMES, 2) }),
  }),
});

/** A policy of such a shape, or `undefined` where no policy may be so. */
function policyOf({ roles, sets, approver }: Shape): Policy | undefined {
  try {
    return definePolicy(model, {
      id: "gen",
      version: 1,
      roles: Object.fromEntries(
        Object.entries(roles).map(([name, { forbids, ...role }]) => [
          name,
          {
            title: name,
            ...role,
            statements: {
              doc: [
                { allow: "read" },
                { allow: ["update", "sign"] },
                ...(forbids ? [{ forbid: "update", fields: ["owner"] }] : []),
              ],
            },
          },
        ]),
      ),
      rules: {
        doc: [
          {
            id: "sign",
            require: { approval: { by: approver, within: "2h", distinctFrom: ["owner"], once: true } },
            for: "sign",
          },
        ],
      },
      separationOfDuty: sets.map(({ dynamic, ...set }) => (dynamic ? { ...set, dynamic } : set)),
    } as never) as unknown as Policy;
  } catch {
    return undefined;
  }
}

export const scopes = fc.record({
  region: fc.oneof(
    fc.constant("*" as const),
    fc.subarray([...REGIONS], { minLength: 1, maxLength: 2 }),
    fc.constant(undefined),
  ),
  project: fc.oneof(
    fc.constant("*" as const),
    fc.subarray([...PROJECTS], { minLength: 1, maxLength: 2 }),
    fc.constant(undefined),
  ),
});

const holding = fc.record({
  role: fc.constantFrom(...NAMES),
  scope: scopes,
  from: fc.constantFrom(0, 0, 0, 3),
  until: fc.constantFrom(undefined, undefined, undefined, 4, 26),
  eligible: fc.constantFrom(false, false, true),
  emergency: fc.boolean(),
});

/** Fills a scope up for a role, and leaves out what is not said. */
export function scopeFor(
  shape: Shape,
  role: string,
  scope: { readonly region?: unknown; readonly project?: unknown },
): object {
  const needed = new Set<string>();
  const open = [role];
  for (const name of open) {
    for (const dimension of shape.roles[name]?.scopedBy ?? []) needed.add(dimension);
    open.push(...(shape.roles[name]?.extends ?? []));
  }
  const given = Object.entries(scope).filter(([name, values]) => values !== undefined && needed.has(name));
  return {
    ...Object.fromEntries([...needed].map((name) => [name, name === "region" ? ["DE"] : ["p1"]])),
    ...Object.fromEntries(given),
  };
}

/** A company: a policy, and who holds what in it at the beginning. */
export const companies: fc.Arbitrary<Company> = fc
  .record({ shape: shapes, held: fc.tuple(...PEOPLE.map(() => fc.array(holding, { minLength: 1, maxLength: 3 }))) })
  .map(({ shape: drawn, held }) => {
    // somebody is there who may approve
    const shape = { ...drawn, approver: held[2]?.[0]?.role ?? "r0" };
    const policy = policyOf(shape);
    const assignments = Object.fromEntries(
      PEOPLE.map((id, place) => [
        id,
        (held[place] ?? []).map(({ role, scope, from, until, eligible, emergency }, index): HeldAssignment => {
          const longest = (shape.roles[role]?.maxDuration ?? Number.POSITIVE_INFINITY) / HOUR;
          const end = until === undefined && longest < 1000 ? from + longest : until;
          return {
            id: `${id}-${index}`,
            role,
            scope: scopeFor(shape, role, scope) as never,
            validFrom: NOW + from * HOUR,
            ...(end === undefined
              ? {}
              : { validUntil: NOW + Math.min(Math.max(end, from + 1), from + longest) * HOUR }),
            ...(eligible ? { state: "eligible" as const } : {}),
            ...(eligible && emergency ? { emergency } : {}),
          };
        }),
      ]),
    );
    return { shape, policy: policy as Policy, held: assignments };
  })
  .filter(({ policy }) => policy !== undefined);
