import { describe, expect, it } from "vitest";
import { problemResponse } from "../../../src/http/problem.js";
import { withRequestId } from "../../../src/http/request-id.js";

describe("a problem", () => {
  it("is a document for programs and humans that no cache keeps", async () => {
    const response = problemResponse({ status: 409, code: "wrong_status", detail: "it is closed", title: "Too late" });
    expect(response.status).toBe(409);
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store",
      "content-type": "application/problem+json",
    });
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Too late",
      status: 409,
      detail: "it is closed",
      code: "wrong_status",
    });
  });

  it("may say more, in members and headers, but nothing else about what it is", async () => {
    const members = { requirements: ["mfa"], status: 200, code: "ok", type: "https://evil.example" };
    const headers = { "retry-after": "1", "content-type": "text/html" };
    const response = problemResponse({ status: 503, code: "unavailable", detail: "later", members, headers });
    expect(response.headers.get("retry-after")).toBe("1");
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Service Unavailable",
      status: 503,
      detail: "later",
      code: "unavailable",
      requirements: ["mfa"],
    });
  });

  it("has some title for any status", async () => {
    expect(await problemResponse({ status: 418, code: "teapot", detail: "short" }).json()).toMatchObject({
      title: "Error",
    });
  });
});

describe("a request id", () => {
  const response = new Response("yes", { status: 201, headers: { "x-other": "1" } });

  it("comes back with the response, and nothing else of it changes", async () => {
    const request = new Request("https://pdp.example", { headers: { "X-Request-ID": "ümlaut / 17" } });
    const answered = withRequestId(request, response);
    expect(Object.fromEntries(answered.headers)).toMatchObject({ "x-other": "1", "x-request-id": "ümlaut / 17" });
    expect([answered.status, await answered.text()]).toEqual([201, "yes"]);
  });

  it("is not made up", () => {
    const plain = new Response(null);
    expect(withRequestId(new Request("https://pdp.example"), plain)).toBe(plain);
  });
});
