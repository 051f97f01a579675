import type { Place, RecordOf, Source } from "./records.js";
import { projects, subjects } from "./words.js";

const DAY_MS = 86_400_000;

/** Makers of what people do: tickets, campaigns, tasks, notes, reports. */
export const workMakers = { ticket, campaign, task, note, report };

function ticket({ phonePrefix, ownerId: _, ...place }: Place, { random }: Source): RecordOf<"ticket"> {
  return {
    ...place,
    number: `T-${place.id.slice(7)}`,
    accountId: `account-${random.whole(1, 600)}`,
    contactId: `contact-${random.whole(1, 2_000)}`,
    assigneeId: null,
    subject: random.pick(subjects),
    description: "as the subject says",
    status: random.pick(["open", "pending", "solved", "closed"]),
    priority: random.pick(["low", "normal", "high", "urgent"]),
    channel: random.pick(["email", "phone", "chat", "web"]),
    resolution: null,
    satisfaction: random.chance(0.4) ? random.whole(1, 5) : null,
    requesterEmail: "someone@example.com",
    requesterPhone: `${phonePrefix} ${random.whole(1_000_000, 9_999_999)}`,
    refundAmount: random.chance(0.1) ? random.whole(10, 500) : null,
  };
}

function campaign({ phonePrefix: _, team: __, ...place }: Place, { random }: Source): RecordOf<"campaign"> {
  const budget = random.whole(1, 80) * 1_000;
  return {
    ...place,
    name: `${random.pick(["Spring", "Summer", "Autumn", "Winter"])} ${random.pick(["fair", "mailing", "webinar"])}`,
    department: "marketing",
    status: random.pick(["draft", "scheduled", "running", "finished"]),
    channel: random.pick(["email", "event", "social", "search"]),
    segment: "decision makers",
    audienceSize: random.whole(100, 20_000),
    startsAt: null,
    endsAt: null,
    sentCount: 0,
    openRate: null,
    leadCount: random.whole(0, 200),
    budget,
    spent: Math.round(budget * 0.4),
  };
}

function task({ phonePrefix: _, ownerId, ...place }: Place, { random, now }: Source): RecordOf<"task"> {
  const project = random.chance(0.4) ? random.pick(projects) : null;
  return {
    ...place,
    title: random.pick(["Call back", "Prepare the offer", "Interview", "Check the figures"]),
    description: null,
    assigneeId: project !== null && random.chance(0.3) ? `contractor-${project}` : ownerId,
    project,
    status: random.pick(["open", "in_progress", "done"]),
    priority: random.pick(["low", "normal", "high"]),
    dueAt: new Date(now + random.whole(-10, 30) * DAY_MS),
    completedAt: null,
    estimateHours: random.whole(1, 12),
    relatedType: "deal",
    relatedId: `deal-${random.whole(1, 1_800)}`,
  };
}

function note({ phonePrefix: _, ownerId, createdById: __, ...place }: Place, { random }: Source): RecordOf<"note"> {
  return {
    ...place,
    authorId: ownerId,
    accountId: `account-${random.whole(1, 600)}`,
    visibility: random.pick(["private", "team", "team", "everyone"]),
    relatedType: "account",
    relatedId: `account-${random.whole(1, 600)}`,
    title: random.pick(["Lunch", "Call", "Visit", "Wish list"]),
    body: "prefers calls in the morning",
    mentions: [],
    pinned: random.chance(0.1),
    updatedAt: null,
  };
}

function report({ phonePrefix: _, team: __, ...place }: Place, { random, now }: Source): RecordOf<"report"> {
  const kind = random.pick(["pipeline", "revenue", "activity", "service", "campaign", "project"]);
  return {
    ...place,
    title: `${kind}, week ${random.whole(1, 9)}`,
    description: null,
    region: random.chance(0.1) ? null : place.region,
    department: "sales",
    project: kind === "project" || random.chance(0.2) ? random.pick(projects) : null,
    kind,
    period: "2026-Q1",
    rowCount: random.whole(10, 5_000),
    lastRunAt: new Date(now - DAY_MS),
    sharedWith: [],
    revenue: random.whole(10, 900) * 1_000,
    forecast: random.whole(10, 900) * 1_000,
  };
}
