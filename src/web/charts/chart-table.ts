/** What a chart shows, as a table: for who cannot see it, and for a file. */
import { csvLine } from '../../api/csv-text.js'

export interface ChartTable {
  readonly columns: readonly string[]
  readonly rows: readonly ChartTableRow[]
}

export interface ChartTableRow {
  readonly name: string
  /** Major units as they are, not scaled; null where nothing is known. */
  readonly values: readonly (number | null)[]
}

/** RFC 4180, numbers with a point, in whole currency or units. */
export const csvOfTable = ({ columns, rows }: ChartTable): string =>
  [columns, ...rows.map(({ name, values }) => [name, ...values])].map(csvLine).join('')
