import { own } from "../../compile/own.js";
import type { DeviceRequirement } from "../../model/requirement-data.js";
import type { Session } from "../../model/session.js";
import { INCURABLE, MET, type Met } from "./met.js";

/** Checks the device: what is not known of it does not hold. */
export function checkDevice(required: DeviceRequirement, session: Session | null): Met {
  const device = own(session, "device");
  const holds = (fact: keyof DeviceRequirement) => required[fact] === undefined || own(device, fact) === required[fact];
  return holds("managed") && holds("compliant") && holds("known") ? MET : INCURABLE;
}
