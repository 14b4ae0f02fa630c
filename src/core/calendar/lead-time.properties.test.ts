import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketOfDay, buildHorizon, type Horizon } from './horizon.js'
import { buildLeadTime, pastDueRelease, spreadRelease } from './lead-time.js'

const RUNS = { seed: 7, numRuns: 300 }

const horizons: fc.Arbitrary<Horizon> = fc
  .record({
    planDay: fc.integer({ min: 10_000, max: 30_000 }),
    days: fc.integer({ min: 0, max: 40 }),
    weeks: fc.integer({ min: 0, max: 30 }),
    months: fc.integer({ min: 0, max: 24 }),
    weekStart: fc.integer({ min: 1, max: 7 }),
  })
  .map((shape) => buildHorizon(shape))

const leadTimes = fc.integer({ min: 0, max: 120 })

/** Closed on any set of weekdays but not on all. */
const openWeeks = fc
  .array(fc.boolean(), { minLength: 7, maxLength: 7 })
  .filter((week) => week.includes(true))
  .map((week) => (day: number) => week[((day % 7) + 7) % 7]!)

test('[LT2] a constant a day is released as that constant a day in every bucket', () => {
  fc.assert(
    fc.property(horizons, leadTimes, fc.integer({ min: 1, max: 1e9 }), (horizon, days, perDay) => {
      const leadTime = buildLeadTime(horizon, { days })
      const released = new Float64Array(horizon.count)
      const pastDue = { total: 0 }
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        spreadRelease(perDay * horizon.days[bucket]!, leadTime, bucket, released)
        pastDue.total += pastDueRelease(perDay * horizon.days[bucket]!, leadTime, bucket)
      }
      released[0]! -= pastDue.total
      const end = horizon.firstDay[horizon.count - 1]! + horizon.days[horizon.count - 1]!
      expect(pastDue.total).toBe(perDay * Math.min(days, end - horizon.planDay))
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        const first = horizon.firstDay[bucket]!
        const seen = Math.max(0, Math.min(first + horizon.days[bucket]!, end - days) - first)
        expect(released[bucket]).toBe(perDay * seen)
      }
    }),
    RUNS,
  )
})

test('[LT1] [LT4] the compiled release agrees with a walk day by day', () => {
  fc.assert(
    fc.property(horizons, leadTimes, openWeeks, (horizon, days, openDay) => {
      const leadTime = buildLeadTime(horizon, { days, openDay })
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        const walked = new Map<number, number>()
        let late = 0
        for (let offset = 0; offset < horizon.days[bucket]!; offset++) {
          let release = horizon.firstDay[bucket]! + offset - days
          while (!openDay(release)) release--
          if (release < horizon.planDay) late++
          const target = Math.max(0, bucketOfDay(horizon, release))
          walked.set(target, (walked.get(target) ?? 0) + 1)
        }
        const compiled = new Map<number, number>()
        for (let entry = leadTime.start[bucket]!; entry < leadTime.start[bucket + 1]!; entry++)
          compiled.set(leadTime.releaseBucket[entry]!, leadTime.releaseDays[entry]!)
        expect(compiled).toEqual(walked)
        expect(leadTime.pastDueDays[bucket]).toBe(late)
      }
    }),
    RUNS,
  )
})

test('[LT5] parts are the exact cumulative floors, and add up, for any whole quantity', () => {
  const quantities = fc.oneof(fc.integer({ min: 0, max: 2 ** 44 }), fc.maxSafeNat())
  fc.assert(
    fc.property(horizons, leadTimes, quantities, fc.nat(), (horizon, days, quantity, pick) => {
      const leadTime = buildLeadTime(horizon, { days })
      const bucket = pick % horizon.count
      const out = new Float64Array(horizon.count + 3)
      spreadRelease(quantity, leadTime, bucket, out, 3)
      const whole = BigInt(horizon.days[bucket]!)
      let passed = 0n
      let sum = 0n
      for (let entry = leadTime.start[bucket]!; entry < leadTime.start[bucket + 1]!; entry++) {
        const before = (BigInt(quantity) * passed) / whole
        passed += BigInt(leadTime.releaseDays[entry]!)
        const part = (BigInt(quantity) * passed) / whole - before
        expect(BigInt(out[3 + leadTime.releaseBucket[entry]!]!)).toBe(part)
        sum += part
      }
      expect(sum).toBe(BigInt(quantity))
      expect(out.reduce((total, value) => total + value, 0)).toBe(quantity)
      const late = (BigInt(quantity) * BigInt(leadTime.pastDueDays[bucket]!)) / whole
      expect(BigInt(pastDueRelease(quantity, leadTime, bucket))).toBe(late)
    }),
    { seed: 7, numRuns: 2000 },
  )
})

test('[LT6] a longer lead time never releases later and never lets anything arrive earlier', () => {
  fc.assert(
    fc.property(horizons, leadTimes, fc.integer({ min: 1, max: 40 }), openWeeks, (horizon, days, more, openDay) => {
      const short = buildLeadTime(horizon, { days, openDay })
      const long = buildLeadTime(horizon, { days: days + more, openDay })
      const releasedUpTo = (leadTime: typeof short, bucket: number, limit: number): number => {
        let released = 0
        for (let entry = leadTime.start[bucket]!; entry < leadTime.start[bucket + 1]!; entry++)
          if (leadTime.releaseBucket[entry]! <= limit) released += leadTime.releaseDays[entry]!
        return released
      }
      expect(long.firstArrivalBucket).toBeGreaterThanOrEqual(short.firstArrivalBucket)
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        expect(long.arrivalBucket[bucket]).toBeGreaterThanOrEqual(short.arrivalBucket[bucket]!)
        expect(long.pastDueDays[bucket]).toBeGreaterThanOrEqual(short.pastDueDays[bucket]!)
        for (let limit = 0; limit <= bucket; limit++)
          expect(releasedUpTo(long, bucket, limit)).toBeGreaterThanOrEqual(releasedUpTo(short, bucket, limit))
      }
    }),
    { seed: 7, numRuns: 100 },
  )
})

test('[LT8] arrivals follow releases: never before the bucket itself, and in the order of the buckets', () => {
  fc.assert(
    fc.property(horizons, leadTimes, openWeeks, (horizon, days, openDay) => {
      const { arrivalBucket } = buildLeadTime(horizon, { days, openDay })
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        expect(arrivalBucket[bucket]).toBeGreaterThanOrEqual(bucket)
        if (bucket > 0) expect(arrivalBucket[bucket]).toBeGreaterThanOrEqual(arrivalBucket[bucket - 1]!)
      }
    }),
    RUNS,
  )
})
