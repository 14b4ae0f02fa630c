import type { Company } from '../core/network/company.js'
import { averageByBucket, daysOfHorizon, segmentAmounts } from './dated-amount.js'
import { entryOf } from './entry.js'
import { exactProduct, productDivisor } from './exact-product.js'
import { applyRate, rateAt } from './exchange-rates.js'
import type { MoneyHorizon, MoneyPlan } from './money-plan.js'
import { planTranslators } from './plan-translation.js'
import { portion } from './portion.js'
import type { EntityTransfer } from './stock-book.js'

/** A transfer between entities with its price: `sold` in the seller's atoms, `bought` and `duty` in the buyer's. */
export interface PricedTransfer extends EntityTransfer {
  readonly sold: number
  readonly bought: number
  readonly duty: number
}

/**
 * Transfers at the transfer price of their bucket, duty as a share of it. Where the folder gives no price the goods
 * change hands at the seller's cost, so that nothing is earned on them.
 */
export function priceTransfers(
  transfers: readonly EntityTransfer[],
  money: MoneyPlan,
  company: Company,
  horizon: MoneyHorizon,
): PricedTransfer[] {
  const priceOf = readTransferPrices(money, company, horizon)
  const divisorOf = money.entities.map((entity) => productDivisor(money.currencies[entity.currency]!.atomDecimals))
  return transfers.map((transfer) => {
    const { bucket, seller, buyer, quantity, costAtSeller } = transfer
    const price = priceOf(transfer)
    if (price === null) {
      const month = money.monthOfBucket[bucket]!
      const bought = translateAtoms(
        money,
        costAtSeller,
        money.entities[seller]!.currency,
        money.entities[buyer]!.currency,
        month,
      )
      return { ...transfer, sold: costAtSeller, bought, duty: 0 }
    }
    const sold = exactProduct(quantity, price.atSeller[bucket]!, divisorOf[seller]!)
    const bought = exactProduct(quantity, price.atBuyer[bucket]!, divisorOf[buyer]!)
    return { ...transfer, sold, bought, duty: portion(bought, price.duty[bucket]!, 1_000_000) }
  })
}

interface TransferPrices {
  readonly atSeller: Float64Array
  readonly atBuyer: Float64Array
  readonly duty: Float64Array
}

function readTransferPrices(
  money: MoneyPlan,
  company: Company,
  horizon: MoneyHorizon,
): (of: EntityTransfer) => TransferPrices | null {
  const range = daysOfHorizon(horizon)
  const translators = planTranslators(money)
  const codeOf = (entity: number): string => money.currencies[money.entities[entity]!.currency]!.code
  const known = new Map<string, TransferPrices | null>()
  return ({ seller, buyer, item }) =>
    entryOf(known, `${seller} ${buyer} ${item}`, () => {
      const given = company.transferPrices.filter(
        (price) =>
          price.fromEntity === money.entities[seller]!.id &&
          price.toEntity === money.entities[buyer]!.id &&
          price.product === company.products[item]!.id,
      )
      const segments = segmentAmounts([given.map((price) => ({ ...price, validTo: null }))], range)
      const lay = (code: string): Float64Array | null => {
        const rates = new Float64Array(horizon.count)
        return averageByBucket(segments, horizon, translators(code), 'covered', rates) ? rates : null
      }
      const atSeller = lay(codeOf(seller))
      const atBuyer = lay(codeOf(buyer))
      const duty = new Float64Array(horizon.count)
      const duties = given.map((price) => ({ ...price, amount: price.duty, currency: null, validTo: null }))
      averageByBucket(segmentAmounts([duties], range), horizon, (amount) => amount, 'covered', duty)
      return atSeller === null || atBuyer === null ? null : { atSeller, atBuyer, duty }
    })
}

/**
 * Atoms of one of the plan's currencies as atoms of another, at the PLAN rate of a month counted from the first; rounded
 * once. −1 stands for the base currency where no entity uses it, with atoms of four decimals.
 */
export function translateAtoms(money: MoneyPlan, amount: number, from: number, to: number, month: number): number {
  if (from === to || amount === 0) return amount
  const source = currencyOf(money, from)
  const target = currencyOf(money, to)
  const rate = rateAt(money.exchange, 'PLAN', money.firstMonth + month, source.code, target.code)
  const shift = target.atomDecimals - source.atomDecimals
  const scaled = {
    numerator: rate.numerator * 10n ** BigInt(Math.max(0, shift)),
    denominator: rate.denominator * 10n ** BigInt(Math.max(0, -shift)),
  }
  return Number(applyRate(BigInt(amount), scaled))
}

function currencyOf(money: MoneyPlan, at: number): { code: string; atomDecimals: number } {
  return at < 0 ? { code: money.baseCurrency, atomDecimals: BASE_DECIMALS } : money.currencies[at]!
}

const BASE_DECIMALS = 4

/** Position of the base currency among the plan's, −1 where no entity uses it. */
export function baseCurrencyOf(money: MoneyPlan): number {
  return money.currencies.findIndex((currency) => currency.code === money.baseCurrency)
}
