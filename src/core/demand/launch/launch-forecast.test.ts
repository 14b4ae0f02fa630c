import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  everLiving,
  forecastAll,
  forecastInputOf,
  historyOf,
  PLAN_DAY,
} from '../../../../tests/support/demand-world.js'
import { buildHorizon } from '../../calendar/horizon.js'
import { type ForecastInput, forecastRows, prepareForecast } from '../baseline.js'
import { reconcileBaseline } from '../baseline-reconciliation.js'
import { allocateNotes, MEASURED_WEEKS, noteOf, protectionErrorSd } from '../forecast-note.js'
import type { RowLife } from '../lifecycle.js'
import { noSeasonality } from '../seasonality.js'
import { deriveErrorShares } from './launch-curve.js'
import { CURVE_WEEKS, findLaunches } from './launch-history.js'

const WEEKS = 60
const horizon = buildHorizon({ planDay: PLAN_DAY, months: 6 })

/** Zero until a week, then what `at` says of each age. */
const from = (week: number, at: (age: number) => number, count = WEEKS): number[] =>
  Array.from({ length: count }, (_, now) => (now < week ? 0 : at(now - week)))
const growing = (size: number) => (age: number) => (age === 0 ? size : 2 * size)
const never = from(WEEKS, () => 0)

/** Days of launch and end, counted in weeks from the start of the history; null = none. */
function lifeOf(lives: readonly (readonly [number | null, number | null])[], weekCount = WEEKS): RowLife {
  const first = PLAN_DAY - 7 * weekCount
  const life = everLiving(lives.length)
  lives.forEach(([launch, end], row) => {
    if (launch !== null) life.firstDay[row] = first + 7 * launch
    if (end !== null) life.endDay[row] = first + 7 * end
  })
  return life
}

interface World {
  readonly rows: readonly (readonly number[])[]
  readonly launch?: readonly (number | null)[]
  readonly item?: readonly number[]
  readonly shelf?: readonly number[]
  readonly group?: readonly number[]
  readonly family?: readonly number[]
}

function planOf({ rows, launch = [], item, shelf, group, family }: World): ForecastInput {
  const history = historyOf(rows)
  const rowGroup = Int32Array.from(group ?? rows.map(() => 0))
  return prepareForecast({
    horizon,
    history,
    units: history.units,
    rowGroup,
    groupCount: Math.max(...rowGroup) + 1,
    life: lifeOf(
      rows.map((_, row) => [launch[row] ?? null, null] as const),
      history.weekCount,
    ),
    analogy: {
      rowItem: Int32Array.from(item ?? rows.keys()),
      rowShelf: Int32Array.from(shelf ?? rows.map(() => 0)),
      rowFamily: Int32Array.from(family ?? rows.map(() => 0)),
    },
  })
}

/** Units of each of the first weeks of a row. */
function weeksOf(input: ForecastInput, row: number, count: number): number[] {
  const { baseline } = forecastAll(input)
  return Array.from({ length: count }, (_, week) =>
    baseline.subarray(row * horizon.count + 7 * week, row * horizon.count + 7 * week + 7).reduce((a, b) => a + b, 0),
  )
}

describe('who was launched', () => {
  const launchesOf = (row: readonly number[], launch: number | null = null, end: number | null = null): number[][] => {
    const history = historyOf([row])
    const life = lifeOf([[launch, end]])
    const given = { history, units: history.units, rowGroup: new Int32Array(1), seasonality: noSeasonality(1), life }
    const found = findLaunches(given, new Int32Array(1))
    return [...found.row.keys()].map((at) => [...found.units.subarray(0, found.weeks[at]!)])
  }
  const steady = () => 5

  test.each([
    ['was silent for a quarter at first', from(13, steady), null, null, 47],
    ['was not silent so long', from(12, steady), null, null, 0],
    ['was silent as it often is', from(20, (age) => (age % 10 === 0 ? 5 : 0)), null, null, 0],
    ['has a launch day in the history', from(3, steady), 3, null, CURVE_WEEKS],
    ['sold a little before its launch day', from(10, steady), 14, null, 50],
    ['inherited what was sold long before its launch', from(10, steady), 15, null, 0],
    ['is new itself', from(48, steady), 48, null, 0],
    ['is new no more', from(47, steady), 47, null, 13],
    ['ended: what comes after says nothing', from(20, steady), 20, 35, 15],
  ] as const)('[LC1] a row that %s', (_, row, launch, end, weeks) => {
    const found = launchesOf(row, launch, end)
    expect(found.length).toBe(weeks === 0 ? 0 : 1)
    if (weeks > 0) expect(found[0]).toEqual(new Array(weeks).fill(5))
  })
})

