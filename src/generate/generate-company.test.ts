import { describe, expect, test } from 'vitest'
import { parseDay } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import { contractFaults } from './contract-faults.js'
import { generateCompany } from './generate-company.js'
import type { GeneratedCompany } from './generated-company.js'
import { rowsOf } from './table-reading.js'

const SMALL = { products: 40, locations: 15, weeks: 20 }
const read = ({ tables }: GeneratedCompany, name: string): Record<string, string>[] => rowsOf(tables, name)
const textOf = ({ tables }: GeneratedCompany): string =>
  tables.map((table) => JSON.stringify(rowsOf([table], table.name))).join('\n')

test('[GE1] the same seed gives the same cells, another seed others', () => {
  const first = textOf(generateCompany({ ...SMALL, seed: 3 }))
  expect(textOf(generateCompany({ ...SMALL, seed: 3 }))).toBe(first)
  expect(textOf(generateCompany({ ...SMALL, seed: 4 }))).not.toBe(first)
})

describe('[GE2] [GE8] companies of any size fit the contract', () => {
  const sizes = [
    { products: 1, locations: 1, weeks: 5, seed: 0 },
    { products: 1, locations: 2, weeks: 5, seed: 1 },
    { products: 9, locations: 3, weeks: 60, seed: 2, grain: 'M' as const },
    { products: 60, locations: 30, weeks: 9, seed: 3, grain: 'W' as const },
    { products: 25, locations: 8, weeks: 30, seed: 4, minimal: true },
    { ...SMALL, seed: 5, troublesPerKind: 3 },
    { ...SMALL, seed: 6, troublesPerKind: 0 },
  ]
  for (const size of sizes)
    test(JSON.stringify(size), () => {
      const company = generateCompany(size)
      expect(contractFaults(company.tables)).toEqual([])
      expect(read(company, 'stock').filter(({ location_id }) => location_id !== '').length).toBeGreaterThanOrEqual(
        size.products * size.locations,
      )
      expect(read(company, 'sales').length).toBeGreaterThan(0)
    })
})

