import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReadJsonOptions, readJson } from "../../../src/http/read-json.js";

type Body = NonNullable<RequestInit["body"]>;

const JSON_TYPE = { "content-type": "application/json" };

function read(body: Body, options: ReadJsonOptions = {}, headers: Record<string, string> = JSON_TYPE) {
  return readJson(new Request("https://crm.example", { method: "POST", body, headers, duplex: "half" }), options);
}

/** What was wrong, or the value. */
async function outcome(...args: Parameters<typeof read>) {
  const found = await read(...args);
  return found.ok ? found.value : `${found.problem.status} ${found.problem.code}`;
}

describe("a JSON body", () => {
  it("is read as what JSON says, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\\ud[89a-f]/i.test(text));
        expect(await read(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it("is read from however many pieces it comes in", async () => {
    const bytes = new TextEncoder().encode(`{"name":"Zoë 😀"}`);
    const stream = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await outcome(stream)).toEqual({ name: "Zoë 😀" });
  });

  it("changes no prototype, whatever its members are called", async () => {
    const found = await read(`{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}`);
    const value = found.ok ? found.value : null;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["two values", "1 2"],
    ["NaN", "NaN"],
    ["a name twice", `{"a":1,"a":2}`],
    ["a name twice, once with escapes", `{"role":1,"r\\u006fle":2}`],
    ["a name twice, deep inside", `[{"b":{"x":[],"y":"x","x":0}}]`],
    ["half a character", `{"a":"\\ud800"}`],
    ["half a character in a name", `{"\\udc00":1}`],
    ["what is no UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ["arrays in arrays without end", "[".repeat(33) + "]".repeat(33)],
    ["objects in objects without end", `${`{"a":`.repeat(100_000 / 5)}1${"}".repeat(100_000 / 5)}`],
  ])("is refused as invalid: %s", async (_, body) => {
    expect(await outcome(body as Body)).toBe("400 invalid_json");
  });

  it.each([
    ["the same name in different objects", `[{"a":1},{"a":2}]`],
    ["a text that is also a name", `{"a":"a","b":["a","a"]}`],
    ["names that differ in case", `{"a":1,"A":2}`],
    ["brackets and quotes in texts", `{"a\\"":"}{][,:\\\\","b":"\\\\"}`],
    ["as deep as may be", "[".repeat(32) + "]".repeat(32)],
    ["a pair of surrogates", `"\\ud83d\\ude00"`],
  ])("is taken: %s", async (_, body) => {
    expect(await outcome(body)).toEqual(JSON.parse(body));
  });

  it("is read up to the last byte that it may have, and no further", async () => {
    expect(await outcome(`"123456"`, { maxBytes: 8 })).toBe("123456");
    expect(await outcome(`"1234567"`, { maxBytes: 8 })).toBe("413 too_large");
    expect(await outcome(`"1"`, { maxBytes: 8 }, { ...JSON_TYPE, "content-length": "9" })).toBe("413 too_large");
  });

  it("is left alone as soon as it is too large", async () => {
    let sent = 0;
    let cancelled = false;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1_000));
      },
      cancel() {
        cancelled = true;
      },
    });
    expect(await outcome(endless, { maxBytes: 10_000 })).toBe("413 too_large");
    expect(cancelled).toBe(true);
    expect(sent).toBeLessThan(20);
  });

  it("is refused where its sender goes away", async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new Error("gone"));
      },
    });
    expect(await outcome(broken)).toBe("400 invalid_json");
  });

  it("is refused where somebody has read it already", async () => {
    const request = new Request("https://crm.example", { method: "POST", body: "{}", headers: JSON_TYPE });
    await request.text();
    expect((await readJson(request)).ok).toBe(false);
  });

  it.each([
    ["none", {}],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["something like JSON", { "content-type": "application/jsonp" }],
    ["two types", { "content-type": "application/json, text/plain" }],
    ["another charset", { "content-type": "application/json; charset=utf-16" }],
    ["compressed", { ...JSON_TYPE, "content-encoding": "gzip" }],
  ])("is refused by its media type: %s", async (_, headers) => {
    expect(await outcome("{}", {}, headers)).toBe("415 unsupported_media_type");
  });

  it.each(["application/json;charset=utf-8", `Application/JSON; charset="UTF-8"`, "application/json ; v=1"])(
    "is taken as %s",
    async (type) => {
      expect(await outcome("{}", {}, { "content-type": type })).toEqual({});
    },
  );

  it("may have another media type where that is asked for", async () => {
    const scim = { "content-type": "application/scim+json" };
    expect(await outcome("{}", { mediaTypes: ["application/json", "application/scim+json"] }, scim)).toEqual({});
    const refused = await read("{}", { mediaTypes: ["application/scim+json"] });
    expect(refused.ok ? null : refused.problem.headers).toEqual({ accept: "application/scim+json" });
  });
});
