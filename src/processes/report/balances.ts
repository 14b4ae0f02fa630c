import { formatScaled } from '../../core/base/decimal.js'
import { closingInMonths, sumInMonths } from '../../finance/daily-balance.js'
import { type ReadingKind, readAtoms, readingRate, readingUnit } from '../../finance/reading.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'

/** Month-end balances and the month's cash, all entities together, as decimal strings in major units. */
export interface Balances {
  readonly stock: readonly string[]
  readonly receivables: readonly string[]
  readonly payables: readonly string[]
  readonly workingCapital: readonly string[]
  readonly cashFlow: readonly string[]
  readonly cumulativeCash: readonly string[]
}

/**
 * Each entity's balance is translated and rounded once per month, then entities are added. What companies of the group
 * owe each other is left out: it cancels.
 */
export function readBalances({ plan, money, statements }: PlanSnapshot, reading: ReadingKind): Balances {
  const { monthCount } = money
  const sums = {
    stock: zeros(monthCount),
    receivables: zeros(monthCount),
    payables: zeros(monthCount),
    cash: zeros(monthCount),
  }
  let decimals = 0
  for (const { entity, stock, receivables, payables, cash } of statements.books) {
    const currency = money.currencies[money.entities[entity]!.currency]!
    decimals = readingUnit(reading, currency).decimals
    const add = (sum: Float64Array, months: Float64Array): void => {
      for (let month = 0; month < monthCount; month++)
        sum[month]! += readAtoms(
          months[month]!,
          readingRate(reading, currency, money.exchange, money.firstMonth + month),
        )
    }
    add(sums.stock, closingInMonths(plan.horizon, stock))
    add(sums.receivables, closingInMonths(plan.horizon, receivables.closing))
    add(sums.payables, closingInMonths(plan.horizon, payables.closing))
    const { net, lines } = cash
    add(
      sums.cash,
      sumInMonths(
        plan.horizon,
        net.map((flow, day) => flow - lines.intercompany[day]!),
      ),
    )
  }
  const print = (months: Float64Array): string[] => Array.from(months, (amount) => formatScaled(amount, decimals))
  let running = 0
  return {
    stock: print(sums.stock),
    receivables: print(sums.receivables),
    payables: print(sums.payables),
    workingCapital: print(sums.stock.map((stock, month) => stock + sums.receivables[month]! - sums.payables[month]!)),
    cashFlow: print(sums.cash),
    cumulativeCash: print(sums.cash.map((flow) => (running += flow))),
  }
}

const zeros = (length: number): Float64Array => new Float64Array(length)
