import { assert, assertExact } from '../core/base/assert.js'
import type { Day } from '../core/base/day.js'
import type { MoneyHorizon } from './money-plan.js'
import { dueDay, nextPayDay, type PaymentTerms } from './payment-terms.js'

/**
 * A balance of receivables or payables day by day over the horizon, in whole money atoms. Terms act on days, so
 * balances are rolled by day and folded into buckets and months afterwards: opening + billed − settled = closing on
 * every one of them.
 */
export interface DailyBalance {
  readonly planDay: Day
  readonly opening: number
  /** The part of `opening` that was due before the plan day. */
  readonly overdue: number
  readonly billed: Float64Array
  readonly settled: Float64Array
  readonly closing: Float64Array
}

/** A bill that was open when the plan was made, tax included. */
export interface OpenBill {
  readonly dueDay: Day
  readonly openAmount: number
}

/** How a party settles. */
export interface Settlement {
  readonly terms: PaymentTerms
  /** Days between the invoice and the receipt of the goods; matters for terms that count from the receipt. */
  readonly transitDays: number
  /** Days the party has been seen to pay after the due day: cash follows terms plus what was learned. */
  readonly delayDays: number
}

export function horizonDays(horizon: MoneyHorizon): number {
  const last = horizon.count - 1
  return horizon.firstDay[last]! + horizon.days[last]! - horizon.planDay
}

/**
 * Bucket amounts on the days of each bucket, evenly, by largest remainder (the first days carry the odd atoms).
 * `out` is per day of the horizon and is added to.
 */
export function spreadOverDays(horizon: MoneyHorizon, perBucket: ArrayLike<number>, out: Float64Array): Float64Array {
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const amount = perBucket[bucket]!
    if (amount === 0) continue
    const days = horizon.days[bucket]!
    const first = horizon.firstDay[bucket]! - horizon.planDay
    const share = Math.trunc(amount / days)
    const odd = amount - share * days
    const step = Math.sign(odd)
    for (let day = 0; day < days; day++) out[first + day]! += share + (day < Math.abs(odd) ? step : 0)
  }
  return out
}

/**
 * Rolls a balance: bills of the plan by day (tax included) and the ones that are open already, each settled on the day
 * its terms say plus the party's delay. An overdue bill is expected on the first pay day from the plan day on; nothing
 * is settled before the plan day; what falls due beyond the horizon stays open.
 */
export function rollBalance(
  planDay: Day,
  billed: Float64Array,
  settlement: Settlement,
  open: readonly OpenBill[],
): DailyBalance {
  const days = billed.length
  const settled = new Float64Array(days)
  const { terms, transitDays, delayDays } = settlement
  for (let day = 0; day < days; day++) {
    const amount = billed[day]!
    if (amount === 0) continue
    const invoice = planDay + day
    const paid = Math.max(0, dueDay(terms, invoice, invoice + transitDays) + delayDays - planDay)
    if (paid < days) settled[paid]! += amount
  }
  let opening = 0
  let overdue = 0
  for (const bill of open) {
    opening += bill.openAmount
    if (bill.dueDay < planDay) overdue += bill.openAmount
    const expected = bill.dueDay + delayDays
    const paid = (expected < planDay ? nextPayDay(terms, planDay) : expected) - planDay
    if (paid < days) settled[paid]! += bill.openAmount
  }
  return { planDay, opening, overdue, billed, settled, closing: closeDaily(opening, billed, settled) }
}

/** Closing of each day; checked to stay exact. */
export function closeDaily(opening: number, added: Float64Array, removed: Float64Array): Float64Array {
  const closing = new Float64Array(added.length)
  let balance = opening
  for (let day = 0; day < added.length; day++) {
    balance += added[day]! - removed[day]!
    closing[day] = balance
  }
  assertExact(balance, 'closing balance')
  return closing
}

/** Adds one balance to a running total of the same days. */
export function addBalances(balances: readonly DailyBalance[], planDay: Day, days: number): DailyBalance {
  const total = { opening: 0, overdue: 0 }
  const billed = new Float64Array(days)
  const settled = new Float64Array(days)
  for (const balance of balances) {
    assert(balance.planDay === planDay && balance.billed.length === days, 'balances of different horizons')
    total.opening += balance.opening
    total.overdue += balance.overdue
    for (let day = 0; day < days; day++) {
      billed[day]! += balance.billed[day]!
      settled[day]! += balance.settled[day]!
    }
  }
  return { planDay, ...total, billed, settled, closing: closeDaily(total.opening, billed, settled) }
}

/** Daily flows by bucket. */
export function sumInBuckets(horizon: MoneyHorizon, daily: Float64Array): Float64Array {
  return fold(horizon, daily, horizon.count, (bucket) => bucket)
}

/** Daily flows by month, counted from the month of the plan day. */
export function sumInMonths(horizon: MoneyHorizon, daily: Float64Array): Float64Array {
  return fold(horizon, daily, horizon.monthCount, (bucket) => horizon.month[bucket]!)
}

function fold(
  horizon: MoneyHorizon,
  daily: Float64Array,
  count: number,
  periodOf: (bucket: number) => number,
): Float64Array {
  const sums = new Float64Array(count)
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const first = horizon.firstDay[bucket]! - horizon.planDay
    const period = periodOf(bucket)
    for (let day = first; day < first + horizon.days[bucket]!; day++) sums[period]! += daily[day]!
  }
  return sums
}

/** Daily closings at the end of each month. */
export function closingInMonths(horizon: MoneyHorizon, dailyClosing: Float64Array): Float64Array {
  const closings = new Float64Array(horizon.monthCount)
  for (let bucket = 0; bucket < horizon.count; bucket++)
    closings[horizon.month[bucket]!] = dailyClosing[lastDayOf(horizon, bucket)]!
  return closings
}

/** Daily closings at the end of each bucket. */
export function closingInBuckets(horizon: MoneyHorizon, dailyClosing: Float64Array): Float64Array {
  return Float64Array.from({ length: horizon.count }, (_, bucket) => dailyClosing[lastDayOf(horizon, bucket)]!)
}

const lastDayOf = (horizon: MoneyHorizon, bucket: number): number =>
  horizon.firstDay[bucket]! - horizon.planDay + horizon.days[bucket]! - 1
