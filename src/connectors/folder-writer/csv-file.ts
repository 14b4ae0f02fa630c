import { closeSync, openSync, writeSync } from 'node:fs'
import { type ColumnTable, EMPTY_DAY, type TableColumn } from '../../core/base/column-table.js'
import { formatDay } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'

/** Big enough that writing is few calls, small enough to stay out of the old generation. */
const CHUNK_CHARACTERS = 1 << 20

/** Writes UTF-8 CSV with a header, `\n` line ends and quotes only where needed. */
export function writeCsvFile(path: string, table: ColumnTable): void {
  const file = openSync(path, 'w')
  try {
    const cells = table.columns.map(cellPrinter)
    let text = `${table.columns.map((column) => quoted(column.name)).join(',')}\n`
    for (let row = 0; row < table.count; row++) {
      for (let column = 0; column < cells.length; column++) text += (column === 0 ? '' : ',') + cells[column]!(row)
      text += '\n'
      if (text.length >= CHUNK_CHARACTERS) {
        writeSync(file, text)
        text = ''
      }
    }
    writeSync(file, text)
  } finally {
    closeSync(file)
  }
}

function cellPrinter(column: TableColumn): (row: number) => string {
  switch (column.kind) {
    case 'text':
      return (row) => quoted(column.values[row]!)
    case 'words': {
      const printed = column.words.map(quoted)
      return (row) => (column.codes[row]! < 0 ? '' : printed[column.codes[row]!]!)
    }
    case 'days': {
      const printed = new Map<number, string>([[EMPTY_DAY, '']])
      return (row) => {
        const day = column.values[row]!
        let text = printed.get(day)
        if (text === undefined) printed.set(day, (text = formatDay(day)))
        return text
      }
    }
    case 'decimals': {
      const unit = 10 ** column.scale
      return (row) => {
        const value = column.values[row]!
        if (Number.isNaN(value)) return ''
        // Whole amounts are most of any file; the general road is five times slower.
        return value % unit === 0 ? String(value / unit) : formatScaled(value, column.scale)
      }
    }
  }
}

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
