import fs from 'node:fs'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyOfExample, rumbo, rumboJson } from '../examples/rumbo-command.js'

interface Proof {
  ok: boolean
  identity: boolean
  checks: { name: string; compared: number; mismatches: number; first: Record<string, string> | null }[]
}

let folder: string
let version: string

beforeAll(() => {
  folder = copyOfExample('supplier-mini')
  version = rumboJson<{ version: string }>('plan', folder).version
}, 120_000)
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Adds to one cell of a frozen file, runs `work`, and puts the file back. */
async function withMore(file: string, column: string, more: number, where: string, work: () => void): Promise<void> {
  const target = path.join(folder, '.rumbo', 'versions', version, `${file}.parquet`)
  const whole = fs.readFileSync(target)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`CREATE TABLE cells AS FROM read_parquet('${target}')`)
  const one = `(SELECT min(rowid) FROM cells WHERE ${where})`
  await connection.run(`UPDATE cells SET "${column}" = "${column}" + ${more} WHERE rowid = ${one}`)
  await connection.run(`COPY cells TO '${target}' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
  try {
    work()
  } finally {
    fs.writeFileSync(target, whole)
  }
}

test('an untouched version proves', () => {
  const proof = rumboJson<Proof>('prove', folder)
  expect(proof.identity).toBe(true)
  expect(proof.checks.every((check) => check.compared > 0)).toBe(true)
})

test.each([
  ['a forecast', 'baseline', 'quantity', 'true', 'consensus = baseline + layers'],
  ['a consensus demand', 'consensus_demand', 'quantity', 'true', 'consensus = baseline + layers'],
  ['a receipt', 'receipts', 'quantity', 'true', 'opening + receipts − issues = closing'],
  ['a closing stock', 'closing_stock', 'quantity', 'true', 'opening + receipts − issues = closing'],
  ['a shipment', 'shipments', 'quantity', 'true', 'recognised volume = shipped volume'],
  ['a unit price', 'rates', 'rate', "line = 'grossSales' AND rate > 0", 'volume priced = P&L'],
  ['a cell of gross sales', 'money', 'atoms', "line = 'grossSales'", 'volume priced = P&L'],
  [
    'a cell of a parent',
    'segment_money',
    'atoms',
    "line = 'standardCost'",
    'children = parents (category, country, channel)',
  ],
  ['a month of opex', 'fixed_money', 'atoms', "line = 'opex'", 'days = weeks = months'],
  ['a month of the P&L', 'profit_and_loss', 'atoms', 'is_sum = 0', 'days = weeks = months'],
  ['a sum of the P&L', 'profit_and_loss', 'atoms', 'is_sum = 1', 'lines add up to the sums of the P&L'],
  ['a translated month', 'profit_and_loss_base', 'minor_units', 'is_sum = 0', 'translation'],
  ['a posting', 'postings', 'atoms', 'true', 'ledger postings sum to zero'],
])('one more in %s is named', async (_, file, column, where, check) => {
  // A price of a millionth more is below the smallest atom: a whole unit of money is not.
  await withMore(file, column, file === 'rates' ? 1_000_000 : 1, where, () => {
    const proof = rumboJson<Proof>('prove', folder)
    const named = proof.checks.find(({ name }) => name === check)!
    expect(proof.ok).toBe(false)
    expect(named.mismatches).toBeGreaterThan(0)
    expect(named.first).toHaveProperty('expected')
    expect(rumbo('prove', folder).code).toBe(1)
  })
})
