import Database from 'libsql'

export type AccessDatabase = InstanceType<typeof Database>

/** Milliseconds that a writer waits for another process, e.g. the command line beside a running server. */
const BUSY_MS = 5000

const SCHEMA = `
CREATE TABLE IF NOT EXISTS users (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, language TEXT, granted TEXT NOT NULL,
  password TEXT, must_change INTEGER NOT NULL DEFAULT 0, subject TEXT UNIQUE,
  active INTEGER NOT NULL DEFAULT 1, created_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(id), opened_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL, origin TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_of ON sessions(user);
CREATE TABLE IF NOT EXISTS tokens (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, user TEXT NOT NULL REFERENCES users(id), name TEXT NOT NULL,
  kind TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, revoked_at INTEGER, used_at INTEGER
);
CREATE TABLE IF NOT EXISTS attempts (
  who TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at INTEGER NOT NULL, open_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS audit (
  position INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
  subject TEXT NOT NULL, detail TEXT NOT NULL, origin TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS views (
  owner TEXT NOT NULL, name TEXT NOT NULL, screen TEXT NOT NULL, address TEXT NOT NULL, shared_with TEXT,
  changed_at INTEGER NOT NULL, PRIMARY KEY (owner, name)
);
CREATE TABLE IF NOT EXISTS preferences (user TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_stands BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
`

/** Who may sign in and what they may do, in a file of its own: `.rumbo/access.db`, readable by its owner only. */
export function openAccessDatabase(file: string): AccessDatabase {
  const database = new Database(file, { timeout: BUSY_MS })
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.exec(SCHEMA)
  return database
}
