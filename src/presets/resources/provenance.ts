import * as z from "zod";

/** Who recorded it and when: facts that every kind of record carries and nobody rewrites. */
export const provenance = { createdAt: z.date(), createdById: z.string() };

/** The fields that an update never writes, whoever asks. */
export const written = ["id", "createdAt", "createdById"] as const;
