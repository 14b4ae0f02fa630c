import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everLiving, forecastAll, historyOf, PLAN_DAY } from '../../../../tests/support/demand-world.js'
import { parseDay } from '../../base/day.js'
import { normalAt, seededRandom } from '../../base/random.js'
import { buildHorizon, endOfHorizon } from '../../calendar/horizon.js'
import type { MovingHoliday } from '../../calendar/moving-holidays.js'
import type { CommercialEvent, Location, Product } from '../../network/company.js'
import { forecastRows, prepareForecast } from '../baseline.js'
import { reconcileBaseline } from '../baseline-reconciliation.js'
import { cleanRows } from '../cleaning/cleaning.js'
import { revertCorrections } from '../cleaning/corrections.js'
import { allocateNotes } from '../forecast-note.js'
import { deriveSeasonality } from '../seasonality.js'
import { type HolidayFactors, holidayFactor, withoutHolidays } from './holiday-factors.js'
import { deriveHolidayFactors } from './moving-holidays.js'

const random = seededRandom(41)
const horizon = buildHorizon({ planDay: PLAN_DAY, days: 70, weeks: 26, months: 13 })
const WEEKS = 156
const FIRST = PLAN_DAY - 7 * WEEKS
/** Published dates of Easter; the Sunday is a week's last day here. */
const EASTER = ['2023-04-09', '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28'].map((date) => parseDay(date)!)
const holy = (country: string): MovingHoliday => ({
  country,
  names: ['Semana Santa'],
  years: EASTER.map((last) => ({ first: last - 3, last })),
})
const weekOf = (day: number): number => Math.floor((day - FIRST) / 7)

/** Families a and b in CL, c in PE; two rows each. What a week of Easter, and the one before, is times a plain one. */
interface World {
  readonly effect: (group: number) => readonly [before: number, of: number]
  readonly noise?: number
  readonly years?: readonly number[]
  readonly key?: number
  readonly events?: readonly CommercialEvent[]
}

const GROUPS = [
  { country: 'CL', family: 'a' },
  { country: 'CL', family: 'b' },
  { country: 'PE', family: 'c' },
]
const rowGroup = Int32Array.of(0, 0, 1, 1, 2, 2)
const company = {
  products: GROUPS.map(({ family }) => ({ id: family, family })) as Product[],
  locations: ['CL', 'CL', 'CL', 'CL', 'PE', 'PE'].map((country, at) => ({ id: `shop${at}`, country })) as Location[],
  customers: [],
}
const rows = {
  grain: 'demand' as const,
  count: 6,
  item: rowGroup,
  location: Int32Array.of(0, 1, 2, 3, 4, 5),
  customer: new Int32Array(6).fill(-1),
  stockRow: new Int32Array(6),
}

function worldOf({ effect, noise = 0.05, years = EASTER, key = 0, events = [] }: World) {
  const history = historyOf(
    Array.from(rowGroup, (group, row) =>
      Array.from({ length: WEEKS }, (_, week) => {
        const season = 1 + 0.2 * Math.sin((2 * Math.PI * (FIRST + 7 * week)) / 365.25)
        const [before, of] = effect(group)
        const own = years.some((day) => weekOf(day) === week)
          ? of
          : years.some((day) => weekOf(day) === week + 1)
            ? before
            : 1
        return Math.round(50_000 * season * own * Math.max(0.2, 1 + noise * normalAt(random, 1 + row, key, week)))
      }),
    ),
  )
  const holidays = deriveHolidayFactors({
    history,
    end: endOfHorizon(horizon),
    rowGroup,
    countryOfGroup: GROUPS.map(({ country }) => country),
    holidays: [holy('CL'), holy('PE')],
    company,
    events,
    rows,
  })
  return { history, holidays }
}

const factorAt = (holidays: HolidayFactors | null, row: number, day: number, apart = 0): number =>
  holidays === null ? 1 : holidayFactor(holidays, row, weekOf(day) + apart)

function clean({ history, holidays }: ReturnType<typeof worldOf>) {
  const units = new Float64Array(history.units.length)
  const plain = holidays === null ? history.units : withoutHolidays(history, holidays)
  const seasonality = deriveSeasonality(history, plain, rowGroup, 3)
  const corrections = cleanRows(
    { history, rowGroup, seasonality, ...(holidays === null ? {} : { holidays }) },
    { from: 0, to: rowGroup.length },
    units,
  )
  return { units, corrections }
}

