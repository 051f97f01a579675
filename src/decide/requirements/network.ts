import { own } from "../../compile/own.js";
import type { NetworkRequirement } from "../../model/requirement-data.js";
import type { Session } from "../../model/session.js";
import { INCURABLE, MET, type Met } from "./met.js";

/** Checks where the session comes from: an unknown country or zone does not hold. */
export function checkNetwork(required: NetworkRequirement, session: Session | null): Met {
  const network = own(session, "network");
  const country = own(network, "country");
  const zones = own(network, "zones");
  const isKnown = typeof country === "string";
  if (required.countries !== undefined && !(isKnown && required.countries.includes(country))) return INCURABLE;
  if (required.notCountries !== undefined && !(isKnown && !required.notCountries.includes(country))) return INCURABLE;
  if (required.zones === undefined) return MET;
  return Array.isArray(zones) && required.zones.some((zone) => zones.includes(zone)) ? MET : INCURABLE;
}