describe('the curve', () => {
  const launched = [from(20, growing(10_000)), from(30, growing(70_000))]

  test('[LC2] by hand: two launches that double, drawn to none by 3 and to all groups by 10', () => {
    const { curve } = planOf({ rows: launched, launch: [20, 30] }).launches!
    // All groups: links (2 × 3 + 3 × 2) / 5 = 2.4 and (2 × 5/3 + 3 × 3/2) / 5 = 47/30, so weeks 1; 1.4; 1.36.
    // The group: (2 × 3 + 10 × 2.4) / 12 = 2.5 and (2 × 5/3 + 10 × 47/30) / 12 = 19/12, so weeks 1; 1.5; 2.5 × 7/12.
    expect(curve[1]! / curve[0]!).toBeCloseTo(1.5, 12)
    expect(curve[2]! / curve[0]!).toBeCloseTo((2.5 * 7) / 12, 12)
  })

  test('[LC2] an item in eighty places is one launch', () => {
    const places = Array.from({ length: 8 }, () => launched[0]!)
    const one = planOf({ rows: places, launch: places.map(() => 20), item: places.map(() => 0) }).launches!
    const eight = planOf({ rows: places, launch: places.map(() => 20) }).launches!
    expect([one.launches, eight.launches]).toEqual([1, 8])
    expect(one.curve[1]! / one.curve[0]!).toBeLessThan(eight.curve[1]! / eight.curve[0]!)
    expect(eight.curve[1]! / eight.curve[0]!).toBeLessThan(2)
  })

  test('[LC2] a group without launches of its own follows all groups', () => {
    const input = planOf({ rows: [...launched, from(55, () => 5)], launch: [20, 30], group: [0, 0, 1] })
    const other = input.launches!.curve.subarray(CURVE_WEEKS + 1)
    expect(other[1]! / other[0]!).toBeCloseTo(1.4, 12)
    expect(noteOf(forecastAll(input).notes, 2).analogues).toBe(2)
  })

  test('[LC2] a week is smoothed over a quarter of its age on either side, and what comes after is a quarter of a year', () => {
    const peak = Array.from({ length: 30 }, (_, at) => from(20 + at, (age) => (age === 40 ? 9_000_000 : 1_000), 120))
    const { curve } = planOf({ rows: peak, launch: peak.map((_, at) => 20 + at) }).launches!
    const raised = [...curve.keys()].filter((age) => curve[age]! > 0.6 * curve[40]!)
    // Week 32 sees 24 to 40, week 45 no farther than the end lets it see back: 39 to 51.
    expect(raised).toEqual([...Array.from({ length: 14 }, (_, at) => 32 + at), CURVE_WEEKS])
  })

  test('[LC2] launches that stayed as they began draw no curve', () => {
    const { curve } = planOf({ rows: [from(20, () => 9_000), from(25, () => 4_000)], launch: [20, 25] }).launches!
    for (const share of curve) expect(share).toBeCloseTo(1, 12)
  })

  test('[LC2] the season is taken out first', () => {
    const shape = (week: number): number => 1 + 0.5 * Math.sin((2 * Math.PI * week) / 52)
    const long = 150
    const whole = Array.from({ length: 40 }, () => from(0, (week) => Math.round(500_000 * shape(week)), long))
    const late = [60, 70, 80, 90].map((week) => from(week, (age) => Math.round(9_000 * shape(week + age)), long))
    const launch = [...whole.map(() => null), 60, 70, 80, 90]
    const { curve } = planOf({ rows: [...whole, ...late], launch }).launches!
    for (const share of curve) expect(Math.abs(share - 1)).toBeLessThan(0.06)
  })
})

