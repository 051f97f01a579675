import type { Onboarding, PrincipalState } from "../../model/principal-state.js";
import { hasEnded } from "../live-assignments.js";
import type { Situation } from "../situation.js";
import { lengthSetting } from "./length-setting.js";

/** The first days of somebody who begins now: what the settings say that everybody does, and holders of their roles. */
export function newOnboarding({ settings, governance, now }: Situation, { assignments }: PrincipalState): Onboarding {
  const { steps = [], checkInAfter } = settings.onboarding ?? {};
  const held = new Set(
    assignments.flatMap((assignment) =>
      assignment.role === undefined || hasEnded(assignment, now) ? [] : [...governance.basesOf(assignment.role)],
    ),
  );
  return {
    startedAt: now,
    steps: steps
      .filter(({ roles }) => roles === undefined || roles.some((role) => held.has(role)))
      .map(({ id, title }) => ({ id, title })),
    checkInDueAt: now + lengthSetting("onboarding.checkInAfter", checkInAfter, "14d"),
  };
}
