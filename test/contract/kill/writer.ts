// Commits until it is killed. Says each commit that was acknowledged, in a line that is written before anything else is done.
import { writeSync } from "node:fs";
import { fileStore } from "castellan/storage/file";
import { commitAt, eventsAt, isLarge, tenants } from "./history.js";

const [directory = ""] = process.argv.slice(2);
const store = await fileStore({ directory, snapshotAfterBytes: 500_000 });
writeSync(1, "open\n");

await Promise.all(
  tenants.map(async (tenant, index) => {
    let [revision, sequence] = [0, 0];
    for await (const last of store.events(tenant, { last: 1 })) ({ revision, sequence } = last);
    for (;;) {
      const changes = commitAt(revision + 1, sequence);
      if (isLarge(revision + 1)) writeSync(1, "large\n");
      await store.commit(tenant, changes, { expectedRevision: revision });
      revision += 1;
      sequence += eventsAt(revision);
      writeSync(1, `${index} ${revision}\n`);
    }
  }),
);
