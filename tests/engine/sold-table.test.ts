//! What a table says was sold, against SQL over the facts.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { writeCompanyFolder } from '../../src/connectors/folder-writer/write-company-folder.js'
import { dayOf, firstDayOfMonth, formatDay, monthOf } from '../../src/core/base/day.js'
import { EVERYWHERE, pathOf } from '../../src/core/edit/box.js'
import type { SalesFacts } from '../../src/core/network/facts.js'
import { minorDecimals } from '../../src/finance/currency.js'
import { generateCompany } from '../../src/generate/generate-company.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import type { Query, Table, TableMeasure } from '../../src/processes/living/living-plan.js'
import { readTable } from '../../src/processes/living/plan-table.js'
import { loadFolder, openStore } from '../../src/store/company-folder.js'
import { quoteText, readRows } from '../../src/store/duckdb/columns.js'
import type { Database } from '../../src/store/duckdb/database.js'
import { readCompany } from '../../src/store/read-company.js'
import { readFacts } from '../../src/store/read-facts.js'
import { copyOfExample } from '../examples/rumbo-command.js'
import { everything, scopeOf } from '../support/living-world.js'
import { planned } from '../support/planned-company.js'

const ana = everything('ana')
const ask = (input: LivingInput, of: Partial<Query>, viewer = ana): Table =>
  readTable(
    input,
    { scenario: 'main', measures: ['actual'], by: [], period: 'month', scope: EVERYWHERE, ...of },
    viewer,
    { scenario: 'main', numbers: 0, settled: 0 },
  )

async function generated(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-sold-'))
  const { companyYaml, tables } = generateCompany({ products: 30, locations: 8, weeks: 130, seed: 9 })
  await writeCompanyFolder(folder, { companyYaml, tables })
  return folder
}

const COMPANIES = {
  'retailer-mini': async () => copyOfExample('retailer-mini'),
  'supplier-mini': async () => copyOfExample('supplier-mini'),
  'a generated company': generated,
}

