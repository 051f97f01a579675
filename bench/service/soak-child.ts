import { fileStore } from "castellan/storage/file";
import { personId } from "../../test/scale/firm.js";
import { openService } from "./soak-lane.js";

// A process over a store in files, that works until it is killed: `soak-child.ts <directory> <tenant> <run>`.
const [directory = "", tenant = "", run = ""] = process.argv.slice(2);
const store = await fileStore({ directory, snapshotAfterBytes: 200_000 });
const admin = openService(store, 10_000).tenant(tenant).as({ principalId: "admin", session: null });
// nobody is left to take down what was done
process.on("disconnect", () => process.exit());
await Promise.all(
  Array.from({ length: 4 }, async (_, lane) => {
    for (let round = 0; ; round++) {
      const key = `${run}:${lane}:${round}`;
      const command = { command: "updateAttributes", principalId: personId(lane), attributes: { round }, key } as const;
      const { revision } = await admin.run(command);
      process.send?.({ key, revision });
    }
  }),
);
