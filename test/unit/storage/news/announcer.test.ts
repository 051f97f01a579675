import { describe, expect, it } from "vitest";
import { Announcer } from "../../../../src/storage/news/announcer.js";
import { type Hint, MOST_HINTS } from "../../../../src/storage/news/hint.js";
import { tenantTag } from "../../../../src/storage/news/tenant-tag.js";

/** An announcer whose messages go out one by one, when they are let. */
function announcer() {
  const sent: (readonly Hint[])[] = [];
  const waiting: ((error?: Error) => void)[] = [];
  const made = new Announcer((hints) => {
    sent.push(hints);
    return new Promise<void>((resolve, reject) => waiting.push((error) => (error ? reject(error) : resolve())));
  });
  const settle = async (error?: Error) => {
    waiting.shift()?.(error);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { made, sent, settle };
}

describe("Announcer", () => {
  it("sends at once, and gathers while a message is under way: of each tenant only the latest", async () => {
    const { made, sent, settle } = announcer();
    made.announce("acme", 1);
    for (const revision of [2, 4, 3]) made.announce("acme", revision);
    made.announce("other", 7);
    expect(sent).toEqual([[{ tag: tenantTag("acme"), revision: 1 }]]);
    await settle();
    expect(sent[1]).toEqual([
      { tag: tenantTag("acme"), revision: 4 },
      { tag: tenantTag("other"), revision: 7 },
    ]);
    await settle();
    expect(sent).toHaveLength(2);
  });

  it("goes on after a message that could not be sent", async () => {
    const { made, sent, settle } = announcer();
    made.announce("acme", 1);
    made.announce("acme", 2);
    await settle(new Error("no connection"));
    expect(sent[1]).toEqual([{ tag: tenantTag("acme"), revision: 2 }]);
    await settle(new Error("no connection"));
    made.announce("acme", 3);
    expect(sent).toHaveLength(3);
  });

  it("splits what would be too long for one message", async () => {
    const { made, sent, settle } = announcer();
    made.announce("first", 1);
    for (let index = 0; index < MOST_HINTS + 10; index++) made.announce(`tenant ${index}`, 1);
    for (let count = 0; count < 3; count++) await settle();
    expect(sent.map((hints) => hints.length)).toEqual([1, MOST_HINTS, 10]);
  });
});
