import { type ColumnTable, EMPTY_DAY, type TableColumn } from '../core/base/column-table.js'
import { formatDay } from '../core/base/day.js'
import { formatScaled } from '../core/base/decimal.js'

/** A cell as it will stand in the file; empty text when it is empty. */
export function cellAt(column: TableColumn, row: number): string {
  switch (column.kind) {
    case 'text':
      return column.values[row]!
    case 'words':
      return column.codes[row]! < 0 ? '' : column.words[column.codes[row]!]!
    case 'days':
      return column.values[row] === EMPTY_DAY ? '' : formatDay(column.values[row]!)
    case 'decimals':
      return Number.isNaN(column.values[row]!) ? '' : formatScaled(column.values[row]!, column.scale)
  }
}

/** All rows of a table, whatever its parts, as records of text. For tests and small tables. */
export function rowsOf(tables: readonly ColumnTable[], name: string): Record<string, string>[] {
  return tables
    .filter((table) => table.name === name)
    .flatMap((table) =>
      Array.from({ length: table.count }, (_, row) =>
        Object.fromEntries(table.columns.map((column) => [column.name, cellAt(column, row)])),
      ),
    )
}