function forecast(world: ReturnType<typeof worldOf>) {
  const { history, holidays } = world
  return prepareForecast({
    horizon,
    history,
    units: clean(world).units,
    rowGroup,
    groupCount: 3,
    life: everLiving(rowGroup.length),
    ...(holidays === null ? {} : { holidays }),
  })
}
const groups = { groupCount: 3, groupCountry: Int32Array.of(0, 0, 1), countryCount: 2 }
/** Units of a row in the whole week of the plan that holds a day, among the days that are buckets of their own. */
const unitsOf = (baseline: Float64Array, row: number, day: number): number => {
  const from = row * horizon.count + Math.floor((day - PLAN_DAY) / 7) * 7
  return baseline.subarray(from, from + 7).reduce((sum, units) => sum + units, 0)
}

describe('what a holiday does', () => {
  test('[DM11] is learnt from the years in which it was elsewhere, and each row has it where it was and will be', () => {
    const { holidays } = worldOf({ effect: () => [1, 1.6] })
    for (const row of rowGroup.keys()) {
      for (const day of EASTER) expect(Math.abs(factorAt(holidays, row, day) / 1.6 - 1)).toBeLessThan(0.12)
      for (const apart of [-3, -2, 1, 2, 10]) expect(factorAt(holidays, row, EASTER[2]!, apart)).toBe(1)
    }
  })

  test('[DM11] the week before has an effect of its own, and one that lowers demand is one too', () => {
    const { holidays } = worldOf({ effect: () => [1.5, 0.6] })
    expect(Math.abs(factorAt(holidays, 0, EASTER[3]!, -1) / 1.5 - 1)).toBeLessThan(0.15)
    expect(Math.abs(factorAt(holidays, 0, EASTER[3]!) / 0.6 - 1)).toBeLessThan(0.15)
  })

  test('[DM11] a family does what its country does, and what is clearly its own beyond that', () => {
    const { holidays } = worldOf({ effect: (group) => (group === 0 ? [1, 2.2] : group === 1 ? [1, 1] : [1, 1]) })
    expect(factorAt(holidays, 0, EASTER[3]!)).toBeGreaterThan(1.8)
    expect(Math.abs(factorAt(holidays, 2, EASTER[3]!) - 1)).toBeLessThan(0.15)
    expect(factorAt(holidays, 4, EASTER[3]!)).toBe(1)
  })

  test('[DM11] what happened in one year only is not believed', () => {
    for (let key = 0; key < 40; key++) {
      const { holidays } = worldOf({ effect: () => [1, 1.6], years: EASTER.slice(1, 2), key })
      expect(holidays).toBeNull()
    }
  })

  test('[DM11] chance is seldom believed: not in one of fifty worlds of noise', () => {
    const believed = Array.from({ length: 200 }, (_, key) => worldOf({ effect: () => [1, 1], noise: 0.2, key }))
    expect(believed.filter(({ holidays }) => holidays !== null).length).toBeLessThanOrEqual(4)
  })

  test('[DM11] no holidays, no change: the history is cleaned to the same bytes', () => {
    const world = worldOf({ effect: () => [1, 1] })
    expect(world.holidays).toBeNull()
    const none = deriveHolidayFactors({
      history: world.history,
      end: endOfHorizon(horizon),
      rowGroup,
      countryOfGroup: GROUPS.map(({ country }) => country),
      holidays: [],
      company,
      events: [],
      rows,
    })
    expect(none).toBeNull()
  })
})

