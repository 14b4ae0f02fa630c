import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ColumnTable } from '../../core/base/column-table.js'
import { writeCsvFile } from './csv-file.js'
import { writeParquetFile } from './parquet-file.js'

/** A table longer than this is no longer opened in a spreadsheet, and Parquet loads faster. */
export const PARQUET_ABOVE_ROWS = 1_000_000

export interface WritableCompany {
  readonly companyYaml: string
  readonly tables: readonly ColumnTable[]
  /** Written as `planted.json` when given. */
  readonly planted?: unknown
}

export interface WrittenFile {
  readonly file: string
  readonly rows: number
}

/**
 * Writes a company folder: CSV that anybody can open, Parquet where a table is too long for that. `company.yaml` comes
 * last, so that a folder cut short is not taken for a company.
 */
export async function writeCompanyFolder(folder: string, company: WritableCompany): Promise<WrittenFile[]> {
  mkdirSync(folder, { recursive: true })
  rmSync(join(folder, 'company.yaml'), { force: true })
  const written: WrittenFile[] = []
  for (const table of company.tables) {
    const stem = table.part === undefined ? table.name : `${table.name}-${table.part}`
    const large = table.count > PARQUET_ABOVE_ROWS
    const file = `${stem}.${large ? 'parquet' : 'csv'}`
    rmSync(join(folder, `${stem}.${large ? 'csv' : 'parquet'}`), { force: true })
    if (large) await writeParquetFile(join(folder, file), table)
    else writeCsvFile(join(folder, file), table)
    written.push({ file, rows: table.count })
  }
  if (company.planted !== undefined)
    writeFileSync(join(folder, 'planted.json'), `${JSON.stringify(company.planted, null, 2)}\n`)
  writeFileSync(join(folder, 'company.yaml'), company.companyYaml)
  return written
}
