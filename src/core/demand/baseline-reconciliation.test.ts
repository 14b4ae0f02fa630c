import { expect, test } from 'vitest'
import { everLiving, forecastAll, forecastInputOf, PLAN_DAY } from '../../../tests/support/demand-world.js'
import { normalAt, seededRandom } from '../base/random.js'
import { buildHorizon } from '../calendar/horizon.js'
import { reconcileBaseline } from './baseline-reconciliation.js'

const random = seededRandom(31)
const horizon = buildHorizon({ planDay: PLAN_DAY, months: 3 })
const ROWS = 8
/** Two families in one country and one in another. */
const rowGroup = Int32Array.of(0, 0, 0, 0, 1, 1, 2, 2)
const GROUPS = { groupCount: 3, groupCountry: Int32Array.of(0, 0, 1), countryCount: 2 }
const history = Array.from({ length: ROWS }, (_, row) =>
  Array.from({ length: 104 }, (_, week) => Math.round(50_000 * Math.exp(0.5 * normalAt(random, 1, row, week)))),
)

const monthsOf = (baseline: Float64Array, rows: readonly number[]): number[] => {
  const sums = new Array<number>(horizon.monthCount).fill(0)
  for (const row of rows)
    for (let bucket = 0; bucket < horizon.count; bucket++)
      sums[horizon.month[bucket]!]! += baseline[row * horizon.count + bucket]!
  return sums
}

test('[DR4] each family moves by one factor a month, its rows keep their place among each other', () => {
  const input = forecastInputOf(history, { horizon, rowGroup, groupCount: 3 })
  const out = forecastAll(input)
  const before = out.baseline.slice()
  const { factor, rowCount } = reconcileBaseline(input, GROUPS, out)
  expect(rowCount).toBe(ROWS)
  for (let row = 0; row < ROWS; row++) {
    const was = monthsOf(before, [row])
    monthsOf(out.baseline, [row]).forEach((units, month) => {
      const wanted = was[month]! * factor[rowGroup[row]! * horizon.monthCount + month]!
      expect(Math.abs(units - wanted)).toBeLessThanOrEqual(1)
    })
  }
  expect([...factor].some((value) => Math.abs(value - 1) > 0.005)).toBe(true)
})

test('[DR4] a total that is its only row’s total moves nothing; a row that ends stands aside', () => {
  const alone = { groupCount: 1, groupCountry: new Int32Array(1), countryCount: 1 }
  const one = forecastInputOf([history[0]!], { horizon })
  const out = forecastAll(one)
  const before = out.baseline.slice()
  // The same series four times: row, family, country, total.
  reconcileBaseline(one, alone, out)
  out.baseline.forEach((units, bucket) => expect(Math.abs(units - before[bucket]!)).toBeLessThanOrEqual(1))

  const life = everLiving(ROWS)
  life.endDay[0] = PLAN_DAY + 40
  const ending = forecastInputOf(history, { horizon, rowGroup, groupCount: 3, life })
  const ended = forecastAll(ending)
  const kept = ended.baseline.slice(0, horizon.count)
  expect(reconcileBaseline(ending, GROUPS, ended).rowCount).toBe(ROWS - 1)
  expect(ended.baseline.slice(0, horizon.count)).toEqual(kept)
})

test('[DR4] where they disagree, the family that was surer of itself gives way less', () => {
  const noise = (row: number, share: number): number[] =>
    Array.from({ length: 104 }, (_, week) => Math.round(50_000 * Math.exp(share * normalAt(random, 2, row, week))))
  const rows = Array.from({ length: ROWS }, (_, row) => noise(row, row < 4 ? 0.02 : 0.5))
  const input = forecastInputOf(rows, { horizon, rowGroup: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1), groupCount: 2 })
  const two = { groupCount: 2, groupCountry: new Int32Array(2), countryCount: 1 }
  const { factor } = reconcileBaseline(input, two, forecastAll(input))
  const moved = (group: number): number => {
    const months = factor.subarray(group * horizon.monthCount, (group + 1) * horizon.monthCount)
    return months.reduce((most, one) => Math.max(most, Math.abs(one - 1)), 0)
  }
  expect(moved(1)).toBeGreaterThan(0.005)
  expect(moved(0)).toBeLessThan(moved(1) / 5)
})
