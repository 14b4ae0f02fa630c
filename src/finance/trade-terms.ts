/** What a customer's terms take off the list price (CONTRACT, trade_terms; docs/specs/valuation.md, VA6). */
import type { TradeTerm } from '../core/network/company.js'
import type { CustomerChains } from './customer-chain.js'
import { shareOfRate, type TranslateAmount } from './dated-amount.js'
import type { MoneyHorizon } from './money-plan.js'

/** Terms by the customers they bind: those of a parent bind its children as well. */
export interface TermBook {
  /** Group 0 has no terms at all. */
  readonly groupCount: number
  groupOf(customer: number): number
  /** Terms of a group that touch an item, fixed ones left out. */
  termsOf(group: number, product: string, family: string): readonly TradeTerm[]
}

export function readTradeTerms(
  terms: readonly TradeTerm[],
  customers: readonly { id: string }[],
  chains: CustomerChains,
): TermBook {
  const byCustomer = new Map<string, number[]>()
  terms.forEach((term, at) => {
    if (term.kind !== 'fixed') byCustomer.set(term.customer, [...(byCustomer.get(term.customer) ?? []), at])
  })
  const groups = new Map<string, number>([['', 0]])
  const members: number[][] = [[]]
  const groupOfCustomer = Int32Array.from(chains.chain, (chain) => {
    const bound = [...chain].flatMap((at) => byCustomer.get(customers[at]!.id) ?? [])
    const key = bound.join()
    let group = groups.get(key)
    if (group === undefined) {
      group = members.push(bound) - 1
      groups.set(key, group)
    }
    return group
  })
  return {
    groupCount: members.length,
    groupOf: (customer) => (customer < 0 ? 0 : groupOfCustomer[customer]!),
    termsOf: (group, product, family) =>
      members[group]!.flatMap((at) => {
        const term = terms[at]!
        const bound = (term.product ?? product) === product && (term.family ?? family) === family
        return bound ? [term] : []
      }),
  }
}

/** Deductions per base unit, one rate per bucket, all positive. */
export interface Deductions {
  readonly onInvoiceDiscounts: Float64Array
  readonly rebates: Float64Array
  readonly tradeSpend: Float64Array
}

type DeductionLine = keyof Deductions

/**
 * A share of gross counts on the days it holds, so a term that begins half-way through a bucket takes half of it.
 * Terms add up. Sell-out terms are accrued on our shipments; a tier is accrued as if it will be reached.
 */
export function deduct(
  gross: Float64Array,
  terms: readonly TradeTerm[],
  horizon: MoneyHorizon,
  translate: TranslateAmount,
): Deductions {
  const shareDays: Record<DeductionLine, Float64Array> = emptyRates(horizon.count)
  const amountDays: Record<DeductionLine, Float64Array> = emptyRates(horizon.count)
  for (const term of terms) {
    const line = lineOf(term)
    for (let bucket = 0; bucket < horizon.count; bucket++) {
      const days = daysHeld(term, horizon.firstDay[bucket]!, horizon.days[bucket]!)
      if (days === 0) continue
      if (term.kind === 'per_unit')
        amountDays[line][bucket]! += translate(term.value, term.currency, horizon.month[bucket]!) * days
      else shareDays[line][bucket]! += term.value * days
    }
  }
  const deductions = emptyRates(horizon.count)
  for (const line of Object.keys(deductions) as DeductionLine[])
    for (let bucket = 0; bucket < horizon.count; bucket++) {
      const days = horizon.days[bucket]!
      deductions[line][bucket] =
        shareOfRate(gross[bucket]!, shareDays[line][bucket]!, days) + Math.round(amountDays[line][bucket]! / days)
    }
  return deductions
}

export function emptyRates(bucketCount: number): Record<DeductionLine, Float64Array> {
  return {
    onInvoiceDiscounts: new Float64Array(bucketCount),
    rebates: new Float64Array(bucketCount),
    tradeSpend: new Float64Array(bucketCount),
  }
}

function lineOf(term: TradeTerm): DeductionLine {
  if (term.kind === 'on_invoice') return 'onInvoiceDiscounts'
  return term.kind === 'rebate' || term.kind === 'tier' ? 'rebates' : 'tradeSpend'
}

/** Days of [first, first + days) on which something valid from `validFrom` to `validTo` holds. */
export function daysHeld(of: { validFrom: number; validTo: number | null }, first: number, days: number): number {
  const end = of.validTo === null ? first + days : Math.min(first + days, of.validTo + 1)
  return Math.max(0, end - Math.max(first, of.validFrom))
}
