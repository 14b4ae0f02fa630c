import { assert, assertExact } from '../core/base/assert.js'
import { portion } from './portion.js'

/** The bucket of the C2C statement a cause belongs to; every elementary cause goes to exactly one (DOMAIN §1.5). */
export const CAUSE_GROUPS = ['adherence', 'terms', 'opening', 'priceAndTax', 'revaluationAndFx', 'denominator'] as const
export type CauseGroup = (typeof CAUSE_GROUPS)[number]

/** What one deviation added to a balance in each bucket (money atoms; below zero it took off). */
export interface BalanceDeviation {
  readonly cause: string
  readonly group: CauseGroup
  readonly byBucket: ArrayLike<number>
}

/**
 * One balance (stock, receivables or payables) in plan and actual over the same buckets, end-of-bucket closings, and
 * everything that made them differ. `flow` is what the balance is divided by: cost of sales, billings, purchases.
 */
export interface BalanceStory {
  readonly openingPlan: number
  readonly openingActual: number
  readonly closingPlan: ArrayLike<number>
  readonly closingActual: ArrayLike<number>
  readonly flowPlan: number
  readonly flowActual: number
  readonly deviations: readonly BalanceDeviation[]
}

export interface CauseTerm {
  readonly cause: string
  readonly group: CauseGroup
  /** Money atoms × days, whole: the terms of a balance add up to its deviation without a residual. */
  readonly moneyDays: number
  readonly days: number
}

export interface BalanceCauses {
  readonly daysPlan: number
  readonly daysActual: number
  readonly terms: readonly CauseTerm[]
}

/**
 * Why a balance lasts longer or shorter than planned (DOMAIN §1.5). A deviation of bucket t stands in the balance from
 * t to the end of the window, so it counts with the days of t and of the buckets after it. Exact: the money-days of
 * opening and deviations add up to those of the balances, in whole numbers; what is left is the changed denominator.
 * Null when plan or actual had no flow. Fails on a deviation nobody explained, since a residual would be hidden in it.
 */
export function explainBalance(story: BalanceStory, bucketDays: ArrayLike<number>): BalanceCauses | null {
  const plan = moneyDays(story.closingPlan, bucketDays)
  const actual = moneyDays(story.closingActual, bucketDays)
  if (story.flowPlan === 0 || story.flowActual === 0) return null
  const inDays = (amount: number): number => amount / story.flowPlan
  const terms: CauseTerm[] = []
  const add = (cause: string, group: CauseGroup, amount: number): void => {
    terms.push({ cause, group, moneyDays: amount, days: inDays(amount) })
  }
  add('opening', 'opening', (story.openingActual - story.openingPlan) * totalOf(bucketDays))
  for (const each of story.deviations) add(each.cause, each.group, standingDays(each.byBucket, bucketDays))
  const explained = terms.reduce((sum, term) => sum + term.moneyDays, 0)
  assert(explained === actual - plan, 'a deviation of a balance is not explained', { explained, of: actual - plan })
  const denominator = actual / story.flowActual - actual / story.flowPlan
  terms.push({ cause: 'denominator', group: 'denominator', moneyDays: 0, days: denominator })
  return { daysPlan: inDays(plan), daysActual: actual / story.flowActual, terms }
}

/** Σ closing × days of the bucket. */
export function moneyDays(closing: ArrayLike<number>, bucketDays: ArrayLike<number>): number {
  let sum = 0
  for (let bucket = 0; bucket < bucketDays.length; bucket++) sum += closing[bucket]! * bucketDays[bucket]!
  return assertExact(sum, 'money-days')
}

/** A flow of bucket t stands in the closings of t, t + 1, … to the end: w_t = (T − t + 1)/T where buckets are equal. */
function standingDays(flow: ArrayLike<number>, bucketDays: ArrayLike<number>): number {
  let sum = 0
  let daysLeft = 0
  for (let bucket = bucketDays.length - 1; bucket >= 0; bucket--) {
    daysLeft += bucketDays[bucket]!
    sum += flow[bucket]! * daysLeft
  }
  return assertExact(sum, 'money-days')
}

const totalOf = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]!
  return sum
}

/** Flows of stock at standard cost, per bucket, in plan and actual. Adjustments: shrink, counts, revaluation. */
export interface StockFlows {
  readonly receipts: ArrayLike<number>
  readonly shipments: ArrayLike<number>
  readonly adjustments: ArrayLike<number>
  readonly revaluation?: ArrayLike<number>
}

/**
 * The causes of DOMAIN §1.5 for stock: too little or too much shipped, too much or too little received, and what is
 * nobody's adherence: shrink, counts and revaluation.
 */
export function stockDeviations(plan: StockFlows, actual: StockFlows): BalanceDeviation[] {
  const less = (p: ArrayLike<number>, a: ArrayLike<number>) => map(p, a, (x, y) => Math.max(x - y, 0))
  const more = (p: ArrayLike<number>, a: ArrayLike<number>) => map(p, a, (x, y) => Math.max(y - x, 0))
  const nothing = new Float64Array(plan.receipts.length)
  return [
    { cause: 'underShipment', group: 'adherence', byBucket: less(plan.shipments, actual.shipments) },
    { cause: 'overShipment', group: 'adherence', byBucket: negated(more(plan.shipments, actual.shipments)) },
    { cause: 'overReceipt', group: 'adherence', byBucket: more(plan.receipts, actual.receipts) },
    { cause: 'underReceipt', group: 'adherence', byBucket: negated(less(plan.receipts, actual.receipts)) },
    { cause: 'adjustments', group: 'revaluationAndFx', byBucket: difference(plan.adjustments, actual.adjustments) },
    {
      cause: 'revaluation',
      group: 'revaluationAndFx',
      byBucket: difference(plan.revaluation ?? nothing, actual.revaluation ?? nothing),
    },
  ]
}

