import { type Cell, type ColumnTable, days, decimals, GrowingColumns, words } from '../../core/base/column-table.js'
import type { Day } from '../../core/base/day.js'

/** A public data set as a company folder that is not written yet. */
export interface AdaptedCompany {
  readonly companyYaml: string
  readonly tables: readonly ColumnTable[]
}

export interface AdaptOptions {
  /** How many stores to take, in the order of their names; all when absent. */
  readonly stores?: number | undefined
  /** How many products to take, those that sold most first; all when absent. */
  readonly products?: number | undefined
  /** How many months of history to take, the last ones; all when absent. */
  readonly months?: number | undefined
}

export type Row = Readonly<Record<string, Cell>>

/** Money of a public file keeps four decimals, units none. */
export const MONEY_SCALE = 4

/** Sales of stores, row by row: period start, product, store, units, net amount (whole 10^-4). */
export class StoreSales {
  readonly columns = new GrowingColumns(5, 1 << 16)

  add(day: Day, product: number, store: number, units: number, net: number): void {
    this.columns.push(day, product, store, units, net)
  }

  /** `period` is what one row covers; shoppers are one customer a store, because each store has prices of its own. */
  table(products: readonly string[], stores: readonly string[], currency: string, period: 'W' | 'M'): ColumnTable {
    const { columns } = this
    const same = new Int32Array(columns.count)
    return {
      name: 'sales',
      count: columns.count,
      columns: [
        days('date', columns.whole(0)),
        words('product_id', products, columns.whole(1)),
        decimals('units', 0, columns.whole(3)),
        words('location_id', stores, columns.whole(2)),
        words('customer_id', stores.map(shoppersOf), columns.whole(2)),
        decimals('net_amount', MONEY_SCALE, columns.column(4).slice()),
        words('currency', [currency], same),
        words('period', [period], same),
      ],
    }
  }
}

export const shoppersOf = (store: string): string => `shoppers-${store}`

/** The first `count` of a list, or all of it. */
export const firstOf = <Of>(all: readonly Of[], count: number | undefined): Of[] => all.slice(0, count ?? all.length)

/** The upper one of two in the middle, so that it is always one of the values. */
export const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
