import { ofCommits } from "./of-commits.js";
import { ofConflicts } from "./of-conflicts.js";
import { ofEvents } from "./of-events.js";
import { ofIds } from "./of-ids.js";
import { ofNews } from "./of-news.js";
import { ofScans } from "./of-scans.js";
import { ofValues } from "./of-values.js";
import type { Saboteur } from "./saboteur.js";

/** Every kind of harm that a store may do, each with the case that must see it. */
export const saboteurs: readonly Saboteur[] = [
  ...ofCommits,
  ...ofIds,
  ...ofConflicts,
  ...ofScans,
  ...ofEvents(),
  ...ofNews(),
  ...ofValues,
];
