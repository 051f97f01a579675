import type * as z from "zod";
import type { Model } from "../model/model.js";
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

/** The resource types by name. */
export type CrmResources = {
  readonly account: typeof account;
  readonly contact: typeof contact;
  readonly lead: typeof lead;
  readonly deal: typeof deal;
  readonly quote: typeof quote;
  readonly invoice: typeof invoice;
  readonly contract: typeof contract;
  readonly ticket: typeof ticket;
  readonly campaign: typeof campaign;
  readonly task: typeof task;
  readonly note: typeof note;
  readonly report: typeof report;
  readonly user: typeof user;
  readonly role_assignment: typeof roleAssignment;
  readonly setting: typeof setting;
  readonly audit_event: typeof auditEvent;
};

/** The preset's resource types, to pick from for a model of your own: twelve of the CRM, four of its administration. */
export const crmResources: CrmResources = {
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

/** What the preset knows of a principal beyond its id and kind. */
export type CrmAttributes = z.output<typeof crmPrincipalAttributes>;

/** The axes by which the preset's roles are scoped. */
export type CrmDimension = keyof typeof crmDimensions;

/**
 * A CRM's records, their fields, actions and scopes.
 *
 * @example
 * Object.keys(crmModel.toJSON().resources).length // => 16
 */
export const crmModel: Model<CrmResources, CrmAttributes, CrmDimension> = defineModel({
  dimensions: crmDimensions,
  principal: { attributes: crmPrincipalAttributes },
  resources: crmResources,
});
