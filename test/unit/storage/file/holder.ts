// Opens a store, says so, and holds it until it is killed.
import { fileStore } from "castellan/storage/file";

const [directory = ""] = process.argv.slice(2);
try {
  await fileStore({ directory });
  console.log("open");
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(String(error));
}
