import type { LifecycleSettings } from "../../../../src/lifecycle/settings.js";
import { held } from "../firm.js";
import { DAY, NOW, World, type WorldOptions } from "../world.js";

export { dealInFrance, dealInGermany, held } from "../firm.js";
export { DAY, HOUR, NOW, World } from "../world.js";

/** How this company handles its people. */
export const settings: LifecycleSettings = {
  onboarding: {
    steps: [
      { id: "mfa", title: "Set up a second factor" },
      { id: "playbook", title: "Read the sales playbook", roles: ["rep"] },
      { id: "ledger", title: "Meet the accountants", roles: ["payer"] },
    ],
  },
  outsiders: { roles: ["consultant"] },
  loginAs: { by: ["manager"] },
  administrators: ["admin"],
};

/** `boss` and `root` administer, `max` manages Germany and `fred` France, `eva` sells in Germany, `gus` is max's guest. */
export function company(options: WorldOptions = {}): World {
  const world = new World({ settings, ...options });
  world.put("boss", [held("boss-admin", "admin")]);
  world.put("root", [held("root-admin", "admin")]);
  world.put("max", [held("max-manager", "manager")]);
  world.put("fred", [held("fred-manager", "manager", { scope: { region: ["FR"] } })]);
  world.put("eva", [held("eva-rep", "rep")]);
  world.do("max", "invite", {
    id: "gus",
    kind: "guest",
    reason: "helps with a project",
    validUntil: NOW + 60 * DAY,
    assignments: [{ role: "rep", scope: { region: ["DE"] }, validUntil: NOW + 30 * DAY }],
  });
  return world;
}

/** Lets somebody in whom {@link company} has only invited. */
export function welcome(world: World, id: string, by = "boss"): void {
  const { token } = world.do(by, "resendInvite", { principalId: id }).result;
  world.do(undefined, "acceptInvite", { token });
}
