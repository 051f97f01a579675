import type { HydratedAccess } from "../../../src/client/access.js";
import { hydrateAccess } from "../../../src/client/hydrate-access.js";
import type { AccessFacts } from "../../../src/model/access-facts.js";
import type { PolicyData } from "../../../src/model/policy-data.js";
import type { AccessSnapshot } from "../../../src/project/snapshot/format.js";
import { accessTo, NOW } from "../fixtures/access.js";

export function snapshotOf(policy: PolicyData, facts: Partial<AccessFacts> = {}): AccessSnapshot {
  return accessTo(policy, facts).snapshot();
}

/** What a browser makes of the access of `u1` under a policy. */
export function hydratedFrom(policy: PolicyData, facts: Partial<AccessFacts> = {}): HydratedAccess {
  return opened(JSON.stringify(snapshotOf(policy, facts)), NOW);
}

/** Opens anything as a snapshot. */
export function opened(snapshot: unknown, now: number): HydratedAccess {
  return hydrateAccess(snapshot as AccessSnapshot, { now }) as unknown as HydratedAccess;
}
