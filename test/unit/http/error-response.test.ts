import { describe, expect, it } from "vitest";
import { errorResponse } from "../../../src/http/error-response.js";
import { CommandRefusedError, type RefusalReason, refusal } from "../../../src/lifecycle/refusal.js";
import type { ChallengeDecision } from "../../../src/model/decision.js";
import {
  AccessDeniedError,
  CastellanError,
  type InvalidRequestCode,
  InvalidRequestError,
} from "../../../src/model/errors.js";
import { StoreError, type StoreErrorCode } from "../../../src/storage/store-error.js";

const challenge: ChallengeDecision = {
  outcome: "challenge",
  requirements: [{ kind: "mfa", statement: { id: "export-mfa" }, factors: 2, phishingResistant: false }],
  statements: [{ id: "export-mfa" }],
  errors: [],
  validUntil: null,
};

async function told(error: unknown) {
  const response = errorResponse(error);
  const body =
    response === undefined ? {} : ((await response.json()) as { readonly detail?: string; readonly code?: string });
  return { status: response?.status, ...body };
}

describe("what an error means to somebody who asked", () => {
  it("is nothing where it is not castellan's", async () => {
    for (const error of [new Error("disk full"), null, undefined, "no", { code: "access_denied" }]) {
      expect(errorResponse(error)).toBeUndefined();
    }
  });

  it("is what would help, where something would", async () => {
    const response = errorResponse(new AccessDeniedError(challenge, "not allowed"), { scheme: "DPoP" });
    expect(response?.status).toBe(401);
    expect(response?.headers.get("www-authenticate")).toMatch(/^DPoP error="insufficient_user_authentication"/);
  });

  it("is a no where nothing would", async () => {
    const decision = { outcome: "deny", reason: "no_grant", statements: [], errors: [], validUntil: null } as const;
    const error = new AccessDeniedError(decision, "not allowed");
    expect(await told(error)).toMatchObject({ status: 403, code: "access_denied", reason: "no_grant" });
    expect(errorResponse(error, { conceal: true })?.status).toBe(404);
  });

  it("is the same for a command that asks for a step-up", async () => {
    const error = new CommandRefusedError("policy", "the policy asks for more", challenge);
    expect(await told(error)).toMatchObject({ status: 401, code: "insufficient_user_authentication" });
  });

  it.each<[RefusalReason, number]>([
    ["not_authorised", 403],
    ["not_for_oneself", 403],
    ["unknown_principal", 404],
    ["unknown_request", 404],
    ["invalid_token", 404],
    ["expired", 410],
    ["wrong_status", 409],
    ["outdated", 409],
    ["min_holders", 409],
    ["separation_of_duty", 409],
    ["unknown_role", 422],
    ["end_required", 422],
  ])("is why a command was refused: %s", async (reason, status) => {
    expect(await told(refusal(reason, "`u17` it is not"))).toMatchObject({
      status,
      code: reason,
      detail: "`u17` it is not",
    });
  });

  it.each<[InvalidRequestCode, number]>([
    ["unknown_field", 400],
    ["unknown_type", 400],
    ["invalid_changes", 400],
    ["invalid_facts", 500],
    ["invalid_now", 500],
  ])("is the client's mistake or the application's: %s", async (code, status) => {
    expect((await told(new InvalidRequestError(code, "as it is"))).status).toBe(status);
  });

  it.each<[StoreErrorCode, number, string]>([
    ["unavailable", 503, "unavailable"],
    ["revision_conflict", 409, "revision_conflict"],
    ["corrupt", 500, "internal_error"],
    ["invalid_changes", 500, "internal_error"],
    ["unsupported_version", 500, "internal_error"],
  ])("is how the store is: %s", async (code, status, tells) => {
    const error = new StoreError(code, "table `principals` on 10.0.0.7");
    const { detail, ...problem } = await told(error);
    expect(problem).toMatchObject({ status, code: tells });
    expect(detail).not.toContain("10.0.0.7");
  });

  it("is nothing to be read out of, for whatever else goes wrong", async () => {
    for (const code of ["invalid_definition", "toString", "__proto__", "constructor"]) {
      expect(await told(new CastellanError(code, "secret"))).toMatchObject({ status: 500, code: "internal_error" });
    }
  });
});
