import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import type { CheckReport } from '../../src/contract/import-report.js'
import type { Proof, Report } from '../examples/planned-example.js'
import { rumbo, rumboJson } from '../examples/rumbo-command.js'

/** Public data are not part of this repository; they are used where they lie beside it. */
const BESIDE = path.resolve(import.meta.dirname, '../../../shared/data')

/** Whether a set is here; says so where it is not, so that nobody takes a skipped test for a passed one. */
export function isHere(set: string): boolean {
  const here = fs.existsSync(path.join(BESIDE, set))
  if (!here) console.warn(`Skipped: the public data ${set} do not lie beside the project in ../shared/data.`)
  return here
}

/** The lines of a packed table of a set, split at commas, the header first: a second road that knows no adapter. */
export const linesOf = (set: string, file: string): string[][] =>
  gunzipSync(fs.readFileSync(path.join(BESIDE, set, file)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))

export interface AdaptedFolder {
  readonly folder: string
  check(): CheckReport
  plan(): { demandRows: number; stockRows: number }
  prove(): Proof
  report(): Report
  /** Units and net money of the facts that were loaded. */
  loadedSales(): Promise<{ units: number; net: number }>
  remove(): void
}

export function adapt(example: string, set: string, ...options: string[]): AdaptedFolder {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `rumbo-${example}-`))
  const ran = rumbo('adapt', example, path.join(BESIDE, set), folder, ...options)
  if (ran.code !== 0) throw new Error(`rumbo adapt exited ${ran.code}:\n${ran.error}`)
  return {
    folder,
    check: () => rumboJson('check', folder),
    plan: () => rumboJson('plan', folder),
    prove: () => rumboJson('prove', folder),
    report: () => rumboJson('report', folder),
    loadedSales: () => loadedSales(folder),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}

async function loadedSales(folder: string): Promise<{ units: number; net: number }> {
  const instance = await DuckDBInstance.create(path.join(folder, '.rumbo', 'facts.duckdb'), {
    access_mode: 'READ_ONLY',
  })
  try {
    const connection = await instance.connect()
    const rows = await connection.runAndReadAll(
      'SELECT CAST(sum(units) AS DOUBLE) AS units, CAST(sum(net_amount) AS DOUBLE) AS net FROM sales WHERE known_to IS NULL',
    )
    const [sums] = rows.getRowObjects()
    connection.closeSync()
    return { units: Number(sums!.units), net: Number(sums!.net) }
  } finally {
    instance.closeSync()
  }
}

/** What is wrong with the identity of a plan; empty = exact. */
export const brokenChecks = (proof: Proof): string[] =>
  proof.checks.filter(({ mismatches }) => mismatches !== 0).map(({ name, mismatches }) => `${name}: ${mismatches}`)

export const sumOf = (figures: readonly string[] | undefined, count: number): number =>
  (figures ?? []).slice(0, count).reduce((sum, figure) => sum + Number(figure), 0)
