import { describe, expect, it } from "vitest";
import { SharedListener } from "../../../../src/storage/news/shared-listener.js";

function listening() {
  const connections: { lose: (error: unknown) => void; closed: boolean }[] = [];
  const heard: unknown[] = [];
  let failing = false;
  const listener = new SharedListener(
    async (lost) => {
      if (failing) throw new Error("refused");
      const connection = { lose: lost, closed: false };
      connections.push(connection);
      return async () => {
        connection.closed = true;
      };
    },
    (error) => heard.push(error),
  );
  return { listener, connections, heard, fail: (value: boolean) => (failing = value) };
}

describe("SharedListener", () => {
  it("opens one connection for all, and closes it after the last", async () => {
    const { listener, connections } = listening();
    const [first, second] = await Promise.all([listener.join(), listener.join()]);
    expect(connections).toHaveLength(1);
    first?.();
    await Promise.resolve();
    expect(connections[0]?.closed).toBe(false);
    second?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(connections[0]?.closed).toBe(true);
    await listener.join();
    expect(connections).toHaveLength(2);
  });

  it("tells once of a connection that broke, and opens another for who joins then", async () => {
    const { listener, connections, heard } = listening();
    const leave = await listener.join();
    connections[0]?.lose("cable");
    connections[0]?.lose("cable again");
    expect(heard).toEqual(["cable"]);
    const later = await listener.join();
    leave();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(connections.map(({ closed }) => closed)).toEqual([true, false]);
    connections[0]?.lose("old news");
    expect(heard).toEqual(["cable"]);
    later();
  });

  it("says `unavailable` where there is no connection, and tries again for the next", async () => {
    const { listener, connections, fail } = listening();
    fail(true);
    await expect(listener.join()).rejects.toMatchObject({ code: "unavailable" });
    fail(false);
    await listener.join();
    expect(connections).toHaveLength(1);
  });
});