describe.each(Object.entries(COMPANIES))('%s', (name, prepare) => {
  let folder: string
  let store: Database
  let input: LivingInput
  beforeAll(async () => {
    folder = await prepare()
    await loadFolder(folder, { open: openCompanySources })
    store = await openStore(folder)
    const company = await readCompany(store)
    const { planDay } = company.settings
    input = livingInput(await planned({ company, facts: await readFacts(store, company, { planDay }) }))
  }, 120_000)
  afterAll(() => {
    store.close()
    fs.rmSync(folder, { recursive: true })
  })

  /** Our own sales, returns aside, in the columns of the facts. */
  const ours = (which = `NOT coalesce(kind = 'return', false) AND units > 0`): string => {
    const theirs = input.company.locations.filter(({ entity }) => entity === null).map(({ id }) => quoteText(id))
    const observed = `flow = 'SELL_OUT' AND location_id IN (${theirs.join(', ') || 'NULL'})`
    return `(SELECT * FROM sales WHERE known_to IS NULL AND NOT coalesce(${observed}, false)
      AND ${which})`
  }
  const sums = async (columns: string, where = 'true'): Promise<Map<string, number>> => {
    const { planDay } = input.company.settings
    const oldest = formatDay(firstDayOfMonth(monthOf(planDay) - 36))
    const rows = await readRows(
      store.connection,
      `SELECT ${columns} AS place, CAST(round(sum(units * 1000)) AS DOUBLE) AS units FROM ${ours()}
       WHERE date < DATE '${formatDay(planDay)}' AND date >= DATE '${oldest}' AND ${where} GROUP BY 1`,
    )
    return new Map(rows.map(({ place, units }) => [String(place), Number(units)]))
  }
  const told = ({ rows, periods }: Table, measure: TableMeasure = 'actual'): Map<string, number> =>
    new Map(
      rows.flatMap(({ names, values }) =>
        periods.flatMap(({ firstDay }, at) => {
          const units = values[measure]![at]!
          return units === 0 ? [] : [[[...names, formatDay(firstDay)].join(' '), units] as const]
        }),
      ),
    )
  const oldDays = (): Partial<Query> => ({ from: dayOf(1990, 1, 1) })
  const month = `strftime(date_trunc('month', date), '%Y-%m-%d')`
  const week = (): string =>
    `strftime(date - CAST((isodow(date) - ${input.company.settings.weekStart} + 7) % 7 AS INTEGER), '%Y-%m-%d')`

  test('[LP64] [LP65] what was sold of each item by month and by week is what SQL says', async () => {
    const [many] = await readRows(store.connection, `SELECT count(*) AS many FROM ${ours()} WHERE period <> 'D'`)
    expect(Number(many!.many)).toBe(0)
    const byMonth = await sums(`product_id || ' ' || ${month}`)
    expect(byMonth.size).toBeGreaterThan(1)
    expect(told(ask(input, { ...oldDays(), by: ['item'] }))).toEqual(byMonth)
    // The first week of the oldest month may have begun in the month before.
    const byWeek = await sums(`product_id || ' ' || ${week()}`)
    expect(told(ask(input, { ...oldDays(), by: ['item'], period: 'week' }))).toEqual(byWeek)
  })

  test('[LP65] a viewer is told what was sold in their part', async () => {
    const { plan, company } = input
    const location = company.locations[plan.rows.demand.location[0]!]!
    const path = pathOf(plan.location, plan.location.leafNode[plan.rows.demand.location[0]!]!)
    const viewer = everything('ben', [scopeOf({ location: path })])
    const expected = await sums(month, `location_id = ${quoteText(location.id)}`)
    expect(told(ask(input, { ...oldDays(), by: [] }, viewer))).toEqual(expected)
    expect(ask(input, { ...oldDays(), by: ['location'] }, viewer).rows.map(({ names }) => names)).toEqual([
      [location.id],
    ])
  })

  test.each(['month', 'week'] as const)('[LP66] last year by %s is what was sold then', async (period) => {
    const { planDay } = input.company.settings
    const table = ask(input, { measures: ['lastYear', 'actual', 'consensus'], from: planDay - 900, period })
    const weeks = period === 'week'
    for (const [at, { firstDay, days }] of table.periods.entries()) {
      // Beyond the plan's weeks a table by week has its months.
      const shift = weeks && days <= 7 ? '364 DAY' : '1 YEAR'
      const [row] = await readRows(
        store.connection,
        `WITH image AS (SELECT CAST(DATE '${formatDay(firstDay)}' - INTERVAL ${shift} AS DATE) AS first,
           CAST(DATE '${formatDay(firstDay + days)}' - INTERVAL ${shift} AS DATE) AS until)
         SELECT CAST(coalesce(round(sum(units * 1000)), 0) AS DOUBLE) AS units FROM ${ours()}, image
         WHERE date >= first AND date < until AND until <= DATE '${formatDay(planDay)}'`,
      )
      expect([formatDay(firstDay), table.totals.lastYear![at]]).toEqual([formatDay(firstDay), Number(row!.units)])
    }
    // The small companies are a month old.
    const isTold = table.totals.lastYear!.filter((units) => units !== 0).length > 12
    expect(isTold).toBe(name === 'a generated company')
  })

  test.each(['nrf', 'walmart', '4-4-5'] as const)('[LP84] what was sold by %s is what SQL says', async (calendar) => {
    const { planDay } = input.company.settings
    for (const period of ['week', 'month'] as const) {
      const table = ask(input, { measures: ['lastYear', 'actual'], from: planDay - 800, period, calendar })
      for (const [at, { firstDay, days }] of table.periods.entries()) {
        if (firstDay >= planDay) break
        const between = async (from: number): Promise<number> => {
          const [row] = await readRows(
            store.connection,
            `SELECT CAST(coalesce(round(sum(units * 1000)), 0) AS DOUBLE) AS units FROM ${ours()}
             WHERE date >= DATE '${formatDay(from)}' AND date < DATE '${formatDay(from + days)}'`,
          )
          return Number(row!.units)
        }
        const lastYear = table.totals.lastYear![at]
        expect([formatDay(firstDay), table.totals.actual![at], lastYear]).toEqual([
          formatDay(firstDay),
          await between(firstDay),
          lastYear === null ? null : await between(firstDay - 364),
        ])
      }
    }
  })

  test('[LP67] what was invoiced by month is what SQL says, as far as it was rounded, and places add up to it', async () => {
    const { planDay, baseCurrency } = input.company.settings
    const query: Partial<Query> = { measures: ['actualNetSales', 'actual'], ...oldDays() }
    const table = ask(input, query)
    const leaves = ask(input, { ...query, by: ['item', 'location', 'customer'] })
    const minor = 10 ** minorDecimals(baseCurrency)
    const rows = await readRows(
      store.connection,
      `SELECT ${month} AS month, CAST(sum(CASE WHEN coalesce(kind = 'return', false) OR units < 0
         THEN -abs(net_amount) ELSE net_amount END) AS DOUBLE) AS net
       FROM ${ours('true')} WHERE date < DATE '${formatDay(planDay)}' GROUP BY 1`,
    )
    const bySql = new Map(rows.map(({ month: of, net }) => [String(of), Number(net) * minor]))
    // Each account and family is rounded by itself.
    const rounded = name === 'a generated company' ? 0.5 * leaves.rows.length : 1e-6
    const told = table.totals.actualNetSales!
    table.periods.forEach(({ firstDay }, at) => {
      expect(Math.abs(told[at]! - (bySql.get(formatDay(firstDay)) ?? 0))).toBeLessThanOrEqual(rounded)
    })
    expect(told.filter((amount) => amount! > 0).length).toBeGreaterThan(0)
    expect(table.sold!.hasMoney).toBe(true)
    const added = told.map((_, at) => leaves.rows.reduce((sum, { values }) => sum + values.actualNetSales![at]!, 0))
    expect(added).toEqual([...told])
    expect(() => ask(input, { measures: ['actualNetSales'], period: 'week' })).toThrow('living.money_by_month')
    const blind = { ...ana, measures: new Set(['volume'] as const) }
    expect(() => ask(input, query, blind)).toThrow('living.measure_not_seen')
  })

  test('[LP67] sales that tell no money are told to tell none', () => {
    const { sales } = input.facts
    const facts = { ...input.facts, sales: { ...sales, netAmount: new Float64Array(sales.count) } }
    const table = ask({ ...input, facts }, { measures: ['actualNetSales'], ...oldDays() })
    expect(table.sold!.hasMoney).toBe(false)
    expect(new Set(table.totals.actualNetSales)).toEqual(new Set([0]))
  })

  test('[LP64] beside the past the plan stands as it does without it', () => {
    const { planDay } = input.company.settings
    const query: Partial<Query> = { measures: ['consensus', 'netSales', 'closing'], by: ['category'] }
    const plain = ask(input, query)
    const beside = ask(input, { ...query, measures: [...query.measures!, 'actual'], from: planDay - 100 })
    const past = beside.periods.length - plain.periods.length
    expect(past).toBeGreaterThan(2)
    expect(beside.periods.slice(past)).toEqual(plain.periods)
    expect(beside.periods[past - 1]!.firstDay + beside.periods[past - 1]!.days).toBe(planDay)
    for (const [at, { names, values }] of plain.rows.entries()) {
      const row = beside.rows.find((one) => one.names.join() === names.join())!
      for (const measure of query.measures!) {
        expect(row.values[measure]!.slice(past)).toEqual(values[measure])
        expect(row.values[measure]!.slice(0, past).every((value) => value === 0)).toBe(true)
      }
      expect(beside.rows[at]!.values.actual!.slice(past).every((value) => value === 0)).toBe(true)
    }
    // Without a measure of what was sold nothing is told of days that are over.
    expect(ask(input, { ...query, from: planDay - 100 })).toEqual(plain)
    const whole = ask(input, { measures: ['actual'], from: planDay - 100, period: 'total' })
    expect(whole.periods.map(({ firstDay }) => firstDay)).toEqual([expect.any(Number), planDay])
    expect(() => ask(input, { measures: ['actual'], period: 'bucket' })).toThrow('living.sold_by_week')
  })

  test('[LP64] [LP69] questions about one table have its periods, whichever of them asks for last year', () => {
    const query: Partial<Query> = { ...oldDays(), by: ['category'] }
    const rowsOf: TableMeasure[] = ['consensus', 'actual', 'lastYear']
    const whole = ask(input, { ...query, measures: rowsOf })
    for (const measure of rowsOf) {
      const one = ask(input, { ...query, measures: [measure], rowsOf })
      expect([measure, one.periods]).toEqual([measure, whole.periods])
      expect(one.totals).toEqual({ [measure]: whole.totals[measure] })
    }
  })

  test('[LP65] what is not planned any more is not lost', () => {
    const { plan, facts } = input
    const { demand } = plan.rows
    const keys = new Set(
      Array.from(demand.item, (item, row) => `${item} ${demand.location[row]} ${demand.customer[row]}`),
    )
    const free = input.company.locations.findIndex(
      (_, at) => !keys.has(`${demand.item[0]} ${at} ${demand.customer[0]}`),
    )
    const customer = demand.customer[0]!
    const item = demand.item[0]!
    const sold = withSales(facts.sales, [
      { item, location: free, customer, day: plan.horizon.planDay - 1, units: 7000 },
      { item, location: -1, customer: -1, day: plan.horizon.planDay - 1, units: 500 },
    ])
    const asking = { ...input, facts: { ...facts, sales: sold } }
    const query: Partial<Query> = {
      measures: ['actual', 'consensus'],
      from: plan.horizon.planDay - 40,
      period: 'total',
    }
    const before = ask(input, query).totals.actual![0]!
    const leaves = ask(asking, { ...query, by: ['item', 'location', 'customer'] })
    expect(leaves.totals.actual![0]).toBe(before + 7000)
    const place = input.company.locations[free]!.id
    const row = leaves.rows.find(
      ({ names }) => names[0] === plan.product.id[plan.product.leafNode[item]!]! && names[1] === place,
    )!
    expect(row.values).toEqual({ actual: [7000, 0], consensus: [0, 0] })
    expect(leaves.sold!.nowhere).toEqual({ actual: [500, 0] })
    const part = everything('ben', [scopeOf({ product: pathOf(plan.product, plan.product.leafNode[item]!) })])
    expect(ask(asking, query, part).sold!.nowhere).toBeUndefined()
    expect(ask(asking, query, part).totals.actual![0]! - ask(input, query, part).totals.actual![0]!).toBe(7000)
    const other = everything('ben', [scopeOf({ product: ['no such category'] })])
    expect(ask(asking, query, other).totals.actual).toEqual([0, 0])
  })
})

interface Sale {
  readonly item: number
  readonly location: number
  readonly customer: number
  readonly day: number
  readonly units: number
}

function withSales(sales: SalesFacts, more: readonly Sale[]): SalesFacts {
  const integers = (column: Int32Array, of: (sale: Sale) => number) => Int32Array.from([...column, ...more.map(of)])
  const numbers = (column: Float64Array, of: (sale: Sale) => number) => Float64Array.from([...column, ...more.map(of)])
  const none = (column: Uint8Array) => Uint8Array.from([...column, ...more.map(() => 0)])
  return {
    count: sales.count + more.length,
    product: integers(sales.product, ({ item }) => item),
    location: integers(sales.location, ({ location }) => location),
    customer: integers(sales.customer, ({ customer }) => customer),
    day: integers(sales.day, ({ day }) => day),
    flow: none(sales.flow),
    units: numbers(sales.units, ({ units }) => units),
    returnedUnits: numbers(sales.returnedUnits, () => 0),
    grossAmount: numbers(sales.grossAmount, () => 0),
    netAmount: numbers(sales.netAmount, () => 0),
    estimated: none(sales.estimated),
  }
}
