import { readFile, stat } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { ListPage } from "../../examples/crm-backend/contract.js";
import { CONTRACT_MS, personas } from "../../examples/crm-backend/people.js";
import { seedRecords } from "../../examples/crm-backend/seed/records.js";
import { refusalsBehind } from "./refusals.js";
import { type Seat, Walk } from "./walk.js";

const MINUTE_MS = 60_000;

let walk: Walk;

beforeAll(async () => {
  walk = await Walk.start();
});

afterAll(() => walk?.end());

/** Sits down as somebody until the end of the test; by then the browser has nothing to complain about. */
async function sitDown(name: string, atEnd = onTestFinished): Promise<Seat> {
  const seat = await walk.sitDown(name);
  atEnd(async () => {
    await seat.leave();
    expect(seat.complaints).toEqual([]);
  });
  return seat;
}

/** The first record of a list that somebody sees. */
async function firstOf(seat: Seat, list: string, isWanted: (row: ListPage["rows"][number]) => boolean = () => true) {
  const { rows }: ListPage = await (await seat.ask("GET", `/records/${list}`)).json();
  const id = rows.find(isWanted)?.id;
  if (typeof id !== "string") throw new Error(`${list} is empty`);
  return id;
}

const ownedBy = (owner: string) => (row: object) => "ownerId" in row && row.ownerId === owner;

describe("what the page hides or disables, the API refuses too", () => {
  const everybody = personas.map(({ name, job }) => ({ name, job }));

  it.concurrent.for(everybody)("for $name, $job", async ({ name }, { onTestFinished: atEnd, expect }) => {
    const { looked, unlike } = await refusalsBehind(await sitDown(name, atEnd));
    expect(unlike).toEqual([]);
    expect(looked).toBeGreaterThanOrEqual(5);
  });

  it("shows support the last digits of a number, of which the API sends no more", async () => {
    const sam = await sitDown("Sam Okafor");
    const id = await firstOf(sam, "contact");
    await sam.go(`/contact/${id}`, id);
    const phone = await sam.page.locator("[data-field=phone] .field-value").textContent();
    expect(phone).toMatch(/^••••\d{4}$/);
    expect(await (await sam.ask("GET", `/records/contact/${id}`)).text()).not.toMatch(/\+\d{1,2} \d/);
  });

  it("lets nobody search or sort by names that they see in part", async () => {
    const ruth = await sitDown("Ruth Albers");
    await ruth.go("/contact", "Contacts");
    await expect.poll(() => ruth.page.getByRole("searchbox").isDisabled()).toBe(true);
    await expect
      .poll(() => ruth.page.getByRole("columnheader", { name: "Region" }).getByRole("button").count())
      .toBe(1);
    expect(await ruth.page.getByRole("columnheader", { name: "Name" }).getByRole("button").count()).toBe(0);
    expect((await ruth.ask("GET", "/records/contact?search=ada")).status()).toBe(403);
    expect((await ruth.ask("GET", "/records/contact?sort=name")).status()).toBe(403);
  });
});

describe("the door", () => {
  it("lets one sit down as anybody, and change seats", async () => {
    const { page } = await sitDown("Lena Vogt");
    await page.context().clearCookies();
    await page.goto("/");
    await page.getByRole("button", { name: "Sam Okafor" }).click();
    await page.getByRole("banner").getByRole("button", { name: "Sam Okafor" }).click();
    await page.getByRole("dialog", { name: "Sit down as" }).getByRole("button", { name: "Felix Moreau" }).click();
    await page.getByRole("banner").getByRole("button", { name: "Felix Moreau" }).waitFor();
    await page.getByRole("navigation", { name: "Main" }).getByText("Contacts").waitFor();
    await page.getByRole("button", { name: "Why are contacts closed?" }).waitFor();
  });
});

describe("a list", () => {
  it("has of the records in the database those that one may read, and each of them", async () => {
    const gina = await sitDown("Gina Rossi");
    const expected = seedRecords(0).deal.filter(({ region }) => region === "AT");
    const ids: unknown[] = [];
    for (let page = 1; ids.length < expected.length; page += 1) {
      const { rows, total }: ListPage = await (await gina.ask("GET", `/records/deal?page=${page}`)).json();
      expect(total).toBe(expected.length);
      ids.push(...rows.map(({ id }) => id));
    }
    expect(new Set(ids)).toEqual(new Set(expected.map(({ id }) => id)));
  });

  it("is searched, filtered, sorted and turned", async () => {
    const { page } = await sitDown("Mira Keller");
    const first = page.locator("tbody th").first();
    await page.getByRole("link", { name: "Deals" }).click();
    await page.getByRole("button", { name: /^Won/ }).click();
    await page.getByRole("button", { name: "Amount" }).click();
    await page.getByRole("columnheader", { name: "Amount" }).and(page.locator("[aria-sort=ascending]")).waitFor();
    const lowest = await first.textContent();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText(/^Page 2 of/).waitFor();
    await expect.poll(() => first.textContent()).not.toBe(lowest);
    await page.getByRole("searchbox").fill("driver");
    await page.clock.runFor(500);
    await expect.poll(() => page.locator("tbody th").filter({ hasNotText: "driver" }).count()).toBe(0);
    expect(await page.locator("tbody .badge").filter({ hasNotText: "Won" }).count()).toBe(0);
  });
});

