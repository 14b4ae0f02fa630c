import { describe, expect, test } from 'vitest'
import { benchmarkSensing } from '../../src/bench/sensing-benchmark.js'
import { readSensingSets } from '../../src/bench/sensing-data.js'
import { isHere } from './adapted-company.js'

/** Half of the weeks of the published figures (docs/benchmarks.md), the newest: enough to see that they hold. */
const WEEKS = {
  'M5 daily store-department': { learningWeeks: 28, judgedWeeks: 24 },
  'Orange juice store-item': { learningWeeks: 16, judgedWeeks: 12 },
} as const

const here = isHere('m5-walmart') && isHere('orange-juice')

describe.skipIf(!here)('sensing on public sales', () => {
  test.for(Object.keys(WEEKS) as (keyof typeof WEEKS)[])(
    '[SE17] [SE18] %s: lower error one week ahead beyond doubt, and few false alarms',
    (name) => {
      const given = readSensingSets().find(({ set }) => set.name === name)!
      const report = benchmarkSensing({ ...given, ...WEEKS[name] })
      expect(report.difference!).toBeLessThan(0)
      expect(report.bySeries!.high).toBeLessThan(0)
      expect(report.alarms.quietPerHundred).toBeLessThanOrEqual(1)
    },
  )
})
