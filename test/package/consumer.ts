// A program as an application would write it. The package check compiles and runs it, as an ES module and as CommonJS,
// in an empty project in which the packed tarball is installed.
import { defineModel, definePolicy, resource } from "castellan";
import { toAbility } from "castellan/casl";
import { hydrateAccess } from "castellan/client";
import { crmPolicy } from "castellan/presets";
import { toSQL } from "castellan/query";
import { createAccessContext } from "castellan/react";
import * as z from "zod";

const deal = resource({
  schema: z.object({ id: z.string(), ownerId: z.string(), region: z.string(), amount: z.number() }),
  actions: ["create", "read", "update", "delete"],
  readOnlyActions: ["read"],
  scopePaths: { region: "region" },
});

const model = defineModel({
  dimensions: { region: { tree: { EMEA: { DE: {}, FR: {} } } } },
  principal: { attributes: z.object({}) },
  resources: { deal },
});

const policy = definePolicy(model, {
  id: "consumer",
  version: 1,
  roles: {
    sales_rep: { title: "Sales rep", scopedBy: ["region"], statements: { deal: [{ allow: "read" }] } },
  },
});

const now = Date.UTC(2026, 0, 1);
const access = policy.access({
  principal: { id: "u1", kind: "employee", status: "active" },
  assignments: [{ id: "a1", role: "sales_rep", scope: { region: ["DE"] } }],
  session: { id: "s1", authenticatedAt: now, factors: [] },
  now,
});

const allowed: boolean = access.can("read", "deal", { id: "d1", ownerId: "u2", region: "DE", amount: 1 });
const refused: boolean = access.can("delete", "deal", { id: "d1", ownerId: "u2", region: "DE", amount: 1 });
if (!allowed || refused) throw new Error(`read: ${allowed}, delete: ${refused}`);
if (typeof crmPolicy.toJSON() !== "object") throw new Error("the preset is no policy");

const { text, values } = toSQL(access.filter("read", "deal"), { dialect: "postgres" });
if (!text.includes('"region"') || values.length !== 1) throw new Error(`the filter says ${text}`);
const hydrated = hydrateAccess<typeof policy>(JSON.stringify(access.snapshot()), { now });
if (!hydrated.can("read", "deal", { region: "DE" })) throw new Error("the snapshot does not answer as the access does");
if (!toAbility(access).can("read", "deal")) throw new Error("the ability does not answer as the access does");
if (typeof createAccessContext<typeof policy>().Field !== "function") throw new Error("there is no field to render");

/** Compiled, and never called. */
export function mistake(): boolean {
  // @ts-expect-error an action that no resource type has
  return access.can("raed", "deal", {});
}
