/** What a customer's terms take off the list price (CONTRACT, trade_terms; docs/specs/valuation.md, VA6). */
import type { TradeTerm } from '../core/network/company.js'
import type { CustomerChains } from './customer-chain.js'
import { shareOfRate, type TranslateAmount } from './dated-amount.js'
import { entryOf } from './entry.js'
import type { MoneyHorizon } from './money-plan.js'

/** Terms by the customers they bind: those of a parent bind its children as well. */
export interface TermBook {
  /** Group 0 has no terms at all. */
  groupOf(customer: number): number
  /** Terms of a group that touch an item, fixed ones left out; equal lists are the same array. */
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
  const lists = new Map<string, readonly TradeTerm[]>()
  return {
    groupOf: (customer) => (customer < 0 ? 0 : groupOfCustomer[customer]!),
    termsOf(group, product, family) {
      const touching = members[group]!.filter((at) => {
        const term = terms[at]!
        return (term.product ?? product) === product && (term.family ?? family) === family
      })
      return entryOf(lists, touching.join(), () => touching.map((at) => terms[at]!))
    },
  }
}

export const DEDUCTION_LINES = ['onInvoiceDiscounts', 'rebates', 'tradeSpend'] as const
export type DeductionLine = (typeof DEDUCTION_LINES)[number]

/** What a list of terms takes off a unit, by bucket, whatever the price. */
export interface LineEffect {
  /** Sum of shares of gross (millionths) over the days on which each holds. */
  readonly shareDays: Float64Array
  /** The share, when it is the same on every day of the horizon. */
  readonly steadyShare: number | null
  /** Money per unit in the seller's currency, in millionths; null = none. */
  readonly amounts: Float64Array | null
}
export type TermEffect = Partial<Record<DeductionLine, LineEffect>>

/**
 * A term counts on the days it holds, so one that begins half-way through a bucket takes half of it. Terms add up.
 * Sell-out terms are accrued on our shipments; a tier is accrued as if it will be reached.
 */
export function effectOf(terms: readonly TradeTerm[], horizon: MoneyHorizon, translate: TranslateAmount): TermEffect {
  const effect: TermEffect = {}
  for (const line of DEDUCTION_LINES) {
    const ofLine = terms.filter((term) => lineOf(term) === line)
    if (ofLine.length === 0) continue
    const perUnit = ofLine.filter((term) => term.kind === 'per_unit')
    const shares = ofLine.filter((term) => term.kind !== 'per_unit')
    const shareDays = sumOverDays(shares, horizon, (term) => term.value)
    effect[line] = {
      shareDays,
      steadyShare: steadyShareOf(shareDays, horizon),
      amounts:
        perUnit.length === 0
          ? null
          : sumOverDays(perUnit, horizon, (term, month) => translate(term.value, term.currency, month)).map(
              (amountDays, bucket) => Math.round(amountDays / horizon.days[bucket]!),
            ),
    }
  }
  return effect
}

function sumOverDays(
  terms: readonly TradeTerm[],
  horizon: MoneyHorizon,
  valueOf: (term: TradeTerm, month: number) => number,
): Float64Array {
  const sums = new Float64Array(horizon.count)
  for (const term of terms)
    for (let bucket = 0; bucket < horizon.count; bucket++) {
      const days = daysHeld(term, horizon.firstDay[bucket]!, horizon.days[bucket]!)
      if (days > 0) sums[bucket]! += valueOf(term, horizon.month[bucket]!) * days
    }
  return sums
}

function steadyShareOf(shareDays: Float64Array, horizon: MoneyHorizon): number | null {
  const share = shareDays[0]! / horizon.days[0]!
  return shareDays.every((days, bucket) => days === share * horizon.days[bucket]!) ? share : null
}

/** Unit rates of one deduction line on a gross price, by bucket. */
export function deductionRates(
  gross: Float64Array,
  effect: LineEffect,
  horizon: MoneyHorizon,
  out: Float64Array,
): void {
  for (let bucket = 0; bucket < horizon.count; bucket++)
    out[bucket] =
      shareOfRate(gross[bucket]!, effect.shareDays[bucket]!, horizon.days[bucket]!) + (effect.amounts?.[bucket] ?? 0)
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
