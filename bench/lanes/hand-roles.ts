import type { Family, Variant } from "../workload/policy.js";
import type { Row } from "../workload/records.js";

/** A role as a team writes it without a library: a function that knows its types, actions, fields and conditions. */
export type RoleCheck = (
  me: string,
  variant: Variant,
  action: string,
  type: string,
  record: Row,
  field: string | undefined,
) => boolean;

/** The nine families by hand. Scope is checked before they are called. */
export const ROLE_CHECKS: Readonly<Record<Family, RoleCheck>> = {
  sales_rep(me, variant, action, type, record, field) {
    switch (type) {
      case "account":
        return action === "read" && field !== "revenue";
      case "contact":
        if (action === "read") return field !== "birthday" && field !== "passport";
        return (
          action === "update" &&
          field !== "id" &&
          field !== "ownerId" &&
          field !== "region" &&
          field !== variant.withheld &&
          field !== "birthday" &&
          field !== "passport"
        );
      case "lead":
        return (action === "read" || (action === "update" && field !== "id")) && record.ownerId === me;
      case "deal":
        switch (action) {
          case "read":
            return field !== "margin" && field !== "discount";
          case "update":
            return (
              record.ownerId === me &&
              field !== "id" &&
              field !== "ownerId" &&
              field !== "region" &&
              field !== "margin" &&
              field !== "discount"
            );
          case "delete":
            return (
              record.ownerId === me &&
              record.stage === "open" &&
              (record.amount as number) < variant.limit &&
              field !== "margin" &&
              field !== "discount"
            );
          default:
            return false;
        }
      case "quote":
        return (
          (action === "read" || (action === "update" && field !== "id")) && field !== "cost" && record.ownerId === me
        );
      default:
        return false;
    }
  },

  sales_manager(_me, _variant, action, type, _record, field) {
    switch (type) {
      case "account":
        return (action === "read" || (action === "update" && field !== "id")) && field !== "revenue";
      case "contact":
        return (
          (action === "read" || (action === "update" && field !== "id")) && field !== "birthday" && field !== "passport"
        );
      case "lead":
        return action === "read" || action === "reassign" || (action === "update" && field !== "id");
      case "deal":
        if (action === "read") return true;
        return (
          (action === "reassign" || action === "export" || (action === "update" && field !== "id")) &&
          field !== "margin" &&
          field !== "discount"
        );
      case "quote":
        return (action === "read" || (action === "update" && field !== "id")) && field !== "cost";
      case "report":
        return action === "read" || action === "export";
      default:
        return false;
    }
  },

  support_agent(_me, variant, action, type, record, field) {
    switch (type) {
      case "contact":
        return action === "read" && (field === undefined || SUPPORT_CONTACT.has(field));
      case "account":
        return action === "read" && (field === undefined || SUPPORT_ACCOUNT.has(field));
      case "ticket":
        switch (action) {
          case "read":
            return true;
          case "update":
            return field !== "id";
          case "delete":
            return record.status === "spam";
          case "reassign":
            return record.priority === "low" || record.priority === variant.priority;
          default:
            return false;
        }
      case "note":
        return action === "read" && record.kind === "support";
      default:
        return false;
    }
  },

  marketing(me, variant, action, type, record, field) {
    switch (type) {
      case "campaign":
        if (field === "budget") return false;
        return (
          action === "read" || (action === "update" && field !== "id") || (action === "delete" && record.ownerId === me)
        );
      case "lead":
        return action === "read";
      case "contact":
        return (
          action === "read" &&
          field !== "phone" &&
          field !== "notes" &&
          field !== variant.withheld &&
          field !== "birthday" &&
          field !== "passport"
        );
      case "report":
        return action === "read" && record.kind === "marketing";
      default:
        return false;
    }
  },

  finance(_me, _variant, action, type, record, field) {
    switch (type) {
      case "invoice":
        if (action === "read") return true;
        return (action === "export" || (action === "update" && field !== "id")) && field !== "iban";
      case "contract":
        if (action === "read") return true;
        if (field === "value") return false;
        return (action === "update" && field !== "id") || (action === "delete" && record.stage === "draft");
      case "quote":
        return action === "read" && field !== "cost";
      case "account":
        return action === "read" && field !== "revenue";
      case "note":
        return action === "read" && record.kind === "legal";
      case "deal":
        return action === "read" && (field === undefined || FINANCE_DEAL.has(field));
      default:
        return false;
    }
  },

  team_lead(_me, variant, action, type, record, field) {
    switch (type) {
      case "task":
        return action === "read" || action === "reassign" || (action === "update" && field !== "id");
      case "note":
        return action === "read" || (action === "update" && field !== "id");
      case "ticket":
        return action === "read" || action === "reassign";
      case "deal":
        return (
          action === "read" && field !== "margin" && field !== "discount" && (record.amount as number) < variant.limit
        );
      case "report":
        return action === "read";
      default:
        return false;
    }
  },

  analyst(_me, _variant, action, type, _record, field) {
    switch (type) {
      case "report":
        return action === "read" || action === "export";
      case "deal":
        return (
          action === "read" && field !== "name" && field !== "ownerId" && field !== "margin" && field !== "discount"
        );
      case "campaign":
        return action === "read" && field !== "budget";
      case "account":
        return action === "read" && (field === undefined || ANALYST_ACCOUNT.has(field));
      default:
        return false;
    }
  },

  contractor(me, _variant, action, type, record, field) {
    switch (type) {
      case "task":
        return (action === "read" || (action === "update" && field !== "id")) && record.assigneeId === me;
      case "report":
      case "note":
        return action === "read" && record.ownerId === me;
      case "ticket":
        return (
          action === "update" &&
          (field === undefined || field === "status" || field === "notes") &&
          record.ownerId === me
        );
      default:
        return false;
    }
  },

  auditor(_me, _variant, action, type, record, field) {
    if (field !== undefined && SENSITIVE.get(type)?.has(field) === true) return false;
    if (action === "read") return true;
    if (action !== "export") return false;
    switch (type) {
      case "invoice":
      case "contract":
      case "report":
        return true;
      case "deal":
        return record.stage === "won" || record.stage === "lost";
      default:
        return false;
    }
  },
};

const SUPPORT_CONTACT: ReadonlySet<string> = new Set(["id", "firstName", "lastName", "email", "phone", "accountId"]);
const SUPPORT_ACCOUNT: ReadonlySet<string> = new Set(["id", "name", "phone", "status"]);
const FINANCE_DEAL: ReadonlySet<string> = new Set(["id", "name", "stage", "amount", "margin", "discount"]);
const ANALYST_ACCOUNT: ReadonlySet<string> = new Set(["id", "region", "industry", "revenue"]);

const SENSITIVE: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["account", new Set(["revenue"])],
  ["contact", new Set(["birthday", "passport"])],
  ["deal", new Set(["margin", "discount"])],
  ["quote", new Set(["cost"])],
  ["invoice", new Set(["iban"])],
  ["contract", new Set(["value"])],
  ["campaign", new Set(["budget"])],
]);
