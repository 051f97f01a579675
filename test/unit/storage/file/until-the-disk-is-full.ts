// Commits until writing fails, and says what happened then, as JSON. Run where files cannot grow without end.
import { fileStore } from "castellan/storage/file";
import { commitAt } from "./directory.js";

const [directory = ""] = process.argv.slice(2);
const store = await fileStore({ directory });
const padding = "x".repeat(200_000);
let acknowledged = 0;

async function commit(revision: number, tenant = "acme"): Promise<string> {
  const { events, put } = commitAt(revision);
  try {
    const padded = put.map((state) => ({ ...state, sponsorId: padding }));
    await store.commit(tenant, { put: padded, events }, { expectedRevision: revision - 1 });
    return "acknowledged";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

let outcome = await commit(1);
while (outcome === "acknowledged") {
  acknowledged += 1;
  outcome = await commit(acknowledged + 1);
}
const again = await commit(acknowledged + 1);
const other = await commit(1, "a tenant with room");
const read = await store.read("acme", "ada");
await store.close();
console.log(JSON.stringify({ acknowledged, outcome, again, other, read: read?.revision }));
