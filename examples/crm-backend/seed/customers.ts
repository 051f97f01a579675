import type { Random } from "../../demo/random.js";
import { companyKinds, companyNames, firstNames, industries, lastNames } from "../../demo/world/words.js";
import type { RowOfType } from "./records.js";

const DAY_MS = 86_400_000;

interface Market {
  readonly region: string;
  readonly phone: string;
  readonly city: string;
  readonly owners: readonly [string, ...string[]];
}

const markets = [
  { region: "DE", phone: "+49 40", city: "Hamburg", owners: ["lena", "lena", "jonas", "mira"] },
  { region: "DE", phone: "+49 30", city: "Berlin", owners: ["lena", "jonas", "jonas", "sven"] },
  { region: "AT", phone: "+43 1", city: "Wien", owners: ["gina", "paula"] },
  { region: "CH", phone: "+41 44", city: "Zürich", owners: ["paula", "mira"] },
  { region: "GB", phone: "+44 20", city: "London", owners: ["oliver"] },
  { region: "FR", phone: "+33 1", city: "Paris", owners: ["claire"] },
  { region: "US-EAST", phone: "+1 212", city: "New York", owners: ["dana"] },
] as const satisfies readonly [Market, ...Market[]];

const jobTitles = ["Head of fleet", "Buyer", "CFO", "Plant manager", "IT lead", "Managing director"] as const;
const undertakings = [
  "fleet rollout",
  "licence renewal",
  "warehouse pilot",
  "support plan",
  "cold chain upgrade",
  "driver training",
] as const;
const nextSteps = ["Send the revised offer", "Call back on Thursday", "Demo on site", "Wait for legal"] as const;
const stages = ["qualification", "proposal", "negotiation", "negotiation", "won", "lost"] as const;

interface Customers {
  readonly account: RowOfType<"account">[];
  readonly contact: RowOfType<"contact">[];
  readonly deal: RowOfType<"deal">[];
}

/** Makes 160 companies, the people there and what is sold to them. */
export function customersOf(random: Random, now: number): Customers {
  const customers: Customers = { account: [], contact: [], deal: [] };
  const names = companyKinds.flatMap((kind) => companyNames.map((name) => `${name} ${kind}`));
  names.forEach((name, index) => {
    const market: Market = random.pick(markets);
    const account = accountOf(`account-${index + 1}`, name, market, random, now);
    customers.account.push(account);
    for (let n = random.whole(1, 5); n > 0; n -= 1) {
      customers.contact.push(contactOf(`contact-${customers.contact.length + 1}`, account, market, random, now));
    }
    for (let n = random.whole(1, 7); n > 0; n -= 1) {
      customers.deal.push(dealOf(`deal-${customers.deal.length + 1}`, account, market, random, now));
    }
  });
  return customers;
}

function placeOf(owners: Market["owners"], region: string, random: Random, now: number) {
  const ownerId = owners[random.whole(0, owners.length - 1)] ?? owners[0];
  const createdAt = new Date(now - random.whole(30, 700) * DAY_MS);
  return { ownerId, region, team: `sales-${region.toLowerCase()}`, createdAt, createdById: ownerId };
}

function accountOf(id: string, name: string, market: Market, random: Random, now: number): RowOfType<"account"> {
  return {
    id,
    name,
    ...placeOf(market.owners, market.region, random, now),
    industry: random.pick(industries),
    employees: random.whole(8, 4_000),
    status: random.pick(["prospect", "customer", "customer", "former"]),
    parentAccountId: null,
    tags: random.chance(0.2) ? ["key account"] : [],
    legalHold: random.chance(0.03),
    billingEmail: `billing@${domainOf(name)}`,
    billingAddress: {
      street: `Harbour Road ${random.whole(1, 99)}`,
      postalCode: String(random.whole(10_000, 99_999)),
      city: market.city,
      country: market.region,
    },
    vatId: `${market.region.slice(0, 2)}${random.whole(100_000_000, 999_999_999)}`,
    annualRevenue: random.whole(8, 900) * 100_000,
    creditLimit: random.whole(1, 50) * 10_000,
    openBalance: random.whole(0, 400) * 100,
    iban: "DE02120300000000202051",
  };
}

function contactOf(
  id: string,
  account: RowOfType<"account">,
  { owners, region, phone }: Market,
  random: Random,
  now: number,
): RowOfType<"contact"> {
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  return {
    id,
    accountId: account.id,
    ...placeOf(owners, region, random, now),
    name,
    jobTitle: random.pick(jobTitles),
    email: `${name.toLowerCase().replace(" ", ".")}@${domainOf(account.name)}`,
    phone: `${phone} ${random.whole(1_000_000, 9_999_999)}`,
    mobile: random.chance(0.7) ? `${phone} ${random.whole(1_000_000, 9_999_999)}` : null,
    birthDate: null,
    homeAddress: null,
    language: region === "FR" ? "fr" : region === "GB" || region === "US-EAST" ? "en" : "de",
    marketingConsent: random.chance(0.6),
    doNotContact: random.chance(0.06),
    legalHold: false,
    lastContactedAt: new Date(now - random.whole(0, 200) * DAY_MS),
  };
}

function dealOf(
  id: string,
  account: RowOfType<"account">,
  { owners, region }: Market,
  random: Random,
  now: number,
): RowOfType<"deal"> {
  const stage = random.pick(stages);
  const isClosed = stage === "won" || stage === "lost";
  const amount = random.whole(4, 180) * 1_000;
  const discountPercent = random.whole(0, 20);
  const cost = Math.round(amount * (random.whole(45, 70) / 100));
  return {
    id,
    name: `${account.name.split(" ")[0]} ${random.pick(undertakings)}`,
    accountId: account.id,
    ...placeOf(owners, region, random, now),
    project: random.chance(0.2) ? "apollo" : null,
    stage,
    probability: stage === "won" ? 100 : stage === "lost" ? 0 : random.whole(2, 18) * 5,
    nextStep: isClosed ? null : random.pick(nextSteps),
    expectedCloseAt: new Date(now + random.whole(isClosed ? -120 : 5, isClosed ? -5 : 120) * DAY_MS),
    closedAt: isClosed ? new Date(now - random.whole(1, 300) * DAY_MS) : null,
    lostReason: stage === "lost" ? random.pick(["price", "timing", "went with a competitor"]) : null,
    amount,
    discountPercent,
    cost,
    margin: Math.round(amount * (1 - discountPercent / 100)) - cost,
    commission: stage === "won" ? Math.round(amount * 0.02) : null,
  };
}

function domainOf(company: string): string {
  return `${company.toLowerCase().replace(" ", "-")}.example`;
}
