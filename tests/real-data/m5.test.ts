import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AdaptedFolder, adapt, brokenChecks, isHere, linesOf, sumOf } from './adapted-company.js'

const SET = 'm5-walmart'
const MONTHS = 27
const STORE = 'CA_1'

/** Units of the store in the last months, item by item, as the public file has them. */
function publicUnits(): Map<string, number> {
  const [header, ...rows] = linesOf(SET, 'monthly_item_store_wide.csv.gz')
  const store = header!.indexOf('store_id')
  return new Map(
    rows
      .filter((row) => row[store] === STORE)
      .map((row) => [row[0]!, row.slice(-MONTHS).reduce((sum, cell) => sum + Number(cell), 0)]),
  )
}

describe.skipIf(!isHere(SET))('M5: one store of Walmart, 3,049 items, 27 months', () => {
  let company: AdaptedFolder
  beforeAll(() => {
    company = adapt('m5', SET)
  })
  afterAll(() => company?.remove())

  test('every row passes the check', () => {
    const { ok, badRowCount } = company.check()
    expect({ ok, badRowCount }).toEqual({ ok: true, badRowCount: 0 })
  })

  test('whatever sold in the last year is planned', () => {
    const [, ...rows] = linesOf(SET, 'monthly_item_store_wide.csv.gz')
    const sold = rows.filter((row) => row[3] === STORE && row.slice(-12).some((cell) => Number(cell) > 0))
    expect(company.plan().demandRows).toBe(sold.length)
  })

  test('units of the facts are those of the public file', async () => {
    const total = [...publicUnits().values()].reduce((sum, units) => sum + units, 0)
    expect((await company.loadedSales()).units).toBe(total)
  })

  test('operations and finance are one number', () => {
    const proof = company.prove()
    expect(brokenChecks(proof)).toEqual([])
    expect(proof.cells).toBeGreaterThan(1_000_000)
  })

  test('costs are the stated share of the newest prices', () => {
    const { lines } = company.report()
    expect(sumOf(lines.standardCost, 12) / sumOf(lines.netSales, 12)).toBeCloseTo(0.75, 2)
  })
})

describe.skipIf(!isHere(SET))('M5: the best sellers of all seven stores', () => {
  test('stores, items and months are what was asked for, and the plan is proved', () => {
    const company = adapt('m5', SET, '--stores', '7', '--limit', '40', '--months', '24')
    try {
      const { coverage } = company.check()
      const rows = (table: string): number => coverage.find((covered) => covered.table === table)!.rows
      expect({ products: rows('products'), locations: rows('locations') }).toEqual({ products: 40, locations: 7 + 2 })
      expect(rows('sales')).toBeLessThanOrEqual(7 * 40 * 24)
      expect(company.plan().stockRows).toBe(40 * (7 + 2))
      expect(brokenChecks(company.prove())).toEqual([])
    } finally {
      company.remove()
    }
  })
})
