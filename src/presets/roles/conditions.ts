/** Whoever asks. */
export const me = { $ref: "principal.id" } as const;

/** A deal that is still being worked on. */
export const openStages = ["qualification", "proposal", "negotiation"] as const;

/** The teams of whoever asks. */
export const myTeams = { $ref: "principal.attributes.teams" } as const;

/** Everybody below whoever asks. */
export const myReports = { $ref: "principal.attributes.reports" } as const;
