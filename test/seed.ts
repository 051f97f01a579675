/** From which everything random in the tests is drawn. */
export const SEED = Number(process.env["CASTELLAN_SEED"] ?? 20_261_122);
