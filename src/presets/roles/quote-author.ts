import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { me } from "./conditions.js";

const myDraft = { authorId: me, status: { $in: ["draft", "rejected"] } } as const;

/** Writes offers, and never approves them: see the separation of duty `quote-four-eyes`. */
export const quoteAuthor = {
  title: "Quote author",
  description: "Writes quotes and hands them in; sends them to the customer once somebody else has approved.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["sales_manager", "administrator"],
  statements: {
    quote: [
      { allow: ["read", "print"] },
      { allow: ["read", "print"], fields: ["total", "discountPercent"], when: { authorId: me } },
      { allow: "create", to: { authorId: me, status: "draft" } },
      { allow: "create", fields: ["total", "discountPercent"], to: { authorId: me, status: "draft" } },
      { allow: "update", fields: ["validThrough", "paymentTerms", "currency"], when: myDraft },
      { allow: "update", fields: ["total", "discountPercent"], when: myDraft },
      { allow: "submit", fields: ["status"], when: myDraft, to: { status: "submitted" } },
      { allow: "send", fields: ["status"], when: { authorId: me, status: "approved" }, to: { status: "sent" } },
      { allow: "update", fields: ["status"], when: { authorId: me, status: "sent" }, to: { status: "accepted" } },
      { allow: "delete", when: { authorId: me, status: "draft" } },
    ],
  },
} as const satisfies RoleOf<typeof crmModel>;
