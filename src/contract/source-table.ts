import type { CompanyFile, FileFormat } from './company-file.js'

/** One table found in one file (or one sheet of a workbook), opened far enough to know its columns. */
export interface SourceTable {
  readonly table: string
  /** Path inside the folder, with forward slashes. */
  readonly file: string
  readonly sheet: string
  readonly path: string
  readonly format: 'csv' | 'parquet' | 'xlsx'
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly digest: string
  readonly encoding: string
  readonly delimiter: string
  readonly declared: FileFormat
  /** Headers as printed; null where only the database can read them (Parquet). */
  readonly headers: readonly string[] | null
  /** The file is so regular that the database may read it where it lies; `batches` would give the same rows. */
  readonly plain: boolean
  /** Text rows, in batches of columns; null where only the database can read the file (Parquet). */
  readonly batches: (() => AsyncIterable<RowBatch>) | null
}

/** Cells by column, all as long as `rows`; an empty or missing cell is empty text. */
export interface RowBatch {
  /** Row of the file or sheet, counted from 1 with the header as row 1. */
  readonly rows: readonly number[]
  readonly columns: readonly (readonly string[])[]
  /** Rows whose number of cells does not fit the header, or whose quotes do not close. */
  readonly broken: readonly BrokenRow[]
}

export interface BrokenRow {
  readonly row: number
  readonly code: 'contract.ragged_row' | 'contract.unclosed_quote'
  readonly excerpt: string
  readonly values: Readonly<Record<string, string | number>>
}

/** A file that could not be opened, or holds nothing, is said with a code of the catalogue. */
export interface SourceFault {
  readonly code: string
  readonly table: string
  readonly file: string
  readonly sheet: string
  readonly values: Readonly<Record<string, string | number>>
}

export interface SourceFolder {
  /** Null when company.yaml is missing or wrong; `faults` then say why. */
  readonly company: CompanyFile | null
  readonly companyText: string
  readonly tables: readonly SourceTable[]
  readonly faults: readonly SourceFault[]
  /** Files that are not ours, by path. */
  readonly unknown: readonly string[]
}

/** Reads company.yaml, and finds and opens the tables of a company folder. */
export type OpenSources = (folder: string) => Promise<SourceFolder>
