/** What past cycles tell of how errors of rows go together: FR3 of docs/specs/finance-range.md. */
import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../../core/base/quantity.js'
import { entryOf } from '../../finance/entry.js'
import type { CycleErrors } from '../../finance/error-dependence.js'
import { rateAt } from '../../finance/exchange-rates.js'
import { BASE_LINES, unitRate } from '../../finance/money-plan.js'
import { signInNetSales } from '../../finance/profit-chart.js'
import { leafId } from '../../finance/profit-nodes.js'
import type { Measurement } from '../accuracy/measurement.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'

type Priced = Pick<PlanSnapshot, 'plan' | 'money'>

/**
 * Of a measured cycle, its first week: by item the sum of the errors that were made, of the squares that were announced,
 * and of the errors announced, in thousandths.
 */
export interface FirstWeek extends Pick<Measurement, 'version' | 'hash'> {
  readonly items: readonly string[]
  readonly error: Float64Array
  readonly squares: Float64Array
  readonly sum: Float64Array
}

/** Of cells that were measured with a range. */
export function firstWeekOf({ version, hash, planDay, cells, rows }: Measurement): FirstWeek {
  const items = new Map<string, CycleErrors>()
  for (let cell = 0; cell < cells.count; cell++) {
    const announced = cells.errorSd[cell]!
    if (announced < 0 || cells.firstDay[cell] !== planDay) continue
    const item = rows.places[cells.row[cell]!]!.product.at(-1)!
    const { error, squares, sum } = items.get(item) ?? { error: 0, squares: 0, sum: 0 }
    const made = cells.actual[cell]! - cells.forecast.statistical[cell]!
    items.set(item, { error: error + made, squares: squares + announced * announced, sum: sum + announced })
  }
  const column = (of: (errors: CycleErrors) => number): Float64Array => Float64Array.from(items.values(), of)
  return {
    version,
    hash,
    items: [...items.keys()],
    error: column(({ error }) => error),
    squares: column(({ squares }) => squares),
    sum: column(({ sum }) => sum),
  }
}

/** One for each cycle whose first week was measured with a range; items that are sold no more weigh nothing. */
export function cycleErrors(weeks: readonly FirstWeek[], snapshot: Priced): CycleErrors[] {
  if (weeks.length === 0) return []
  const prices = itemPrices(snapshot)
  return weeks
    .filter(({ items }) => items.length > 0)
    .map(({ items, ...of }) => {
      const added = { error: 0, squares: 0, sum: 0 }
      items.forEach((item, at) => {
        const weight = (prices.get(item) ?? 0) / QUANTITY_PER_UNIT
        added.error += of.error[at]! * weight
        added.squares += of.squares[at]! * weight * weight
        added.sum += of.sum[at]! * weight
      })
      return added
    })
}

/** Net price of an item now, in major units of the base currency: the mean of its rows. */
function itemPrices({ plan, money }: Priced): Map<string, number> {
  const sums = new Map<string, { price: number; rows: number }>()
  money.cubeRowOf.forEach((cubeRow, row) => {
    if (cubeRow < 0) return
    const { code } = money.currencies[money.entities[money.cube.entity[cubeRow]!]!.currency]!
    const { numerator, denominator } = rateAt(money.exchange, 'PLAN', money.firstMonth, code, money.baseCurrency)
    const net = BASE_LINES.reduce((price, line) => price + signInNetSales(line) * unitRate(money, line, row, 0), 0)
    const sum = entryOf(sums, leafId(plan.product, plan.rows.demand.item[row]!), () => ({ price: 0, rows: 0 }))
    sum.price += (net / UNIT_PRICE_PER_MAJOR) * (Number(numerator) / Number(denominator))
    sum.rows += 1
  })
  return new Map([...sums].map(([item, { price, rows }]) => [item, price / rows]))
}
