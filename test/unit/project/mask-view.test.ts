import { describe, expect, it } from "vitest";
import type { MaskView } from "../../../src/model/statement-data.js";
import { showMasked, VIEWS } from "../../../src/project/mask-view.js";

describe("S36 a text shown in part", () => {
  it.each<[MaskView, string, string]>([
    ["last4", "+49 30 901820", "••••1820"],
    ["last4", "12345678", "••••5678"],
    ["last4", "1234567", "••••"],
    ["last4", "", "••••"],
    ["last4", "🙂🙂🙂🙂🙂🙂🙂🙂", "••••🙂🙂🙂🙂"],
    ["last4", "🙂🙂🙂🙂🙂🙂🙂", "••••"],
    ["email", "ada@example.com", "a•••@example.com"],
    ["email", "a@b", "a•••@b"],
    ["email", '"a@b"@example.com', '"•••@example.com'],
    ["email", "🙂x@example.com", "🙂•••@example.com"],
    ["email", "@example.com", "••••"],
    ["email", "ada@", "••••"],
    ["email", "ada", "••••"],
    ["email", "", "••••"],
    ["initials", "Ada Lovelace", "A.L."],
    ["initials", "Augusta Ada King", "A.K."],
    ["initials", "Ada", "A."],
    ["initials", "  Ada   Lovelace ", "A.L."],
    ["initials", "🙂x y", "🙂.y."],
    ["initials", "", "••••"],
    ["initials", "   ", "••••"],
    ["redact", "anything", "••••"],
    ["redact", "", "••••"],
  ])("as %s: %j is %j", (view, text, shown) => {
    expect(showMasked(view, text)).toBe(shown);
  });

  it.each(VIEWS)("as %s: null is shown as it is", (view) => {
    expect(showMasked(view, null)).toBeNull();
  });

  it.each([[7], [undefined], [["text"]], [{}], [true], [10n]])("cannot be anything but a text: %s", (value) => {
    expect(VIEWS.map((view) => showMasked(view, value))).toEqual([undefined, undefined, undefined, undefined]);
  });
});
