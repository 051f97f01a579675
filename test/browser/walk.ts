import { type APIResponse, type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { buildPage } from "../../examples/crm-backend/build-page.js";
import { personas } from "../../examples/crm-backend/people.js";
import { startCrm } from "../../examples/crm-backend/server.js";
import { chromiumArgs, findChromium } from "./chromium.js";

/** A Wednesday morning. */
const START = Date.parse("2026-03-04T09:00:00Z");

/** The CRM and a browser, with one clock for both. */
export class Walk {
  readonly #browser: Browser;
  readonly #close: () => void;
  readonly url: string;
  #now = START;

  private constructor(
    browser: Browser,
    server: { url: string; close: () => void },
    onClock: (clock: () => number) => void,
  ) {
    this.#browser = browser;
    this.#close = server.close;
    this.url = server.url;
    onClock(() => this.#now);
  }

  static async start(): Promise<Walk> {
    let clock = () => START;
    // the page as it is shipped
    process.env.NODE_ENV = "production";
    const assets = await buildPage();
    const [browser, server] = await Promise.all([
      chromium.launch({ executablePath: findChromium(), args: chromiumArgs }),
      startCrm({ port: 0, assets, clock: () => clock() }),
    ]);
    return new Walk(browser, server, (given) => {
      clock = given;
    });
  }

  async end(): Promise<void> {
    await this.#browser.close();
    this.#close();
  }

  /** Sits down as somebody, in a browser of their own. */
  async sitDown(name: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Seat> {
    const context = await this.#browser.newContext({
      baseURL: this.url,
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
      viewport: { width: 1280, height: 860 },
      ...options,
    });
    context.setDefaultTimeout(8_000);
    const page = await context.newPage();
    await page.clock.install({ time: this.#now });
    await page.addInitScript(`addEventListener("securitypolicyviolation", (event) =>
      console.error("violated: " + event.violatedDirective + " " + event.blockedURI))`);
    const seat = new Seat(context, page);
    await context.request.post("/api/session", { data: { person: personas.find((it) => it.name === name)?.id } });
    await page.goto("/");
    await page.getByRole("banner").getByRole("button", { name }).waitFor();
    return seat;
  }

  /** Lets time pass, for the server first and then for a page. */
  async pass(ms: number, { page }: Seat): Promise<void> {
    this.#now += ms;
    await page.clock.runFor(ms);
  }
}

/** Somebody in front of the CRM. */
export class Seat {
  readonly page: Page;
  readonly #context: BrowserContext;
  /** What the browser complained about; that a request was refused it only mentions. */
  readonly complaints: string[] = [];

  constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      const isRefusal = /the server responded with a status of 4\d\d/.test(message.text());
      if (message.type() === "error" && !isRefusal) this.complaints.push(message.text());
    });
  }

  /** Asks the API directly, as this person: past everything that the page hides. */
  ask(method: "GET" | "POST" | "PATCH", path: string, data: unknown = {}): Promise<APIResponse> {
    return this.page.request.fetch(`/api${path}`, { method, ...(method !== "GET" && { data }) });
  }

  /** Goes to a page that shows a text, without loading the application anew. */
  async go(path: string, text: string): Promise<void> {
    await this.page.evaluate(
      `history.pushState(null, "", ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent("popstate"))`,
    );
    await this.page.getByRole("main").getByText(text).first().waitFor();
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}
