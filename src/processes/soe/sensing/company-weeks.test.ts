import { describe, expect, test } from 'vitest'
import { weekdayOf } from '../../../core/base/day.js'
import { buildHorizon } from '../../../core/calendar/horizon.js'
import type { Layer, LayerKind } from '../../../core/demand/layer.js'
import { learnCompleteness } from '../../../core/demand/sensing/completeness.js'
import { buildSparse, type Rows } from '../../../core/plan/plan.js'
import type { RowsBefore } from '../../rolling/plan-before.js'
import { companyWeeks, type ToldWeek } from './company-weeks.js'
import { PlanByDay } from './dated-plan.js'

/** A Monday. */
const PLAN_DAY = 20_514
const COMPANY = {
  products: [{ id: 'OATS' }],
  locations: [{ id: 'NORTH' }],
  customers: [{ id: 'SHOPPERS' }],
} as unknown as RowsBefore['company']
const zero = (): Int32Array => new Int32Array(1)
const ROWS: Rows = { grain: 'demand', count: 1, item: zero(), location: zero(), customer: zero(), stockRow: zero() }
const WHOLE = learnCompleteness(
  { place: zero(), day: zero(), from: zero(), until: zero(), units: new Float64Array(1) },
  0,
)
/** Two in five of a week on Saturday, a tenth on every other day. */
const share = (_: number, weekday: number): number => (weekday === 6 ? 0.4 : 0.1)

/** Ten a day over four weeks of days, and weeks of seventy after them, with layers of so much on each day. */
function planOf(
  layers: Partial<Record<LayerKind, number>> = {},
  more: { perDay?: number; planDay?: number } = {},
): PlanByDay {
  const horizon = buildHorizon({ planDay: more.planDay ?? PLAN_DAY, days: 28, weeks: 13, months: 6 })
  const perDay = (more.perDay ?? 10) * 1000
  const added = Object.values(layers).reduce((sum, units) => sum + units * 1000, 0)
  const consensus = Float64Array.from(horizon.days, (days) => days * (perDay + added))
  const cells = (units: number) =>
    buildSparse(
      1,
      Array.from(horizon.days, (days, bucket) => ({ row: 0, bucket, value: days * units * 1000 })),
    )
  const laid = Object.entries(layers).map(
    ([kind, units]): Layer => ({ id: kind, kind: kind as LayerKind, source: '', owner: '', cells: cells(units) }),
  )
  const plan = { version: '', planDay: horizon.planDay, company: COMPANY, horizon, rows: ROWS, consensus, layers: laid }
  return new PlanByDay(plan, COMPANY, ROWS, share)
}

const told = (plan: PlanByDay, at = 0, sold = 12, shut: readonly number[] = [], newest = Infinity): ToldWeek => ({
  firstDay: PLAN_DAY + 7 * at,
  plan,
  sold: {
    newest,
    place: () => 0,
    sold: () => new Float64Array(7).fill(sold * 1000),
    shut: () => Uint8Array.from({ length: 7 }, (_, day) => (shut.includes(day) ? 1 : 0)),
  },
  completeness: WHOLE,
  morning: PLAN_DAY + 7 * at + 7,
})

const days = (plan: PlanByDay, from: number) => {
  const [planned, plain] = [new Float64Array(7), new Float64Array(7)]
  return { reaches: plan.week(0, from, planned, plain), planned: [...planned], plain: [...plain] }
}

describe('a plan by day', () => {
  test('[SE1] a bucket of a week falls on its days as the weeks that were sold did', () => {
    const { planned } = days(planOf(), PLAN_DAY + 35)
    expect(planned.map((_, day) => weekdayOf(PLAN_DAY + 35 + day))).toEqual([1, 2, 3, 4, 5, 6, 7])
    planned.forEach((units, day) => {
      expect(units).toBeCloseTo(day === 5 ? 28_000 : 7_000, 6)
    })
  })

  test('[SE1] days before the plan, or beyond it, are not known', () => {
    expect(days(planOf(), PLAN_DAY - 1).reaches).toBe(false)
    expect(days(planOf(), PLAN_DAY + 400).reaches).toBe(false)
  })

  test('[SE2] [SE10] what was sensed before is not in the reference, and events are not in the plain part', () => {
    const { planned, plain } = days(planOf({ sensing: 3, event: 5, sales: 2 }), PLAN_DAY)
    expect(planned).toEqual(new Array(7).fill(17_000))
    expect(plain).toEqual(new Array(7).fill(12_000))
  })
})

describe('weeks of a company', () => {
  test('[SE1] days without stock are in neither', () => {
    const plan = planOf()
    const weeks = companyWeeks(1, [told(plan, 0, 12, [0, 3])], { plan, frozen: null })
    expect({ sold: weeks.sold[0], planned: weeks.planned[0], told: weeks.told[0] }).toEqual({
      sold: 60_000,
      planned: 50_000,
      told: 1,
    })
  })

  test('[SE1] days after the last one of which anybody has told a sale are not known, and not empty', () => {
    const plan = planOf()
    const week = (newest: number) => companyWeeks(1, [told(plan, 0, 12, [], newest)], { plan, frozen: null })
    expect(week(PLAN_DAY + 3).planned[0]).toBe(40_000)
    expect(week(PLAN_DAY - 1).told[0]).toBe(0)
    expect(week(PLAN_DAY - 1).sold[0]).toBeNaN()
  })

  test('[SE4] a week of which more than a quarter is an event is judged and teaches nothing', () => {
    const lifted = planOf({ event: 5 })
    const weeks = companyWeeks(1, [told(lifted)], { plan: lifted, frozen: null })
    expect({ planned: weeks.planned[0], told: weeks.told[0] }).toEqual({ planned: 105_000, told: 0 })
    expect(weeks.plain[0]).toBeCloseTo(70_000, 6)
    const little = planOf({ event: 2 })
    expect(companyWeeks(1, [told(little)], { plan: little, frozen: null }).told[0]).toBe(1)
  })

  test('[SE8] a plan that says the same of the week was kept, another one was made anew', () => {
    const plan = planOf()
    const anew = (next: PlanByDay, frozen: PlanByDay | null = null): number[] => [
      ...companyWeeks(1, [told(plan), told(plan, 1)], { plan: next, frozen }).anew,
    ]
    expect(anew(plan)).toEqual([0, 0, 0])
    expect(anew(planOf({}, { planDay: PLAN_DAY + 14 }))).toEqual([0, 0, 0])
    expect(anew(planOf({}, { planDay: PLAN_DAY + 14, perDay: 11 }))).toEqual([0, 0, 1])
    // What was sensed and accepted is no other plan.
    expect(anew(planOf({ sensing: 2 }, { planDay: PLAN_DAY + 14 }))).toEqual([0, 0, 0])
  })
})
