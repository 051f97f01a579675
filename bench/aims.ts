/** What one ratio should come to: the time of `of` divided by the time of `to`. */
export interface Aim {
  readonly title: string;
  readonly of: string;
  readonly to: string;
  /** Where it is looked at: at every size of the policy, at one of them, or from the smallest to the largest. */
  readonly at: "each" | "bulk" | "growth";
  readonly atMost?: number;
  readonly atLeast?: number;
}

export const AIMS: readonly Aim[] = [
  { title: "check by names ÷ by hand, pages", of: "pages", to: "hand/pages", at: "each", atMost: 1 },
  { title: "check by names ÷ by hand, mixed", of: "mixed", to: "hand/mixed", at: "each", atMost: 1 },
  { title: "bound checker ÷ by hand, pages", of: "bound/pages", to: "hand/pages", at: "each", atMost: 0.6 },
  { title: "bound checker ÷ by hand, mixed", of: "bound/mixed", to: "hand/mixed", at: "each", atMost: 0.6 },
  { title: "check, CASL prebuilt ÷ castellan, pages", of: "casl/pages", to: "pages", at: "each", atLeast: 5 },
  { title: "check, CASL prebuilt ÷ castellan, mixed", of: "casl/mixed", to: "mixed", at: "each", atLeast: 5 },
  {
    title: "check, CASL per request ÷ castellan, mixed",
    of: "casl-per-request/mixed",
    to: "mixed",
    at: "each",
    atLeast: 200,
  },
  { title: "set-up, CASL ability ÷ castellan access", of: "casl/setup", to: "setup", at: "each", atLeast: 20 },
  { title: "mask, CASL fields + pick ÷ castellan", of: "casl/masks", to: "masks", at: "bulk", atLeast: 2 },
  { title: "list, bound checker ÷ filter by hand", of: "list", to: "hand/list", at: "bulk", atMost: 1.2 },
  { title: "check, 6,000 ÷ 60 statements", of: "mixed", to: "mixed", at: "growth", atMost: 1.2 },
  { title: "set-up, 6,000 ÷ 60 statements", of: "setup", to: "setup", at: "growth", atMost: 1.2 },
];

/** Heap per principal beyond its own data. */
export const BYTES_AT_MOST = 300;

/** Ratios without an aim that say what something costs. */
export const COSTS: readonly Omit<Aim, "atMost" | "atLeast">[] = [
  { title: "bound checker ÷ check by names", of: "bound/mixed", to: "mixed", at: "bulk" },
  { title: "decide() ÷ can()", of: "decide", to: "mixed", at: "bulk" },
  { title: "explain() as text ÷ can()", of: "explain", to: "mixed", at: "bulk" },
  { title: "mask ÷ by hand (role, scope, literal)", of: "masks", to: "hand/masks", at: "bulk" },
  { title: "mask ÷ bare object literal", of: "masks", to: "hand/literals", at: "bulk" },
  { title: "mask, CASL ÷ bare object literal", of: "casl/masks", to: "hand/literals", at: "bulk" },
  { title: "list, filter in memory ÷ filter by hand", of: "filtered list", to: "hand/list", at: "bulk" },
  { title: "making a filter ÷ CASL's rules to a query", of: "filter", to: "casl/filter", at: "each" },
  { title: "making a snapshot ÷ CASL packing rules", of: "snapshot", to: "casl/pack", at: "each" },
  { title: "hydrating ÷ CASL ability from packed rules", of: "hydrate", to: "casl/unpack", at: "each" },
  { title: "making a filter ÷ set-up", of: "filter", to: "setup", at: "each" },
  { title: "list, CASL ÷ filter by hand", of: "casl/list", to: "hand/list", at: "bulk" },
  { title: "set-up ÷ by hand", of: "setup", to: "hand/setup", at: "bulk" },
  { title: "parsePolicy (validate + compile) ÷ compile", of: "parse", to: "compile", at: "each" },
];
