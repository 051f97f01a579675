import fc from "fast-check";
import type { AccessFacts } from "../../model/access-facts.js";
import type { DenyReason } from "../../model/decision.js";
import { toEpochMs } from "../../model/instant.js";
import type { PrincipalStatus } from "../../model/principal.js";
import { decide, forEachCase, opener, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";

/** Law 11. */
export const inactiveOrRevoked: Law = defineLaw<PrincipalStatus>({
  number: 11,
  sentence: "an inactive principal, a revoked session: nothing but what steps 2 and 3 let through",
  extra: () => fc.constantFrom("invited", "suspended", "deactivated", "read_only"),
  check(scenario, status) {
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, request) => {
      const { principal } = facts;
      const now = toEpochMs(facts.now);
      const inactive = { ...facts, principal: { ...principal, status } };
      const over = { ...facts, principal: { ...principal, validUntil: now } };
      const revoked = { ...facts, principal: { ...principal, kind: "employee", sessionsValidFrom: now + 1 } } as const;
      const keeps = scenario.policy.model.resources[request.type]?.readOnlyActions.includes(request.action);
      const cases = [
        status === "read_only" && keeps === true ? 0 : nothingGoes(inactive, ["principal_inactive"]),
        nothingGoes(over, ["principal_inactive"]),
        nothingGoes(revoked, ["principal_inactive", "session_revoked"]),
      ];
      return cases.reduce<number>((sum, each) => sum + each, 0);

      function nothingGoes(changed: AccessFacts, reasons: readonly DenyReason[]): number {
        const access = open(changed);
        const decision = decide(access, request);
        if (decision === undefined) return 0;
        if (decision.outcome !== "deny" || !reasons.includes(decision.reason))
          breach(`${reasons.join(" or ")}: ${told(decision)}`);
        const { action, type, record } = request;
        if (access.can(action, type, record)) breach("`can` says yes");
        if (access.fields(action, type, record).length > 0) breach("there are `fields`");
        return 1;
      }
    });
  },
});
