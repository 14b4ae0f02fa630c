import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildSupplyWorld } from '../../../tests/support/supply-world.js'
import { spreadRelease } from '../calendar/lead-time.js'
import { addNeed, addReleases, needOf, producible, roundNeed } from './requests.js'

const release = fc.integer({ min: 0, max: 2 ** 36 })
// Up to a hundred thousand component units per unit: grams in a bag.
const per = fc.integer({ min: 1, max: 10 ** 11 })

test('[GR6] needs are exact for any recipe and any quantity', () => {
  fc.assert(
    fc.property(fc.array(release, { minLength: 1, maxLength: 5 }), per, (releases, each) => {
      const exact = releases.reduce((sum, quantity) => sum + BigInt(quantity) * BigInt(each), 0n)
      fc.pre(exact / 1_000_000n < 2n ** 53n)
      const whole = new Float64Array(1)
      const millionths = new Float64Array(1)
      for (const quantity of releases) addNeed(quantity, each, 0, whole, millionths)
      expect(BigInt(roundNeed(whole[0]!, millionths[0]!))).toBe((exact + 500_000n) / 1_000_000n)
    }),
    { seed: 7, numRuns: 2000 },
  )
})

test('[CN10] what is needed is enough, and one thousandth less is not', () => {
  fc.assert(
    fc.property(release, per, (quantity, each) => {
      const need = (BigInt(quantity) * BigInt(each) + 999_999n) / 1_000_000n
      fc.pre(need < 2n ** 53n && quantity > 0)
      expect(BigInt(needOf(quantity, each))).toBe(need)
      expect(producible(needOf(quantity, each), each)).toBeGreaterThanOrEqual(quantity)
      expect(producible(needOf(quantity, each) - 1, each)).toBeLessThan(quantity)
    }),
    { seed: 7, numRuns: 2000 },
  )
})

test('[GR4] the loop in line releases what the calendar’s own function releases', () => {
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.array(release, { minLength: 75, maxLength: 75 }), (leadTimeDays, orders) => {
      const { plan } = buildSupplyWorld({
        locations: { plant: 'plant', dc: 'dc' },
        horizon: { days: 28, weeks: 26, months: 24 },
        lanes: [{ from: 'plant', to: 'dc', leadTimeDays }],
        demand: [{ at: 'bar@dc', units: 0 }],
      })
      const { network, horizon } = plan
      const source = network.sourceRow.findIndex((row) => row >= 0)
      const values = Float64Array.from({ length: horizon.count }, (_, bucket) => orders[bucket]!)
      const inLine = new Float64Array(horizon.count)
      const byCall = new Float64Array(horizon.count)
      addReleases(plan, source, { values, base: 0 }, inLine)
      values.forEach((quantity, bucket) => {
        spreadRelease(quantity, network.leadTimes[network.sourceLeadTime[source]!]!, bucket, byCall)
      })
      expect(inLine).toEqual(byCall)
    }),
    { seed: 7, numRuns: 60 },
  )
})
