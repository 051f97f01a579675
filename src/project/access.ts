import type { CompiledPolicy } from "../compile/policy.js";
import { Access, attenuated, movedTo, openStandpoint } from "../decide/access.js";
import type { Attenuation } from "../decide/attenuate.js";
import { actionOf, fieldIndexOf, type Standpoint } from "../decide/standpoint.js";
import type { AccessFacts } from "../model/access-facts.js";
import type { Instant } from "../model/instant.js";
import { Filter } from "./filter/filter.js";
import { mask, view } from "./mask.js";
import { notQueryable } from "./not-queryable.js";
import { permittedFields } from "./permitted-fields.js";
import { unqueryable } from "./queryable.js";
import type { AccessSnapshot } from "./snapshot/format.js";
import { snapshot } from "./snapshot.js";

/** An access with all its questions: yes and no, and the other shapes that the same answer takes. */
export class ProjectedAccess extends Access {
  static open(at: Standpoint): ProjectedAccess {
    return new ProjectedAccess(at);
  }

  fields(action: string, type: string, record: object): string[] {
    return permittedFields(this, actionOf(this, action, type), record);
  }

  view(type: string, record: object, field: string): "full" | "masked" | "hidden" {
    const action = actionOf(this, "read", type);
    return view(this, action, record, fieldIndexOf(action, field));
  }

  mask(type: string, record: object): Record<string, unknown> {
    return mask(this, actionOf(this, "read", type), record);
  }

  filter(action: string, type: string): Filter {
    return new Filter(this, actionOf(this, action, type));
  }

  assertQueryable(type: string, fields: readonly string[]): void {
    const unreadable = unqueryable(this, actionOf(this, "read", type), fields);
    if (unreadable.length > 0) throw notQueryable(type, unreadable, this.validUntil);
  }

  snapshot(): AccessSnapshot {
    return snapshot(this);
  }

  attenuate(limit: Attenuation): ProjectedAccess {
    return new ProjectedAccess(attenuated(this, limit));
  }

  at(now: Instant): ProjectedAccess {
    return new ProjectedAccess(movedTo(this, now));
  }
}

/**
 * Opens the facts from which an access answers.
 *
 * @throws InvalidRequestError `invalid_facts`, `invalid_now`
 */
export function openAccess(policy: CompiledPolicy, facts: AccessFacts): ProjectedAccess {
  return ProjectedAccess.open(openStandpoint(policy, facts));
}
