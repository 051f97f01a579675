import { planAcceptInvite } from "./people/plan-accept-invite.js";
import { planAssign } from "./people/plan-assign.js";
import { planChangeScope } from "./people/plan-change-scope.js";
import { planChangeSponsor } from "./people/plan-change-sponsor.js";
import { planCheckIn } from "./people/plan-check-in.js";
import { planCompleteStep } from "./people/plan-complete-step.js";
import { planCover } from "./people/plan-cover.js";
import { planEndLoginAs } from "./people/plan-end-login-as.js";
import { planEndSessions } from "./people/plan-end-sessions.js";
import { planErase } from "./people/plan-erase.js";
import { planExtend } from "./people/plan-extend.js";
import { planInvite } from "./people/plan-invite.js";
import { planLockDown } from "./people/plan-lock-down.js";
import { planLoginAs } from "./people/plan-login-as.js";
import { planMute } from "./people/plan-mute.js";
import { planOffboard } from "./people/plan-offboard.js";
import { planReactivate } from "./people/plan-reactivate.js";
import { planResendInvite } from "./people/plan-resend-invite.js";
import { planRevoke } from "./people/plan-revoke.js";
import { planSuspend } from "./people/plan-suspend.js";
import { planTransfer } from "./people/plan-transfer.js";
import { planUnlock } from "./people/plan-unlock.js";
import { planUnmute } from "./people/plan-unmute.js";
import { planUpdateAttributes } from "./people/plan-update-attributes.js";
import { planWithdrawInvite } from "./people/plan-withdraw-invite.js";
import type { Planners } from "./planner.js";

/** The commands about people and what they hold. */
export const peoplePlanners = {
  invite: planInvite,
  acceptInvite: planAcceptInvite,
  resendInvite: planResendInvite,
  withdrawInvite: planWithdrawInvite,
  completeStep: planCompleteStep,
  checkIn: planCheckIn,
  assign: planAssign,
  revoke: planRevoke,
  mute: planMute,
  unmute: planUnmute,
  changeScope: planChangeScope,
  extend: planExtend,
  changeSponsor: planChangeSponsor,
  updateAttributes: planUpdateAttributes,
  transfer: planTransfer,
  suspend: planSuspend,
  reactivate: planReactivate,
  offboard: planOffboard,
  lockDown: planLockDown,
  unlock: planUnlock,
  endSessions: planEndSessions,
  erase: planErase,
  cover: planCover,
  loginAs: planLoginAs,
  endLoginAs: planEndLoginAs,
} satisfies Partial<Planners>;