test('[GE8] what is no size, or too much, is refused', () => {
  const refusedWith = (options: Parameters<typeof generateCompany>[0]): string => {
    try {
      generateCompany(options)
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
    return 'generated'
  }
  expect(refusedWith({ ...SMALL, products: 0, seed: 1 })).toBe('generate.bad_size')
  expect(refusedWith({ ...SMALL, weeks: 2.5, seed: 1 })).toBe('generate.bad_size')
  expect(refusedWith({ ...SMALL, products: Number.NaN, seed: 1 })).toBe('generate.bad_size')
  expect(refusedWith({ products: 100_000, locations: 1000, weeks: 52, seed: 1 })).toBe('generate.too_large')
})

describe('planted trouble', () => {
  const company = generateCompany({ ...SMALL, seed: 11 })
  const planted = (kind: string) => company.planted.find((trouble) => trouble.kind === kind)!
  const stockAt = (product: string, location: string): number =>
    Number(
      read(company, 'stock').find(({ product_id, location_id }) => product_id === product && location_id === location)!
        .on_hand_units,
    )
  const feeds = new Map(
    read(company, 'lanes')
      .filter(({ product_id }) => product_id === '')
      .map(({ from, to }) => [to!, from!]),
  )
  /** Units a day that leave a place, from the last eight weeks of sales; a centre feeds the places below it. */
  const leaving = new Map<string, number>()
  for (const { product_id, location_id, date, units } of read(company, 'sales')) {
    if (parseDay(date!)! < company.planDay - 56) continue
    for (let place: string | undefined = location_id; place !== undefined; place = feeds.get(place)) {
      const key = `${product_id} ${place}`
      leaving.set(key, (leaving.get(key) ?? 0) + Number(units) / 56)
    }
  }
  const dailySales = (product: string, location: string): number => leaving.get(`${product} ${location}`) ?? 0

  test('[GE6] one of each kind, each with another article', () => {
    expect(company.planted.map(({ kind }) => kind).sort()).toEqual([
      'demand_deviation', 'excess', 'expiry', 'late_order', 'late_supply', 'obsolete', 'overload', 'shortage',
    ]) // biome-ignore format: a list
    expect(new Set(company.planted.map(({ place }) => place.product)).size).toBe(8)
    for (const { value } of company.planted) expect(value).toBeGreaterThan(0)
  })

  test('[GE6] a shortage has a day of stock and four weeks to wait', () => {
    const { product, location } = planted('shortage').place
    expect(stockAt(product, location)).toBeLessThan(2 * dailySales(product, location))
    const lane = read(company, 'lanes').find(({ product_id, to }) => product_id === product && to === location)!
    expect(Number(lane.lead_time_days)).toBe(28)
  })

  test('[GE6] excess, expiry and obsolete stock is more than can be sold', () => {
    for (const [kind, days] of [
      ['excess', 300],
      ['expiry', 100],
      ['obsolete', 200],
    ] as const) {
      const { product, location } = planted(kind).place
      expect(stockAt(product, location)).toBeGreaterThan(days * dailySales(product, location))
    }
    const { product, location } = planted('expiry').place
    const lot = read(company, 'stock').find((row) => row.product_id === product && row.location_id === location)!
    expect(parseDay(lot.expiry_date!)! - company.planDay).toBe(25)
    const ended = read(company, 'products').find(({ product_id }) => product_id === planted('obsolete').place.product)!
    expect(parseDay(ended.end_date!)! - company.planDay).toBe(28)
  })

  test('[GE6] late orders are past due and open; nobody else is late', () => {
    const open = [...read(company, 'orders'), ...read(company, 'supply_orders')]
    const late = open.filter((row) => parseDay((row.requested_date ?? row.due_date)!)! < company.planDay)
    expect(late.map(({ order_id }) => order_id).sort()).toEqual(
      [planted('late_order').place.reference, planted('late_supply').place.reference].sort(),
    )
  })

  test('[GE6] [GE7] one line is asked for twice its hours, no other for more than 60%', () => {
    const routed = read(company, 'routings')
    const loads = read(company, 'resources').map(({ resource_id, hours_per_week }) => ({
      line: resource_id!,
      load:
        routed
          .filter((routing) => routing.resource_id === resource_id)
          .reduce(
            (hours, { product_id, hours_per_unit }) =>
              hours + dailySales(product_id!, 'PLANT-1') * 7 * Number(hours_per_unit),
            0,
          ) / Number(hours_per_week),
    }))
    const tag = planted('overload').place.reference
    for (const { line, load } of loads)
      if (line === tag) expect(load).toBeGreaterThan(1.5)
      else expect(load).toBeLessThan(0.62)
    expect(loads.length).toBeGreaterThan(1)
  })

  test('[GE6] demand has left its frozen weeks behind at one centre', () => {
    const { product, location } = planted('demand_deviation').place
    const since = company.planDay - 14
    const here = (row: Record<string, string>, date: string): boolean =>
      row.product_id === product && row.location_id === location && parseDay(date)! >= since
    const total = (rows: Record<string, string>[]): number => rows.reduce((sum, { units }) => sum + Number(units), 0)
    const sold = total(read(company, 'sales').filter((row) => here(row, row.date!)))
    const expected = total(read(company, 'plans').filter((row) => here(row, row.period_start!)))
    expect(sold / expected).toBeGreaterThan(3)
    expect(sold / expected).toBeLessThan(5)
  })

  test('[GE7] elsewhere stock covers twice the lead time and never half a year', () => {
    const touched = new Set(company.planted.map(({ place }) => place.product))
    const leads = new Map(
      read(company, 'lanes')
        .filter(({ product_id }) => product_id === '')
        .map(({ to, lead_time_days }) => [to!, Number(lead_time_days)]),
    )
    const rows = read(company, 'stock').filter(
      ({ product_id }) => product_id!.startsWith('P-') && !touched.has(product_id!),
    )
    let watched = 0
    for (const { product_id, location_id, on_hand_units } of rows) {
      const daily = dailySales(product_id!, location_id!)
      if (daily < 1) continue
      watched++
      expect(Number(on_hand_units)).toBeGreaterThan(daily * 2 * (leads.get(location_id!) ?? 5))
      expect(Number(on_hand_units)).toBeLessThan(daily * 180)
    }
    expect(watched).toBeGreaterThan(10)
  })
})
