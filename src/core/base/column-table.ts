import type { Day } from './day.js'

/** Marks an empty cell of a day column. */
export const EMPTY_DAY = -0x80000000

/**
 * A column of a table that is about to become a file. `words` are cells taken from a dictionary (−1 = empty),
 * `decimals` are whole numbers of 10^-scale (NaN = empty), so that nothing passes through a binary fraction.
 */
export type TableColumn = { readonly name: string } & (
  | { readonly kind: 'text'; readonly values: readonly string[] }
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly codes: Int32Array }
  | { readonly kind: 'days'; readonly values: Int32Array }
  | { readonly kind: 'decimals'; readonly scale: number; readonly values: Float64Array | Int32Array }
)

/** `part` names one of several files of the same table: `sales-sell-in`. */
export interface ColumnTable {
  readonly name: string
  readonly part?: string
  readonly count: number
  readonly columns: readonly TableColumn[]
}

export type Cell = string | number | boolean | null | undefined

/** A small table from rows of cells; a column in which every cell is empty is left out. Numbers keep six decimals. */
export function tableOfRows(name: string, rows: readonly Readonly<Record<string, Cell>>[]): ColumnTable {
  const names = new Set<string>()
  for (const row of rows) for (const [column, cell] of Object.entries(row)) if (!isEmpty(cell)) names.add(column)
  return {
    name,
    count: rows.length,
    columns: [...names].map((column) => ({
      name: column,
      kind: 'text' as const,
      values: rows.map((row) => cellText(row[column])),
    })),
  }
}

const isEmpty = (cell: Cell): boolean => cell === null || cell === undefined || cell === ''

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'number') return String(cell)
  if (Number.isInteger(cell)) return String(cell)
  return cell.toFixed(6).replace(/\.?0+$/, '')
}

/** Columns that grow row by row and end as typed arrays; for facts, where an object per row would be too much. */
export class GrowingColumns {
  private length = 0
  private capacity: number
  private readonly columns: Float64Array[]

  constructor(columnCount: number, capacity = 1024) {
    this.capacity = capacity
    this.columns = Array.from({ length: columnCount }, () => new Float64Array(capacity))
  }

  get count(): number {
    return this.length
  }

  push(...cells: readonly number[]): void {
    if (this.length === this.capacity) this.grow()
    for (let column = 0; column < cells.length; column++) this.columns[column]![this.length] = cells[column]!
    this.length++
  }

  column(at: number): Float64Array {
    return this.columns[at]!.subarray(0, this.length)
  }

  whole(at: number): Int32Array {
    return Int32Array.from(this.column(at))
  }

  private grow(): void {
    this.capacity *= 2
    this.columns.forEach((column, at) => {
      const longer = new Float64Array(this.capacity)
      longer.set(column)
      this.columns[at] = longer
    })
  }
}

export const words = (name: string, dictionary: readonly string[], codes: Int32Array): TableColumn => ({
  name,
  kind: 'words',
  words: dictionary,
  codes,
})

export const days = (name: string, values: ArrayLike<Day>): TableColumn => ({
  name,
  kind: 'days',
  values: values instanceof Int32Array ? values : Int32Array.from(values),
})

export const decimals = (name: string, scale: number, values: Float64Array | Int32Array): TableColumn => ({
  name,
  kind: 'decimals',
  scale,
  values,
})
