/** What was sold of each row on single days, and where there was nothing to sell. */
import type { Day } from '../../../core/base/day.js'
import { matchFacts, type SalesColumns } from '../../../core/demand/history.js'
import { indexRows } from '../../../core/demand/row-index.js'
import type { Company } from '../../../core/network/company.js'
import type { Facts } from '../../../core/network/facts.js'
import type { Rows } from '../../../core/plan/plan.js'

export interface DemandFacts {
  readonly sales: SalesColumns
  readonly zeroDays: Facts['stock']['zeroDays']
}

/** By row and day of [from, until). */
export class SoldDays {
  private readonly units: Float64Array
  private readonly empty: Uint8Array
  private readonly days: number
  /** The last day of which any sale of a row is known; what comes after it nobody has told yet. */
  readonly newest: Day

  constructor(
    { sales, zeroDays }: DemandFacts,
    company: Company,
    private readonly rows: Rows,
    readonly from: Day,
    until: Day,
  ) {
    this.days = until - from
    this.units = new Float64Array(rows.count * this.days)
    this.empty = new Uint8Array(rows.count * this.days)
    const own = Uint8Array.from(company.locations, ({ entity }) => (entity === null ? 0 : 1))
    const rowOf = matchFacts(sales, rows, indexRows(rows), own)
    let newest = -Infinity
    for (let fact = 0; fact < sales.count; fact++) {
      const row = rowOf[fact]!
      if (row < 0) continue
      newest = Math.max(newest, sales.day[fact]!)
      const day = sales.day[fact]! - from
      if (day >= 0 && day < this.days) this.units[row * this.days + day]! += sales.units[fact]!
    }
    this.newest = newest
    this.markEmpty(zeroDays, company, rows)
  }

  sold(row: number, firstDay: Day): Float64Array {
    const from = row * this.days + firstDay - this.from
    return this.units.subarray(from, from + 7)
  }

  /** Location of a row, in the company's positions. */
  place(row: number): number {
    return this.rows.location[row]!
  }

  shut(row: number, firstDay: Day): Uint8Array {
    const from = row * this.days + firstDay - this.from
    return this.empty.subarray(from, from + 7)
  }

  /** Where customers wait, an empty shelf hides nothing (DM9). */
  private markEmpty(zeroDays: DemandFacts['zeroDays'], company: Company, rows: Rows): void {
    const { length: places } = company.locations
    const byPlace = new Map<number, number[]>()
    for (let row = 0; row < rows.count; row++) {
      if (company.customers[rows.customer[row]!]!.unfilled === 'backorder') continue
      const place = rows.item[row]! * places + rows.location[row]!
      byPlace.set(place, [...(byPlace.get(place) ?? []), row])
    }
    for (let at = 0; at < zeroDays.day.length; at++) {
      const day = zeroDays.day[at]! - this.from
      if (day < 0 || day >= this.days) continue
      for (const row of byPlace.get(zeroDays.product[at]! * places + zeroDays.location[at]!) ?? [])
        this.empty[row * this.days + day] = 1
    }
  }
}