describe('out of the history and into the forecast', () => {
  test('[DM12] every correction has its reason and is taken back to the byte', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.double({ min: 1.5, max: 3, noNaN: true }), (key, of) => {
        const world = worldOf({ effect: () => [1, of], key, noise: 0.08 })
        const { units, corrections } = clean(world)
        expect(corrections.reason.filter((reason) => reason === 3).length).toBeGreaterThanOrEqual(3 * 6)
        for (const cell of units) expect(Number.isSafeInteger(cell) && cell >= 0).toBe(true)
        revertCorrections(units, WEEKS, corrections)
        expect(units).toEqual(world.history.units)
      }),
      { seed: 7, numRuns: 20 },
    )
  })

  test('[DM12] the forecast has it in the week where it will be, and not where the season would smear it', () => {
    // What nobody disturbs, and the same with Easter in it.
    const plain = forecastAll(forecast(worldOf({ effect: () => [1, 1] }))).baseline
    const world = worldOf({ effect: () => [1, 1.6] })
    const { baseline } = forecastAll(forecast(world))
    const blind = forecastAll(forecast({ ...world, holidays: null })).baseline
    const errorOf = (of: Float64Array, day: number, times: number): number =>
      Math.abs(unitsOf(of, 0, day) / unitsOf(plain, 0, day) / times - 1)
    const [, , , easter] = EASTER
    expect(errorOf(baseline, easter!, 1.6)).toBeLessThan(0.12)
    expect(errorOf(blind, easter!, 1.6)).toBeGreaterThan(0.25)
    for (const apart of [-14, -7, 7, 14, 21]) expect(errorOf(baseline, easter! + apart, 1)).toBeLessThan(0.05)
  })

  test('[DM12] rows and their totals agree on it: reconciling does not take it away', () => {
    const input = forecast(worldOf({ effect: (group) => (group === 0 ? [1, 2] : [1, 1]) }))
    const out = forecastAll(input)
    const before = unitsOf(out.baseline, 0, EASTER[3]!)
    reconcileBaseline(input, groups, out)
    expect(Math.abs(unitsOf(out.baseline, 0, EASTER[3]!) / before - 1)).toBeLessThan(0.02)
  })

  test('[DM12] any cut of the rows gives the same bytes, holidays and all', () => {
    const input = forecast(worldOf({ effect: () => [1.3, 1.8] }))
    const whole = forecastAll(input)
    const parts = { baseline: new Float64Array(whole.baseline.length), notes: allocateNotes(rowGroup.length) }
    for (const [from, to] of [
      [4, 6],
      [1, 4],
      [0, 1],
    ] as const)
      forecastRows(input, { from, to }, parts)
    expect(parts).toEqual(whole)
  })

  test('[DM12] a constant is continued as a constant', () => {
    const world = worldOf({ effect: () => [1, 1], noise: 0 })
    world.history.units.fill(70_000)
    const { history } = world
    const holidays = deriveHolidayFactors({
      history,
      end: endOfHorizon(horizon),
      rowGroup,
      countryOfGroup: GROUPS.map(({ country }) => country),
      holidays: [holy('CL'), holy('PE')],
      company,
      events: [],
      rows,
    })
    const { baseline } = forecastAll(forecast({ history, holidays }))
    for (let bucket = 0; bucket < horizon.count; bucket++) expect(baseline[bucket]).toBe(10_000 * horizon.days[bucket]!)
  })
})

test('[DM11] a holiday is a quarter of a plain week at the least, and four at most', () => {
  const { holidays } = worldOf({ effect: (group) => (group === 2 ? [1, 0.05] : [1, 12]) })
  expect(factorAt(holidays, 0, EASTER[3]!)).toBe(4)
  expect(factorAt(holidays, 4, EASTER[3]!)).toBe(1 / 4)
})

describe('events that the company lists', () => {
  const easterEvent = (day: number, more: Partial<CommercialEvent> = {}): CommercialEvent => ({
    id: `easter-${day}`,
    kind: 'commercial',
    scope: 'country=CL;family=a',
    start: day - 6,
    end: day,
    uplift: 600_000,
    status: 'announced',
    ...more,
  })

  test('[DM13] an event with an uplift on those days speaks for the rows in its scope, the holiday for the others', () => {
    const events = [easterEvent(EASTER[3]!)]
    const { holidays } = worldOf({ effect: () => [1, 1.6], events })
    for (const row of [0, 1]) {
      expect(factorAt(holidays, row, EASTER[3]!)).toBe(1)
      for (const day of EASTER.slice(0, 3)) expect(factorAt(holidays, row, day)).toBeGreaterThan(1.4)
      expect(factorAt(holidays, row, EASTER[4]!)).toBeGreaterThan(1.4)
    }
    for (const row of [2, 3, 4, 5]) expect(factorAt(holidays, row, EASTER[3]!)).toBeGreaterThan(1.4)
  })

  test('[DM13] listed for every year, nothing is learnt of the holiday that the event is there for', () => {
    const events = EASTER.map((day) => easterEvent(day, { scope: null }))
    expect(worldOf({ effect: () => [1, 1.6], events }).holidays).toBeNull()
  })

  test('[DM13] an event without an uplift, or on other days, leaves the holiday alone', () => {
    const without = worldOf({ effect: () => [1, 1.6], events: [] }).holidays
    const events = [easterEvent(EASTER[3]!, { uplift: null }), easterEvent(EASTER[3]! - 30)]
    expect(worldOf({ effect: () => [1, 1.6], events }).holidays).toEqual(without)
  })
})
