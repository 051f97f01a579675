import type { Place, RecordOf, Source } from "./records.js";
import { companyNames, projects } from "./words.js";

const DAY_MS = 86_400_000;

/** Makers of deals, quotes, invoices and contracts. */
export const salesMakers = { deal, quote, invoice, contract };

function deal({ phonePrefix: _, ...place }: Place, { random, now }: Source): RecordOf<"deal"> {
  const amount = random.whole(2, 160) * 1_000;
  const discountPercent = random.whole(0, 25);
  const cost = Math.round(amount * 0.6);
  const stage = random.pick(["qualification", "proposal", "negotiation", "won", "lost"]);
  const closed = stage === "won" || stage === "lost";
  return {
    ...place,
    name: `${random.pick(companyNames)} ${random.pick(["renewal", "rollout", "upgrade", "pilot"])}`,
    accountId: `account-${random.whole(1, 600)}`,
    project: random.chance(0.3) ? random.pick(projects) : null,
    stage,
    probability: stage === "won" ? 100 : random.whole(5, 90),
    nextStep: closed ? null : "call back",
    expectedCloseAt: new Date(now + random.whole(-60, 120) * DAY_MS),
    closedAt: closed ? new Date(now - random.whole(1, 300) * DAY_MS) : null,
    lostReason: stage === "lost" ? "price" : null,
    amount,
    discountPercent,
    cost,
    margin: Math.round(amount * (1 - discountPercent / 100)) - cost,
    commission: stage === "won" ? Math.round(amount * 0.02) : null,
  };
}

function quote({ phonePrefix: _, ownerId, ...place }: Place, { random, now }: Source): RecordOf<"quote"> {
  const total = random.whole(2, 160) * 1_000;
  return {
    ...place,
    number: `Q-${place.id.slice(6)}`,
    dealId: `deal-${random.whole(1, 1_800)}`,
    accountId: `account-${random.whole(1, 600)}`,
    authorId: ownerId,
    status: random.pick(["draft", "submitted", "approved", "rejected", "sent", "accepted"]),
    approvedById: null,
    validThrough: new Date(now + 30 * DAY_MS),
    paymentTerms: "30 days",
    currency: "EUR",
    total,
    discountPercent: random.whole(0, 25),
    margin: Math.round(total * 0.3),
  };
}

function invoice(
  { phonePrefix: _, ownerId: __, team: ___, ...place }: Place,
  { random, now }: Source,
): RecordOf<"invoice"> {
  const net = random.whole(5, 900) * 100;
  const status = random.pick(["draft", "issued", "paid", "paid", "overdue", "void"]);
  const issued = status !== "draft";
  return {
    ...place,
    number: `2026-${place.id.slice(8)}`,
    accountId: `account-${random.whole(1, 600)}`,
    contractId: null,
    status,
    issuedById: issued ? "finance-emea-1" : null,
    issuedAt: issued ? new Date(now - random.whole(1, 60) * DAY_MS) : null,
    dueAt: new Date(now + random.whole(-30, 30) * DAY_MS),
    paidAt: status === "paid" ? new Date(now - DAY_MS) : null,
    currency: "EUR",
    net,
    tax: net * 0.19,
    total: net * 1.19,
    paidAmount: status === "paid" ? net * 1.19 : 0,
    iban: "DE02120300000000202051",
    recipientName: "Ada Albers",
    recipientEmail: "billing@example.com",
  };
}

function contract({ phonePrefix: _, team: __, ...place }: Place, { random, now }: Source): RecordOf<"contract"> {
  const status = random.pick(["draft", "in_review", "signed", "signed", "terminated", "expired"]);
  return {
    ...place,
    number: `C-${place.id.slice(9)}`,
    title: `${random.pick(companyNames)} framework`,
    accountId: `account-${random.whole(1, 600)}`,
    dealId: null,
    project: random.chance(0.4) ? random.pick(projects) : null,
    kind: random.pick(["subscription", "service", "framework", "non_disclosure"]),
    status,
    startsAt: new Date(now - random.whole(0, 300) * DAY_MS),
    endsAt: null,
    signedAt: status === "signed" ? new Date(now - random.whole(1, 300) * DAY_MS) : null,
    legalHold: random.chance(0.03),
    value: random.whole(5, 400) * 1_000,
    liabilityCap: null,
    signatoryName: "Otto Keller",
    signatoryEmail: "otto@example.com",
  };
}
