import { createHash } from 'node:crypto'
import type pg from 'pg'
import { Refusal } from '../core/base/refusal.js'
import { digestOfMaster, MAIN_SCENARIO } from './master-row.js'

/** Of the tables below; a program that finds another one leaves the schema alone. */
const SCHEMA_VERSION = '2'
const READABLE_LENGTH = 30

/**
 * The schema that one company's journal has to itself: what its name says, in letters that need no quotes anywhere, and
 * a piece of its digest, so that two names never fall together.
 */
export function schemaOf(company: string): string {
  const readable = company
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, READABLE_LENGTH)
  return `rumbo_${readable}_${createHash('sha256').update(company).digest('hex').slice(0, 12)}`
}

/** The number of the advisory lock that stands for a schema. */
export function lockOf(schema: string): string {
  return createHash('sha256').update(schema).digest().readBigInt64BE().toString()
}

const entryTable = (name: string): string => `CREATE TABLE ${name} (
  position bigint PRIMARY KEY,
  scenario text NOT NULL,
  key text NOT NULL UNIQUE,
  actor text NOT NULL,
  at text NOT NULL,
  known bigint NOT NULL,
  payload text NOT NULL,
  digest text NOT NULL
);
CREATE INDEX ON ${name} (known);`

const tables = (schema: string): string => `CREATE SCHEMA IF NOT EXISTS ${schema};
${entryTable(`${schema}.entry`)}
${entryTable(`${schema}.entry_archive`)}
CREATE VIEW ${schema}.every_entry AS SELECT * FROM ${schema}.entry_archive UNION ALL SELECT * FROM ${schema}.entry;
CREATE TABLE ${schema}.scenario (
  serial bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  name text NOT NULL,
  owner text NOT NULL,
  parent text,
  position bigint NOT NULL,
  opened_at text NOT NULL,
  closed_as text,
  closed_position bigint,
  digest text NOT NULL
);
CREATE TABLE ${schema}.base (
  serial bigint GENERATED ALWAYS AS IDENTITY,
  version text NOT NULL,
  position bigint NOT NULL,
  digest text NOT NULL
);
CREATE TABLE ${schema}.lease (term bigint NOT NULL, holder text NOT NULL);
CREATE TABLE ${schema}.meta (name text PRIMARY KEY, value text NOT NULL);
INSERT INTO ${schema}.lease VALUES (0, '{}');
INSERT INTO ${schema}.scenario (id, name, owner, position, opened_at, digest)
  VALUES ('main', '', '', 0, '', '${digestOfMaster(MAIN_SCENARIO)}');
INSERT INTO ${schema}.meta VALUES ('schema', '${SCHEMA_VERSION}');`

type Asked = Pick<pg.Pool, 'query'>

export async function hasSchema(database: Asked, schema: string): Promise<boolean> {
  const { rows } = await database.query('SELECT to_regclass($1) IS NOT NULL AS there', [`${schema}.meta`])
  return (rows[0] as { there: boolean }).there
}

/** All of it or nothing: whoever finds the schema finds it whole. */
export async function createSchema(writer: pg.Client, schema: string): Promise<void> {
  await writer.query(`BEGIN; ${tables(schema)} COMMIT;`)
}

/** @throws Refusal `journal.other_schema`, `journal.not_durable`, `journal.cannot_open` (not a UTF-8 database) */
export async function checkSchema(database: Asked, schema: string, address: string): Promise<void> {
  const { rows } = await database.query(`SELECT (SELECT value FROM ${schema}.meta WHERE name = 'schema') AS version,
    current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding`)
  const { version, fsync, encoding } = rows[0] as { version: string | null; fsync: string; encoding: string }
  if (version !== SCHEMA_VERSION) throw new Refusal('journal.other_schema', { file: address, schema: version ?? '' })
  if (fsync !== 'on') throw new Refusal('journal.not_durable', { address })
  if (encoding !== 'UTF8') throw new Refusal('journal.cannot_open', { file: address, detail: encoding })
}

/** Whose it is from now on, unless it is somebody's already. */
export async function keepOwner(writer: Asked, schema: string, owner: string): Promise<void> {
  await writer.query(`INSERT INTO ${schema}.meta VALUES ('owner', $1) ON CONFLICT DO NOTHING`, [owner])
}

/** @throws Refusal `journal.other_company` where it is somebody else's; nobody's is anybody's */
export async function checkOwner(
  database: Asked,
  schema: string,
  address: string,
  owner: string | null,
): Promise<void> {
  if (owner === null) return
  const { rows } = await database.query(`SELECT value FROM ${schema}.meta WHERE name = 'owner'`)
  const [kept] = rows as { value: string }[]
  if (kept !== undefined && kept.value !== owner) throw new Refusal('journal.other_company', { schema, address })
}
