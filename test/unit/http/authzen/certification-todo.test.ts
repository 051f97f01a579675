import { describe, expect, it } from "vitest";
import { authzen } from "../../../../src/http/authzen/authzen.js";
import { defineModel, definePolicy, resource } from "../../../../src/index.js";
import { castellanOver, knowsToken, type People, post } from "./service.js";

// The Todo scenario of AuthZEN's interoperability tests: five people, four roles, and owners that the gateway tells.

const policy = definePolicy(
  defineModel({
    resources: {
      user: resource({ fields: [{ name: "id", type: "string" }], actions: ["can_read_user"] }),
      todo: resource({
        fields: [
          { name: "id", type: "string" },
          { name: "ownerID", type: "string" },
        ],
        actions: ["can_read_todos", "can_create_todo", "can_update_todo", "can_delete_todo"],
      }),
    },
    principal: { attributes: [{ name: "email", type: "string" }] },
  }),
  {
    id: "todo",
    version: 1,
    roles: {
      viewer: {
        title: "Viewer",
        statements: { user: [{ allow: "can_read_user" }], todo: [{ allow: "can_read_todos" }] },
      },
      editor: {
        title: "Editor",
        extends: ["viewer"],
        statements: {
          todo: [
            { allow: "can_create_todo" },
            {
              allow: ["can_update_todo", "can_delete_todo"],
              when: { ownerID: { $ref: "principal.attributes.email" } },
            },
          ],
        },
      },
      admin: { title: "Admin", extends: ["editor"], statements: { todo: [{ allow: "can_delete_todo" }] } },
      evil_genius: { title: "Evil genius", extends: ["editor"], statements: { todo: [{ allow: "can_update_todo" }] } },
    },
  },
);

const person = (email: string, ...roles: string[]) => ({ roles, attributes: { email } });
const people: People = {
  CiRmZDA2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs: person("rick@the-citadel.com", "admin", "evil_genius"),
  CiRmZDE2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs: person("morty@the-citadel.com", "editor"),
  CiRmZDI2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs: person("summer@the-smiths.com", "editor"),
  CiRmZDM2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs: person("beth@the-smiths.com", "viewer"),
  CiRmZDQ2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs: person("jerry@the-smiths.com", "viewer"),
};
const idOf = (name: string) =>
  Object.keys(people).find((id) => String(people[id]?.attributes?.email).startsWith(`${name}@`));
const emailOf = (name: string) => String(people[idOf(name) ?? ""]?.attributes?.email);

const handler = authzen(await castellanOver(policy, people), {
  authenticate: knowsToken,
  policy,
  tenant: "acme",
  trustProperties: true,
});
const todoOf = (owner: string) => ({ type: "todo", id: "7240d0db", properties: { ownerID: emailOf(owner) } });

/** Who may do what, as the scenario has it: create; update and delete somebody else's; update and delete one's own. */
const expectations = [
  ["rick", { create: true, others: { can_update_todo: true, can_delete_todo: true }, own: true }],
  ["morty", { create: true, others: { can_update_todo: false, can_delete_todo: false }, own: true }],
  ["summer", { create: true, others: { can_update_todo: false, can_delete_todo: false }, own: true }],
  ["beth", { create: false, others: { can_update_todo: false, can_delete_todo: false }, own: false }],
  ["jerry", { create: false, others: { can_update_todo: false, can_delete_todo: false }, own: false }],
] as const;

describe.each(["user", "identity"])("the Todo scenario, with subjects of type %s", (type) => {
  describe.each(expectations)("%s", (name, expected) => {
    const subject = { type, id: idOf(name) };
    const decide = async (action: string, resource: object) => {
      const { status, body } = await post(handler, "/access/v1/evaluation", {
        subject,
        action: { name: action },
        resource,
      });
      expect(status).toBe(200);
      return body.decision;
    };

    it("reads users and the list", async () => {
      expect(await decide("can_read_user", { type: "user", id: "beth@the-smiths.com" })).toBe(true);
      expect(await decide("can_read_user", { type: "user", id: subject.id })).toBe(true);
      expect(await decide("can_read_todos", { type: "todo", id: "todo-1" })).toBe(true);
    });

    it(`${expected.create ? "creates" : "creates no"} todos`, async () => {
      expect(await decide("can_create_todo", { type: "todo", id: "todo-1" })).toBe(expected.create);
    });

    it.each(["can_update_todo", "can_delete_todo"] as const)("%s of one's own and of somebody else", async (action) => {
      expect(await decide(action, todoOf(name))).toBe(expected.own);
      expect(await decide(action, todoOf(name === "rick" ? "morty" : "rick"))).toBe(expected.others[action]);
    });

    it("is told in one go which todos can be ticked off", async () => {
      const { body } = await post(handler, "/access/v1/evaluations", {
        subject,
        action: { name: "can_update_todo" },
        resource: {},
        context: {},
        evaluations: [{ resource: todoOf(name === "rick" ? "morty" : "rick") }, { resource: todoOf(name) }],
      });
      expect(body.evaluations.map((it: { decision: boolean }) => it.decision)).toEqual([
        expected.others.can_update_todo,
        expected.own,
      ]);
    });
  });

  it("lets nobody do anything with a todo whose owner nobody tells", async () => {
    const subject = { type, id: idOf("morty") };
    const asked = { subject, action: { name: "can_delete_todo" }, resource: { type: "todo", id: "1" } };
    expect((await post(handler, "/access/v1/evaluation", asked)).body.decision).toBe(false);
  });
});