describe('how wrong it was', () => {
  test('[LC5] by hand: of two launches one jumps after twelve weeks', () => {
    const units = new Float64Array(2 * CURVE_WEEKS).fill(10)
    units[CURVE_WEEKS + 12] = 30
    const pair = Int32Array.of(0, 1)
    const launches = { count: 2, row: pair, item: pair, group: new Int32Array(2), weeks: Int32Array.of(13, 13), units }
    const curve = new Float64Array(CURVE_WEEKS + 1).fill(1)
    const shares = deriveErrorShares(launches, { curve, groupLaunches: Int32Array.of(2), launches: 2 })
    // (0² + 20²) / (10² + 10²) = 2, × (2 / 1)² = 8; with 0.5² worth two: (2 × 8 + 2 × 0.25) / 4.
    expect(shares[11 * MEASURED_WEEKS]).toBeCloseTo(Math.sqrt(4.125), 12)
    expect(shares[10 * MEASURED_WEEKS]).toBeCloseTo(Math.sqrt(0.125), 12)
    expect(shares[10 * MEASURED_WEEKS + 1]).toBeCloseTo(Math.sqrt((2 * 2 + 2 * 0.25) / 4), 12)
  })
})

describe('a new row', () => {
  const launched = Array.from({ length: 7 }, (_, at) => from(20 + at, growing(10_000 + at)))
  const launch = [...launched.map((_, at) => 20 + at), null]

  test('[LC3] goes on from its own level as the launches before it did, and says so', () => {
    const input = planOf({ rows: [...launched, from(57, growing(30_000))], launch })
    const note = noteOf(forecastAll(input).notes, 7)
    expect(note).toMatchObject({ class: 'new', reason: 'analogue', analogues: 7 })
    expect(note.weights).toEqual([{ method: 'launchCurve', weight: 1 }])
    // Two weeks of 60 after a first one of 30: the mean would be 50.
    for (const units of weeksOf(input, 7, 4)) expect(Math.abs(units / 60_000 - 1)).toBeLessThan(0.03)
  })

  test('[LC3] a first week that was half as good as the next ones says nothing; alone it is all there is', () => {
    const said = (...own: number[]): number =>
      weeksOf(planOf({ rows: [...launched, from(60 - own.length, (age) => own[age]!)], launch }), 7, 1)[0]!
    expect(said(1_000, 8_000, 8_000)).toBe(said(7_000, 8_000, 8_000))
    expect(said(6_000)).toBeGreaterThan(9_000)
    expect(said(6_000, 0, 0)).toBeGreaterThan(0)
  })

  test('[LC5] is no surer of two weeks than of one, where errors of launches took each other back', () => {
    const swing = (up: number) => (age: number) => (age < 12 ? 10_000 : age % 2 === up ? 20_000 : 0)
    const rows = [...launched.map((_, at) => from(20 + at, swing(at % 2))), from(48, () => 10_000)]
    const { notes } = forecastAll(planOf({ rows, launch }))
    expect(protectionErrorSd(notes, 7, 14)).toBe(protectionErrorSd(notes, 7, 7))
  })

  test('[LC5] is as unsure as launches of its age were, at least as its own weeks, and more of a sum than of its parts', () => {
    const wild = launched.map((row, at) =>
      row.map((units, week) => (week > 40 ? units * (at % 2 === 0 ? 3 : 0) : units)),
    )
    const sdOf = (rows: readonly number[][], own: (age: number) => number): number[] => {
      const { notes } = forecastAll(planOf({ rows: [...rows, from(52, own)], launch }))
      return [7, 28, 91].map((days) => protectionErrorSd(notes, 7, days))
    }
    const calm = sdOf(launched, growing(30_000))
    const doubtful = sdOf(wild, growing(30_000))
    const restless = sdOf(launched, (age) => (age % 2 === 0 ? 1_000 : 119_000))
    // Nothing ever went wrong: 50 % believed, worth 2 launches of 9.
    expect(calm[0]! / 60_000).toBeCloseTo(0.5 * Math.sqrt(2 / 9), 1)
    expect(doubtful[2]!).toBeGreaterThan(1.5 * calm[2]!)
    expect(restless[0]!).toBeGreaterThan(50_000)
    for (const sd of [calm, doubtful, restless]) expect([...sd].sort((a, b) => a - b)).toEqual(sd)
  })
})

