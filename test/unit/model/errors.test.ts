import { describe, expect, it } from "vitest";
import {
  AccessDeniedError,
  CastellanError,
  InvalidRequestError,
  isCastellanError,
  PolicyDefinitionError,
} from "../../../src/model/errors.js";

const issue = { code: "unknown_field", path: ["roles", "rep", 0], message: "field `amont` is unknown" };

describe("an error of castellan", () => {
  it("is told by its brand, not by its class", () => {
    const fromTheOtherCopy = Object.defineProperty(new Error("x"), Symbol.for("castellan.error"), { value: true });
    expect(isCastellanError(fromTheOtherCopy)).toBe(true);
  });

  it("is told from any other", () => {
    expect([isCastellanError(new Error("x")), isCastellanError(null), isCastellanError("x")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("does not inherit its brand", () => {
    expect(isCastellanError(Object.create(new CastellanError("x", "x")))).toBe(false);
  });

  it("names its class", () => {
    expect(new InvalidRequestError("unknown_type", "x").name).toBe("InvalidRequestError");
  });
});

describe("an error about a definition", () => {
  it("says where, what, the remedy and the code of each issue", () => {
    const { message } = new PolicyDefinitionError([{ ...issue, hint: "did you mean `amount`?" }]);
    expect(message).toBe(
      "the definition has 1 issue:\n- roles.rep.0: field `amont` is unknown (did you mean `amount`?) [unknown_field]",
    );
  });

  it("names no place for what is wrong with the whole", () => {
    expect(new PolicyDefinitionError([{ ...issue, path: [] }]).message).toBe(
      "the definition has 1 issue:\n- field `amont` is unknown [unknown_field]",
    );
  });

  it("lists twenty issues and counts the others", () => {
    const lines = new PolicyDefinitionError(Array.from({ length: 23 }, () => issue)).message.split("\n");
    expect([lines[0], lines.length, lines.at(-1)]).toEqual(["the definition has 23 issues:", 22, "- … and 3 more"]);
  });

  it("carries all issues", () => {
    expect(new PolicyDefinitionError([issue, issue]).issues).toEqual([issue, issue]);
  });
});

describe("an error about a denial", () => {
  it("carries the decision", () => {
    const decision = { outcome: "deny", reason: "no_grant", statements: [], errors: [], validUntil: null } as const;
    const error = new AccessDeniedError(decision, "no");
    expect([error.code, error.name, error.decision]).toEqual(["access_denied", "AccessDeniedError", decision]);
  });
});
