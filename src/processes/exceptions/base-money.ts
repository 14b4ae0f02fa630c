import { minorDecimals } from '../../finance/currency.js'
import { type ExchangeRates, findRate } from '../../finance/exchange-rates.js'
import type { MoneyPlan } from '../../finance/money-plan.js'

/**
 * Money of every currency in the base currency at the PLAN rate, so that troubles can be ranked. An estimate of what is
 * at stake, not an amount of the P&L: it is carried in major units and rounded once, to the legal minor unit.
 */
export interface BaseMoney {
  readonly currency: string
  /** What one major unit is worth in a month counted from the plan's first; 0 when no rate is known. */
  factor(currency: string | null, month: number): number
  /** Whole minor units, never below zero. */
  round(major: number): number
}

export function openBaseMoney(money: Pick<MoneyPlan, 'baseCurrency' | 'exchange' | 'firstMonth'>): BaseMoney {
  const { baseCurrency, exchange, firstMonth } = money
  const perMajor = 10 ** minorDecimals(baseCurrency)
  const known = new Map<string, number>()
  return {
    currency: baseCurrency,
    factor(currency, month) {
      if (currency === null || currency === baseCurrency) return 1
      const key = `${month} ${currency}`
      let factor = known.get(key)
      if (factor === undefined) {
        factor = planFactor(exchange, firstMonth + month, currency, baseCurrency)
        known.set(key, factor)
      }
      return factor
    },
    round: (major) => (major > 0 ? Math.round(major * perMajor) : 0),
  }
}

/** The PLAN rate of the month, else the last one before it, else the first one there is. */
function planFactor(exchange: ExchangeRates, month: number, from: string, to: string): number {
  const months = exchange.months.PLAN
  const earlier = months.filter((at) => at < month).reverse()
  const later = months.filter((at) => at > month)
  for (const at of [month, ...earlier, ...later]) {
    const rate = findRate(exchange, 'PLAN', at, from, to)
    if (rate !== null) return Number(rate.numerator) / Number(rate.denominator)
  }
  return 0
}
