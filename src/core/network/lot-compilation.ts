import { assert } from '../base/assert.js'
import type { Day } from '../base/day.js'
import type { Quantity } from '../base/quantity.js'
import { bucketOfDay, type Horizon } from '../calendar/horizon.js'
import type { Rows } from '../plan/plan.js'
import type { Company } from './company.js'
import { openServiceTerms } from './service-terms.js'
import type { SupplyNetwork } from './supply-network.js'

/** A part of the opening stock of a row that expires. */
export interface OpeningLot {
  readonly row: number
  /** The last day of its life. */
  readonly expiryDay: Day
  readonly quantity: Quantity
}

export type Lots = Pick<SupplyNetwork, 'lotStart' | 'lotBucket' | 'lotDays' | 'lotQuantity'>

/** What decides how long a lot is wanted: who draws on each row. */
export type Takers = Pick<SupplyNetwork, 'consumerStart' | 'demandStart' | 'demandRow'>

/** Lots that are over inside the horizon, by row, first expired first. Rule WO1 of docs/specs/netting.md. */
export function compileLots(
  company: Company,
  horizon: Horizon,
  lots: readonly OpeningLot[],
  demandRows: Rows,
  takers: Takers,
): Lots {
  const leastLife = openLeastLife(company, demandRows, takers)
  const sorted = lots
    .map(({ row, expiryDay, quantity }) => ({ row, quantity, lastDay: expiryDay - leastLife(row) }))
    .filter(({ quantity, lastDay }) => quantity > 0 && bucketOfDay(horizon, lastDay) < horizon.count)
    .sort((a, b) => a.row - b.row || a.lastDay - b.lastDay || a.quantity - b.quantity)
  const bucketOf = ({ lastDay }: { lastDay: Day }): number => Math.max(0, bucketOfDay(horizon, lastDay))
  const lotStart = new Int32Array(takers.demandStart.length)
  for (const { row } of sorted) lotStart[row + 1]! += 1
  for (let row = 0; row + 1 < lotStart.length; row++) lotStart[row + 1]! += lotStart[row]!
  return {
    lotStart,
    lotBucket: Uint16Array.from(sorted, bucketOf),
    lotDays: Uint8Array.from(sorted, (lot) => Math.max(0, lot.lastDay - horizon.firstDay[bucketOf(lot)]! + 1)),
    lotQuantity: Float64Array.from(sorted, ({ quantity }) => quantity),
  }
}

/** No row has more in lots than on hand. */
export function assertLotsOnHand({ lotStart, lotQuantity }: Lots, openingStock: Float64Array): void {
  for (let row = 0; row + 1 < lotStart.length; row++) {
    if (lotStart[row] === lotStart[row + 1]) continue
    const held = lotQuantity.subarray(lotStart[row], lotStart[row + 1]).reduce((sum, quantity) => sum + quantity, 0)
    assert(held <= openingStock[row]!, 'lots are more than what is on hand', { row })
  }
}

/** The least remaining life, in days, that anybody asks for who draws on a row: other rows and productions ask none. */
function openLeastLife(company: Company, demandRows: Rows, takers: Takers): (row: number) => number {
  const terms = openServiceTerms(company)
  const { consumerStart, demandStart, demandRow } = takers
  return (row) => {
    if (consumerStart[row + 1]! > consumerStart[row]!) return 0
    let least = Number.POSITIVE_INFINITY
    for (let at = demandStart[row]!; at < demandStart[row + 1]!; at++) {
      const demand = demandRow[at]!
      const term = terms.of(demandRows.customer[demand]!, demandRows.item[demand]!)
      least = Math.min(least, Math.max(0, term?.minRemainingLifeDays ?? 0))
    }
    return least < Number.POSITIVE_INFINITY ? least : 0
  }
}
