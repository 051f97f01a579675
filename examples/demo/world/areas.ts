/** Where the company sells: a scope of its own each, with the regions that customers lie in. */
export interface Area {
  readonly scope: string;
  readonly regions: readonly [string, ...string[]];
  readonly phonePrefix: string;
}

export const areas = [
  { scope: "DACH", regions: ["DE", "AT", "CH"], phonePrefix: "+49 40" },
  { scope: "UKI", regions: ["GB", "IE"], phonePrefix: "+44 20" },
  { scope: "NORDICS", regions: ["DK", "FI", "NO", "SE"], phonePrefix: "+46 8" },
  { scope: "FR", regions: ["FR"], phonePrefix: "+33 1" },
  { scope: "AMER", regions: ["US-EAST", "US-WEST", "CA", "BR"], phonePrefix: "+1 212" },
  { scope: "APAC", regions: ["AU", "IN", "JP", "SG"], phonePrefix: "+61 2" },
] as const satisfies readonly [Area, ...Area[]];

/** A scope by name. */
export type AreaName = (typeof areas)[number]["scope"];
