import type { DuckDBConnection } from '@duckdb/node-api'
import type { Finding } from '../../contract/import-report.js'
import type { BrokenRow } from '../../contract/source-table.js'
import { appendColumns, type WrittenColumn } from '../duckdb/columns.js'

interface Where {
  readonly table: string
  readonly file: string
  readonly sheet: string
}

/** Everything found while a folder is examined; bad rows found by SQL go straight to the table `findings`. */
export class FindingLog {
  readonly faults: Finding[] = []
  readonly notices: Finding[] = []
  private readonly broken: { file: number; table: string; row: BrokenRow }[] = []

  fault(where: Where, code: string, values: Finding['values'], at: Partial<Finding> = {}): void {
    this.faults.push({ ...nowhere(where), code, values, ...at })
  }

  notice(where: Where, code: string, values: Finding['values'], at: Partial<Finding> = {}): void {
    this.notices.push({ ...nowhere(where), code, values, ...at })
  }

  badRow(file: number, table: string, row: BrokenRow): void {
    this.broken.push({ file, table, row })
  }

  /** Moves the rows that never became cells to where the rest of the bad rows are. */
  async flush(connection: DuckDBConnection): Promise<void> {
    const { broken } = this
    if (broken.length === 0) return
    const texts = (of: (one: (typeof broken)[number]) => string) => ({
      type: 'VARCHAR' as const,
      values: broken.map(of),
    })
    const columns: WrittenColumn[] = [
      { name: 'table', ...texts(({ table }) => table) },
      { name: 'file', type: 'INTEGER', values: broken.map(({ file }) => file) },
      { name: 'row', type: 'INTEGER', values: broken.map(({ row }) => row.row) },
      { name: 'column', ...texts(() => '') },
      { name: 'code', ...texts(({ row }) => row.code) },
      { name: 'excerpt', ...texts(({ row }) => row.excerpt) },
      { name: 'more', ...texts(({ row }) => JSON.stringify(row.values)) },
    ]
    await appendColumns(connection, 'findings', columns, EXAMINED)
    broken.length = 0
  }

  /** What was found in one of several files that were read beside each other. */
  absorb({ faults, notices, broken }: FindingLog): void {
    this.faults.push(...faults)
    this.notices.push(...notices)
    for (const one of broken) this.broken.push(one)
  }
}

/** The database, in memory, that an examination writes to: every connection sees it, and it goes when the last closes. */
export const EXAMINED = 'examined'

export const FINDINGS = `${EXAMINED}.findings`

/** Bad rows: one line per trouble, so that a row can have several. `more` is a JSON object of message values. */
export const FINDINGS_TABLE = `CREATE TABLE ${FINDINGS}
  ("table" VARCHAR, file INTEGER, row INTEGER, "column" VARCHAR, code VARCHAR, excerpt VARCHAR, more VARCHAR)`

const nowhere = (where: Where): Omit<Finding, 'code' | 'values'> => ({
  table: where.table,
  file: where.file,
  sheet: where.sheet,
  row: 0,
  column: '',
  excerpt: '',
})
