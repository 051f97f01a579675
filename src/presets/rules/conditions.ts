/** Everybody but machines that run without a person: who cannot tell what they are, counts as a person. */
export const people = { kind: { $ne: "service" } } as const;

/** Somebody from outside. */
export const guests = { kind: "guest" } as const;

/** A program that acts for a person. */
export const agents = { kind: "agent" } as const;

/** Two factors, both verified a short while ago: what sensitive steps take. */
export const freshMfa = { mfa: { within: "15m" } } as const;

/**
 * The record lies in a region for which the principal holds no privacy clearance. A principal without clearances and a
 * record without a region make this unknown, and a forbid holds on unknown: nobody is cleared by a missing fact.
 */
export const outsideClearance = {
  $not: { region: { $under: { $ref: "principal.attributes.clearedRegions" } } },
} as const;

/** What the residency rules speak of: every action that shows personal data, takes it out, or writes it. */
export const handling = ["create", "read", "update"] as const;

/** The sentence of the residency rules. */
export const residency = "personal data of a region is handled only by people who are cleared for that region";
