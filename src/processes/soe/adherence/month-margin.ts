/** What deviation from the commitments did to the margin of each month: rule AD21. */
import { formatMonth, type Month, monthOf } from '../../../core/base/day.js'
import { spread } from '../../../core/base/largest-remainder.js'
import { ExactSum } from '../../../finance/adherence/exact-sum.js'
import { reasonsOf } from '../../../finance/adherence/reason-waterfall.js'
import type { AdherenceCells } from './adherence-measurement.js'
import { nextMonthFrom } from './committed-weeks.js'
import { atomsOf } from './daily-money.js'
import { ADHERENCE_FLOWS, isDemandFlow } from './flow-rows.js'

export const MARGIN_CAUSES = ['demandShort', 'supplyShort', 'executionShort', 'untold', 'gained'] as const
export type MarginCause = (typeof MARGIN_CAUSES)[number]

/** Minor units of the base currency; what was lost is below zero. The causes add up to `net`. */
export type MonthMargin = { readonly month: string; readonly net: number } & Readonly<Record<MarginCause, number>>

export class MarginByMonth {
  private readonly months = new Map<Month, Record<MarginCause, ExactSum>>()

  add(cells: AdherenceCells, at: number): void {
    if (!isDemandFlow(ADHERENCE_FLOWS[cells.flow[at]!]!) || cells.told[at] === 0) return
    const firstDay = cells.firstDay[at]!
    const next = nextMonthFrom(firstDay)
    const later = cells.actualNext[at]! - cells.committedNext[at]!
    const all = cells.actual[at]! - cells.committed[at]!
    this.addPart(cells, at, monthOf(firstDay), next === null ? all : all - later)
    if (next !== null) this.addPart(cells, at, monthOf(next), later)
  }

  /** All of a cell counts as short or as more, as its week does. */
  private addPart(cells: AdherenceCells, at: number, month: Month, units: number): void {
    if (units === 0) return
    const sums = this.months.get(month) ?? noMoney()
    this.months.set(month, sums)
    const margin = cells.margin[at]!
    const planned = cells.committed[at]!
    const done = Math.max(0, cells.actual[at]!)
    if (planned <= done) {
      sums.gained.add(margin, units)
      return
    }
    spread(units, reasonsAt(cells, at, planned, done)).forEach((part, cause) =>
      sums[MARGIN_CAUSES[cause]!].add(margin, part),
    )
  }

  list(decimals: number): MonthMargin[] {
    return [...this.months]
      .sort(([a], [b]) => a - b)
      .map(([month, sums]) => {
        const parts = Object.fromEntries(
          MARGIN_CAUSES.map((cause) => [cause, atomsOf(sums[cause].total, decimals)]),
        ) as Record<MarginCause, number>
        const net = MARGIN_CAUSES.reduce((sum, cause) => sum + parts[cause], 0)
        return { month: formatMonth(month), net, ...parts }
      })
  }
}

const noMoney = (): Record<MarginCause, ExactSum> =>
  Object.fromEntries(MARGIN_CAUSES.map((cause) => [cause, new ExactSum()])) as Record<MarginCause, ExactSum>

function reasonsAt(cells: AdherenceCells, at: number, planned: number, done: number): number[] {
  const demand = cells.asked[at]!
  if (demand < 0) return [0, 0, 0, planned - done]
  const available = cells.available[at]!
  const why = reasonsOf(planned, done, { demand, available: available < 0 ? null : available })
  return [why.demandShort, why.supplyShort, why.executionShort, why.untold]
}