describe('a launch to come', () => {
  /** Two items that were always there, 100 and 60 a week, and launches that stayed as they began. */
  const shelf = [from(0, () => 100_000), from(0, () => 60_000)]
  const levels = [20_000, 40_000, 400_000]
  const launches = levels.map((level) => from(35, () => level))
  const rows = [...shelf, ...launches, never]
  const launchedIn = (week: number): (number | null)[] => [null, null, 35, 35, 35, WEEKS + week]

  test('[LC4] begins on its day, as the middle one of the launches on its shelf, and says so', () => {
    const input = planOf({ rows, launch: launchedIn(2) })
    expect(weeksOf(input, 5, 4)).toEqual([0, 0, 40_000, 40_000])
    expect(noteOf(forecastAll(input).notes, 5)).toMatchObject({ class: 'new', reason: 'analogue', analogues: 3 })
  })

  test('[LC4] on a shelf without launches it is likened to those of its group, in sizes of the shelf', () => {
    // 40 on a shelf of 80 is a half; here 16 stand beside it.
    const world = { rows: [...rows, from(0, () => 16_000)], launch: launchedIn(0), shelf: [0, 0, 0, 0, 0, 1, 1] }
    expect(weeksOf(planOf(world), 5, 1)).toEqual([8_000])
  })

  test('[LC4] fewer than three analogues ask who is farther away', () => {
    const elsewhere = [from(0, () => 50_000), from(35, () => 5_000), from(35, () => 5_000), from(35, () => 5_000)]
    const world = {
      rows: [...shelf, launches[0]!, launches[1]!, ...elsewhere, never],
      launch: [null, null, 35, 35, null, 35, 35, 35, WEEKS],
      shelf: [0, 0, 0, 0, 1, 1, 1, 1, 0],
      group: [0, 0, 0, 0, 1, 1, 1, 1, 0],
    }
    // 1/4 and 1/2 here, three times 1/10 there: the middle one is 1/10 of a shelf of 80.
    expect(weeksOf(planOf(world), 8, 1)).toEqual([8_000])
    expect(noteOf(forecastAll(planOf(world)).notes, 8).analogues).toBe(5)
  })

  test('[LC4] first the shelf is asked, then the group, the family, and everybody', () => {
    const at = (place: number, family: number, standing: number, level: number) => ({
      rows: [from(0, () => standing), ...Array.from({ length: 3 }, () => from(35, () => level))],
      launch: [null, 35, 35, 35],
      shelf: [place, place, place, place],
      group: new Array<number>(4).fill(place === 3 ? 0 : place),
      family: new Array<number>(4).fill(family),
    })
    const said = (...places: ReturnType<typeof at>[]): number => {
      const coming = { rows: [from(0, () => 80_000), never], launch: [null, WEEKS], shelf: [0, 0], group: [0, 0] }
      const all = [{ ...coming, family: [0, 0] }, ...places]
      const joined = <Of>(of: (one: (typeof all)[number]) => readonly Of[]): Of[] => all.flatMap(of)
      const world = {
        rows: joined(({ rows: own }) => own),
        launch: joined<number | null>(({ launch }) => launch),
        shelf: joined(({ shelf: own }) => own),
        group: joined(({ group }) => group),
        family: joined(({ family }) => family),
      }
      return weeksOf(planOf(world), 1, 1)[0]!
    }
    const everybody = at(2, 1, 50_000, 100_000)
    const family = at(1, 0, 50_000, 5_000)
    const group = at(3, 0, 10_000, 10_000)
    expect(said(everybody)).toBe(160_000)
    expect(said(everybody, family)).toBe(8_000)
    expect(said(everybody, family, group)).toBe(80_000)
  })

  test('[LC4] a shelf on which nothing stands has the size of those of its group', () => {
    expect(weeksOf(planOf({ rows, launch: launchedIn(0), shelf: [0, 0, 0, 0, 0, 1] }), 5, 1)).toEqual([40_000])
  })

  test('[LC4] the first half year of a launch makes its level', () => {
    const late = [() => 1_000, (age: number) => (age < 13 ? 40_000 : 80_000), () => 9_000_000].map((at) => from(25, at))
    const [units] = weeksOf(planOf({ rows: [...shelf, ...late, never], launch: [null, null, 25, 25, 25, WEEKS] }), 5, 1)
    // Twelve weeks of 40 and thirteen of 80 after the first one.
    expect(Math.abs(units! / 60_800 - 1)).toBeLessThan(0.02)
  })

  test('[DR4] totals are no launches: one to come leaves what its family sells as it is', () => {
    const input = planOf({ rows: [never, ...shelf, ...launches], launch: [WEEKS, null, null, 35, 35, 35] })
    const tree = { groupCount: 1, groupCountry: new Int32Array(1), countryCount: 1 }
    const factorsOf = (given: ForecastInput) => reconcileBaseline(given, tree, forecastAll(input)).factor
    expect(factorsOf(input)).toEqual(factorsOf({ ...input, launches: null }))
  })

  test('[LC4] an item counts once, by all its places together', () => {
    const world = {
      rows: [...shelf, launches[0]!, launches[0]!, launches[0]!, launches[1]!, launches[2]!, never],
      launch: [null, null, 35, 35, 35, 35, 35, WEEKS],
      item: [0, 1, 2, 2, 2, 3, 4, 5],
    }
    expect(weeksOf(planOf(world), 7, 1)).toEqual([40_000])
  })

  test.each([
    ['launched four weeks ago and not sold yet: it is waited for', -4, 40_000],
    ['launched longer ago and never sold: dead', -5, 0],
    ['launched beyond the horizon', 60, 0],
  ] as const)('[LC4] %s', (_, week, units) => {
    const input = planOf({ rows, launch: launchedIn(week) })
    expect(weeksOf(input, 5, 1)).toEqual([units])
    expect(noteOf(forecastAll(input).notes, 5).class).toBe(units > 0 ? 'new' : 'dead')
  })

  test('[LC4] nothing is known of an item beside which nothing was ever sold', () => {
    const world = { rows: [launches[0]!, launches[1]!, launches[2]!, never], launch: [35, 35, 35, WEEKS] }
    expect(weeksOf(planOf(world), 3, 2)).toEqual([0, 0])
  })

  test('[LC5] what comes before the launch is certain, what comes after as unsure as analogues lie apart', () => {
    const sdOf = (week: number, sold: readonly number[][] = launches): number[] => {
      const world = { rows: [...shelf, ...sold, never], launch: launchedIn(week) }
      const { notes } = forecastAll(planOf(world))
      return [7, 14, 21].map((days) => protectionErrorSd(notes, 5, days))
    }
    expect(sdOf(2).slice(0, 2)).toEqual([0, 0])
    expect(sdOf(2)[2]!).toBe(sdOf(0)[0]!)
    const alike = levels.map(() => from(35, () => 40_000))
    // All alike: the whole level believed, worth 2 launches of 5.
    expect(sdOf(0, alike)[0]! / 40_000).toBeCloseTo(Math.sqrt(2 / 5), 4)
    // (20² + 0² + 360²) / (3 × 40²) × 3/2, three of them, and two believed.
    const apart = ((400 + 129_600) / 4_800) * 1.5
    expect(sdOf(0)[0]! / 40_000).toBeCloseTo(Math.sqrt((3 * apart + 2) / 5), 4)
  })
})

