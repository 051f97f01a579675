import type { RoleOf } from "../../model/policy-definition.js";
import type { crmModel } from "../model.js";
import { me, myTeams } from "./conditions.js";

const shared = {
  $or: [{ authorId: me }, { visibility: "everyone" }, { visibility: "team", team: { $in: myTeams } }],
} as const;

const concernsMe = { $or: [{ assigneeId: me }, { createdById: me }, { team: { $in: myTeams } }] } as const;

/** What working together takes, whatever the job: notes, tasks, the staff directory, reports that were shared. */
export const teamMember = {
  title: "Team member",
  description:
    "Notes and tasks of the own teams, the staff directory, and reports that were shared. The base of most roles.",
  version: 1,
  scopedBy: ["region"],
  assignableBy: ["sales_manager", "administrator"],
  statements: {
    note: [
      { allow: "read", when: shared },
      { allow: "read", fields: ["body"], when: shared },
      { allow: "create", to: { authorId: me } },
      { allow: "create", fields: ["body"], to: { authorId: me } },
      { allow: "update", fields: ["title", "body", "visibility", "mentions", "pinned"], when: { authorId: me } },
      { allow: ["delete", "print"], when: { authorId: me } },
    ],
    task: [
      { allow: ["read", "print"], when: concernsMe },
      { allow: "create", to: { createdById: me } },
      {
        allow: "update",
        fields: { except: ["assigneeId", "region", "team", "project"] },
        when: { $or: [{ assigneeId: me }, { createdById: me }] },
      },
      { allow: "reassign", fields: ["assigneeId"], when: { createdById: me } },
      { allow: "delete", when: { createdById: me, status: "open" } },
    ],
    user: [
      { allow: "read", fields: ["id", "name", "region", "department", "team", "managerId", "jobTitle", "language"] },
    ],
    report: [{ allow: ["read", "print"], when: { sharedWith: { $has: me } } }],
  },
} as const satisfies RoleOf<typeof crmModel>;
