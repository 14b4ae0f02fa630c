import fc from 'fast-check'
import { expect, it } from 'vitest'
import { day } from '../../tests/support/money-world.js'
import { spread } from '../core/base/largest-remainder.js'
import { buildHorizon } from '../core/calendar/horizon.js'
import { compileShift, shiftQuantities } from './delivery-shift.js'

const quantity = fc.oneof(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 0, max: 2 ** 50 }))

it('[VA8] a shift moves each day of a bucket, in whole thousandths, and loses only what leaves the horizon', () => {
  const horizon = buildHorizon({ planDay: day('2026-11-18'), days: 5, weeks: 5, months: 3 })
  const shipment = fc.array(quantity, { minLength: horizon.count, maxLength: horizon.count })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 45 }), shipment, (days, shipped) => {
      const out = new Float64Array(horizon.count)
      shiftQuantities(compileShift(horizon, days), Float64Array.from([7, ...shipped]), 1, out)
      const byDay = new Map<number, number>()
      shipped.forEach((units, bucket) => {
        const arrivals = Array.from({ length: horizon.days[bucket]! }, (_, at) => horizon.firstDay[bucket]! + at + days)
        const bucketOf = (arrival: number) => horizon.firstDay.findLastIndex((first) => first <= arrival)
        const last = horizon.firstDay.at(-1)! + horizon.days.at(-1)!
        const targets = arrivals.map((arrival) => (arrival < last ? bucketOf(arrival) : horizon.count))
        const distinct = [...new Set(targets)]
        const weights = distinct.map((target) => targets.filter((other) => other === target).length)
        spread(units, weights).forEach((part, at) => {
          byDay.set(distinct[at]!, (byDay.get(distinct[at]!) ?? 0) + part)
        })
      })
      expect([...out]).toEqual(shipped.map((_, bucket) => (byDay.get(bucket) ?? 0) + 0))
    }),
    { seed: 7, numRuns: 300 },
  )
})
