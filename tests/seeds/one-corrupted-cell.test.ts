import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyOfExample, rumbo, rumboJson } from '../examples/rumbo-command.js'

interface Proof {
  ok: boolean
  identity: boolean
  checks: { name: string; compared: number; mismatches: number; first: Record<string, string> | null }[]
}

interface Frozen {
  folder: string
  version: string
}

let supplier: Frozen
/** Some of an old lot of bars is thrown away: the scenario of stock that expires. */
let spoiling: Frozen

beforeAll(() => {
  const freeze = (folder: string): Frozen => ({ folder, version: rumboJson<Frozen>('plan', folder).version })
  supplier = freeze(copyOfExample('supplier-mini'))
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-spoiling-'))
  fs.cpSync(path.resolve(import.meta.dirname, '../scenarios/stock-that-expires/company'), copy, { recursive: true })
  spoiling = freeze(copy)
}, 120_000)
afterAll(() => {
  for (const { folder } of [supplier, spoiling]) fs.rmSync(folder, { recursive: true, force: true })
})

/** Adds to one cell of a frozen file, runs `work`, and puts the file back. */
async function withMore(
  { folder, version }: Frozen,
  [file, column, where]: readonly [string, string, string],
  work: () => void,
): Promise<void> {
  // A price of a millionth more is below the smallest atom: a whole unit of money is not.
  const more = file === 'rates' || column === 'unit_cost' ? 1_000_000 : 1
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
  for (const { folder } of [supplier, spoiling]) {
    const proof = rumboJson<Proof>('prove', folder)
    expect(proof.identity).toBe(true)
    expect(proof.checks.every((check) => check.compared > 0)).toBe(true)
  }
})

test.each([
  ['a forecast', 'baseline', 'quantity', 'true', 'consensus = baseline + layers'],
  ['a consensus demand', 'consensus_demand', 'quantity', 'true', 'consensus = baseline + layers'],
  ['a receipt', 'receipts', 'quantity', 'true', 'opening + receipts − issues − write-offs = closing'],
  ['a closing stock', 'closing_stock', 'quantity', 'true', 'opening + receipts − issues − write-offs = closing'],
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
])('one more in %s is named', (_, file, column, where, check) =>
  withMore(supplier, [file, column, where], () => expectNamed(supplier, check)),
)

test.each([
  ['a lot', 'lots', 'quantity', 'true', 'first expired, first out: the rest is written off'],
  ['a write-off', 'write_offs', 'quantity', 'true', 'first expired, first out: the rest is written off'],
  ['a write-off', 'write_offs', 'quantity', 'true', 'opening + receipts − issues − write-offs = closing'],
  ['the cost of a write-off', 'write_offs', 'unit_cost', 'true', 'write-offs at standard cost = P&L'],
  ['the P&L of a write-off', 'fixed_money', 'atoms', "line = 'writeOffs'", 'write-offs at standard cost = P&L'],
])('one more in %s is named where stock expires: %s.%s', (_, file, column, where, check) =>
  withMore(spoiling, [file, column, where], () => expectNamed(spoiling, check)),
)

function expectNamed({ folder }: Frozen, check: string): void {
  const proof = rumboJson<Proof>('prove', folder)
  const named = proof.checks.find(({ name }) => name === check)!
  expect(proof.ok).toBe(false)
  expect(named.mismatches).toBeGreaterThan(0)
  expect(named.first).toHaveProperty('expected')
  expect(rumbo('prove', folder).code).toBe(1)
}
