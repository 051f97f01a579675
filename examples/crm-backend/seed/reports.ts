import type { Random } from "../../demo/random.js";
import type { RowOfType } from "./records.js";

const DAY_MS = 86_400_000;
const kinds = ["pipeline", "revenue", "activity", "service", "campaign", "project"] as const;
const titles = {
  pipeline: "Pipeline by stage",
  revenue: "Revenue against plan",
  activity: "Calls and visits",
  service: "Tickets and response times",
  campaign: "Leads by campaign",
  project: "Project status",
} as const;
const regions = ["DE", "AT", "CH", "GB", "FR", "US-EAST"] as const;
const projects = ["apollo", "borealis"] as const;

/** Makes a report of every kind for every region and project. */
export function reportsOf(random: Random, now: number): RowOfType<"report">[] {
  return regions.flatMap((region, r) =>
    kinds.map((kind, k) => {
      const project = kind === "project" ? random.pick(projects) : random.chance(0.2) ? random.pick(projects) : null;
      return {
        id: `report-${r * kinds.length + k + 1}`,
        title: `${titles[kind]}, ${region}`,
        description: null,
        ownerId: "mira",
        region,
        department: "sales",
        project,
        kind,
        period: random.pick(["2026-Q1", "2026-Q2", "2026-Q3"]),
        rowCount: random.whole(40, 5_000),
        lastRunAt: new Date(now - random.whole(0, 20) * DAY_MS),
        sharedWith: [],
        revenue: random.whole(10, 900) * 1_000,
        forecast: random.whole(10, 900) * 1_000,
        createdAt: new Date(now - random.whole(60, 300) * DAY_MS),
        createdById: "mira",
      };
    }),
  );
}
