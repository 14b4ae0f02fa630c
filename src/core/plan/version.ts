import type { Day, Month } from '../base/day.js'

export const VERSION_KINDS = ['cycle', 'week', 'exchange'] as const
export type VersionKind = (typeof VERSION_KINDS)[number]

/** What made a version: change any of these and it is another version. */
export interface VersionOrigin {
  readonly kind: VersionKind
  readonly company: string
  readonly planDay: Day
  readonly baseCurrency: string
  /** Identifies the facts and the moment as of which they were known. */
  readonly facts: string
  /** Digests of the rates, prices and calendars that were used. */
  readonly rates: string
  readonly prices: string
  readonly calendar: string
  /** Version of the program. */
  readonly program: string
  readonly seed: number
  /** Position in the journal up to which edits are in it. */
  readonly position: number
  /** The version this one was rolled forward from, or (of a week) whose first weeks it is; else empty. */
  readonly rolledFrom: string
}

/** An immutable plan. `hash` is over the origin and every exported cell, so equal plans have equal hashes. */
export interface Version extends VersionOrigin {
  readonly id: string
  readonly hash: string
  readonly frozenAt: string
  readonly tables: readonly ExportedTable[]
  /** Everything that was written for it, so that a file gone or cut short is seen without reading it, and one other byte by reading. */
  readonly files?: readonly KeptFile[]
}

/** Made from facts alone: a version with people's entries in it is a picture of what is there, and no new beginning. */
export const isPlanned = ({ position, kind }: Pick<Version, 'position' | 'kind'>): boolean =>
  kind === 'cycle' && position === 0

export interface KeptFile {
  /** Path inside the version, with forward slashes. */
  readonly file: string
  readonly bytes: number
  /** In hexadecimal; absent from versions that were frozen before it was kept. */
  readonly sha256?: string
}

export interface ExportedTable {
  readonly name: string
  readonly file: string
  readonly rows: number
}

export type ExportType = 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'VARCHAR' | 'DATE'

/** DATE columns hold day numbers, BIGINT columns whole numbers below 2^53. */
export type ExportValues = Int32Array | Float64Array | readonly string[]

export interface ExportColumn {
  readonly name: string
  readonly type: ExportType
  /** The column holds positions in this list and is written as the names: a line's name is not repeated in memory. */
  readonly names?: readonly string[]
}

/**
 * One table of a version. Rows come in batches so that a flow of 75 million cells never stands in memory twice.
 */
export interface ExportTable {
  readonly name: string
  readonly columns: readonly ExportColumn[]
  batches(): Iterable<readonly ExportValues[]>
  /** SQL over the tables of the version that yields the file, when it is more than the table itself. */
  readonly select?: string
}

/** The signature that makes a version the plan of record. */
export interface PlanOfRecord {
  readonly version: string
  readonly signedBy: string
  readonly signedAt: string
  readonly reason: string
}

/** Somebody's answer for a difference between the plan of record and the live plan. Absent scope = everything. */
export interface OwnedChange {
  readonly id: string
  readonly owner: string
  readonly reason: string
  /** Day after which it is nobody's again. */
  readonly expires: Day
  readonly country?: string
  readonly account?: string
  readonly family?: string
  readonly fromMonth?: Month
  readonly toMonth?: Month
}

/** Where versions are kept. Each promise is all or nothing, whenever the process is killed. */
export interface VersionStore {
  /**
   * Freezes, and makes a version of kind *cycle* the live one. When the live one has the same hash, that one stands and
   * is returned; of the other kinds, any one with the same hash.
   * `also` may put more into the version's folder before it is shown to anybody.
   */
  freeze(
    origin: VersionOrigin,
    tables: readonly ExportTable[],
    frozenAt: string,
    also?: (folder: string) => Promise<void>,
  ): Promise<Version>
  /** The hash that freezing these would give, without writing anything. */
  hashOf(origin: VersionOrigin, tables: readonly ExportTable[]): string
  list(): Promise<readonly Version[]>
  find(id: string): Promise<Version | null>
  live(): Promise<Version | null>
  record(): Promise<PlanOfRecord | null>
  sign(record: PlanOfRecord): Promise<void>
}
