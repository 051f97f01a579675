import { administrator } from "./roles/administrator.js";
import { auditor } from "./roles/auditor.js";
import { contractor } from "./roles/contractor.js";
import { finance } from "./roles/finance.js";
import { financeController } from "./roles/finance-controller.js";
import { juniorSalesRep } from "./roles/junior-sales-rep.js";
import { marketing } from "./roles/marketing.js";
import { quoteApprover } from "./roles/quote-approver.js";
import { quoteAuthor } from "./roles/quote-author.js";
import { salesManager } from "./roles/sales-manager.js";
import { salesRep } from "./roles/sales-rep.js";
import { supportAgent } from "./roles/support-agent.js";
import { teamMember } from "./roles/team-member.js";

/** The role templates by id. */
export type CrmRoles = {
  readonly team_member: typeof teamMember;
  readonly quote_author: typeof quoteAuthor;
  readonly quote_approver: typeof quoteApprover;
  readonly sales_rep: typeof salesRep;
  readonly junior_sales_rep: typeof juniorSalesRep;
  readonly sales_manager: typeof salesManager;
  readonly support_agent: typeof supportAgent;
  readonly marketing: typeof marketing;
  readonly finance: typeof finance;
  readonly finance_controller: typeof financeController;
  readonly administrator: typeof administrator;
  readonly auditor: typeof auditor;
  readonly contractor: typeof contractor;
};

/** The role templates by the ids under which they extend, assign and approve each other. */
export const crmRoles: CrmRoles = {
  team_member: teamMember,
  quote_author: quoteAuthor,
  quote_approver: quoteApprover,
  sales_rep: salesRep,
  junior_sales_rep: juniorSalesRep,
  sales_manager: salesManager,
  support_agent: supportAgent,
  marketing,
  finance,
  finance_controller: financeController,
  administrator,
  auditor,
  contractor,
};
