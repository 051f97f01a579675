import type { DatabaseSync } from "node:sqlite";

/** The tables that the CRM has had for years, with its own columns: its screens and reports read them. */
export function createCrmTables(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE users (
      company TEXT NOT NULL, login TEXT NOT NULL, full_name TEXT NOT NULL,
      department TEXT, is_active INTEGER NOT NULL DEFAULT 1,
      PRIMARY KEY (company, login)
    );
    CREATE TABLE user_roles (
      company TEXT NOT NULL, login TEXT NOT NULL, role TEXT NOT NULL, valid_until INTEGER,
      FOREIGN KEY (company, login) REFERENCES users (company, login) ON DELETE CASCADE
    );
    CREATE INDEX user_roles_of_user ON user_roles (company, login);
  `);
}

/** What castellan needs beside them: one column, and two tables for its events. */
export function addAccessTables(database: DatabaseSync): void {
  database.exec(`
    ALTER TABLE users ADD COLUMN access TEXT;
    CREATE TABLE access_events (
      company TEXT NOT NULL, sequence INTEGER NOT NULL, revision INTEGER NOT NULL,
      at INTEGER NOT NULL, action TEXT NOT NULL, key TEXT, body TEXT NOT NULL,
      PRIMARY KEY (company, sequence)
    ) WITHOUT ROWID;
    CREATE INDEX access_events_by_revision ON access_events (company, revision);
    CREATE INDEX access_events_by_key ON access_events (company, key) WHERE key IS NOT NULL;
    CREATE TABLE access_people (
      company TEXT NOT NULL, login TEXT NOT NULL, sequence INTEGER NOT NULL,
      PRIMARY KEY (company, login, sequence)
    ) WITHOUT ROWID;
  `);
}
