import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AdaptedFolder, adapt, brokenChecks, isHere, linesOf, sumOf } from './adapted-company.js'

const SET = 'orange-juice'

describe.skipIf(!isHere(SET))("Dominick's orange juice, 83 stores, 11 items, 91 weeks", () => {
  let company: AdaptedFolder
  beforeAll(() => {
    company = adapt('orange-juice', SET)
  })
  afterAll(() => company?.remove())

  test('every row of the public file passes the check', () => {
    const { ok, badRowCount, coverage } = company.check()
    expect({ ok, badRowCount }).toEqual({ ok: true, badRowCount: 0 })
    expect(coverage.find(({ table }) => table === 'sales')!.rows).toBe(79_640)
  })

  test('an item of a store is a demand row; the distribution centre adds its stock rows', () => {
    expect(company.plan()).toMatchObject({ demandRows: 83 * 11, stockRows: 84 * 11 })
  })

  test('units and money of the facts are those of the public file', async () => {
    const [header, ...rows] = linesOf(SET, 'oj_tidy.csv.gz')
    const units = header!.indexOf('units')
    const price = header!.indexOf('unit_price')
    const loaded = await company.loadedSales()
    expect(loaded.units).toBe(rows.reduce((sum, row) => sum + Number(row[units]), 0))
    expect(loaded.net).toBeCloseTo(
      rows.reduce((sum, row) => sum + Number(row[units]) * Number(row[price]), 0),
      2,
    )
  })

  test('operations and finance are one number', () => {
    const proof = company.prove()
    expect(brokenChecks(proof)).toEqual([])
    expect(proof.cells).toBeGreaterThan(300_000)
  })

  test('the projected year is as large as the last one, at real prices and costs', () => {
    const report = company.report()
    const [header, ...rows] = linesOf(SET, 'oj_tidy.csv.gz')
    const at = Object.fromEntries(header!.map((name, column) => [name, column]))
    const lastYear = rows.filter((row) => row[at.week_start!]! >= '1991-03-14')
    const sold = (column: string): number =>
      lastYear.reduce((sum, row) => sum + Number(row[at.units!]) * Number(row[at[column]!]), 0)
    const netSales = sumOf(report.lines.netSales, 12)
    expect(netSales / sold('unit_price')).toBeGreaterThan(0.7)
    expect(netSales / sold('unit_price')).toBeLessThan(1.3)
    const margin = (net: number, cost: number): number => 1 - cost / net
    const planned = margin(netSales, Math.abs(sumOf(report.lines.standardCost, 12)))
    expect(planned).toBeCloseTo(margin(sold('unit_price'), sold('unit_cost')), 1)
  })

  test('shoppers pay at the till, suppliers are paid later: nobody owes us, cash comes before it goes', () => {
    const { balances, cashToCash } = company.report()
    expect(balances.receivables!.every((amount) => Number(amount) === 0)).toBe(true)
    expect(cashToCash.month[6]!.c2c).toBeLessThan(0)
  })
})
