//! A load killed at any moment: the store reopens as it was before, or as it is after. [IM17]
import { spawn } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { formatDay } from '../../src/core/base/day.js'
import { seededRandom } from '../../src/core/base/random.js'
import { loadFolder, openStore } from '../../src/store/company-folder.js'
import { readRows } from '../../src/store/duckdb/columns.js'
import { folderWith, put, SMALLEST } from '../support/company-folder.js'

const kills = Number(process.env.RUMBO_CRASH ?? 25)
const ROWS = 20_000
const random = seededRandom(7)

const sales = (units: number): string =>
  `date,product_id,location_id,customer_id,units\n${Array.from(
    { length: ROWS },
    (_, row) => `${formatDay(20_000 + Math.floor(row / 20))},P1,DC1,C${row % 20},${units}`,
  ).join('\n')}\n`

const edition = (units: number): Record<string, string> => ({
  ...SMALLEST,
  'customers.csv': `id,name\n${Array.from({ length: 20 }, (_, at) => `C${at},Edition ${units}`).join('\n')}\n`,
  'sales.csv': sales(units),
})

/** `rows in force × units, customers' edition, loads`. */
async function stateOf(folder: string): Promise<string> {
  const store = await openStore(folder)
  try {
    const [row] = await readRows(
      store.connection,
      `SELECT (SELECT CAST(count(*) AS INTEGER) FROM sales WHERE known_to IS NULL) AS n, (SELECT CAST(sum(units) AS VARCHAR) FROM sales WHERE known_to IS NULL) AS units,
        (SELECT min(name) FROM customers) AS edition, (SELECT CAST(count(*) AS INTEGER) FROM loads) AS loads`,
    )
    return `${row!.n} ${row!.units} ${row!.edition} ${row!.loads}`
  } finally {
    store.close()
  }
}

const before = `${ROWS} ${ROWS}.000 Edition 1 1`
const after = `${ROWS} ${ROWS * 2}.000 Edition 2 2`

test(`[IM17] ${kills} loads killed at random moments reopen clean`, async () => {
  const sound = folderWith(edition(1))
  expect((await loadFolder(sound, { open: openCompanySources, knownAt: '2026-01-05' })).loaded).toBe(true)
  expect(await stateOf(sound)).toBe(before)
  const whole = await timeOfWholeLoad(sound)
  const seen = { before: 0, after: 0 }
  for (let kill = 0; kill < kills; kill++) {
    const folder = folderWith({})
    cpSync(sound, folder, { recursive: true })
    put(folder, edition(2))
    await loadAndKill(folder, random.at(1, kill, 0) * whole * 1.2)
    const state = await stateOf(folder)
    expect([before, after]).toContain(state)
    seen[state === before ? 'before' : 'after'] += 1
    // And the next load finishes what this one did not.
    if (kill % 5 === 0) {
      await loadFolder(folder, { open: openCompanySources, knownAt: '2026-01-13' })
      expect(await stateOf(folder)).toBe(after)
    }
    rmSync(folder, { recursive: true, force: true })
  }
  expect(seen.before).toBeGreaterThan(0)
})

async function timeOfWholeLoad(sound: string): Promise<number> {
  const folder = folderWith({})
  cpSync(sound, folder, { recursive: true })
  put(folder, edition(2))
  const started = performance.now()
  await loadAndKill(folder, 600_000)
  expect(await stateOf(folder)).toBe(after)
  return performance.now() - started
}

/** Kills this many milliseconds after the child says that it loads. */
function loadAndKill(folder: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'load-child.js'), folder, '2026-01-12'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    child.stdout.once('data', () => {
      timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
    })
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
