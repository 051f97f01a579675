/**
 * The axes by which the preset's roles are scoped. Replace the values by your own; the names are what the resource
 * types and role templates rely on.
 */
export const crmDimensions = {
  /** Where the customer is. A tree: whoever has `EMEA` has `DE`, and privacy clearances work the same way. */
  region: {
    tree: {
      EMEA: {
        DACH: { DE: {}, AT: {}, CH: {} },
        UKI: { GB: {}, IE: {} },
        NORDICS: { DK: {}, FI: {}, NO: {}, SE: {} },
        FR: {},
        ES: {},
        IT: {},
      },
      AMER: { US: { "US-EAST": {}, "US-WEST": {} }, CA: {}, BR: {}, MX: {} },
      APAC: { AU: {}, IN: {}, JP: {}, SG: {} },
    },
  },
  /** Who in the company runs it. */
  department: {
    tree: {
      commercial: { sales: { "inside-sales": {}, "field-sales": {} }, marketing: {} },
      operations: { support: {}, finance: {}, it: {} },
    },
  },
  /** Who works on it day by day. Teams come and go, so their names are free. */
  team: { flat: true },
  /** What an outside consultant is let in for. */
  project: { flat: true },
} as const;