/** Invoices of a period priced step by step from plan to actual, so that each step names one cause. Tax included. */
export interface BillingSteps {
  readonly planned: ArrayLike<number>
  /** Actual quantity at the planned price and tax. */
  readonly atActualQuantity: ArrayLike<number>
  /** Actual quantity and price at the planned tax. */
  readonly atActualPrice: ArrayLike<number>
  /** Actual quantity, price and tax on the day it should have been invoiced. */
  readonly atActualTax: ArrayLike<number>
  readonly billed: ArrayLike<number>
}

/** Why billings (or purchases invoiced) differ. The first cause is adherence to the plan, the rest are not. */
export function billingDeviations(steps: BillingSteps): BalanceDeviation[] {
  return [
    { cause: 'quantity', group: 'adherence', byBucket: difference(steps.planned, steps.atActualQuantity) },
    { cause: 'price', group: 'priceAndTax', byBucket: difference(steps.atActualQuantity, steps.atActualPrice) },
    { cause: 'tax', group: 'priceAndTax', byBucket: difference(steps.atActualPrice, steps.atActualTax) },
    { cause: 'invoicingDelay', group: 'terms', byBucket: difference(steps.atActualTax, steps.billed) },
  ]
}

/**
 * Why collections (or payments) differ. `atPlannedTerms` is what the actual bills would have brought in if paid on
 * planned terms: the step up to it is adherence again, since what was not shipped is not collected.
 */
export function settlementDeviations(
  planned: ArrayLike<number>,
  atPlannedTerms: ArrayLike<number>,
  settled: ArrayLike<number>,
  deductions: ArrayLike<number>,
): BalanceDeviation[] {
  const withoutDeductions = map(settled, deductions, (all, deducted) => all - deducted)
  return [
    { cause: 'notBilled', group: 'adherence', byBucket: difference(atPlannedTerms, planned) },
    { cause: 'latePayment', group: 'terms', byBucket: difference(withoutDeductions, atPlannedTerms) },
    { cause: 'deductions', group: 'terms', byBucket: negated(deductions) },
  ]
}

export interface CashCycleCauses {
  readonly plan: number
  readonly actual: number
  /** Days by group, payables with their sign turned: more days of payables shorten the cycle. */
  readonly byGroup: Readonly<Record<CauseGroup, number>>
  /** Plan plus what deviation from the plan did to it: the modified C2C of the product. */
  readonly asExecuted: number
  /** Actual without what deviation from the plan did to it. */
  readonly excludingAdherence: number
  /** Money atoms, on average over the window, that deviation tied up; below zero it set money free. */
  readonly cashTrapped: number
  /** What that money cost over the window. */
  readonly carry: number
}

/** The whole cycle from its three balances. `capitalCost` yearly, in millionths; the window is `days` long. */
export function explainCashCycle(
  stock: BalanceCauses,
  receivables: BalanceCauses,
  payables: BalanceCauses,
  days: number,
  capitalCost: number,
): CashCycleCauses {
  const sides = [
    { balance: stock, sign: 1 },
    { balance: receivables, sign: 1 },
    { balance: payables, sign: -1 },
  ]
  const byGroup = Object.fromEntries(CAUSE_GROUPS.map((group) => [group, 0])) as Record<CauseGroup, number>
  let trappedDays = 0
  for (const { balance, sign } of sides)
    for (const term of balance.terms) {
      byGroup[term.group] += sign * term.days
      if (term.group === 'adherence') trappedDays += sign * term.moneyDays
    }
  const cycle = (of: (balance: BalanceCauses) => number) => of(stock) + of(receivables) - of(payables)
  const plan = cycle((balance) => balance.daysPlan)
  const actual = cycle((balance) => balance.daysActual)
  const cashTrapped = portion(trappedDays, 1, days)
  return {
    plan,
    actual,
    byGroup,
    asExecuted: plan + byGroup.adherence,
    excludingAdherence: actual - byGroup.adherence,
    cashTrapped,
    carry: portion(cashTrapped, capitalCost * days, 365 * 1_000_000),
  }
}

/**
 * Days of stock that missed shipments add while receipts run on plan (DOMAIN §1.5): at the end of a window of `days`,
 * and on average over it when the shortfall is spread evenly over its `buckets`. `adherence` is a fraction.
 */
export function daysFromMissedShipments(
  days: number,
  adherence: number,
  buckets: number,
): { atEnd: number; onAverage: number } {
  const atEnd = days * (1 - adherence)
  return { atEnd, onAverage: (atEnd * (buckets + 1)) / (2 * buckets) }
}

const map = (a: ArrayLike<number>, b: ArrayLike<number>, of: (a: number, b: number) => number): Float64Array =>
  Float64Array.from({ length: a.length }, (_, at) => of(a[at]!, b[at]!))
const difference = (from: ArrayLike<number>, to: ArrayLike<number>): Float64Array => map(from, to, (x, y) => y - x)
const negated = (values: ArrayLike<number>): Float64Array => Float64Array.from(values, (value) => 0 - value)
