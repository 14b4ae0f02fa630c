/** One thing found in a company folder. `code` is a key of the message catalogue, `values` fill it. */
export interface Finding {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
  /** Empty text or zero = does not apply. `file` is relative to the folder; rows count from 1 with the header as 1. */
  readonly table: string
  readonly file: string
  readonly sheet: string
  readonly row: number
  readonly column: string
  readonly excerpt: string
}

/** How much of a table can be used. Value is weighed by the table's own money or units, row by row where it has none. */
export interface TableCoverage {
  readonly table: string
  readonly files: number
  readonly rows: number
  readonly badRows: number
  /** 0–1. */
  readonly badValueShare: number
  /** Rows repeated word for word, counted once. */
  readonly repeatedRows: number
}

/** What was recognised about a file, so that a wrong guess would be seen. */
export interface RecognisedFile {
  readonly table: string
  readonly file: string
  readonly sheet: string
  readonly format: 'csv' | 'parquet' | 'xlsx'
  readonly encoding: string
  readonly delimiter: string
  readonly decimal: string
  readonly dates: string
  readonly rows: number
  readonly digest: string
}

export interface CheckReport {
  /** The folder can be loaded. */
  readonly ok: boolean
  readonly faults: readonly Finding[]
  /** The first ones of each table and code; `badRowCount` counts them all. */
  readonly badRows: readonly Finding[]
  readonly badRowCount: number
  /** Worth knowing, in nobody's way: attributes kept, files not recognised, tables that are off. */
  readonly notices: readonly Finding[]
  readonly coverage: readonly TableCoverage[]
  readonly files: readonly RecognisedFile[]
}

export interface TableChange {
  readonly table: string
  readonly added: number
  readonly superseded: number
  readonly withdrawn: number
}

export interface LoadReport extends CheckReport {
  readonly loaded: boolean
  /** Nothing in the folder had changed since the last load. */
  readonly unchanged: boolean
  /** ISO moment. */
  readonly knownAt: string
  readonly changes: readonly TableChange[]
}
