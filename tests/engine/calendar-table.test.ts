//! A plan read by other calendars than its own: by days it is the same plan.
import path from 'node:path'
import { tableFromIPC } from '@uwdata/flechette'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { columnFile, columnsOf, csvOf, jsonOf } from '../../src/api/table-file.js'
import { showTable, table as tableShape } from '../../src/api/wire/table.js'
import { formatDay, weekdayOf } from '../../src/core/base/day.js'
import { FISCAL_CALENDAR_NAMES, fiscalCalendar } from '../../src/core/calendar/fiscal-calendar.js'
import { bucketOfDay, endOfHorizon } from '../../src/core/calendar/horizon.js'
import { EVERYWHERE } from '../../src/core/edit/box.js'
import { firstPart } from '../../src/core/edit/moving.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import type { Query, Table, TableMeasure } from '../../src/processes/living/living-plan.js'
import { readTable } from '../../src/processes/living/plan-table.js'
import { readRows } from '../../src/store/duckdb/columns.js'
import { openDatabase } from '../../src/store/duckdb/database.js'
import { streamParquet } from '../../src/store/export/parquet-stream.js'
import { folderWith } from '../support/company-folder.js'
import { everything } from '../support/living-world.js'
import { loadGenerated, planned } from '../support/planned-company.js'

let input: LivingInput

beforeAll(async () => {
  input = livingInput(await planned(await loadGenerated({ products: 30, locations: 8, weeks: 130, seed: 9 })))
}, 120_000)

const ask = (of: Partial<Query>): Table =>
  readTable(
    input,
    { scenario: 'main', measures: ['consensus'], by: [], period: 'week', scope: EVERYWHERE, ...of },
    everything('ana'),
    { scenario: 'main', numbers: 0, settled: 0 },
  )

const FLOWS = ['baseline', 'consensus', 'constrained', 'receipts', 'requirement'] as const
const names = fc.constantFrom(...FISCAL_CALENDAR_NAMES)
const grains = fc.constantFrom('week' as const, 'month' as const)
const sum = (values: readonly (number | null)[] | undefined): number =>
  (values ?? []).reduce<number>((total, value) => total + value!, 0)

