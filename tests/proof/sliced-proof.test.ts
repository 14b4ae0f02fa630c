/** A large version is checked some products and some cube rows at a time: what is found must not depend on the cut. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CheckResult } from '../../src/core/plan/proof.js'
import type { Version } from '../../src/core/plan/version.js'
import { openDatabase } from '../../src/store/duckdb/database.js'
import { slicesByCubeRow, slicesByProduct } from '../../src/store/proof/slices.js'
import { proveIdentity } from '../../src/store/proof/version-proof.js'
import { rumbo, rumboJson } from '../examples/rumbo-command.js'
import { folderWith } from '../support/company-folder.js'

const CELLS = 400

let company: string
let folder: string
let version: Version
beforeAll(() => {
  company = path.join(folderWith({}), 'company')
  expect(rumbo('generate', company, '--products', '12', '--locations', '5', '--weeks', '60').code).toBe(0)
  folder = path.join(company, '.rumbo', 'versions', rumboJson<{ version: string }>('plan', company).version)
  version = JSON.parse(fs.readFileSync(path.join(folder, 'version.json'), 'utf8')) as Version
}, 120_000)
afterAll(() => fs.rmSync(path.dirname(company), { recursive: true, force: true }))

const fileOf = (table: string): string => path.join(folder, `${table}.parquet`)

async function inSql(...statements: string[]): Promise<void> {
  const { connection, close } = await openDatabase(null)
  for (const statement of statements) await connection.run(statement)
  close()
}

/** The proof while one cell in the middle of a file is one more than it was. */
async function withOneMore(table: string, column: string, prove: () => Promise<CheckResult[]>): Promise<CheckResult[]> {
  const whole = fs.readFileSync(fileOf(table))
  const middle = `(SELECT rowid FROM cells ORDER BY rowid LIMIT 1 OFFSET (SELECT count(*) // 2 FROM cells))`
  await inSql(
    `CREATE TABLE cells AS FROM read_parquet('${fileOf(table)}')`,
    `UPDATE cells SET "${column}" = "${column}" + 1 WHERE rowid = ${middle}`,
    `COPY cells TO '${fileOf(table)}' (FORMAT parquet)`,
  )
  try {
    return await prove()
  } finally {
    fs.writeFileSync(fileOf(table), whole)
  }
}

test('the version is cut into several parts by either road', async () => {
  const { connection, close } = await openDatabase(null)
  for (const { name } of version.tables)
    await connection.run(`CREATE VIEW "${name}" AS FROM read_parquet('${fileOf(name)}')`)
  expect((await slicesByProduct(connection, CELLS)).length).toBeGreaterThan(2)
  expect((await slicesByCubeRow(connection, CELLS)).length).toBeGreaterThan(2)
  close()
})

test('part by part compares as many cells as all at once, and finds as little', async () => {
  const parts = await proveIdentity(folder, version, CELLS)
  expect(parts).toEqual(await proveIdentity(folder, version))
  expect(parts.every(({ mismatches }) => mismatches === 0)).toBe(true)
})

test.each([
  ['closing_stock', 'quantity'],
  ['consensus_demand', 'quantity'],
  ['shipments', 'quantity'],
  ['money', 'atoms'],
])('one more in %s is found in the same place', async (table, column) => {
  const parts = await withOneMore(table, column, () => proveIdentity(folder, version, CELLS))
  const whole = await withOneMore(table, column, () => proveIdentity(folder, version))
  expect(parts).toEqual(whole)
  expect(parts.some(({ first }) => first !== null)).toBe(true)
})
