import { describe, expect, it } from "vitest";
import { authzen } from "../../../../src/http/authzen/authzen.js";
import type { AuthzenOptions } from "../../../../src/http/authzen/options.js";
import type { AuthzenService } from "../../../../src/http/authzen/service.js";
import { StoreError } from "../../../../src/storage/store-error.js";
import { deals, does, lookingUp, onDeal, service, user } from "./deals.js";
import { post } from "./service.js";

/** Ada may update 1, 3 and 5. */
const updates = { subject: user("ada"), action: does("update", { changes: { stage: "won" } }) };
const on = (...ids: number[]) => ids.map((id) => ({ resource: onDeal(id) }));

async function ask(body: object, options: Partial<AuthzenOptions<string>> = {}) {
  const answered = await post(authzen(service, { ...lookingUp, ...options }), "/access/v1/evaluations", body);
  if (answered.status !== 200) return answered.status;
  return answered.body.evaluations?.map((it: { decision: boolean }) => it.decision) ?? answered.body;
}

describe("several questions", () => {
  it("are all answered, in their order, if nothing else is said", async () => {
    const evaluations = Array.from({ length: 40 }, (_, index) => ({ resource: onDeal((index % 5) + 1) }));
    const expected = evaluations.map((_, index) => index % 2 === (index % 10 < 5 ? 0 : 1));
    expect(await ask({ ...updates, evaluations })).toEqual(expected);
    expect(await ask({ ...updates, evaluations, options: { evaluations_semantic: "execute_all" } })).toEqual(expected);
  });

  it("are answered up to the first no", async () => {
    const options = { evaluations_semantic: "deny_on_first_deny" };
    expect(await ask({ ...updates, options, evaluations: on(1, 3, 2, 5) })).toEqual([true, true, false]);
    expect(await ask({ ...updates, options, evaluations: on(1, 3, 5) })).toEqual([true, true, true]);
    expect(await ask({ ...updates, options, evaluations: [{ resource: "?" }, ...on(1)] })).toEqual([false]);
  });

  it("are answered up to the first yes", async () => {
    const options = { evaluations_semantic: "permit_on_first_permit" };
    expect(await ask({ ...updates, options, evaluations: on(2, 4, 1, 3) })).toEqual([false, false, true]);
    expect(await ask({ ...updates, options, evaluations: on(2, 4) })).toEqual([false, false]);
  });

  it("are not asked after the one that settles it", async () => {
    const asked: string[] = [];
    const record = ({ id }: { id: string }) => {
      asked.push(id);
      return deals.get(id) ?? null;
    };
    await ask(
      { ...updates, options: { evaluations_semantic: "deny_on_first_deny" }, evaluations: on(1, 2, 3) },
      { record },
    );
    expect(asked).toEqual(["1", "2"]);
  });

  it("take defaults for what they leave out, and for nothing that they have", async () => {
    const context = { sid: "s1" };
    const seen: unknown[] = [];
    const session = (situation: { context: unknown }) => {
      seen.push(situation.context);
      return null;
    };
    const evaluations = [
      {},
      { context: {} },
      { subject: user("bob") },
      { action: does("read") },
      { resource: { id: "2" } },
    ];
    const defaults = { ...updates, resource: { type: "deal", id: "1", properties: { amount: 1 } }, context };
    expect(await ask({ ...defaults, evaluations }, { session })).toEqual([true, true, false, true, false]);
    expect(seen).toContainEqual({});
    expect(seen).toContainEqual(context);
  });

  it("do not inherit the properties of an entity that they name themselves", async () => {
    const { record: _, ...options } = lookingUp;
    const handler = authzen(service, { ...options, trustProperties: true });
    const resource = { type: "deal", id: "1", properties: { ownerId: "ada" } };
    const evaluations = [{}, { resource: { id: "2" } }, { action: { name: "update" } }];
    const { body } = await post(handler, "/access/v1/evaluations", { ...updates, resource, evaluations });
    expect(body.evaluations.map((it: { decision: boolean }) => it.decision)).toEqual([true, false, true]);
  });

  it("do not hurt each other", async () => {
    const evaluations: unknown[] = [...on(1), {}, null, 7, [], { resource: { type: 1 } }, { subject: null }, ...on(3)];
    const handler = authzen(service, lookingUp);
    const { status, body } = await post(handler, "/access/v1/evaluations", { ...updates, evaluations });
    expect(status).toBe(200);
    expect(body.evaluations.map((it: { decision: boolean }) => it.decision)).toEqual([
      true,
      ...Array(6).fill(false),
      true,
    ]);
    expect(body.evaluations[1].context).toEqual({ error: { status: 400, message: "`resource` is missing" } });
    expect(body.evaluations[2].context.error.message).toBe("the evaluation is not an object");
  });

  it("are no where the store cannot be reached for them", async () => {
    const record = ({ id }: { id: string }) => {
      if (id === "3") throw new StoreError("unavailable", "the database at 10.0.0.7 does not answer");
      return deals.get(id) ?? null;
    };
    const handler = authzen(service, { ...lookingUp, record });
    const { status, body } = await post(handler, "/access/v1/evaluations", { ...updates, evaluations: on(1, 3, 5) });
    expect(status).toBe(200);
    const error = { status: 503, message: "the store cannot be reached" };
    expect(body.evaluations).toEqual([{ decision: true }, { decision: false, context: { error } }, { decision: true }]);
  });

  it("open the access of a subject once, and look a record up once", async () => {
    const opened: unknown[] = [];
    const counting: AuthzenService = {
      tenant: (id) => {
        const tenant = service.tenant(id);
        return {
          id,
          policy: tenant.policy,
          people: (options) => tenant.people(options),
          access: (...args) => {
            opened.push(args[2]);
            return tenant.access(...args);
          },
        };
      },
    };
    let loaded = 0;
    const record = ({ id }: { id: string }) => {
      loaded += 1;
      return deals.get(id) ?? null;
    };
    const handler = authzen(counting, { ...lookingUp, record });
    const ask = (id: string, body: object, path = "evaluations") =>
      post(handler, `/access/v1/${path}`, body, { "x-request-id": id });
    await ask("r-17", { ...updates, evaluations: on(1, 2, 2, 1, 1) });
    expect([opened, loaded]).toEqual([[{ requestId: "r-17" }], 2]);
    await ask("x".repeat(201), { subject: user("ada"), resource: onDeal(1) }, "search/action");
    expect([opened, loaded]).toEqual([[{ requestId: "r-17" }, {}], 3]);
  });

  it("may be one question like any other", async () => {
    expect(await ask({ ...updates, resource: onDeal(1) })).toEqual({ decision: true });
    expect(await ask({ ...updates, resource: onDeal(2), evaluations: [] })).toMatchObject({ decision: false });
    expect(await ask({ ...updates })).toBe(400);
  });

  it.each([
    ["evaluations that are no array", { evaluations: { 1: {} } }],
    ["evaluations that are null", { evaluations: null }],
    ["options that are no object", { options: [] }],
    ["a semantic that does not exist", { options: { evaluations_semantic: "toString" } }],
    ["a semantic that is no text", { options: { evaluations_semantic: ["execute_all"] } }],
    ["a default that is no object", { subject: "ada" }],
    ["a default of the wrong type", { resource: { type: 1 } }],
    ["too many of them", { evaluations: on(1, 2, 3, 4) }],
  ])("are refused as a whole with %s", async (_, part) => {
    expect(await ask({ ...updates, evaluations: on(1), ...part }, { limits: { maxEvaluations: 3 } })).toBe(400);
  });
});