describe("a step-up", () => {
  it("is asked for on export, refused to who does not prove it, and good for a quarter of an hour", async () => {
    const mira = await sitDown("Mira Keller");
    const id = await firstOf(mira, "deal");
    await mira.go(`/deal/${id}`, id);
    const { page } = mira;
    const exportButton = page.getByRole("button", { name: "Export", exact: true });
    await exportButton.click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    await dialog.getByText("within 15 minutes of authenticating with two factors").waitFor();
    await page.keyboard.type("demo");
    await page.keyboard.press("Tab");
    await page.keyboard.type("000000");
    await page.keyboard.press("Enter");
    await dialog.getByText("That password or code is not right.").waitFor();
    expect((await mira.ask("POST", `/records/deal/${id}/export`)).status()).toBe(401);

    await dialog.getByLabel("Code from your authenticator").fill("246810");
    const downloading = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    const exported = JSON.parse(await readFile(await (await downloading).path(), "utf8"));
    expect(exported).toMatchObject({ id, margin: expect.any(Number) });
    const again = page.waitForEvent("download");
    await exportButton.click();
    await again;

    await walk.pass(15 * MINUTE_MS, mira);
    await exportButton.click();
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
  });
});

describe("an approval", () => {
  it("lets a junior win one deal, after a manager's yes and not before", async () => {
    const jonas = await sitDown("Jonas Brandt");
    const id = await firstOf(jonas, "deal?facet=negotiation", ownedBy("jonas"));
    const win = () => jonas.ask("PATCH", `/records/deal/${id}`, { stage: "won" });
    await jonas.go(`/deal/${id}`, id);
    await jonas.page.getByLabel("Stage").selectOption("won");
    await jonas.page.getByText("A sales manager looks at every deal that a junior wins.").waitFor();
    expect(await (await win()).json()).toMatchObject({ error: "challenge", requirements: [{ kind: "approval" }] });
    await jonas.page.getByRole("button", { name: "Ask for approval" }).click();
    await jonas.page.getByText("Change Stage to Won waits for a yes.").waitFor();

    const requests = await (await jonas.ask("GET", "/approvals")).json();
    expect(requests).toMatchObject({ requests: [] });
    const mira = await sitDown("Mira Keller");
    await mira.page.getByRole("link", { name: "Approvals 1" }).click();
    const waiting = await (await mira.ask("GET", "/approvals")).json();
    expect((await jonas.ask("POST", `/approvals/${waiting.requests[0].id}/grant`)).status()).toBe(404);
    await mira.page.getByRole("button", { name: "Approve" }).click();
    await mira.page.getByText("Nothing waits for your yes.").waitFor();

    await jonas.page.reload();
    await jonas.page.getByText("Change Stage to Won was approved by").waitFor();
    await jonas.page.getByRole("button", { name: "Apply it now" }).click();
    await jonas.page.locator("h1 .badge-won").waitFor();
    const other = await firstOf(jonas, "deal?facet=negotiation", ownedBy("jonas"));
    expect((await jonas.ask("PATCH", `/records/deal/${other}`, { stage: "won" })).status()).toBe(403);
  });
});

describe("an approval of an export", () => {
  it("is asked for, given, and still takes a second factor", async () => {
    const nora = await sitDown("Nora Lindqvist");
    const id = await firstOf(nora, "contact?facet=DE");
    await nora.go(`/contact/${id}`, id);
    await nora.page.getByRole("button", { name: "Ask to export" }).click();
    await nora.page.getByText("Export waits for a yes.").waitFor();
    const mira = await sitDown("Mira Keller");
    await mira.go("/approvals", "asks to export");
    await mira.page.getByRole("button", { name: "Approve" }).click();
    await mira.page.getByText("Nothing waits for your yes.").waitFor();
    expect((await nora.ask("POST", `/records/contact/${id}/export`)).status()).toBe(401);
    expect((await nora.ask("POST", "/session/factors", { password: "demo", code: "246810" })).status()).toBe(204);
    const exported = await (await nora.ask("POST", `/records/contact/${id}/export`)).json();
    expect(exported).toMatchObject({ id, email: expect.stringContaining("@") });
    expect(exported).not.toHaveProperty("phone");
  });
});

describe("an access that ends", () => {
  it("counts down, and closes the page by itself, even where the server cannot be reached", async () => {
    const carlo = await sitDown("Carlo Duarte");
    const { page } = carlo;
    await page.getByRole("heading", { name: /^Reports/ }).waitFor();
    await page.getByRole("timer").getByText("1:").waitFor();
    expect((await carlo.ask("GET", "/records/report")).status()).toBe(200);
    await page.route("**/api/**", (route) => route.abort());
    await walk.pass(CONTRACT_MS, carlo);
    await page.getByRole("heading", { name: "Reports are closed to you" }).waitFor();
    expect(await page.getByRole("table").count()).toBe(0);
    expect((await carlo.ask("GET", "/records/report")).status()).toBe(403);
    carlo.complaints.splice(0);
  });
});

