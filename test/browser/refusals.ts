import type { PortableField } from "castellan";
import {
  type Cells,
  type CrmType,
  crmTypes,
  type FieldInfo,
  type ListPage,
  type Me,
  type RecordPage,
} from "../../examples/crm-backend/contract.js";
import type { Seat } from "./walk.js";

/** What the page and the API were found to disagree on. */
export interface Refusals {
  /** How many things were compared. */
  readonly looked: number;
  readonly unlike: readonly string[];
}

const plurals: Readonly<Record<CrmType, string>> = {
  account: "Accounts",
  contact: "Contacts",
  deal: "Deals",
  report: "Reports",
  user: "People",
};

/** Looks at every list that is open, at a record of somebody else and at one of their own, and asks the API the same. */
export async function refusalsBehind(seat: Seat): Promise<Refusals> {
  const compared = new Comparison();
  const me: Me<unknown> = await (await seat.ask("GET", "/me")).json();
  const main = seat.page.getByRole("navigation", { name: "Main" });
  for (const type of crmTypes) {
    const answer = await seat.ask("GET", `/records/${type}`);
    const isOpen = await main.getByRole("link", { name: plurals[type] }).isVisible();
    compared.expect(`list of ${type}`, answer.status(), isOpen ? 200 : 403);
    if (!isOpen) continue;
    const { rows }: ListPage = await answer.json();
    const own = rows.find((row) => "ownerId" in row && row.ownerId === me.person.id);
    for (const row of new Set([rows[0], own])) {
      if (row?.id) await compareRecord(seat, compared, type, { ...row, id: row.id }, me.types[type].fields);
    }
  }
  return compared;
}

class Comparison implements Refusals {
  looked = 0;
  readonly unlike: string[] = [];

  expect(what: string, api: unknown, page: unknown): void {
    this.looked += 1;
    if (api !== page) this.unlike.push(`${what}: the API says ${api}, the page ${page}`);
  }
}

interface FieldOnPage {
  readonly name: string;
  readonly view: "hidden" | "masked" | "full" | null;
  readonly value: string;
  readonly isRefused: boolean;
}

async function compareRecord(
  seat: Seat,
  compared: Comparison,
  type: CrmType,
  row: Cells & { readonly id: string },
  fields: readonly FieldInfo[],
): Promise<void> {
  const { id } = row;
  await seat.go(`/${type}/${id}`, id);
  const path = `/records/${type}/${id}`;
  const { record }: RecordPage = await (await seat.ask("GET", path)).json();
  const cells = new Map<string, unknown>(Object.entries(record));
  for (const { name } of fields) {
    // a select list says null where a mask says nothing
    const inList = Object.entries(row).find(([field]) => field === name)?.[1] ?? null;
    compared.expect(`${name} of ${id} in the list`, JSON.stringify(inList), JSON.stringify(cells.get(name) ?? null));
  }
  const compareField = async ({ name, view, value, isRefused }: FieldOnPage) => {
    const what = `${name} of ${id}`;
    compared.expect(`${what} is there`, cells.has(name), view !== "hidden");
    if (view === "masked") compared.expect(`${what} is masked`, cells.get(name), value.trim());
    const field = fields.find((each) => each.name === name);
    const isInput = view === null;
    // "why?" is about reading where it stands beside something hidden or masked
    if (field === undefined || view === "hidden" || view === "masked" || (!isInput && !isRefused)) return;
    const change = { [name]: isInput ? cells.get(name) : sampleOf(field) };
    compared.expect(`writing ${what} is denied`, await isDenied(seat.ask("PATCH", path, change)), isRefused);
  };
  await Promise.all((await fieldsOn(seat)).map(compareField));
  const isDisabled = await seat.page.getByRole("button", { name: /^(Ask to e|E)xport$/ }).isDisabled();
  compared.expect(`export of ${id} is denied`, await isDenied(seat.ask("POST", `${path}/export`)), isDisabled);
}

/** A step-up is no denial: the page offers what takes one. */
async function isDenied(asked: ReturnType<Seat["ask"]>): Promise<boolean> {
  const answer = await asked;
  const { error }: { error?: string } = await answer.json();
  if (answer.ok() || error === "challenge") return false;
  if (answer.status() === 403 && error === "denied") return true;
  throw new Error(`an answer of another kind: ${answer.status()} ${error}`);
}

function fieldsOn({ page }: Seat): Promise<FieldOnPage[]> {
  return page.evaluate(`[...document.querySelectorAll("main [data-field]")].map((element) => ({
    name: element.dataset.field,
    view: element.dataset.view ?? null,
    value: element.querySelector(".field-value")?.textContent ?? "",
    isRefused: element.querySelector(".why") !== null,
  }))`);
}

/** Some value that a field of this kind could have. */
function sampleOf({ type, array, values, fields = [] }: PortableField): unknown {
  if (array) return [];
  switch (type) {
    case "number":
      return 1;
    case "boolean":
      return true;
    case "date":
      return "2026-01-01T00:00:00.000Z";
    case "enum":
      return values?.[0];
    case "object":
      return Object.fromEntries(fields.map((field) => [field.name, sampleOf(field)]));
    default:
      return "x";
  }
}
