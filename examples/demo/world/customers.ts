import type { Place, RecordOf, Source } from "./records.js";
import { companyKinds, companyNames, firstNames, industries, jobTitles, lastNames } from "./words.js";

/** Makers of accounts, contacts and leads. */
export const customerMakers = { account, contact, lead };

function account({ phonePrefix: _, ...place }: Place, { random }: Source): RecordOf<"account"> {
  const name = companyOf(random);
  return {
    ...place,
    name,
    industry: random.pick(industries),
    employees: random.whole(5, 4_000),
    status: random.pick(["prospect", "customer", "customer", "former"]),
    parentAccountId: null,
    tags: random.chance(0.2) ? ["key account"] : [],
    legalHold: random.chance(0.02),
    billingEmail: `billing@${domainOf(name)}`,
    billingAddress: {
      street: `Harbour Road ${random.whole(1, 99)}`,
      postalCode: "20457",
      city: "Portside",
      country: place.region,
    },
    vatId: null,
    annualRevenue: random.whole(1, 900) * 100_000,
    creditLimit: random.whole(1, 50) * 10_000,
    openBalance: random.whole(0, 40_000),
    iban: "DE02120300000000202051",
  };
}

function contact({ phonePrefix, ...place }: Place, { random, now }: Source): RecordOf<"contact"> {
  const name = nameOf(random);
  return {
    ...place,
    accountId: `account-${random.whole(1, 600)}`,
    name,
    jobTitle: random.pick(jobTitles),
    email: `${surnameOf(name)}@${domainOf(companyOf(random))}`,
    phone: `${phonePrefix} ${random.whole(1_000_000, 9_999_999)}`,
    mobile: random.chance(0.7) ? `${phonePrefix} ${random.whole(1_000_000, 9_999_999)}` : null,
    birthDate: null,
    homeAddress: null,
    language: "en",
    marketingConsent: random.chance(0.6),
    doNotContact: random.chance(0.05),
    legalHold: random.chance(0.02),
    lastContactedAt: new Date(now - random.whole(0, 200) * 86_400_000),
  };
}

function lead({ phonePrefix, ...place }: Place, { random }: Source): RecordOf<"lead"> {
  const name = nameOf(random);
  return {
    ...place,
    ownerId: random.chance(0.3) ? null : place.ownerId,
    company: companyOf(random),
    jobTitle: random.pick(jobTitles),
    name,
    email: `${surnameOf(name)}@mail.example`,
    phone: random.chance(0.5) ? `${phonePrefix} ${random.whole(1_000_000, 9_999_999)}` : null,
    source: random.pick(["web", "event", "referral", "campaign", "purchase"]),
    status: random.pick(["new", "working", "qualified", "converted", "lost"]),
    score: random.whole(0, 100),
    campaignId: null,
    marketingConsent: random.chance(0.6),
    estimatedValue: random.whole(1, 90) * 1_000,
    convertedDealId: null,
  };
}

function nameOf(random: Source["random"]): string {
  return `${random.pick(firstNames)} ${random.pick(lastNames)}`;
}

function surnameOf(name: string): string {
  return name.slice(name.lastIndexOf(" ") + 1).toLowerCase();
}

function companyOf(random: Source["random"]): string {
  return `${random.pick(companyNames)} ${random.pick(companyKinds)}`;
}

function domainOf(company: string): string {
  return `${company.toLowerCase().split(" ")[0]}.example`;
}
