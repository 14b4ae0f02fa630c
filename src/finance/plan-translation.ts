import type { TranslateAmount } from './dated-amount.js'
import { entryOf } from './entry.js'
import { applyRate, type ExchangeRates, type Rate, rateAt } from './exchange-rates.js'

/** Amounts into a currency at the PLAN rate of their month, rounded once to a millionth (VA4). One per currency. */
export function planTranslators(of: {
  readonly exchange: ExchangeRates
  readonly firstMonth: number
}): (target: string) => TranslateAmount {
  const known = new Map<string, TranslateAmount>()
  return (target) => entryOf(known, target, () => planTranslator(of.exchange, of.firstMonth, target))
}

function planTranslator(exchange: ExchangeRates, firstMonth: number, target: string): TranslateAmount {
  const rates = new Map<string, Rate>()
  return (amount, currency, month) => {
    if (currency === null || currency === target) return amount
    const rate = entryOf(rates, `${month} ${currency}`, () =>
      rateAt(exchange, 'PLAN', firstMonth + month, currency, target),
    )
    return Number(applyRate(BigInt(amount), rate))
  }
}
