import type { Horizon } from '../../../core/calendar/horizon.js'
import type { Query } from '../living-plan.js'

/** Columns of a table: each bucket's period (−1 outside the table), and what the periods cover. */
export interface Periods {
  readonly ofBucket: Int32Array
  readonly count: number
  readonly list: readonly { readonly firstDay: number; readonly days: number }[]
}

/** Weeks and days end where the plan's do; what lies beyond is told by its own, coarser bucket. */
export function periodsOf(horizon: Horizon, { period, from, until }: Query): Periods {
  const ofBucket = new Int32Array(horizon.count).fill(-1)
  const list: { firstDay: number; days: number }[] = []
  let last = ''
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const firstDay = horizon.firstDay[bucket]!
    const days = horizon.days[bucket]!
    if ((from !== undefined && firstDay < from) || (until !== undefined && firstDay >= until)) continue
    const key = keyOfPeriod(horizon, period, bucket)
    if (key !== last) list.push({ firstDay, days: 0 })
    last = key
    list[list.length - 1]!.days += days
    ofBucket[bucket] = list.length - 1
  }
  return { ofBucket, count: list.length, list }
}

function keyOfPeriod(horizon: Horizon, period: Query['period'], bucket: number): string {
  if (period === 'total') return 'total'
  if (period === 'month') return `month ${horizon.month[bucket]}`
  if (period === 'week' && horizon.week[bucket]! >= 0) return `week ${horizon.week[bucket]}`
  return `bucket ${bucket}`
}

/** Amounts by bucket as amounts by period; a level is what is there at the end of a period. */
export function byPeriod(amounts: Float64Array, { ofBucket, count }: Periods, isLevel: boolean): number[] {
  const values = new Array<number>(count).fill(0)
  for (let bucket = 0; bucket < ofBucket.length; bucket++) {
    const period = ofBucket[bucket]!
    if (period < 0 || (isLevel && ofBucket[bucket + 1] === period)) continue
    values[period]! += amounts[bucket]!
  }
  return values
}
