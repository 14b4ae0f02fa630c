import type { DataTable } from '../../server/company-data.js'

export const isLate = ({ freshness }: DataTable): boolean => freshness.state === 'late'

/** What somebody has to do something about comes first; the rest as the contract has it. */
const weightOf = (table: DataTable): number => (isLate(table) ? 2 : 0) + (table.waiting ? 1 : 0)

/** Tables of one kind, those in want of something first. */
export const shownTables = (
  tables: readonly DataTable[],
  kind: DataTable['kind'],
  lateOnly: boolean,
): readonly DataTable[] =>
  tables
    .filter((table) => table.kind === kind && (!lateOnly || weightOf(table) > 0))
    .sort((one, other) => weightOf(other) - weightOf(one))
