import type { FilterLike } from "castellan/query";
import { branchOf, DAY_BEFORE, filterFor, SIZES } from "./setting.js";

/** A question, as castellan says it and as somebody would write it by hand. */
export interface QueryCase {
  readonly name: string;
  readonly filter: FilterLike;
  readonly byHand: { readonly text: string; readonly values: readonly unknown[] };
}

const projects = Array.from({ length: SIZES.allowedProjects }, (_, index) => `p${index * 3}`);
const shared = Array.from({ length: SIZES.shared }, (_, index) => `d${index * 997}`);
const branch = branchOf("r.1");
const large = [...branchOf("r.1"), ...branchOf("r.2"), ...branchOf("r.3"), ...branchOf("r.4")];
const few = branchOf("r.5.5.5");

export const CASES: readonly QueryCase[] = [
  {
    name: `a branch of ${few.length} of 10,000 regions`,
    filter: filterFor([{ role: "regional", scope: { region: ["r.5.5.5"] } }]),
    byHand: { text: "region = ANY($1)", values: [few] },
  },
  {
    name: `a branch of ${branch.length} of 10,000 regions`,
    filter: filterFor([{ role: "regional", scope: { region: ["r.1"] } }]),
    byHand: { text: "region = ANY($1)", values: [branch] },
  },
  {
    name: `branches of ${large.length} of 10,000 regions`,
    filter: filterFor([{ role: "regional", scope: { region: ["r.1", "r.2", "r.3", "r.4"] } }]),
    byHand: { text: "region = ANY($1)", values: [large] },
  },
  {
    name: `${projects.length} allowed projects`,
    filter: filterFor([{ role: "member", scope: { project: projects } }]),
    byHand: { text: `"projectId" = ANY($1)`, values: [projects] },
  },
  {
    name: `${shared.length} shared records`,
    filter: filterFor([{ role: "invited" }], shared),
    byHand: { text: "id = ANY($1)", values: [shared] },
  },
  {
    name: "one's own records",
    filter: filterFor([{ role: "owner" }]),
    byHand: { text: `"ownerId" = $1`, values: ["u17"] },
  },
  {
    name: "own records, 1,000 shared ones, or a branch",
    filter: filterFor(
      [{ role: "owner" }, { role: "invited" }, { role: "regional", scope: { region: ["r.5.5.5"] } }],
      shared,
    ),
    byHand: {
      text: `("ownerId" = $1 OR id = ANY($2) OR region = ANY($3))`,
      values: ["u17", shared, few],
    },
  },
  {
    name: "a branch, but nothing archived",
    filter: filterFor([{ role: "careful", scope: { region: ["r.5.5.5"] } }]),
    byHand: { text: "region = ANY($1) AND stage = ANY($2)", values: [few, ["open", "won", "lost"]] },
  },
  {
    name: "closed within a day",
    filter: filterFor([{ role: "closer" }]),
    byHand: { text: `"closedAt" >= $1`, values: [DAY_BEFORE] },
  },
  {
    name: "amounts from a limit on",
    filter: filterFor([{ role: "whale" }]),
    byHand: { text: "amount >= $1", values: [999_900] },
  },
  {
    name: "one of two teams, of an array",
    filter: filterFor([{ role: "teammate", scope: { team: ["t17", "t18"] } }]),
    byHand: { text: "teams && $1", values: [["t17", "t18"]] },
  },
];
