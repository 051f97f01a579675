import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authzen } from "../../../../src/http/authzen/authzen.js";
import { crm, deals, lookingUp, service } from "./deals.js";
import { knowsToken } from "./service.js";

const handlers = {
  "that looks records up": authzen(service, { ...lookingUp, url: "https://pdp.example", detail: "statements" }),
  "that believes callers": authzen(service, {
    authenticate: knowsToken,
    policy: crm,
    tenant: (request) => request.headers.get("x-tenant") ?? "acme",
    trustProperties: true,
    records: () => deals.values(),
  }),
};
const paths = [
  "/access/v1/evaluation",
  "/access/v1/evaluations",
  "/access/v1/search/subject",
  "/access/v1/search/resource",
  "/access/v1/search/action",
  "/.well-known/authzen-configuration",
];

// names that requests have, so that what is drawn comes close to one
const name = fc.constantFrom(
  ...["subject", "resource", "action", "context", "evaluations", "options", "page", "properties"],
  ...["type", "id", "name", "token", "limit", "evaluations_semantic", "changes", "fields", "justification"],
  ...["__proto__", "constructor", "toString", "ownerId", ""],
);
const text = fc.oneof(
  fc.constantFrom(
    "user",
    "ada",
    "bob",
    "deal",
    "1",
    "read",
    "update",
    "delete",
    "execute_all",
    "__proto__",
    "*",
    "\u0000",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 300 }),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(name, tie("json")), { maxLength: 6, selector: ([key]) => key }).map(Object.fromEntries),
  ),
}));
const valid = fc.record({
  subject: fc.record({ type: fc.constantFrom("user", "identity"), id: fc.constantFrom("ada", "bob", "vera", "zoe") }),
  action: fc.record({ name: fc.constantFrom("read", "update", "delete", "export", "create") }),
  resource: fc.record({ type: fc.constant("deal"), id: fc.constantFrom("1", "2", "3") }),
});

type Handler = (request: Request) => Promise<Response>;

async function answerOf(handler: Handler, request: Request) {
  const response = await handler(request);
  expect(response).toBeInstanceOf(Response);
  expect(response.status).toBeLessThan(500);
  const body = await response.text();
  return { status: response.status, body: body === "" ? null : JSON.parse(body) };
}

const posting = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  new Request(`https://pdp.example${path}`, {
    method: "POST",
    body,
    headers: { authorization: "Bearer pep", "content-type": "application/json", ...headers },
  });

/** What the specification asks of one question, said once more and as simply as can be. */
// biome-ignore lint/suspicious/noExplicitAny: anything that JSON can say
function isQuestion(body: any): boolean {
  const own = (holder: object, key: string) => (Object.hasOwn(holder, key) ? Reflect.get(holder, key) : undefined);
  const isObject = (it: unknown): it is object => typeof it === "object" && it !== null && !Array.isArray(it);
  const isEntity = (it: unknown, ...keys: string[]) =>
    isObject(it) &&
    keys.every((key) => typeof own(it, key) === "string") &&
    (own(it, "properties") === undefined || isObject(own(it, "properties")));
  return (
    isObject(body) &&
    isEntity(own(body, "subject"), "type", "id") &&
    isEntity(own(body, "action"), "name") &&
    isEntity(own(body, "resource"), "type", "id") &&
    (own(body, "context") === undefined || isObject(own(body, "context")))
  );
}

