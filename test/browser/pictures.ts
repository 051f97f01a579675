// Takes the pictures for the documentation: `npx tsx test/browser/pictures.ts`.
import { Walk } from "./walk.js";

const walk = await Walk.start();

const marketing = await walk.sitDown("Nora Lindqvist");
await marketing.page.getByRole("link", { name: "Contacts" }).click();
await marketing.page.getByRole("button", { name: "Why can this list not be searched?" }).click();
await marketing.page.getByText("No: nora may not read").waitFor();
await marketing.page.screenshot({ path: "docs/assets/crm-list.png" });

const junior = await walk.sitDown("Jonas Brandt");
await junior.page.getByRole("link", { name: "Deals" }).click();
await junior.page.getByRole("button", { name: /^Negotiation/ }).click();
await junior.page.getByRole("row").filter({ hasText: "Jonas Brandt" }).getByRole("link").first().click();
await junior.page.getByLabel("Stage").selectOption("won");
await junior.page.getByRole("button", { name: "Why can this not be exported?" }).click();
await junior.page.getByText("No: jonas may not export").waitFor();
await junior.page.screenshot({ path: "docs/assets/crm-record.png" });

await walk.end();
