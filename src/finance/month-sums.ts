import type { MoneyPlan } from './money-plan.js'

/** Buckets added up to the months of the plan. */
export function addUpByMonth(
  money: Pick<MoneyPlan, 'monthCount' | 'bucketCount' | 'monthOfBucket'>,
  perBucket: ArrayLike<number>,
): Float64Array {
  const months = new Float64Array(money.monthCount)
  for (let bucket = 0; bucket < money.bucketCount; bucket++) months[money.monthOfBucket[bucket]!]! += perBucket[bucket]!
  return months
}
