import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ColumnTable } from '../../core/base/column-table.js'
import { Refusal } from '../../core/base/refusal.js'
import { writeCsvFile } from './csv-file.js'
import { writeParquetFile } from './parquet-file.js'

/** A table longer than this is no longer opened in a spreadsheet, and Parquet loads faster. */
export const PARQUET_ABOVE_ROWS = 1_000_000

export interface WritableCompany {
  readonly companyYaml: string
  readonly tables: readonly ColumnTable[]
  /** Written as `planted.json` when given. */
  readonly planted?: unknown
  /** Which of several generations of the same company this is; see `editionIn`. */
  readonly edition?: string
}

export interface WrittenFile {
  readonly file: string
  readonly rows: number
}

/** Lies in every folder written here, so that the next writing knows its own work from somebody's data. */
const MARK = '.generated'

/** The edition that a whole folder was written with, empty when it had none; null when the folder was not written here. */
export function editionIn(folder: string): string | null {
  const mark = join(folder, MARK)
  return existsSync(mark) ? readFileSync(mark, 'utf8').trim() : null
}

/**
 * Writes a company folder: CSV that anybody can open, Parquet where a table is too long for that. `company.yaml` comes
 * last, so that a folder cut short is not taken for a company.
 *
 * @throws Refusal `generate.folder_taken` when the folder holds anything that was not written here, or has been planned.
 */
export async function writeCompanyFolder(folder: string, company: WritableCompany): Promise<WrittenFile[]> {
  makeRoom(folder, company.edition ?? '')
  const written: WrittenFile[] = []
  for (const table of company.tables) {
    const stem = table.part === undefined ? table.name : `${table.name}-${table.part}`
    const large = table.count > PARQUET_ABOVE_ROWS
    const file = `${stem}.${large ? 'parquet' : 'csv'}`
    if (large) await writeParquetFile(join(folder, file), table)
    else writeCsvFile(join(folder, file), table)
    written.push({ file, rows: table.count })
  }
  if (company.planted !== undefined)
    writeFileSync(join(folder, 'planted.json'), `${JSON.stringify(company.planted, null, 2)}\n`)
  writeFileSync(join(folder, 'company.yaml'), company.companyYaml)
  return written
}

function makeRoom(folder: string, edition: string): void {
  mkdirSync(folder, { recursive: true })
  const present = readdirSync(folder)
  const own = existsSync(join(folder, MARK)) && !present.includes('.rumbo')
  if (present.length > 0 && !own) throw new Refusal('generate.folder_taken', { folder })
  for (const name of present) if (/\.(csv|parquet|yaml|json)$/.test(name)) rmSync(join(folder, name))
  writeFileSync(join(folder, MARK), edition)
}