describe.each(Object.entries(handlers))("a decision point %s", (_, handler) => {
  it("answers bytes of any kind, and none of them with yes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.uint8Array({ maxLength: 200 }), async (path, bytes) => {
        const { status, body } = await answerOf(handler, posting(path, new Uint8Array(bytes)));
        expect(status).toBeGreaterThanOrEqual(400);
        expect(body.decision).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it("answers JSON of any kind, and what is no question with 400", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths.slice(0, 5)), json, async (path, value) => {
        const { status, body } = await answerOf(handler, posting(path, JSON.stringify(value)));
        expect([200, 400]).toContain(status);
        if (path === paths[0] && !isQuestion(JSON.parse(JSON.stringify(value)))) expect(status).toBe(400);
        if (status === 400) expect(body.decision).toBeUndefined();
      }),
      { numRuns: 600 },
    );
  });

  it("says yes to no question that anything was taken out of, or put in another place", async () => {
    const place = fc.constantFrom(
      ["subject"],
      ["subject", "type"],
      ["subject", "id"],
      ["subject", "properties"],
      ["action"],
      ["action", "name"],
      ["action", "properties"],
      ["resource"],
      ["resource", "type"],
      ["resource", "id"],
      ["resource", "properties"],
      ["context"],
    );
    await fc.assert(
      fc.asyncProperty(
        valid,
        place,
        fc.option(json, { nil: undefined }),
        async (question, [first = "", second], value) => {
          const changed: Record<string, unknown> = structuredClone(question);
          if (second === undefined) changed[first] = value;
          else changed[first] = { ...(changed[first] as object), [second]: value };
          const parsed = JSON.parse(JSON.stringify(changed));
          const { status, body } = await answerOf(handler, posting(paths[0]!, JSON.stringify(changed)));
          if (!isQuestion(parsed)) expect(status).toBe(400);
          if (status === 200) expect(typeof body.decision).toBe("boolean");
          const batch = { evaluations: [changed] };
          const answered = await answerOf(handler, posting(paths[1]!, JSON.stringify(batch)));
          expect(answered.status).toBe(200);
          const [item] = answered.body.evaluations;
          if (status === 200) expect(item).toEqual(body);
          else expect(item).toMatchObject({ decision: false, context: { error: { status: 400 } } });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("answers a batch as it answers its questions one by one", async () => {
    const semantic = fc.constantFrom("execute_all", "deny_on_first_deny", "permit_on_first_permit");
    await fc.assert(
      fc.asyncProperty(
        fc.array(valid, { minLength: 1, maxLength: 20 }),
        semantic,
        async (questions, evaluations_semantic) => {
          const singles: { decision: boolean }[] = [];
          for (const question of questions) {
            singles.push((await answerOf(handler, posting(paths[0]!, JSON.stringify(question)))).body);
          }
          const end = singles.findIndex(
            ({ decision }) => decision === (evaluations_semantic === "permit_on_first_permit"),
          );
          const expected = evaluations_semantic === "execute_all" || end < 0 ? singles : singles.slice(0, end + 1);
          const batch = { evaluations: questions, options: { evaluations_semantic } };
          expect((await answerOf(handler, posting(paths[1]!, JSON.stringify(batch)))).body).toEqual({
            evaluations: expected,
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("finds in its searches exactly what it says yes to", async () => {
    const isYes = async (question: object) =>
      (await answerOf(handler, posting(paths[0]!, JSON.stringify(question)))).body.decision === true;
    const all = async (kind: string, body: object, limit: number) => {
      const found: unknown[] = [];
      let page: object = { limit };
      for (let at = 0; at < 50; at += 1) {
        const answered = await answerOf(
          handler,
          posting(`/access/v1/search/${kind}`, JSON.stringify({ ...body, page })),
        );
        found.push(...answered.body.results);
        if (answered.body.page.next_token === "") return found;
        page = { token: answered.body.page.next_token };
      }
      return null;
    };
    await fc.assert(
      fc.asyncProperty(valid, fc.integer({ min: 1, max: 6 }), async ({ subject, action, resource }, limit) => {
        const subjects: unknown[] = [];
        for (const id of ["ada", "bob", "vera", "zoe"]) {
          const { type } = subject;
          if (await isYes({ subject: { type, id }, action, resource })) subjects.push({ type, id });
        }
        expect(await all("subject", { subject: { type: subject.type }, action, resource }, limit)).toEqual(subjects);
        const actions: unknown[] = [];
        for (const name of ["create", "read", "update", "delete", "export"]) {
          if (await isYes({ subject, action: { name }, resource })) actions.push({ name });
        }
        expect(await all("action", { subject, resource }, limit)).toEqual(actions);
      }),
      { numRuns: 40 },
    );
  });

  it("answers whatever is asked for by whatever method, with whatever headers", async () => {
    const header = fc.tuple(
      fc.constantFrom(
        "x-request-id",
        "content-type",
        "content-length",
        "content-encoding",
        "authorization",
        "x-tenant",
      ),
      fc.stringMatching(/^[\x21-\x7e\xa1-\xff]([\x20-\x7e\xa1-\xff]{0,300}[\x21-\x7e\xa1-\xff])?$/),
    );
    const path = fc.oneof(fc.constantFrom(...paths), fc.webPath(), fc.string());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"),
        path,
        fc.array(header, { maxLength: 4 }),
        async (method, tail, headers) => {
          const url = `https://pdp.example/${tail.replace(/^\//, "")}`;
          fc.pre(URL.canParse(url));
          const body = method === "GET" || method === "HEAD" ? {} : { body: "{}" };
          const request = new Request(url, { method, headers: headers.map(([key, value]) => [key, value]), ...body });
          const answered = await answerOf(handler, request);
          expect(answered.body?.decision).toBeUndefined();
        },
      ),
      { numRuns: 600 },
    );
  });
});
