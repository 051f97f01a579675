import type { SelfCheck } from "../self-check.js";
import { type Cell, grouped, progress, table, tell } from "../terminal.js";
import type { Person } from "../world/people.js";
import { counts, type RecordType } from "../world/records.js";
import { accessOf, personCalled, type World } from "../world/world.js";

const types = ["contact", "lead", "deal", "invoice", "ticket", "report"] as const satisfies RecordType[];

const titles = [
  "sales rep · DACH",
  "junior · DACH",
  "sales manager · DACH",
  "support agent · EMEA",
  "marketing · EMEA",
  "finance · EMEA",
  "deal desk · EMEA",
  "controller · all",
  "auditor · all",
  "administrator · all",
  "contractor · apollo",
];

const DACH = new Set(["DE", "AT", "CH"]);
const AMER_APAC = new Set(["US-EAST", "US-WEST", "CA", "BR", "AU", "IN", "JP", "SG"]);

/** A small table of roles and the records that each of them may read. */
export function whoSeesWhat(world: World, check: SelfCheck): void {
  tell("One policy, eleven people. How many records may each of them read, and of how many deals the amount?");
  const shown = new Map(titles.map((title) => [title, visibleTo(personCalled(world, title), world)]));
  table(
    [
      { title: "", width: 20 },
      ...[...types.map((type) => `${type}s`), "amounts"].map((title) => ({
        title,
        width: Math.max(6, title.length),
        align: "right" as const,
      })),
    ],
    [
      ["in the CRM", ...types.map((type) => grouped(counts[type])), grouped(counts.deal)].map(
        (text) => ({ text, style: "dim" }) as const,
      ),
      ...titles.map((title): Cell[] => [title, ...(shown.get(title) ?? []).map(cell)]),
    ],
  );
  checkAgainstPlainCode(world, check, shown);
}

function visibleTo(person: Person, world: World): number[] {
  const access = accessOf(person);
  const report = progress(person.title, types.length);
  const readable = types.map((type, index) => {
    const mayRead = access.checker("read", type);
    report(index + 1);
    return world.records[type].filter((record) => mayRead(record)).length;
  });
  const maySee = access.checker("read", "deal");
  return [...readable, world.records.deal.filter((deal) => maySee(deal, "amount")).length];
}

function cell(count: number): Cell {
  return count === 0 ? { text: "–", style: "dim" } : grouped(count);
}

/** The same counts, from code that knows nothing of policies. */
function checkAgainstPlainCode(
  { records }: World,
  check: SelfCheck,
  shown: ReadonlyMap<string, readonly number[]>,
): void {
  const column = (title: string, type: (typeof types)[number] | "amount") =>
    shown.get(title)?.[type === "amount" ? types.length : types.indexOf(type)];
  const expected: [title: string, type: (typeof types)[number] | "amount", count: number][] = [
    ["sales rep · DACH", "deal", records.deal.filter(({ region }) => DACH.has(region)).length],
    ["sales rep · DACH", "invoice", 0],
    ["support agent · EMEA", "ticket", records.ticket.filter(({ region }) => !AMER_APAC.has(region)).length],
    ["support agent · EMEA", "amount", 0],
    [
      "marketing · EMEA",
      "contact",
      records.contact.filter((c) => !AMER_APAC.has(c.region) && c.marketingConsent && !c.doNotContact).length,
    ],
    ["finance · EMEA", "deal", records.deal.filter((d) => !AMER_APAC.has(d.region) && d.stage === "won").length],
    ["auditor · all", "deal", counts.deal],
    ["auditor · all", "lead", 0],
    ["administrator · all", "contact", 0],
    ["contractor · apollo", "report", records.report.filter(({ project }) => project === "apollo").length],
    ["contractor · apollo", "deal", 0],
  ];
  for (const [title, type, count] of expected) {
    check.claim(`${title} sees ${count} of ${type}`, column(title, type) === count);
  }
}
