import { describe, expect, test } from 'vitest'
import { parseDay } from '../base/day.js'
import { deriveHistory, type HistoryOptions, type SalesColumns } from './history.js'
import { deriveSuccession } from './lifecycle.js'
import type { RowKeys } from './row-index.js'

const PLAN_DAY = parseDay('2026-03-02')! // a Monday
const SELL_IN = 0
const SELL_OUT = 1
const WAREHOUSE = 0
const THEIR_STORE = 1

type Sale = {
  day: number
  item?: number
  location?: number
  customer?: number
  flow?: number
  units?: number
  back?: number
}

function salesOf(sales: readonly Sale[]): SalesColumns {
  const column = (pick: (sale: Sale) => number) => Int32Array.from(sales, pick)
  return {
    count: sales.length,
    product: column((sale) => sale.item ?? 0),
    location: column((sale) => sale.location ?? WAREHOUSE),
    customer: column((sale) => sale.customer ?? 0),
    day: column((sale) => sale.day),
    flow: Uint8Array.from(sales, (sale) => sale.flow ?? SELL_IN),
    units: Float64Array.from(sales, (sale) => sale.units ?? 0),
    returnedUnits: Float64Array.from(sales, (sale) => sale.back ?? 0),
    estimated: new Uint8Array(sales.length),
  }
}

const rowsOf = (...rows: [item: number, location: number, customer: number][]): RowKeys => ({
  count: rows.length,
  item: Int32Array.from(rows, (row) => row[0]),
  location: Int32Array.from(rows, (row) => row[1]),
  customer: Int32Array.from(rows, (row) => row[2]),
})

const NO_STOCKOUTS = { product: new Int32Array(), location: new Int32Array(), day: new Int32Array() }

const optionsOf = (rows: RowKeys, more: Partial<HistoryOptions> = {}): HistoryOptions => ({
  planDay: PLAN_DAY,
  ownLocation: Uint8Array.of(1, 0),
  rowGroup: new Int32Array(rows.count),
  groupCount: 1,
  ...more,
})

describe('weeks', () => {
  test('[DM1] the last week ends on the day before the plan day, and weeks of a row are neighbours', () => {
    const rows = rowsOf([0, 0, 0], [1, 0, 0])
    const history = deriveHistory(
      salesOf([
        { day: PLAN_DAY - 14, units: 5 },
        { day: PLAN_DAY - 8, units: 7 },
        { day: PLAN_DAY - 7, units: 11 },
        { day: PLAN_DAY - 1, units: 13 },
        { day: PLAN_DAY - 1, item: 1, units: 2 },
        { day: PLAN_DAY, units: 1_000 },
      ]),
      NO_STOCKOUTS,
      rows,
      optionsOf(rows),
    )
    expect(history.weekCount).toBe(2)
    expect(history.firstDay).toBe(PLAN_DAY - 14)
    expect([...history.units]).toEqual([12, 24, 0, 2])
  })

  test('[DM1] a first week that is not whole is left out; whole weeks after the newest fact are unknown, not empty', () => {
    const rows = rowsOf([0, 0, 0])
    const sales = salesOf([
      { day: PLAN_DAY - 30, units: 9 },
      { day: PLAN_DAY - 20, units: 5 },
      { day: PLAN_DAY - 9, units: 7 },
    ])
    const history = deriveHistory(sales, NO_STOCKOUTS, rows, optionsOf(rows))
    expect(history.endDay).toBe(PLAN_DAY - 7)
    expect(history.firstDay).toBe(PLAN_DAY - 28)
    expect([...history.units]).toEqual([0, 5, 7])
  })
})

describe('whose demand it is', () => {
  test('[DM2] what a customer sells in stores of their own is observed, never our demand', () => {
    const rows = rowsOf([0, WAREHOUSE, 0])
    const history = deriveHistory(
      salesOf([
        { day: PLAN_DAY - 3, units: 100 },
        { day: PLAN_DAY - 3, location: THEIR_STORE, flow: SELL_OUT, units: 40 },
        { day: PLAN_DAY - 2, location: WAREHOUSE, flow: SELL_OUT, units: 7 },
      ]),
      NO_STOCKOUTS,
      rows,
      optionsOf(rows),
    )
    expect([...history.units]).toEqual([107])
    expect(history.observed.count).toBe(1)
    expect([history.observed.item[0], history.observed.location[0], history.observed.customer[0]]).toEqual([0, 1, 0])
    expect([...history.observed.units]).toEqual([40])
    expect(history.unmatched.facts).toBe(0)
  })

  test('[DM2] a sale without a location goes to the first row of its item and customer; one without a row is counted', () => {
    const rows = rowsOf([0, 0, 0], [0, 2, 0])
    const history = deriveHistory(
      salesOf([
        { day: PLAN_DAY - 3, location: -1, units: 4 },
        { day: PLAN_DAY - 3, customer: 9, units: 6 },
      ]),
      NO_STOCKOUTS,
      rows,
      optionsOf(rows, { ownLocation: Uint8Array.of(1, 1, 1) }),
    )
    expect([...history.units]).toEqual([4, 0])
    expect(history.unmatched).toEqual({ facts: 1, units: 6 })
  })

  test('[DM3] returns are a flow of their own and lower no sale', () => {
    const rows = rowsOf([0, 0, 0], [1, 0, 0])
    const history = deriveHistory(
      salesOf([
        { day: PLAN_DAY - 5, units: 10 },
        { day: PLAN_DAY - 3, item: 1, units: 20, back: 5 },
        { day: PLAN_DAY - 2, item: 1, back: 1 },
      ]),
      NO_STOCKOUTS,
      rows,
      optionsOf(rows),
    )
    expect([...history.units]).toEqual([10, 20])
    expect([...history.returned.start]).toEqual([0, 0, 1])
    expect([...history.returned.units]).toEqual([6])
  })
})

