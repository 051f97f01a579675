/** Roles that one person may not hold together. A role that extends one of them counts as it. */
export const crmSeparationOfDuty = [
  /** Whoever may write quotes, sales managers included, approves none. */
  { id: "quote-four-eyes", roles: ["quote_author", "quote_approver"], atMost: 1 },
  /** Whoever issues invoices does not approve that they are written off. */
  { id: "invoice-four-eyes", roles: ["finance", "finance_controller"], atMost: 1 },
  /** Whoever runs the system does not audit it. */
  { id: "independent-audit", roles: ["administrator", "auditor"], atMost: 1 },
] as const;
