import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import * as storage from "castellan/storage";

const POLL_MS = 50;
const utf16 = (text: string) => Buffer.from(text, "utf16le").swap16();

/** A store over the CRM's own tables: what it shows of people and their roles is written in the same transaction. */
export class CrmStore implements Required<storage.PolicyStore> {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: 5_000 });
    // acknowledged means on the disk
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    // SQLite orders texts by UTF-8, the port by UTF-16: bytes of it, most significant first, are in the right order
    this.#database.function("utf16", { deterministic: true }, (text) => utf16(String(text)));
  }

  close(): void {
    this.#database.close();
  }

  async read(tenant: string, id: string): Promise<storage.PrincipalState | undefined> {
    if (!storage.canMatch(tenant, { principalId: id })) return undefined;
    return this.#transaction("DEFERRED", () => {
      const [row] = this.#all("SELECT * FROM users WHERE company = ? AND login = ?", tenant, id);
      return row && this.#state(row, this.#head(tenant).revision);
    });
  }

  async commit(tenant: string, changes: storage.StoreChanges, options: storage.CommitOptions) {
    storage.checkChanges(tenant, changes, options);
    return this.#transaction("IMMEDIATE", () => {
      const { revision, sequence } = this.#head(tenant);
      if (revision !== options.expectedRevision) throw storage.revisionConflict(options.expectedRevision, revision);
      storage.checkSequence(changes, sequence);
      for (const state of changes.put) this.#put(tenant, state);
      for (const id of changes.remove ?? []) this.#all("DELETE FROM users WHERE company = ? AND login = ?", tenant, id);
      for (const event of changes.events) this.#tell(tenant, event);
      return { revision: revision + 1 };
    });
  }

  async *scan(tenant: string, options: storage.ScanOptions = {}): AsyncIterable<storage.PrincipalState> {
    storage.checkLimit(options);
    if (!storage.canMatch(tenant)) return;
    const { after = "", limit = -1, role } = options;
    const holds = "login IN (SELECT login FROM user_roles WHERE company = users.company AND role = ?)";
    const page = `SELECT * FROM users WHERE company = ? AND utf16(login) > ? ${role === undefined ? "" : `AND ${holds}`}
      ORDER BY utf16(login) LIMIT ?`;
    yield* this.#transaction("DEFERRED", () => {
      const { revision } = this.#head(tenant);
      const rows = this.#all(page, tenant, utf16(after), ...(role === undefined ? [] : [role]), limit);
      return rows.map((row) => this.#state(row, revision));
    });
  }

  async *events(tenant: string, query: storage.EventQuery = {}): AsyncIterable<storage.AuditEvent> {
    storage.checkLimit(query);
    if (!storage.canMatch(tenant, query)) return;
    const tests: readonly (readonly [test: string, value: SQLInputValue | undefined])[] = [
      ["company = ?", tenant],
      ["revision > ?", query.afterRevision],
      ["action = ?", query.action],
      ["key = ?", query.key],
      ["at >= ?", query.from],
      ["at < ?", query.until],
      ["sequence IN (SELECT sequence FROM access_people WHERE company = e.company AND login = ?)", query.principalId],
    ];
    const asked = tests.flatMap(([test, value]) => (value === undefined ? [] : [{ test, value }]));
    const last = `SELECT sequence, body FROM access_events AS e WHERE ${asked.map(({ test }) => test).join(" AND ")}
      ORDER BY sequence DESC LIMIT ?`;
    const values = asked.map(({ value }) => value);
    const rows = this.#all(`SELECT * FROM (${last}) ORDER BY sequence`, ...values, query.last ?? -1);
    for (const { sequence, body } of rows) yield storage.decodeEvent(String(body), Number(sequence));
  }

  async *watch(tenant: string, fromRevision: number, signal: AbortSignal): AsyncIterable<storage.StoreNews> {
    const next = "SELECT min(revision) AS revision FROM access_events WHERE company = ? AND revision > ?";
    const named = `SELECT DISTINCT login FROM access_people JOIN access_events USING (company, sequence)
      WHERE company = ? AND revision = ?`;
    for (let revision = fromRevision; !signal.aborted; ) {
      const found = this.#all(next, tenant, revision)[0]?.["revision"];
      if (typeof found === "number") {
        revision = found;
        yield { revision, principalIds: this.#all(named, tenant, revision).map(({ login }) => String(login)) };
      } else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  #head(tenant: string): { readonly revision: number; readonly sequence: number } {
    const last = "SELECT revision, sequence FROM access_events WHERE company = ? ORDER BY sequence DESC LIMIT 1";
    const [row = {}] = this.#all(last, tenant);
    return { revision: Number(row["revision"] ?? 0), sequence: Number(row["sequence"] ?? 0) };
  }

  /** Somebody whom castellan has never written is told from the CRM's own columns. */
  #state(row: Record<string, unknown>, revision: number): storage.PrincipalState {
    const { company, login, access, department, is_active: isActive } = row;
    const id = String(login);
    if (typeof access === "string") return storage.decodeState(access, id, revision);
    const roles = this.#all("SELECT * FROM user_roles WHERE company = ? AND login = ?", String(company), id);
    const assignments = roles.map(({ role, valid_until: end }) =>
      Object.assign({ id: `crm:${role}`, role: String(role) }, typeof end === "number" && { validUntil: end }),
    );
    const attributes = typeof department === "string" ? { department } : {};
    const principal = { id, kind: "employee", status: isActive === 1 ? "active" : "deactivated", attributes } as const;
    return { principal, assignments, approvals: [], requests: [], revision };
  }

  #put(tenant: string, state: storage.PrincipalState): void {
    const { id, status, attributes } = state.principal;
    const department = typeof attributes?.["department"] === "string" ? attributes["department"] : null;
    const upsert = `INSERT INTO users (company, login, full_name, department, is_active, access) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET department = excluded.department, is_active = excluded.is_active, access = excluded.access`;
    this.#all(upsert, tenant, id, id, department, status === "active" ? 1 : 0, storage.encodeState(state));
    this.#all("DELETE FROM user_roles WHERE company = ? AND login = ?", tenant, id);
    for (const { role, validUntil } of state.assignments) {
      const end = typeof validUntil === "number" ? validUntil : null;
      if (role !== undefined) this.#all("INSERT INTO user_roles VALUES (?, ?, ?, ?)", tenant, id, role, end);
    }
  }

  #tell(tenant: string, event: storage.AuditEvent): void {
    const { sequence, revision, time, data } = event;
    const values = [tenant, sequence, revision, Date.parse(time), data.action, data.key ?? null];
    this.#all("INSERT INTO access_events VALUES (?, ?, ?, ?, ?, ?, ?)", ...values, storage.encodeEvent(event));
    for (const id of storage.concernedPrincipals(event)) {
      this.#all("INSERT INTO access_people VALUES (?, ?, ?)", tenant, id, sequence);
    }
  }

  #all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
    return this.#database.prepare(sql).all(...values);
  }

  #transaction<Value>(kind: "DEFERRED" | "IMMEDIATE", run: () => Value): Value {
    this.#database.exec(`BEGIN ${kind}`);
    try {
      const value = run();
      this.#database.exec("COMMIT");
      return value;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      if (error instanceof storage.StoreError) throw error;
      throw new storage.StoreError("unavailable", "the CRM's database did not answer", error);
    }
  }
}
