import { decodeEvent, decodeState, encodeEvent, encodeState, type PrincipalState } from "castellan/storage";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitAt, stateAt } from "./file/directory.js";

describe("a state as text", () => {
  it("comes back as it was, at the revision that it is read at", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), fc.nat(), (mark, revision) => {
        const state = { ...stateAt(1), mark };
        // -0 is 0 in JSON
        const expected = { ...JSON.parse(JSON.stringify(state)), revision };
        expect(decodeState(encodeState(state), "ada", revision)).toEqual(expected);
      }),
    );
  });

  it("holds no byte that a column of text could refuse", () => {
    const state = { ...stateAt(1), mark: ["\u0000", "\ud800", "\ude00\ud83d", { "\u0000": "\udfff" }] };
    const text = encodeState(state);
    expect(text).not.toMatch(/\p{Surrogate}/u);
    expect(text).not.toContain("\0");
    expect(decodeState(text, "ada", 0)).toEqual({ ...state, revision: 0 });
  });

  it("does not say a revision", () => {
    expect(encodeState({ ...stateAt(1), revision: 41 })).toBe(encodeState({ ...stateAt(1), revision: 42 }));
  });

  it("is refused if it cannot be said", () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    for (const mark of [loop, 1n]) {
      const state = { ...stateAt(1), mark } as PrincipalState;
      expect(() => encodeState(state)).toThrow(expect.objectContaining({ code: "invalid_changes" }));
    }
  });

  it.each(["", "{", "null", "[]", "1", "{}", '{"principal":null}', '{"principal":{"id":"ben"},"assignments":[]}'])(
    "is corrupt if it is %j",
    (text) => {
      expect(() => decodeState(text, "ada", 0)).toThrow(expect.objectContaining({ code: "corrupt" }));
    },
  );
});

describe("an event as text", () => {
  const [event] = commitAt(3).events;

  it("comes back as it was", () => {
    expect(decodeEvent(encodeEvent(event!), 3)).toEqual(event);
  });

  it.each(["", "null", "{}", '{"sequence":3}', '{"sequence":3,"data":null}'])("is corrupt if it is %j", (text) => {
    expect(() => decodeEvent(text, 3)).toThrow(expect.objectContaining({ code: "corrupt" }));
  });

  it("is corrupt in another's place", () => {
    expect(() => decodeEvent(encodeEvent(event!), 4)).toThrow(expect.objectContaining({ code: "corrupt" }));
  });
});
