import { describe, expect, it } from 'vitest'
import { parseMonth } from '../core/base/day.js'
import { ledgerLine, tieClosedMonths } from './closed-months.js'

const december = parseMonth('2026-12')!

describe('closed months', () => {
  const row = (line: string, amount: number, month = december) => ({ entity: 'CL01', month, line, amount })

  it('[CM1] ties the ledger to priced volume by company, line and month, and shows what is unexplained', () => {
    const tied = tieClosedMonths([row('netSales', 1000)], [row('netSales', 970)])
    expect(tied.lines).toEqual([
      {
        entity: 'CL01',
        month: december,
        line: 'netSales',
        ledger: 1000,
        priced: 970,
        booked: null,
        priceDeviation: null,
        unexplained: 30,
      },
    ])
    expect(tied.unexplainedByEntity.get('CL01')).toBe(30)
  })

  it('[CM2] tells a sale at another price from a sale that the facts do not know', () => {
    const [line] = tieClosedMonths([row('netSales', 1000)], [row('netSales', 970)], [row('netSales', 990)]).lines
    expect([line!.priceDeviation, line!.unexplained]).toEqual([20, 10])
  })

  it('[CM3] leaves months alone that the ledger has not closed', () => {
    expect(
      tieClosedMonths([row('netSales', 5)], [row('netSales', 5), row('netSales', 9, december + 1)]).lines,
    ).toHaveLength(1)
  })

  it('[CM3] shows a line that one side lacks, in full', () => {
    const tied = tieClosedMonths([row('netSales', 5)], [row('netSales', 5), row('standardCost', 3)])
    expect(tied.lines.map((line) => [line.line, line.unexplained])).toEqual([
      ['netSales', 0],
      ['standardCost', -3],
    ])
  })

  it('[CM4] lists lines that no volume explains without counting them', () => {
    const tied = tieClosedMonths([row('netSales', 5), row('opex', 100)], [row('netSales', 5)])
    expect(tied.notFromVolume).toEqual([row('opex', 100)])
    expect(tied.unexplainedByEntity.get('CL01')).toBe(0)
  })

  it('[CM5] reads the names ledgers use in three languages', () => {
    expect(['Net Sales', 'net_sales', 'VENTAS NETAS', 'Receita Líquida', 'netSales'].map(ledgerLine)).toEqual(
      Array(5).fill('netSales'),
    )
    expect(ledgerLine('Honorarios')).toBe('Honorarios')
  })
})