describe('quantities', () => {
  test('[LP80] the periods of any calendar add up to what the plan’s own add up to, for every row', () => {
    fc.assert(
      fc.property(names, grains, (calendar, period) => {
        const by = ['family', 'country'] as const
        const own = ask({ measures: FLOWS, by, period: 'total' })
        const told = ask({ measures: FLOWS, by, period, calendar })
        expect(told.rows.map((row) => row.names)).toEqual(own.rows.map((row) => row.names))
        for (const measure of FLOWS) {
          expect(sum(told.totals[measure])).toBe(own.totals[measure]![0])
          own.rows.forEach(({ values }, at) => {
            expect(sum(told.rows[at]!.values[measure])).toBe(values[measure]![0])
          })
        }
        // From the first planned day to the last, without a gap.
        const { planDay } = input.plan.horizon
        let day = planDay
        for (const { firstDay, days } of told.periods) {
          expect(firstDay).toBe(day)
          day += days
        }
        expect(day).toBe(endOfHorizon(input.plan.horizon))
      }),
      { seed: 3, numRuns: 12 },
    )
  })

  test('[LP80] rows add up to what holds them in every period, and weeks to the periods that hold them', () => {
    fc.assert(
      fc.property(names, (calendar) => {
        const leaves = ask({ by: ['item', 'location', 'customer'], calendar })
        const added = leaves.periods.map((_, at) =>
          leaves.rows.reduce((total, { values }) => total + values.consensus![at]!, 0),
        )
        expect(added).toEqual(leaves.totals.consensus)
        const months = ask({ period: 'month', calendar })
        for (const [at, { firstDay, days }] of months.periods.entries()) {
          const weeks = leaves.periods.flatMap((week, place) =>
            week.firstDay >= firstDay && week.firstDay < firstDay + days ? [place] : [],
          )
          // Weeks of calendar months go over the ends of months.
          if (calendar !== 'calendar')
            expect(weeks.reduce((total, place) => total + added[place]!, 0)).toBe(months.totals.consensus![at])
        }
      }),
      { seed: 3, numRuns: 6 },
    )
  })

  test('[LP80] a row’s bucket is cut as by the days of a shift or a copy, from any day to any other', () => {
    const { plan } = input
    const { horizon } = plan
    const { count } = horizon
    const end = endOfHorizon(horizon)
    const [item, location, customer] = [plan.product, plan.location, plan.customer].map((tree, at) => {
      const rows = plan.rows.demand
      const leaf = [rows.item, rows.location, rows.customer][at]![7]!
      return tree.id[tree.leafNode[leaf]!]!
    })
    fc.assert(
      fc.property(names, fc.integer({ min: horizon.planDay, max: end - 1 }), fc.nat(400), (calendar, from, length) => {
        const until = Math.min(end, from + length + 1)
        const table = ask({ by: ['item', 'location', 'customer'], calendar, from, until })
        const row = table.rows.find(({ names: of }) => of.join() === [item, location, customer].join())!
        const perDay = new Map<number, number>()
        for (let day = from; day < until; day++) {
          const bucket = bucketOfDay(horizon, day)
          const [at, days] = [day - horizon.firstDay[bucket]!, horizon.days[bucket]!]
          const quantity = plan.columns.consensus[7 * count + bucket]!
          perDay.set(day, firstPart(quantity, at + 1, days) - firstPart(quantity, at, days))
        }
        table.periods.forEach(({ firstDay, days }, at) => {
          let expected = 0
          for (let day = firstDay; day < firstDay + days; day++) expected += perDay.get(day)!
          expect(row.values.consensus![at]).toBe(expected)
        })
        expect(sum(table.periods.map(({ days }) => days))).toBe(until - from)
      }),
      { seed: 5, numRuns: 40 },
    )
  })

  test('[LP81] stock is told where a period ends with a bucket, and is unknown inside one', () => {
    const { horizon } = input.plan
    const ends = new Map(
      Array.from(horizon.firstDay, (first, bucket) => [first + horizon.days[bucket]!, bucket] as const),
    )
    const buckets = ask({ measures: ['closing', 'asIs'], period: 'bucket' })
    for (const calendar of FISCAL_CALENDAR_NAMES)
      for (const period of ['week', 'month'] as const) {
        const table = ask({ measures: ['closing', 'asIs'], period, calendar })
        table.periods.forEach(({ firstDay, days }, at) => {
          const bucket = ends.get(firstDay + days)
          for (const measure of ['closing', 'asIs'] as const)
            expect(table.totals[measure]![at]).toBe(bucket === undefined ? null : buckets.totals[measure]![bucket])
        })
        const isUnknown = table.totals.closing!.some((value) => value === null)
        // The plan's own months are buckets' ends; no other calendar's are, all of them.
        expect([calendar, period, isUnknown]).toEqual([
          calendar,
          period,
          !(calendar === 'calendar' && period === 'month'),
        ])
      }
  })

  test('[LP82] a period says whether it cuts a bucket, and what its calendar calls it', () => {
    const { planDay, dayCount } = input.plan.horizon
    for (const calendar of ['walmart', 'nrf', 'iso'] as const) {
      const table = ask({ calendar })
      const { on } = fiscalCalendar(calendar)
      table.periods.forEach(({ firstDay, days, cut, called }) => {
        const { week, period, label } = on(firstDay)
        expect(called).toMatchObject({ week, period, label })
        // Days are days in any calendar.
        if (firstDay + days <= planDay + dayCount) expect(cut).toBeUndefined()
      })
      const borders = new Set([...input.plan.horizon.firstDay, endOfHorizon(input.plan.horizon)])
      for (const { firstDay, days, cut } of table.periods) {
        const [first, last] = [!borders.has(firstDay), !borders.has(firstDay + days)]
        expect(cut).toBe(first && last ? 'both' : first ? 'first' : last ? 'last' : undefined)
      }
      expect(table.periods.some(({ cut }) => cut !== undefined)).toBe(true)
    }
    expect(ask({ period: 'month', calendar: 'walmart' }).periods[0]!.called!.label).toMatch(/^FY\d\d P\d\d$/)
    expect(ask({ period: 'total', calendar: 'walmart' }).periods).toEqual(ask({ period: 'total' }).periods)
    expect(() => ask({ period: 'bucket', calendar: 'nrf' })).toThrow('living.calendar_by_week')
    expect(ask({}).periods.every(({ called, cut }) => called === undefined && cut === undefined)).toBe(true)
  })

  test('[LP83] money is told by a calendar whose periods are whole months, and refused by any other', () => {
    const measures: readonly TableMeasure[] = ['netSales', 'grossMargin']
    const own = ask({ measures, period: 'month' })
    expect(ask({ measures, period: 'month', calendar: 'calendar' }).totals).toEqual(own.totals)
    for (const calendar of ['nrf', 'walmart', 'iso', '4-4-5', '5-4-4'] as const)
      expect(() => ask({ measures, period: 'month', calendar })).toThrow('living.money_by_calendar')
    expect(() => ask({ measures: ['actualNetSales'], period: 'month', calendar: 'nrf' })).toThrow(
      'living.money_by_calendar',
    )
    expect(ask({ measures, period: 'total', calendar: 'nrf' }).totals).toEqual(
      ask({ measures, period: 'total' }).totals,
    )
  })
})

