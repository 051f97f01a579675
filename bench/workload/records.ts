import { AREAS, fieldsOf, TEAMS, TYPE_NAMES } from "./model.js";
import { createRandom, type Random } from "./random.js";

/** A record as it comes from a driver or a request body: plain JSON. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * So many records of a type, parsed from JSON and touched once: objects that literals of this process made would have
 * hidden classes of their own, and the first read of each is a cache miss that no lane shall pay for the others.
 */
export function recordsOf(type: string, count: number, people: number): readonly Row[] {
  const random = createRandom(TYPE_NAMES.indexOf(type) + 100);
  const fields = fieldsOf(type);
  const text = JSON.stringify(
    Array.from({ length: count }, (_, n) =>
      Object.fromEntries(fields.map((name) => [name, value(name, n, people, random)])),
    ),
  );
  const rows = JSON.parse(text) as Row[];
  let touched = 0;
  for (const row of rows) for (const name of fields) touched += String(row[name]).length;
  if (touched === 0) throw new Error("no data");
  return rows;
}

function value(name: string, n: number, people: number, random: Random): unknown {
  switch (name) {
    case "id":
      return `r${n}`;
    case "ownerId":
    case "assigneeId":
      return `u${random.below(people)}`;
    case "region":
      return random.pick(AREAS);
    case "teamId":
      return random.pick(TEAMS);
    case "locked":
    case "optedOut":
      return random.percent(20);
    case "status":
      return random.pick(["open", "paid", "spam", "done"]);
    case "stage":
      return random.pick(["open", "won", "lost", "draft"]);
    case "priority":
      return random.pick(["low", "normal", "high"]);
    case "kind":
      return random.pick(["support", "legal", "marketing", "other"]);
    case "amount":
      return random.below(60_000);
    case "employees":
    case "revenue":
    case "score":
    case "margin":
    case "discount":
    case "probability":
    case "total":
    case "cost":
    case "value":
    case "budget":
      return random.below(10_000);
    case "createdAt":
    case "closesAt":
    case "validUntil":
    case "dueAt":
    case "paidAt":
    case "endsAt":
    case "openedAt":
    case "startsAt":
      return 1_700_000_000_000 + random.below(60_000_000_000);
    default:
      return `${name} ${random.below(1_000)}`;
  }
}
