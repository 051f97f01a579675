import { buildPage } from "./build-page.js";
import { startCrm } from "./server.js";

const assets = await buildPage();
const port = Number(process.env.PORT ?? 4173);
try {
  const { url } = await startCrm({ port, assets, clock: Date.now });
  console.log(`The CRM is open: ${url}`);
} catch {
  console.error(`Port ${port} is taken. Choose another: PORT=4174 npm run crm`);
  process.exitCode = 1;
}
