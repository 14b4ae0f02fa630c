import { describe, expect, test } from 'vitest'
import { byMonth, workedAnswers } from './worked-answers.js'

describe.each(['supplier-mini', 'retailer-mini'])("%s: the README's own figures add up", (company) => {
  const answers = workedAnswers(company)
  const pnl = byMonth(answers.get('P&L')!)
  const line = (name: string): number[] => (pnl.lines[name] ?? pnl.months.map(() => '0')).map(Number)

  test('the P&L, line under line', () => {
    const netSales = line('grossSales').map(
      (gross, at) => gross - line('onInvoiceDiscounts')[at]! - line('rebates')[at]!,
    )
    expect(line('netSales')).toEqual(netSales)
    expect(line('grossMargin')).toEqual(netSales.map((net, at) => net - line('standardCost')[at]!))
    const contribution = line('grossMargin').map((margin, at) => margin - line('outboundLogistics')[at]!)
    expect(line('ebitda')).toEqual(contribution.map((left, at) => left - line('opex')[at]!))
  })

  test('the families add up to net sales', () => {
    const families = byMonth(answers.get('net sales by family')!)
    families.months.forEach((month, at) => {
      const sum = Object.values(families.lines).reduce((total, amounts) => total + Number(amounts[at]), 0)
      expect([month, sum]).toEqual([month, line('netSales')[pnl.months.indexOf(month)]])
    })
  })

  test('inventory and sales days less payable days are cash to cash', () => {
    const { lines } = byMonth(answers.get('days')!)
    lines.c2c!.forEach((days, at) => {
      const sum = Number(lines.dio![at]) + Number(lines.dso![at]) - Number(lines.dpo![at])
      expect(Math.abs(sum - Number(days))).toBeLessThan(0.0011)
    })
  })
})

test('supplier-mini: stock value is closing units at standard cost', () => {
  const answers = workedAnswers('supplier-mini')
  const units = byMonth(answers.get('closing units in BODEGA-SCL')!).lines
  const value = byMonth(answers.get('stock value')!).lines.stock!
  expect(value.map(Number)).toEqual(
    units.MERMELADA!.map((jam, at) => Number(jam) * 600 + Number(units.MIEL![at]) * 3000),
  )
})

test('retailer-mini: the shortages are lost at 8 a pack', () => {
  const { rows } = workedAnswers('retailer-mini').get('shortages')!
  expect(rows.map(({ value }) => Number(value))).toEqual(rows.map(({ units }) => Number(units) * (20 - 12)))
})