describe("why not?", () => {
  it("is told beside what is disabled, in the policy's words and without a value of the record", async () => {
    const lena = await sitDown("Lena Vogt");
    const id = await firstOf(lena, "deal", ownedBy("jonas"));
    await lena.go(`/deal/${id}`, id);
    await lena.page.getByRole("button", { name: "Why can this not be exported?" }).click();
    const told = lena.page.getByRole("dialog", { name: "Why can this not be exported?" });
    await told.getByText("No: lena may not export this deal.").waitFor();
    await told.getByText("ownerId").first().waitFor();
    await lena.page.keyboard.press("Escape");
    await told.waitFor({ state: "hidden" });
    await lena.page.getByRole("button", { name: "Margin: why is it hidden?" }).click();
    await lena.page.getByText("No: lena may not read margin of this deal.").waitFor();
  });
});

describe("the server", () => {
  it("answers hostile requests without a stack trace and without doing anything", async () => {
    const lena = await sitDown("Lena Vogt");
    const id = await firstOf(lena, "deal?facet=negotiation", ownedBy("lena"));
    const before = await (await lena.ask("GET", `/records/deal/${id}`)).text();
    const send = (method: "GET" | "POST" | "PATCH", path: string, body: string) =>
      lena.page.request.fetch(`/api${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(method !== "GET" && { data: Buffer.from(body) }),
      });
    const answers = await Promise.all([
      send("PATCH", `/records/deal/${id}`, "{"),
      send("PATCH", `/records/deal/${id}`, "null"),
      send("PATCH", `/records/deal/${id}`, '{"__proto__":{"stage":"won"}}'),
      send("PATCH", `/records/deal/${id}`, '{"amount":"1; DROP TABLE deal"}'),
      send("PATCH", `/records/deal/${id}`, `{"name":"${"x".repeat(20_000)}"}`),
      send("POST", `/records/deal/${id}/explain`, '{"action":"constructor"}'),
      send("POST", "/session", '{"person":{"$ne":null}}'),
      send("GET", `/records/deal?sort=${encodeURIComponent('amount" DESC; --')}`, ""),
      send("GET", "/records/deal?page=-1", ""),
      send("GET", "/records/__proto__", ""),
      send("GET", `/records/deal/${encodeURIComponent("' OR 1=1 --")}`, ""),
    ]);
    expect(answers.map((answer) => answer.status())).toEqual([400, 400, 400, 400, 400, 400, 400, 400, 400, 404, 404]);
    for (const answer of answers) expect(await answer.text()).not.toMatch(/node:|\.ts|at .*:\d/);
    expect(await (await lena.ask("GET", `/records/deal/${id}`)).text()).toBe(before);
  });

  it("forbids the page everything but its own script, style sheet and server", async () => {
    const { page } = await sitDown("Lena Vogt");
    const policy = (await page.request.get("/")).headers()["content-security-policy"];
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain("unsafe");
  });

  it("sends a browser the snapshot of who is there, and no policy", async () => {
    const { page } = await sitDown("Lena Vogt");
    const script = await page.locator("script[src]").getAttribute("src");
    const sent = [await page.request.get(String(script)), await page.request.get("/api/me")];
    for (const answer of sent) {
      expect(answer.status()).toBe(200);
      // a role, a statement and another that are not hers
      expect(await answer.text()).not.toMatch(/support_agent|finance_controller\.|close-won/);
    }
  });

  it("keeps the session from scripts and from other sites", async () => {
    const { page } = await sitDown("Lena Vogt");
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
    const elsewhere = { headers: { origin: "https://evil.example", "content-type": "text/plain" }, data: "{}" };
    expect((await page.request.post("/api/session", elsewhere)).status()).toBe(403);
  });
});

describe("the page", () => {
  it("names every control, for those who do not see it", async () => {
    const lena = await sitDown("Lena Vogt");
    const id = await firstOf(lena, "deal", ownedBy("lena"));
    for (const path of ["/deal", `/deal/${id}`, "/approvals"]) {
      await lena.go(path, path === `/deal/${id}` ? id : "");
      expect(await lena.page.locator("body").ariaSnapshot()).not.toMatch(
        /- (button|link|textbox|combobox|checkbox|searchbox|spinbutton)\s*(\[.*\])?:?$/m,
      );
    }
  });

  it("fits a narrow screen", async () => {
    const lena = await sitDown("Lena Vogt");
    await lena.page.setViewportSize({ width: 360, height: 760 });
    const id = await firstOf(lena, "deal", ownedBy("lena"));
    for (const path of ["/deal", `/deal/${id}`]) {
      await lena.go(path, path === "/deal" ? "Deals" : id);
      expect(await lena.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    }
  });
});

describe("the pictures in the documentation", () => {
  it.each(["crm-list.png", "crm-record.png"])("%s is there, and no larger than 200 kB", async (name) => {
    expect((await stat(`docs/assets/${name}`)).size).toBeLessThanOrEqual(200_000);
  });
});
