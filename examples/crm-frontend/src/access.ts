import type { crmPolicy } from "castellan/presets";
import { createAccessContext } from "castellan/react";

/** The policy is a type here: its rules never reach a browser, only the snapshot of who is signed in. */
export const { AccessProvider, useAccess, Can, Field } = createAccessContext<typeof crmPolicy>();
