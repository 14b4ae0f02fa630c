import { expect, test } from 'vitest'
import { cellObjects } from '../../../tests/support/accuracy-world.js'
import { type Day, formatDay, parseDay } from '../base/day.js'
import { buildHorizon } from '../calendar/horizon.js'
import { buildSparse, type Plan } from '../plan/plan.js'
import type { SalesColumns } from './history.js'
import type { Layer, LayerKind } from './layer.js'
import { type CycleGiven, measureCycle } from './measured-cycle.js'

/** A Wednesday, and the Monday and the first after it. */
const PLAN_DAY = parseDay('2026-03-04')!
const MONDAY = parseDay('2026-03-09')!
const APRIL = parseDay('2026-04-01')!

interface Sale {
  readonly day: Day
  readonly units: number
  readonly item?: number
}

function salesOf(given: readonly Sale[]): SalesColumns {
  const zeros = new Float64Array(given.length)
  return {
    count: given.length,
    product: Int32Array.from(given, ({ item }) => item ?? 0),
    location: new Int32Array(given.length),
    customer: new Int32Array(given.length),
    day: Int32Array.from(given, ({ day }) => day),
    flow: new Uint8Array(given.length),
    units: Float64Array.from(given, ({ units }) => units),
    returnedUnits: zeros,
    estimated: new Uint8Array(given.length),
  }
}

/** So many units on each day of [from, until). */
const daily = (from: Day, until: Day, units: number, item = 0): Sale[] =>
  Array.from({ length: until - from }, (_, at) => ({ day: from + at, units, item }))

/** Two items at one place for one customer; the first forecasts ten a day, and so does its consensus. */
function worldOf(
  more: Partial<Omit<CycleGiven, 'sales'>> & { sales?: readonly Sale[]; consensus?: number; planDay?: Day },
): CycleGiven {
  const horizon = buildHorizon({ planDay: more.planDay ?? PLAN_DAY, days: 14, weeks: 6, months: 3 })
  const rows = { count: 2, item: Int32Array.of(0, 1), location: new Int32Array(2), customer: new Int32Array(2) }
  const column = (perDay: number): Float64Array => {
    const values = new Float64Array(2 * horizon.count)
    for (let bucket = 0; bucket < horizon.count; bucket++) values[bucket] = perDay * horizon.days[bucket]!
    return values
  }
  const plan = {
    horizon,
    rows: { demand: { ...rows, grain: 'demand', stockRow: Int32Array.of(0, 1) } },
    columns: { baseline: column(10), consensus: column(more.consensus ?? 10) },
  } as unknown as Plan
  return {
    plan,
    layers: [],
    zeroDays: { product: new Int32Array(), location: new Int32Array(), day: new Int32Array() },
    ownLocation: Uint8Array.of(1),
    succession: { successor: Int32Array.of(-1, -1), inheritUntil: Int32Array.of(-(2 ** 31), -(2 ** 31)) },
    waits: new Uint8Array(2),
    weekStart: 1,
    grain: 'week',
    from: horizon.planDay,
    until: MONDAY + 14,
    errorSdOf: (_, days) => days,
    costsOf: () => ({ short: 2, excess: 1 }),
    ...more,
    sales: salesOf(more.sales ?? daily(PLAN_DAY - 60, MONDAY + 14, 12)),
  }
}

const cellsIn = (given: CycleGiven) => cellObjects(measureCycle(given).cells)

test('[AK1] [AK3] a week begun before the plan day and one not over are not measured', () => {
  const { periods, until, complete } = measureCycle(worldOf({ until: MONDAY + 13 }))
  expect(periods).toEqual([MONDAY])
  expect([until, complete]).toEqual([MONDAY + 7, false])
  expect(cellsIn(worldOf({}))).toMatchObject([
    { row: 0, firstDay: MONDAY, lag: 1, actual: 84, forecast: { statistical: 70, consensus: 70 }, errorSd: -1 },
    { row: 0, firstDay: MONDAY + 7, lag: 2, actual: 84 },
  ])
})

test('[AK1] [AK3] a plan made on the first day of a week has that week at lag 0, and its range', () => {
  expect(cellsIn(worldOf({ planDay: MONDAY }))).toMatchObject([
    { firstDay: MONDAY, lag: 0, errorSd: 7 },
    { firstDay: MONDAY + 7, lag: 1, errorSd: -1 },
  ])
})

test('[AK1] weeks end where the plan has months, and months are the sums of what they are made of', () => {
  const until = parseDay('2026-07-10')!
  const sales = daily(PLAN_DAY - 60, until, 12)
  // Six weeks from Monday 2 March end on Sunday 12 April; the first of them had begun.
  const weeks = measureCycle(worldOf({ until, sales }))
  expect(weeks.periods.map(formatDay)).toEqual(['2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30', '2026-04-06'])
  expect(weeks.complete).toBe(true)
  const months = measureCycle(worldOf({ until, sales, grain: 'month' }))
  expect(months.periods.map(formatDay)).toEqual(['2026-04-01', '2026-05-01', '2026-06-01'])
  expect(months.complete).toBe(true)
  expect(cellObjects(months.cells).map(({ actual, forecast }) => [actual, forecast.statistical])).toEqual([
    [360, 300],
    [372, 310],
    [360, 300],
  ])
})

