/** What the company's data are: each table with its rows, its newest day and the files it came from. */
import type { BadRows, Finding, HeldTable, LoadOrigin, LoadReport, PastLoad } from '../../contract/import-report.js'
import { CONTRACT_TABLES } from '../../contract/tables.js'
import type { Day } from '../../core/base/day.js'
import { say } from '../../language/catalogue.js'
import type { Language } from '../../language/message.js'

export type { BadRowQuery, BadRows } from '../../contract/import-report.js'

/** A file as it lies in the folder, or (`gone`) as the last load read it. */
export const FILE_STATES = ['loaded', 'changed', 'new', 'gone'] as const
export type FileState = (typeof FILE_STATES)[number]

export interface FolderFile {
  readonly file: string
  /** Null where only what is in it tells. */
  readonly table: string | null
  readonly bytes: number
  /** ISO moment. */
  readonly modifiedAt: string
  readonly state: Exclude<FileState, 'gone'>
}

export interface DataFile {
  readonly file: string
  readonly sheet: string
  /** Read from it by the last load; null where it has not been read. */
  readonly rows: number | null
  readonly bytes: number | null
  readonly modifiedAt: string | null
  readonly state: FileState
}

export const FRESHNESS = ['fresh', 'late', 'untold'] as const

export interface Freshness {
  readonly state: (typeof FRESHNESS)[number]
  /** Days from the newest day to the plan day; 0 where it is not before it. */
  readonly behindDays: number | null
  /** Longest step between one of its newest days and the next. */
  readonly rhythmDays: number | null
}

export interface DataTable {
  readonly table: string
  readonly kind: 'facts' | 'master'
  readonly rows: number
  readonly badRows: number
  readonly newestDay: Day | null
  readonly loadedAt: string | null
  readonly files: readonly DataFile[]
  /** Something of it lies in the folder that is not loaded, or is gone from there. */
  readonly waiting: boolean
  readonly freshness: Freshness
}

export interface DataTables {
  /** Null before the first load. */
  readonly load: LoadShown | null
  readonly planDay: Day
  readonly tables: readonly DataTable[]
  /** Files that may hold tables and were not loaded; what is in them is not told by their names. */
  readonly otherFiles: readonly DataFile[]
}

export interface LoadedTable {
  readonly table: string
  readonly rows: number
  readonly badRows: number
  readonly added: number
  readonly superseded: number
  readonly withdrawn: number
}

export interface LoadShown extends LoadOrigin {
  readonly load: number
  readonly at: string
  readonly digest: string
  readonly rows: number
  readonly badRows: number
  readonly tables: readonly LoadedTable[]
}

export function showLoad({ load, knownAt, digest, command, person, report }: PastLoad): LoadShown {
  const changes = new Map(report.changes.map((change) => [change.table, change]))
  const tables = report.coverage.map(({ table, rows, badRows }) => {
    const { added = 0, superseded = 0, withdrawn = 0 } = changes.get(table) ?? {}
    return { table, rows, badRows, added, superseded, withdrawn }
  })
  const sum = (of: 'rows' | 'badRows'): number => tables.reduce((all, table) => all + table[of], 0)
  return { load, at: knownAt, digest, command, person, rows: sum('rows'), badRows: sum('badRows'), tables }
}

interface Known {
  readonly held: readonly HeldTable[]
  readonly last: PastLoad | null
  readonly files: readonly FolderFile[]
  readonly planDay: Day
}

export function dataTables({ held, last, files, planDay }: Known): DataTables {
  const lying = new Map(files.map((file) => [file.file, file]))
  const read = last?.report.files ?? []
  const load = last === null ? null : showLoad(last)
  const tables = CONTRACT_TABLES.flatMap(({ name, fact }): DataTable[] => {
    const own = [
      ...read.filter(({ table }) => table === name).map((one) => readFile(one, lying.get(one.file))),
      ...files.filter(({ table, state }) => table === name && state === 'new').map(unreadFile),
    ]
    const found = held.find(({ table }) => table === name)
    if (found === undefined && own.length === 0) return []
    const { rows = 0, days = [], loadedAt = null } = found ?? {}
    return [
      {
        table: name,
        kind: fact === null ? 'master' : 'facts',
        rows,
        badRows: load?.tables.find(({ table }) => table === name)?.badRows ?? 0,
        newestDay: days[0] ?? null,
        loadedAt,
        files: own,
        waiting: own.some(({ state }) => state !== 'loaded'),
        freshness: freshnessOf(days, planDay),
      },
    ]
  })
  const otherFiles = files.filter(({ table, state }) => table === null && state === 'new').map(unreadFile)
  return { load, planDay, tables, otherFiles }
}

const readFile = (
  { file, sheet, rows }: { file: string; sheet: string; rows: number },
  lying: FolderFile | undefined,
): DataFile => ({
  file,
  sheet,
  rows,
  bytes: lying?.bytes ?? null,
  modifiedAt: lying?.modifiedAt ?? null,
  state: lying?.state ?? 'gone',
})

const unreadFile = ({ file, bytes, modifiedAt, state }: FolderFile): DataFile => ({
  file,
  sheet: '',
  rows: null,
  bytes,
  modifiedAt,
  state,
})

/**
 * A table whose newest day is two of its own steps before the plan is late: the step after the newest day would have
 * ended. The longest recent step counts, so that week-ends and holidays make nothing late.
 */
export function freshnessOf(days: readonly Day[], planDay: Day): Freshness {
  const newest = days[0]
  if (newest === undefined) return { state: 'untold', behindDays: null, rhythmDays: null }
  const behindDays = Math.max(0, planDay - newest)
  if (days.length < 2) return { state: 'untold', behindDays, rhythmDays: null }
  const rhythmDays = days.slice(1).reduce((most, day, at) => Math.max(most, days[at]! - day), 0)
  return { state: behindDays >= 2 * rhythmDays ? 'late' : 'fresh', behindDays, rhythmDays }
}

/** A finding in words. */
export interface FindingTold {
  readonly table: string
  readonly file: string
  readonly sheet: string
  /** Counted from 1 with the header as row 1; 0 where it is of a whole file or table. */
  readonly row: number
  readonly column: string
  readonly excerpt: string
  readonly code: string
  readonly message: string
  readonly remedy: string
}

export function tellFinding(finding: Finding, language: Language): FindingTold {
  const { values, code, table, file, sheet, row, column, excerpt } = finding
  const { text, remedy } = say(code, values, language)
  return { table, file, sheet, row, column, excerpt, code, message: text, remedy }
}

export type RefusedLoad = Pick<LoadReport, 'faults' | 'badRows'>

/** The report of a load that was refused, with words beside its codes. */
export const tellRefusedLoad = (report: RefusedLoad, language: Language): RefusedLoad => {
  const told = (findings: readonly Finding[]) => findings.map((one) => ({ ...one, ...tellFinding(one, language) }))
  return { ...report, faults: told(report.faults), badRows: told(report.badRows) }
}

export interface BadRowsTold extends Omit<BadRows, 'rows'> {
  readonly rows: readonly FindingTold[]
}

export const tellBadRows = ({ rows, ...rest }: BadRows, language: Language): BadRowsTold => ({
  ...rest,
  rows: rows.map((row) => tellFinding(row, language)),
})
