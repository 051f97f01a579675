import type { JsonObject } from "../../model/json.js";
import type { AuthzenSearchKind } from "./entities.js";

/** Where the endpoints of AuthZEN are found, below the identifier of a decision point. */
export const PATHS = {
  evaluation: "/access/v1/evaluation",
  evaluations: "/access/v1/evaluations",
  subject: "/access/v1/search/subject",
  resource: "/access/v1/search/resource",
  action: "/access/v1/search/action",
} as const;

/** Where metadata is found: before the path of the identifier. */
export const WELL_KNOWN = "/.well-known/authzen-configuration";

/** What a decision point tells of itself: what is left out is not offered. */
export function metadataOf(url: string, searches: readonly AuthzenSearchKind[]): JsonObject {
  const endpoints = searches.map((kind) => [`search_${kind}_endpoint`, url + PATHS[kind]]);
  return {
    policy_decision_point: url,
    access_evaluation_endpoint: url + PATHS.evaluation,
    access_evaluations_endpoint: url + PATHS.evaluations,
    ...Object.fromEntries(endpoints),
  };
}