test('[AK10] what was measured before is not measured again', () => {
  expect(measureCycle(worldOf({ from: 0 })).periods).toEqual([MONDAY, MONDAY + 7])
  expect(measureCycle(worldOf({ from: MONDAY + 7 })).periods).toEqual([MONDAY + 7])
  expect(measureCycle(worldOf({ from: MONDAY + 14 }))).toMatchObject({ periods: [], until: MONDAY + 14 })
})

test('[AK5] the naive is the last year that was over, and unknown where history is too short', () => {
  const year = daily(MONDAY - 364, MONDAY - 357, 9)
  const long = worldOf({ sales: [{ day: MONDAY - 400, units: 1 }, ...year, ...daily(MONDAY, MONDAY + 14, 12)] })
  expect(cellsIn(long).map(({ forecast }) => forecast.naive)).toEqual([63, 0])
  expect(cellsIn(worldOf({})).map(({ forecast }) => forecast.naive)).toEqual([-1, -1])
  // More than a year ahead it is the year before the plan, not one that had not been.
  const until = APRIL + 366
  const far = buildHorizon({ planDay: PLAN_DAY, days: 14, weeks: 6, months: 14 })
  const { plan } = worldOf({})
  const columns = { baseline: new Float64Array(2 * far.count), consensus: new Float64Array(2 * far.count) }
  const months = worldOf({
    grain: 'month',
    until,
    plan: { ...plan, horizon: far, columns } as unknown as Plan,
    sales: [...daily(parseDay('2025-03-01')!, parseDay('2025-04-01')!, 1), { day: PLAN_DAY - 1, units: 5 }],
  })
  const march = cellsIn(months).find(({ firstDay }) => formatDay(firstDay) === '2027-03-01')
  expect(march?.forecast.naive).toBe(31)
})

test('[AK5] promotions and events are a layer before people, whatever order they came in', () => {
  const layer = (kind: LayerKind, value: number): Layer => ({
    id: kind,
    kind,
    source: 'test',
    owner: 'test',
    cells: buildSparse(2, [{ row: 0, bucket: 5, value }]),
  })
  const layers = [layer('override', 40), layer('event', 30), layer('sensing', -5)]
  // Bucket 5 is the Monday.
  const [first] = cellsIn(worldOf({ layers, consensus: 11 }))
  expect(first!.forecast).toEqual({ naive: -1, statistical: 70, events: 95, consensus: 77 })
  const [sunk] = cellsIn(worldOf({ layers: [layer('event', -500)] }))
  expect(sunk!.forecast.events).toBe(60)
})

test('[AK4] days without stock are made up for, and a week that was mostly one is not known', () => {
  const closed = (days: readonly number[]) => ({
    product: new Int32Array(days.length),
    location: new Int32Array(days.length),
    day: Int32Array.from(days, (day) => MONDAY + day),
  })
  const open = [0, 1, 2, 3, 4].map((day): Sale => ({ day: MONDAY + day, units: 10 }))
  const sales = [...daily(PLAN_DAY - 60, PLAN_DAY, 10), ...open]
  const until = MONDAY + 7
  expect(cellsIn(worldOf({ sales, until, zeroDays: closed([5, 6]) }))[0]!.actual).toBe(70)
  expect(cellsIn(worldOf({ sales, until, zeroDays: closed([5, 6]), waits: Uint8Array.of(1, 1) }))[0]!.actual).toBe(50)
  const mostly = measureCycle(worldOf({ sales, until, zeroDays: closed([1, 2, 3, 4, 5]) }))
  expect([mostly.cells.count, mostly.unknown]).toEqual([0, 1])
})

test('[AK4] what a predecessor sold is the history of its successor, not its demand', () => {
  // Whole weeks of 7 and then 14 of the other item: steps of 7 and 0: 49 / 2, rounded.
  const before = [...daily(MONDAY - 28, MONDAY - 21, 1, 1), ...daily(MONDAY - 21, MONDAY - 7, 2, 1)]
  const sales = [...before, ...daily(MONDAY, MONDAY + 7, 4, 1)]
  const succession = { successor: Int32Array.of(-1, 0), inheritUntil: Int32Array.of(PLAN_DAY, -(2 ** 31)) }
  const [heir] = cellsIn(worldOf({ sales, succession, until: MONDAY + 7 }))
  expect(heir).toMatchObject({ row: 0, actual: 0, stepScale: 25 })
  expect(cellsIn(worldOf({ sales, until: MONDAY + 7 }))[0]).toMatchObject({ row: 0, actual: 0, stepScale: -1 })
})

test('[AK6] scales are those of the history before the plan day', () => {
  // Weeks of 7, 14, 7, 14: every step is 7, whatever came after the plan day.
  const before = [0, 1, 2, 3].flatMap((week) => daily(MONDAY - 35 + 7 * week, MONDAY - 28 + 7 * week, 1 + (week % 2)))
  const sales = [...before, ...daily(MONDAY, MONDAY + 7, 500)]
  const [cell] = cellsIn(worldOf({ sales, until: MONDAY + 7 }))
  expect([cell!.naiveScale, cell!.stepScale]).toEqual([-1, 49])
})
