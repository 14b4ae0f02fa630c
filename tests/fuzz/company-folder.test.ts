//! Damaged company folders: bytes flipped, rows cut, columns swapped, huge numbers, other encodings. Whatever comes,
//! a load answers with a report, in time, and leaves either the facts it found or all of the new ones.
//! RUMBO_FUZZ_RUNS and RUMBO_FUZZ_SEED choose how many and which; a failure prints its seed.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { initFolder } from '../../src/connectors/folder-template.js'
import { say } from '../../src/language/catalogue.js'
import { loadFolder, openStore } from '../../src/store/company-folder.js'
import { readRows } from '../../src/store/duckdb/columns.js'
import { readCompany } from '../../src/store/read-company.js'
import { readFacts } from '../../src/store/read-facts.js'
import { writeParquet } from '../support/parquet.js'
import { writeWorkbook } from '../support/workbook.js'
import { type Dice, damage, diceOf } from './damage.js'

const runs = Number(process.env.RUMBO_FUZZ_RUNS ?? 2000)
const firstSeed = Number(process.env.RUMBO_FUZZ_SEED ?? 1)
const SECONDS_PER_RUN = 20

let sound: string
let stateOfSound: unknown
beforeAll(async () => {
  sound = mkdtempSync(join(tmpdir(), 'rumbo-fuzz-'))
  initFolder(sound)
  // A few tables are enough, in every format; the fewer files, the more folders can be tried.
  const kept = [
    'company.yaml',
    'companies.csv',
    'products.csv',
    'locations.csv',
    'customers.csv',
    'lanes.csv',
    'suppliers.csv',
    'prices.csv',
    'sales.csv',
    'orders.csv',
  ]
  for (const file of readdirSync(sound)) if (!kept.includes(file)) rmSync(join(sound, file))
  await writeWorkbook(join(sound, 'stock.xlsx'), [
    ['date', 'product_id', 'location_id', 'on_hand_units'],
    ['2026-01-05', 'P100', 'DC1', 180],
    ['2026-01-05', 'P900', 'PLANT1', 1250.5],
  ])
  await writeParquet(
    join(sound, 'costs.parquet'),
    `SELECT * FROM (VALUES ('P100', DATE '2025-01-01', 3450.5, 'CLP'), ('P900', DATE '2025-01-01', 840.0, 'CLP')) t(product_id, valid_from, amount, currency)`,
  )
  const report = await loadFolder(sound, { open: openCompanySources, knownAt: '2026-01-05' })
  expect(report.faults).toEqual([])
  expect(report.loaded).toBe(true)
  stateOfSound = await stateOf(sound)
})
afterAll(() => rmSync(sound, { recursive: true, force: true }))

test(`${runs} damaged folders from seed ${firstSeed}: no crash, no hang, no partial load`, {
  timeout: 3_600_000,
}, async () => {
  const outcome = { loaded: 0, refused: 0 }
  let next = firstSeed
  const worker = async (): Promise<void> => {
    while (next < firstSeed + runs) {
      const seed = next++
      const folder = mkdtempSync(join(tmpdir(), 'rumbo-fuzz-'))
      try {
        cpSync(sound, folder, { recursive: true })
        damageFolder(folder, diceOf(seed))
        outcome[await loadDamaged(folder)] += 1
      } catch (error) {
        throw new Error(`seed ${seed}: ${String(error)}`, { cause: error })
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }
  }
  await Promise.all([worker(), worker()])
  // Both happen, or the damage is not what it should be.
  if (runs >= 200) expect(Math.min(outcome.loaded, outcome.refused)).toBeGreaterThan(runs / 20)
})

function damageFolder(folder: string, dice: Dice): void {
  const files = readdirSync(folder)
    .filter((name) => name.includes('.') && !name.startsWith('.'))
    .sort()
  const count = dice.below(3) + 1
  for (let blow = 0; blow < count; blow++) {
    const path = join(folder, files[dice.below(files.length)]!)
    writeFileSync(path, damage(readFileSync(path), dice))
  }
}

async function loadDamaged(folder: string): Promise<'loaded' | 'refused'> {
  const started = performance.now()
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('hangs')), SECONDS_PER_RUN * 1000).unref()
  })
  const loading = loadFolder(folder, { open: openCompanySources, knownAt: '2026-01-12' })
  const report = await Promise.race([loading, late])
  expect(performance.now() - started).toBeLessThan(SECONDS_PER_RUN * 1000)
  for (const finding of [...report.faults, ...report.badRows, ...report.notices])
    expect(say(finding.code, finding.values, 'es').text).not.toContain('contract.')
  expect(report.loaded).toBe(report.faults.length === 0)
  if (report.loaded) await readEverything(folder)
  else expect(await stateOf(folder)).toEqual(stateOfSound)
  return report.loaded ? 'loaded' : 'refused'
}

/** Everything that was kept, as digests. */
async function stateOf(folder: string): Promise<unknown> {
  const store = await openStore(folder)
  try {
    const tables = await readRows(
      store.connection,
      `SELECT table_name AS name FROM information_schema.tables ORDER BY name`,
    )
    const sums = tables.map(
      ({ name }) =>
        `SELECT '${name}' AS name, CAST(count(*) AS VARCHAR) AS n, CAST(bit_xor(hash(t)) AS VARCHAR) AS digest FROM "${name}" t`,
    )
    return await readRows(store.connection, sums.join(' UNION ALL '))
  } finally {
    store.close()
  }
}

/** What was loaded can be read, and holds no number that is none. */
async function readEverything(folder: string): Promise<void> {
  const store = await openStore(folder)
  try {
    const company = await readCompany(store)
    const { sales, stock } = await readFacts(store, company)
    for (const units of [sales.units, sales.returnedUnits, stock.onHandUnits])
      expect(units.every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true)
    expect(sales.product.every((at) => at >= 0 && at < company.products.length)).toBe(true)
    expect(sales.location.every((at) => at >= 0 && at < company.locations.length)).toBe(true)
    expect(sales.customer.every((at) => at >= 0 && at < company.customers.length)).toBe(true)
  } finally {
    store.close()
  }
}
