import type { Access } from "castellan";
import type { CrmVocabulary } from "castellan/presets";
import { Approvals } from "./approvals.js";
import { CrmDatabase } from "./database.js";
import { seedRecords } from "./seed/records.js";
import { type Desk, Sessions } from "./sessions.js";

/** The running CRM. The clock is handed in: nothing else here knows what time it is. */
export class Crm {
  readonly clock: () => number;
  readonly db: CrmDatabase;
  readonly sessions: Sessions;
  readonly approvals = new Approvals();

  /** @param clock - gives epoch ms */
  constructor(clock: () => number) {
    this.clock = clock;
    this.db = new CrmDatabase(seedRecords(clock()));
    this.sessions = new Sessions(clock);
  }

  /** What somebody may, now. Made anew for every request: that costs less than reading the request. */
  access(desk: Desk): Access<CrmVocabulary> {
    return this.sessions.access(desk, this.approvals.givenTo(desk.person.id));
  }
}