describe('laws', () => {
  const quantity = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(1_000_000) })
  const row = fc
    .record({ start: fc.nat(39), units: fc.array(quantity, { minLength: 40, maxLength: 40 }), ahead: fc.nat(20) })
    .map(({ start, units, ahead }) => ({
      units: units.map((sold, week) => (week < start ? 0 : sold)),
      launch: start > 35 ? 40 + ahead : start === 0 ? null : start,
    }))
    .map(({ units, launch }) => ({ launch, units: launch !== null && launch >= 40 ? units.map(() => 0) : units }))
  const world = fc.array(row, { minLength: 4, maxLength: 9 }).map((rows) => ({
    rows: rows.map(({ units }) => units),
    launch: rows.map(({ launch }) => launch),
    shelf: rows.map((_, at) => at % 2),
    group: rows.map((_, at) => (at % 3 === 0 ? 1 : 0)).map((group, at) => (at === 0 ? 0 : group)),
  }))

  test('[LC6] whole, finite, never negative, the same bytes for any cut, and some are forecast by analogues', () => {
    let analogues = 0
    fc.assert(
      fc.property(world, fc.nat(8), (given, cut) => {
        const input = planOf(given)
        const whole = forecastAll(input)
        for (const units of whole.baseline)
          expect(Number.isSafeInteger(units) && units >= 0 && !Object.is(units, -0)).toBe(true)
        for (const sd of whole.notes.cumulativeErrorSd) expect(Number.isFinite(sd) && sd >= 0).toBe(true)
        const rowCount = given.rows.length
        const parts = { baseline: new Float64Array(rowCount * horizon.count), notes: allocateNotes(rowCount) }
        const middle = Math.min(cut, rowCount)
        // As a worker has it: a copy of the data, and the last part first.
        forecastRows(structuredClone(input), { from: middle, to: rowCount }, parts)
        forecastRows(input, { from: 0, to: middle }, parts)
        expect(parts).toEqual(whole)
        analogues += whole.notes.analogues.reduce((sum, count) => sum + Math.sign(count), 0)
      }),
      { seed: 7, numRuns: 40 },
    )
    expect(analogues).toBeGreaterThan(50)
  })

  test('[LC6] a company twice as large is forecast twice as much', () => {
    fc.assert(
      fc.property(world, (given) => {
        const once = forecastAll(planOf(given))
        const twice = forecastAll(planOf({ ...given, rows: given.rows.map((units) => units.map((sold) => 2 * sold)) }))
        expect(twice.notes.reason).toEqual(once.notes.reason)
        given.rows.forEach((_, at) => {
          const sum = (of: Float64Array): number =>
            of.subarray(at * horizon.count, (at + 1) * horizon.count).reduce((a, b) => a + b, 0)
          expect(Math.abs(sum(twice.baseline) / 2 - sum(once.baseline))).toBeLessThanOrEqual(1)
        })
      }),
      { seed: 7, numRuns: 40 },
    )
  })

  test('[LC6] where nothing was launched, nothing is likened to anything', () => {
    const input = forecastInputOf([from(0, growing(9_000)), from(52, growing(9_000)), never], { life: everLiving(3) })
    expect(input.launches).toBeNull()
    const { notes } = forecastAll(input)
    expect([1, 2].map((at) => noteOf(notes, at).reason)).toEqual(['too_short', 'no_demand'])
    expect([...notes.analogues]).toEqual([0, 0, 0])
  })
})
