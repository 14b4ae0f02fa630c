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

/** One for each cycle whose first week was measured with a range; items that are sold no more weigh nothing. */
export function cycleErrors(measurements: readonly Measurement[], snapshot: Priced): CycleErrors[] {
  if (measurements.length === 0) return []
  const prices = itemPrices(snapshot)
  const cycles = new Map<string, { error: number; squares: number; sum: number }>()
  for (const { version, planDay, cells, rows } of measurements)
    for (let cell = 0; cell < cells.count; cell++) {
      if (cells.errorSd[cell]! < 0 || cells.firstDay[cell] !== planDay) continue
      const weight = (prices.get(rows.places[cells.row[cell]!]!.product.at(-1)!) ?? 0) / QUANTITY_PER_UNIT
      const cycle = entryOf(cycles, version, () => ({ error: 0, squares: 0, sum: 0 }))
      const announced = cells.errorSd[cell]! * weight
      cycle.error += (cells.actual[cell]! - cells.forecast.statistical[cell]!) * weight
      cycle.squares += announced * announced
      cycle.sum += announced
    }
  return [...cycles.values()]
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