test('[DM4] a day without stock marks every demand row served from there', () => {
  const rows = rowsOf([0, 0, 0], [0, 0, 1], [1, 0, 0])
  const zero = {
    product: Int32Array.of(0, 0, 5),
    location: Int32Array.of(0, 0, 0),
    day: Int32Array.of(PLAN_DAY - 7, PLAN_DAY - 5, PLAN_DAY - 5),
  }
  const history = deriveHistory(salesOf([{ day: PLAN_DAY - 7, units: 1 }]), zero, rows, optionsOf(rows))
  expect([...history.stockoutDays]).toEqual([0b101, 0b101, 0])
})

describe('succession', () => {
  const life = (id: string, more: object) => ({ id, launchDay: null, endDay: null, successorOf: null, ...more })

  test('[DM5] a successor inherits all that an ended predecessor sold, even when that one has no row left', () => {
    const rows = rowsOf([1, 0, 0])
    const products = [
      life('old', { endDay: PLAN_DAY - 8 }),
      life('new', { launchDay: PLAN_DAY - 7, successorOf: 'old' }),
    ]
    const history = deriveHistory(
      salesOf([
        { day: PLAN_DAY - 14, units: 50 },
        { day: PLAN_DAY - 4, units: 3 },
        { day: PLAN_DAY - 4, item: 1, units: 40 },
      ]),
      NO_STOCKOUTS,
      rows,
      optionsOf(rows, { succession: deriveSuccession(products, PLAN_DAY) }),
    )
    expect([...history.units]).toEqual([50, 43])
    expect(history.unmatched.facts).toBe(0)
  })

  test('[DM5] from a predecessor that still sells it inherits only what came before its launch', () => {
    const rows = rowsOf([0, 0, 0], [1, 0, 0])
    const products = [life('old', {}), life('new', { launchDay: PLAN_DAY - 7, successorOf: 'old' })]
    const history = deriveHistory(
      salesOf([
        { day: PLAN_DAY - 14, units: 50 },
        { day: PLAN_DAY - 4, units: 30 },
        { day: PLAN_DAY - 4, item: 1, units: 20 },
      ]),
      NO_STOCKOUTS,
      rows,
      optionsOf(rows, { succession: deriveSuccession(products, PLAN_DAY) }),
    )
    expect([...history.units]).toEqual([50, 30, 50, 20])
  })
})

test('[DM6] the days of the week follow the group, and one wild Saturday does not bend them', () => {
  const rows = rowsOf([0, 0, 0])
  const sales: Sale[] = []
  for (let week = 1; week <= 20; week++)
    for (let day = 0; day < 5; day++) sales.push({ day: PLAN_DAY - week * 7 + day, units: day === 4 ? 60_000 : 10_000 })
  sales.push({ day: PLAN_DAY - 9 * 7 + 5, units: 5_000_000 })
  const { weekdayProfile } = deriveHistory(salesOf(sales), NO_STOCKOUTS, rows, optionsOf(rows))
  expect([...weekdayProfile].map((share) => Number(share.toFixed(6)))).toEqual([0.1, 0.1, 0.1, 0.1, 0.6, 0, 0])
})

test('the order of the facts does not matter', () => {
  const rows = rowsOf([0, 0, 0], [1, 0, 0])
  const sales = Array.from(
    { length: 200 },
    (_, at): Sale => ({
      day: PLAN_DAY - 1 - ((at * 37) % 90),
      item: at % 3,
      location: at % 2,
      flow: at % 2,
      units: ((at * 7919) % 1_000) + 1,
      back: at % 5,
    }),
  )
  const forwards = deriveHistory(salesOf(sales), NO_STOCKOUTS, rows, optionsOf(rows))
  const backwards = deriveHistory(salesOf([...sales].reverse()), NO_STOCKOUTS, rows, optionsOf(rows))
  expect(backwards).toEqual(forwards)
})