describe('what was sold', () => {
  test('[LP84] is told day by day in any calendar: it adds up to what the months tell', () => {
    const { planDay } = input.plan.horizon
    fc.assert(
      fc.property(names, grains, (calendar, period) => {
        const told = ask({ measures: ['actual'], by: ['item'], period, calendar, from: planDay - 2000 })
        const first = told.periods[0]!.firstDay
        const days = ask({ measures: ['actual'], by: ['item'], period: 'total', calendar, from: first, until: planDay })
        told.rows.forEach(({ values }, at) => expect(sum(values.actual)).toBe(sum(days.rows[at]!.values.actual)))
        expect(sum(told.totals.actual)).toBeGreaterThan(0)
        const { on } = fiscalCalendar(calendar)
        const key = (day: number) => (({ year, week, period: of }) => [year, period === 'week' ? week : of])(on(day))
        for (const { firstDay, days: length } of told.periods) {
          expect(key(firstDay + length - 1)).toEqual(key(firstDay))
          // None is cut but by the plan day and the end of the plan.
          if (firstDay !== planDay)
            expect([formatDay(firstDay), key(firstDay - 1)]).not.toEqual([formatDay(firstDay), key(firstDay)])
        }
      }),
      { seed: 3, numRuns: 12 },
    )
  })

  test('[LP84] a week is compared with the one 52 weeks before, and a week 53 with nothing', () => {
    const { planDay } = input.plan.horizon
    const until = endOfHorizon(input.plan.horizon)
    for (const calendar of ['nrf', 'walmart', 'iso'] as const) {
      const table = ask({ measures: ['actual', 'lastYear'], calendar, from: planDay - 700 })
      const at = new Map(table.periods.map(({ firstDay }, place) => [firstDay, place]))
      let compared = 0
      table.periods.forEach(({ firstDay, days, called }, place) => {
        const before = at.get(firstDay - 364)
        const lastYear = table.totals.lastYear![place]
        if (called!.week === 53) expect(lastYear).toBeNull()
        else if (before !== undefined && days === 7 && table.periods[before]!.days === 7) {
          expect(lastYear).toBe(firstDay - 364 + 7 <= planDay ? table.totals.actual![before] : 0)
          compared++
        }
      })
      expect(compared).toBeGreaterThan(20)
      const months = ask({ measures: ['lastYear'], calendar, period: 'month', from: planDay - 700, until })
      months.periods.forEach(({ firstDay, days }, place) => {
        const holds53 = Array.from({ length: days }, (_, offset) => firstDay + offset).some(
          (day) => fiscalCalendar(calendar).on(day).week === 53,
        )
        expect(months.totals.lastYear![place] === null).toBe(holds53)
      })
    }
  })
})

test('[LP82] weeks of the retailer begin on its own weekday', () => {
  const weekday = { walmart: 6, nrf: 7, iso: 1 } as const
  for (const [calendar, start] of Object.entries(weekday))
    for (const { firstDay } of ask({ calendar: calendar as keyof typeof weekday }).periods.slice(1))
      expect(weekdayOf(firstDay)).toBe(start)
})

test('[AP80] told and written, periods have their names, and what is not known is no nought', async () => {
  const asked = { measures: ['closing', 'consensus'], by: ['category'], calendar: 'walmart', period: 'week' } as const
  const answer = ask(asked)
  const shown = tableShape.parse(showTable(answer, 0, 3, 2))
  const unknown = answer.totals.closing!.indexOf(null)
  expect(unknown).toBeGreaterThan(0)
  expect(shown.totals.closing![unknown]).toBeNull()
  expect(shown.periods[unknown]).toMatchObject({ called: answer.periods[unknown]!.called, cut: expect.any(String) })

  const { called } = answer.periods[unknown]!
  const lines = [...csvOf(asked, answer)].join('').trim().split('\r\n')
  expect(lines[0]).toBe('category,first_day,days,called,closing,consensus')
  const line = lines[1 + unknown]!.split(',')
  expect(line.slice(-3, -1)).toEqual([called!.label, ''])
  const objects = JSON.parse([...jsonOf(asked, answer)].join('')) as Record<string, unknown>[]
  expect(objects[unknown]).toMatchObject({ called: called!.label, closing: null })
  expect(objects[unknown]!.consensus).toBe(Number(line.at(-1)))

  const ports = { writeParquet: streamParquet }
  const read = async (format: 'csv' | 'arrow' | 'parquet') =>
    new Uint8Array(await (await columnFile('plan', format, columnsOf(asked, answer), ports)).arrayBuffer())
  expect(
    new TextDecoder()
      .decode(await read('csv'))
      .split('\r\n')
      [1 + unknown]!.split(',')
      .slice(-3, -1),
  ).toEqual([called!.label, ''])
  const rows = tableFromIPC(await read('arrow')).toArray() as Record<string, unknown>[]
  expect(rows[unknown]).toMatchObject({ called: called!.label, closing: null })
  const file = path.join(folderWith({ 'plan.parquet': await read('parquet') }), 'plan.parquet')
  const database = await openDatabase(null)
  const [counted] = await readRows(database.connection, `SELECT count(*) - count(closing) AS unknown FROM '${file}'`)
  database.close()
  expect(Number(counted!.unknown)).toBe(
    answer.rows.flatMap(({ values }) => values.closing!.filter((value) => value === null)).length,
  )
  // By the plan's own calendar a file is what it was.
  expect([...csvOf({ ...asked, by: [] }, ask({ measures: ['consensus'] }))].join('').split('\r\n')[0]).toBe(
    'first_day,days,closing,consensus',
  )
})
