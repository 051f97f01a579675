import { defineModel } from "../policy/define-model.js";
import { crmDimensions } from "./dimensions.js";
import { crmPrincipalAttributes } from "./principal-attributes.js";
import { account } from "./resources/account.js";
import { auditEvent } from "./resources/audit-event.js";
import { campaign } from "./resources/campaign.js";
import { contact } from "./resources/contact.js";
import { contract } from "./resources/contract.js";
import { deal } from "./resources/deal.js";
import { invoice } from "./resources/invoice.js";
import { lead } from "./resources/lead.js";
import { note } from "./resources/note.js";
import { quote } from "./resources/quote.js";
import { report } from "./resources/report.js";
import { roleAssignment } from "./resources/role-assignment.js";
import { setting } from "./resources/setting.js";
import { task } from "./resources/task.js";
import { ticket } from "./resources/ticket.js";
import { user } from "./resources/user.js";

/** The preset's resource types, to pick from for a model of your own: twelve of the CRM, four of its administration. */
export const crmResources = {
  account,
  contact,
  lead,
  deal,
  quote,
  invoice,
  contract,
  ticket,
  campaign,
  task,
  note,
  report,
  user,
  role_assignment: roleAssignment,
  setting,
  audit_event: auditEvent,
};

/**
 * A CRM's records, their fields, actions and scopes.
 *
 * @example
 * Object.keys(crmModel.toJSON().resources).length // => 16
 */
export const crmModel = defineModel({
  dimensions: crmDimensions,
  principal: { attributes: crmPrincipalAttributes },
  resources: crmResources,
});
