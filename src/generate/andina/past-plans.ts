import { type Cell, type ColumnTable, days, decimals, GrowingColumns, words } from '../../core/base/column-table.js'
import { type Day, firstDayOfMonth, formatDay, formatMonth, type Month, monthOf } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { Stream } from '../dice.js'
import { type Appetite, appetiteOn, isSurging, SURGE } from './demand.js'
import { FAMILIES, GOODS } from './goods.js'
import { termShare, unitPrice } from './money.js'
import { BUYERS, CENTRES, COUNTRIES } from './places.js'
import { FIRST_CLOSED_MONTH, FIRST_DAY, FIRST_MONTH, KNOWN_DAYS, PLAN_DAY, PLAN_MONTH } from './timeline.js'

/** Growth that was signed, over what the market will carry. */
export const SIGNED_GROWTH = 1.1

/** Per appetite and known month: units expected. [appetite × months + month]. */
export interface MonthlyExpectation {
  readonly monthCount: number
  readonly units: Float64Array
}

export function expectMonths(appetites: readonly Appetite[], until: Month): MonthlyExpectation {
  const monthCount = until - FIRST_MONTH + 1
  const monthOfDay = Int32Array.from({ length: KNOWN_DAYS }, (_, at) => monthOf(FIRST_DAY + at) - FIRST_MONTH)
  const units = new Float64Array(appetites.length * monthCount)
  appetites.forEach((appetite, row) => {
    for (let at = 0; at < KNOWN_DAYS && monthOfDay[at]! < monthCount; at++)
      units[row * monthCount + monthOfDay[at]!]! += expectedOn(appetite, FIRST_DAY + at)
  })
  return { monthCount, units }
}

/** Month × country × family; the year under way and the next one carry the signed growth. */
export function budgetRows(appetites: readonly Appetite[], expected: MonthlyExpectation): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  const first = FIRST_CLOSED_MONTH + 1
  for (let month = first; month < first + 36; month++) {
    const growth = month < first + 12 ? 1.03 : SIGNED_GROWTH
    const sums = COUNTRIES.map(() => FAMILIES.map(() => ({ units: 0, net: 0 })))
    appetites.forEach(({ good, buyer }, row) => {
      const units = expected.units[row * expected.monthCount + month - FIRST_MONTH]! * growth
      const sum = sums[COUNTRIES.findIndex(({ code }) => code === buyer.country)]![good.familyIndex]!
      sum.units += units
      sum.net += (units * unitPrice(good, buyer, firstDayOfMonth(month)) * (1 - termShare(buyer))) / 1e6
    })
    COUNTRIES.forEach(({ code, currency }, country) =>
      FAMILIES.forEach((family, at) => {
        const { units, net } = sums[country]![at]!
        const rounded = Math.round(net / 1000) * 1000
        rows.push({
          month: formatMonth(month),
          country: code,
          family: family.name,
          units: Math.round(units),
          net_sales: rounded,
          margin: Math.round((rounded * 0.38) / 1000) * 1000,
          currency,
        })
      }),
    )
  }
  return rows
}

const CYCLES = [
  { month: '2026-08', ahead: 3 },
  { month: '2026-09', ahead: 3 },
  { month: '2026-10', ahead: 3 },
  { month: '2026-11', ahead: 14 },
] as const
const FROZEN_WEEKS = 6
/** The management review of a cycle is on its eighteenth day. */
const FREEZE_AFTER_DAYS = 17

/** Four consensus cycles by item × customer × month, and six frozen weeks: what was promised, a tenth too high. */
export function plansTable(random: Random, appetites: readonly Appetite[], expected: MonthlyExpectation): ColumnTable {
  const columns = new GrowingColumns(8, 1 << 15)
  appetites.forEach((appetite, row) => {
    const bias = SIGNED_GROWTH * (0.9 + 0.16 * random.at(Stream.Plan, appetite.key, 0))
    const monthly = (month: Month): number => expected.units[row * expected.monthCount + month - FIRST_MONTH]! * bias
    promise(appetite, monthly, bias, (snapshot, stream, frozen, start, units) => {
      const { good, centre, buyerIndex } = appetite
      if (units > 0) columns.push(snapshot, stream, frozen, good.index, centre, buyerIndex, start, units)
    })
  })
  const snapshots = [
    ...CYCLES.map(({ month }) => `S-${month}`),
    ...Array.from({ length: FROZEN_WEEKS }, (_, at) => `W-${formatDay(PLAN_DAY - 7 * (at + 1))}`),
  ]
  const start = columns.whole(6)
  const stream = columns.whole(1)
  return {
    name: 'plans',
    count: columns.count,
    columns: [
      words('snapshot_id', snapshots, columns.whole(0)),
      words('stream', ['consensus', 'frozen'], stream),
      days('frozen_at', columns.whole(2)),
      words('flow', ['SELL_IN'], new Int32Array(columns.count)),
      words(
        'product_id',
        GOODS.map(({ id }) => id),
        columns.whole(3),
      ),
      words(
        'location_id',
        CENTRES.map(({ id }) => id),
        columns.whole(4),
      ),
      words(
        'customer_id',
        BUYERS.map(({ id }) => id),
        columns.whole(5),
      ),
      days('period_start', start),
      days(
        'period_end',
        start.map((day, row) => (stream[row] === 1 ? day + 6 : firstDayOfMonth(monthOf(day) + 1) - 1)),
      ),
      decimals('units', 0, columns.column(7)),
    ],
  }
}

type Keep = (snapshot: number, stream: number, frozen: Day, start: Day, units: number) => void

/** Months of each cycle and weeks since, as they were frozen for one buyer's good. */
function promise(appetite: Appetite, monthly: (month: Month) => number, bias: number, keep: Keep): void {
  CYCLES.forEach(({ ahead }, cycle) => {
    const cycleMonth = PLAN_MONTH - (CYCLES.length - 1) + cycle
    const frozen = firstDayOfMonth(cycleMonth) + FREEZE_AFTER_DAYS
    for (let month = cycleMonth; month < cycleMonth + ahead; month++)
      keep(cycle, 0, frozen, firstDayOfMonth(month), Math.round(monthly(month)))
  })
  for (let week = 0; week < FROZEN_WEEKS; week++) {
    const start = PLAN_DAY - 7 * (week + 1)
    let units = 0
    for (let day = start; day < start + 7; day++) units += expectedOn(appetite, day)
    keep(CYCLES.length + week, 1, start, start, Math.round(units * bias))
  }
}

/** Planners did not see the surge coming. */
function expectedOn(appetite: Appetite, day: Day): number {
  const units = appetiteOn(appetite, day)
  return isSurging(appetite.good, appetite.buyer.country, day) ? units / SURGE.factor : units
}
