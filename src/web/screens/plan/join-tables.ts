import type { TableShown } from '../../../api/wire/table.js'

/** Two answers about the rows of one table, put together: rows of the same names beside each other. */
export function joinTables(numbers: TableShown, more: TableShown | undefined): TableShown {
  if (more === undefined || more.periods.length !== numbers.periods.length) return numbers
  const byNames = new Map(more.rows.map((row) => [row.names.join('\n'), row.values]))
  return {
    ...numbers,
    rows: numbers.rows.map((row) => ({ ...row, values: { ...byNames.get(row.names.join('\n')), ...row.values } })),
    totals: { ...more.totals, ...numbers.totals },
  }
}
