/**
 * Amounts that hold from a day on: price lists, costs, freight. They are laid out along the horizon as segments of
 * days, and averaged over the days of a bucket.
 */
import type { Day } from '../core/base/day.js'
import { UNIT_PRICE_PER_MAJOR, type UnitPrice } from '../core/base/quantity.js'
import { exactProduct } from './exact-product.js'
import type { MoneyHorizon } from './money-plan.js'

/** Holds on every day from `validFrom` to `validTo`, both included; null = open. */
export interface DatedAmount {
  readonly validFrom: Day | null
  readonly validTo: Day | null
  readonly amount: UnitPrice
  /** Null = the currency of whoever reads it. */
  readonly currency: string | null
}

/** One amount on the days [first, end); null where none holds. */
export interface AmountSegment {
  readonly first: Day
  readonly end: Day
  readonly amount: DatedAmount | null
}

/** Horizon in days, [first, end). */
export interface DayRange {
  readonly first: Day
  readonly end: Day
}

export function daysOfHorizon(horizon: MoneyHorizon): DayRange {
  const last = horizon.count - 1
  return { first: horizon.firstDay[0]!, end: horizon.firstDay[last]! + horizon.days[last]! }
}

/**
 * Which amount holds when. `tiers` are from the most specific to the least; on each day the first tier that has any
 * amount counts, and in it the one that began last. Equal beginnings are the caller's to refuse.
 */
export function segmentAmounts(tiers: readonly (readonly DatedAmount[])[], range: DayRange): AmountSegment[] {
  const borders = new Set([range.first])
  for (const tier of tiers)
    for (const amount of tier)
      for (const border of [amount.validFrom, amount.validTo === null ? null : amount.validTo + 1])
        if (border !== null && border > range.first && border < range.end) borders.add(border)
  const starts = [...borders].sort((a, b) => a - b)
  const segments: AmountSegment[] = []
  starts.forEach((first, at) => {
    const amount = amountOn(tiers, first)
    const end = starts[at + 1] ?? range.end
    const last = segments[segments.length - 1]
    if (last !== undefined && last.amount === amount) segments[segments.length - 1] = { ...last, end }
    else segments.push({ first, end, amount })
  })
  return segments
}

function amountOn(tiers: readonly (readonly DatedAmount[])[], day: Day): DatedAmount | null {
  for (const tier of tiers) {
    let latest: DatedAmount | null = null
    for (const amount of tier) {
      if ((amount.validFrom ?? day) > day || (amount.validTo ?? day) < day) continue
      if (latest === null || (amount.validFrom ?? -Infinity) > (latest.validFrom ?? -Infinity)) latest = amount
    }
    if (latest !== null) return latest
  }
  return null
}

/** Turns an amount into the reader's currency at the rate of a month of the horizon; whole millionths in and out. */
export type TranslateAmount = (amount: UnitPrice, currency: string | null, month: number) => UnitPrice

/**
 * The rate of each bucket: the amounts of its days, each translated first, averaged by days and rounded half away from
 * zero to a millionth. Days without any amount do not count (`over: 'covered'`, a price: nothing is sold on them) or
 * count as nothing (`over: 'bucket'`, a deduction that begins half-way). Returns false when a bucket has no amount.
 */
export function averageByBucket(
  segments: readonly AmountSegment[],
  horizon: MoneyHorizon,
  translate: TranslateAmount,
  over: 'covered' | 'bucket',
  out: Float64Array,
): boolean {
  let complete = true
  let at = 0
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const first = horizon.firstDay[bucket]!
    const end = first + horizon.days[bucket]!
    while (at < segments.length - 1 && segments[at]!.end <= first) at++
    let covered = 0
    let weighted = 0n
    let only = 0
    for (let scan = at; scan < segments.length && segments[scan]!.first < end; scan++) {
      const segment = segments[scan]!
      const days = Math.min(end, segment.end) - Math.max(first, segment.first)
      if (segment.amount === null || days <= 0) continue
      only = translate(segment.amount.amount, segment.amount.currency, horizon.month[bucket]!)
      if (days === end - first) covered = days
      else {
        covered += days
        weighted += BigInt(only) * BigInt(days)
      }
    }
    if (covered === 0) complete = false
    const whole = covered === end - first && weighted === 0n
    out[bucket] = whole ? only : averageOf(weighted, over === 'covered' ? covered : end - first)
  }
  return complete
}

function averageOf(weighted: bigint, days: number): number {
  if (days === 0) return 0
  const by = BigInt(days)
  const magnitude = ((weighted < 0n ? -weighted : weighted) * 2n + by) / (by * 2n)
  return Number(weighted < 0n ? -magnitude : magnitude)
}

/** `rate` × `shareDays` / (days × one million): a share that holds on some of the days of a bucket, of a unit rate. */
export function shareOfRate(rate: UnitPrice, shareDays: number, days: number): UnitPrice {
  return exactProduct(rate, shareDays, days * UNIT_PRICE_PER_MAJOR)
}
