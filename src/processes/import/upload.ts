/** A file that somebody wants to put into the company folder, and what a check of the folder with it said. */
import type { CheckReport, Finding } from '../../contract/import-report.js'
import { tableOfName } from '../../contract/tables.js'
import { Refusal } from '../../core/base/refusal.js'
import type { Language } from '../../language/message.js'
import { type FindingTold, tellFinding } from './data-report.js'

export const UPLOAD_EXTENSIONS = ['csv', 'xlsx', 'parquet'] as const

/** What may follow a table's name: no path, nothing hidden, nothing that another system reads as something else. */
const NAME = /^([a-z_]+(?:-[a-z0-9][a-z0-9_.-]{0,60})?)\.(csv|xlsx|parquet)$/

/** The table that a file of this name holds. @throws Refusal `data.file_name` */
export function tableOfUpload(file: string): string {
  const table = tableOfName(NAME.exec(file)?.[1] ?? '')
  if (table === null || file.includes('..'))
    throw new Refusal('data.file_name', { file: file.slice(0, 100), extensions: UPLOAD_EXTENSIONS.join(', ') })
  return table.name
}

export interface Upload {
  readonly id: string
  readonly file: string
  readonly table: string
  readonly bytes: number
  readonly sha256: string
  readonly by: string
  /** ISO moment. */
  readonly at: string
  /** What it would take the place of, as that was when it was uploaded. */
  readonly replaces: { readonly bytes: number; readonly modifiedAt: string } | null
  /** Other files of the folder that hold the same table: they stay. */
  readonly beside: readonly string[]
  /** Null until it has been checked. */
  readonly report: CheckReport | null
}

/** Listed of the faults and of the bad rows; the rest are counted. */
const LISTED = 200

export interface UploadTold extends Omit<Upload, 'report'> {
  readonly check: {
    readonly ok: boolean
    /** The file itself cannot be used: it is not taken, whoever confirms. */
    readonly unusable: boolean
    readonly rows: number
    readonly badRowCount: number
    readonly faults: readonly FindingTold[]
    /** Of this file first. */
    readonly badRows: readonly FindingTold[]
    readonly coverage: readonly { table: string; rows: number; badRows: number; badValueShare: number }[]
  } | null
}

const isOwn = ({ file, table }: Upload, finding: Finding): boolean =>
  finding.file === file || (finding.file === '' && finding.table === table)

/** A fault of the file itself; those of other tables may have been there before. */
export const isUnusable = (upload: Upload): boolean =>
  upload.report?.faults.some((fault) => isOwn(upload, fault)) ?? false

export function tellUpload(upload: Upload, language: Language): UploadTold {
  const { report, ...rest } = upload
  const tell = (findings: readonly Finding[]): FindingTold[] =>
    [...findings.filter((one) => isOwn(upload, one)), ...findings.filter((one) => !isOwn(upload, one))]
      .slice(0, LISTED)
      .map((one) => tellFinding(one, language))
  if (report === null) return { ...rest, check: null }
  return {
    ...rest,
    check: {
      ok: report.ok,
      unusable: isUnusable(upload),
      rows: report.files.filter(({ file }) => file === upload.file).reduce((sum, { rows }) => sum + rows, 0),
      badRowCount: report.badRowCount,
      faults: tell(report.faults),
      badRows: tell(report.badRows),
      coverage: report.coverage.map(({ table, rows, badRows, badValueShare }) => ({
        table,
        rows,
        badRows,
        badValueShare,
      })),
    },
  }
}
