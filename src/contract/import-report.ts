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

/** What began a load, as far as it was said: the command and the person. */
export interface LoadOrigin {
  readonly command: string | null
  readonly person: string | null
}

/** A load as the facts remember it. */
export interface PastLoad extends LoadOrigin {
  readonly load: number
  /** ISO moments: what the folder said was known then, and its files began to be read then (null where nobody kept it). */
  readonly knownAt: string
  readonly readAt: string | null
  /** Of everything that was in the folder. */
  readonly digest: string
  readonly report: LoadReport
}

/** What the facts hold of one table. */
export interface HeldTable {
  readonly table: string
  /** In force. */
  readonly rows: number
  /** Newest days on which something of it happened, newest first; none where its rows have no day. */
  readonly days: readonly number[]
  /** ISO moment of the last load that read it. */
  readonly loadedAt: string | null
}

/** Troubles of bad rows, some of them. */
export interface BadRowQuery {
  /** The newest one, unless another is named. */
  readonly load?: number
  readonly table?: string
  readonly code?: string
  readonly offset: number
  readonly limit: number
}

export interface BadRows {
  readonly load: number
  /** False where only the first of each table and code were kept. */
  readonly whole: boolean
  /** Troubles that fit the question, and how many there are of each kind in all. */
  readonly count: number
  readonly kinds: readonly { readonly table: string; readonly code: string; readonly count: number }[]
  readonly rows: readonly Finding[]
}
