import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Day, dayOf, firstDayOfMonth, formatDay, monthOf, weekdayOf } from '../base/day.js'
import { deriveSoldHistory, SOLD_MONTHS, type SoldHistory, yearBefore } from './sold-history.js'

const PLAN_DAY = dayOf(2026, 12, 9)
/** Location 2 is a customer's own. */
const OWN = Uint8Array.of(1, 1, 0)
const PLANNED = {
  count: 3,
  item: Int32Array.of(0, 0, 1),
  location: Int32Array.of(0, 1, 1),
  customer: Int32Array.of(0, 0, 1),
}

interface Fact {
  readonly place: readonly [number, number, number]
  readonly flow: number
  readonly day: Day
  readonly units: number
}

const someFact: fc.Arbitrary<Fact> = fc.record({
  place: fc.tuple(fc.nat(1), fc.integer({ min: -1, max: 2 }), fc.integer({ min: -1, max: 1 })),
  flow: fc.nat(1),
  day: fc.integer({ min: PLAN_DAY - 1200, max: PLAN_DAY + 5 }),
  units: fc.oneof(fc.nat(9000), fc.constant(2 ** 31)),
})

function historyOf(facts: readonly Fact[], borders: readonly Day[] = [PLAN_DAY]): SoldHistory {
  const integers = (of: (fact: Fact) => number): Int32Array => Int32Array.from(facts, of)
  const sales = {
    count: facts.length,
    product: integers(({ place }) => place[0]),
    location: integers(({ place }) => place[1]),
    customer: integers(({ place }) => place[2]),
    day: integers(({ day }) => day),
    flow: Uint8Array.from(facts, ({ flow }) => flow),
    units: Float64Array.from(facts, ({ units }) => units),
    returnedUnits: new Float64Array(facts.length),
    estimated: new Uint8Array(facts.length),
  }
  return deriveSoldHistory(sales, PLANNED, { planDay: PLAN_DAY, weekStart: 6, ownLocation: OWN, borders })
}

const FIRST = firstDayOfMonth(monthOf(PLAN_DAY) - SOLD_MONTHS)

test('[LP65] every sale of ours is in one place and one piece of time, or named as nowhere', () => {
  let elsewhere = 0
  fc.assert(
    fc.property(fc.array(someFact, { maxLength: 30 }), (facts) => {
      const { rows, units, nowhere, pieces, firstDay, from, until } = historyOf(facts)
      const ours = facts.filter(
        ({ flow, place, day }) => (flow === 0 || OWN[place[1]] === 1) && day >= FIRST && day < PLAN_DAY,
      )
      const placeless = ({ place }: Fact): boolean =>
        // Without a location it is the first planned row of its item and customer that sold it.
        place.includes(-1) &&
        !(place[1] === -1 && [0, 2].some((row) => PLANNED.item[row] === place[0] && PLANNED.customer[row] === place[2]))
      const sumOf = (some: readonly Fact[]): number => some.reduce((sum, one) => sum + one.units, 0)
      expect(nowhere.reduce((sum, each) => sum + each, 0)).toBe(sumOf(ours.filter(placeless)))
      for (let row = 0; row < rows.count; row++) {
        const isHere = (fact: Fact): boolean => {
          const [item, location, customer] = fact.place
          const at = location >= 0 ? location : item === 0 ? 0 : 1
          return (
            !placeless(fact) && rows.item[row] === item && rows.location[row] === at && rows.customer[row] === customer
          )
        }
        for (let piece = 0; piece < pieces; piece++) {
          const end = firstDay[piece + 1] ?? PLAN_DAY
          const sold = ours.filter((fact) => isHere(fact) && fact.day >= firstDay[piece]! && fact.day < end)
          expect(units[row * pieces + piece]).toBe(sumOf(sold))
        }
      }
      expect([...rows.item.subarray(0, 3)]).toEqual([...PLANNED.item])
      const keys = Array.from(rows.item, (item, row) => `${item} ${rows.location[row]} ${rows.customer[row]}`)
      expect(new Set(keys).size).toBe(rows.count)
      elsewhere += rows.count - PLANNED.count
      const days = ours.map(({ day }) => day)
      expect([from, until]).toEqual(
        days.length === 0 ? [PLAN_DAY, PLAN_DAY] : [Math.min(...days), Math.max(...days) + 1],
      )
    }),
    { seed: 65, numRuns: 200 },
  )
  expect(elsewhere).toBeGreaterThan(100)
})

test('[LP65] sums that are too long for half the memory are whole all the same', () => {
  const place = [0, 0, 0] as const
  const sale = { place, flow: 0, day: PLAN_DAY - 1, units: 2 ** 31 - 1 }
  const short = historyOf([sale])
  expect(short.units).toBeInstanceOf(Int32Array)
  const long = historyOf([{ ...sale, day: PLAN_DAY - 400, units: 7 }, sale, { ...sale, units: 5 }])
  expect(long.units).toBeInstanceOf(Float64Array)
  expect([...long.units].filter((units) => units !== 0)).toEqual([7, 2 ** 31 + 4])
})

test('[LP64] [LP66] months, weeks and the days a year before the plan day are whole pieces', () => {
  const starts = new Set(historyOf([]).firstDay)
  for (let day = FIRST; day < PLAN_DAY; day++)
    if (weekdayOf(day) === 6 || formatDay(day).endsWith('-01')) expect(starts.has(day)).toBe(true)
  for (const day of [yearBefore(PLAN_DAY), yearBefore(yearBefore(PLAN_DAY)), PLAN_DAY - 364, PLAN_DAY - 728])
    expect(starts.has(day)).toBe(true)
  expect(Math.min(...starts)).toBe(FIRST)
  // A hundred thousand rows of these pieces stay below 100 MB.
  expect(starts.size * 4 * 100_000).toBeLessThan(100e6)
})

test('[LP66] a year before the 29th of February is the first of March', () => {
  const before = (year: number, month: number, day: number): string => formatDay(yearBefore(dayOf(year, month, day)))
  expect(before(2028, 2, 29)).toBe('2027-03-01')
  expect(before(2028, 3, 1)).toBe('2027-03-01')
  expect(before(2027, 12, 31)).toBe('2026-12-31')
})
