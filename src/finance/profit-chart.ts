/** The lines of the P&L and how they add up (DESIGN §5). Sizes are positive; the chart knows what is taken off. */
import { BASE_LINES, type BaseLine, FIXED_LINES, type FixedLine } from './money-plan.js'

export type GivenLine = BaseLine | FixedLine
export const GIVEN_LINES: readonly GivenLine[] = [...BASE_LINES, ...FIXED_LINES]

export const SUM_LINES = ['netSales', 'grossMargin', 'contribution', 'ebitda', 'ebit', 'result'] as const
export type SumLine = (typeof SUM_LINES)[number]
export type ProfitLine = GivenLine | SumLine

interface ChartSum {
  readonly line: SumLine
  readonly adds: readonly ProfitLine[]
  readonly takesOff: readonly ProfitLine[]
}

/** Each sum stands on the one above it. The capital charge is a memo line: it is in nobody's ledger. */
export const CHART_SUMS: readonly ChartSum[] = [
  {
    line: 'netSales',
    adds: ['grossSales'],
    takesOff: ['onInvoiceDiscounts', 'rebates', 'tradeSpend', 'fixedFunds', 'returns', 'fines'],
  },
  { line: 'grossMargin', adds: ['netSales'], takesOff: ['standardCost', 'variances', 'writeOffs'] },
  {
    line: 'contribution',
    adds: ['grossMargin'],
    takesOff: ['outboundLogistics', 'transferLogistics', 'expediteLogistics'],
  },
  { line: 'ebitda', adds: ['contribution'], takesOff: ['opex'] },
  { line: 'ebit', adds: ['ebitda'], takesOff: ['depreciation'] },
  { line: 'result', adds: ['ebit', 'fxResult', 'inflationResult'], takesOff: [] },
]

/** How a line that hangs on volume counts in net sales: added, taken off, or not at all. */
export function signInNetSales(line: BaseLine): 1 | -1 | 0 {
  const { adds, takesOff } = CHART_SUMS.find((sum) => sum.line === 'netSales')!
  if (adds.includes(line)) return 1
  return takesOff.includes(line) ? -1 : 0
}

/** The lines in the order in which they are printed. */
export const PROFIT_LINES: readonly ProfitLine[] = [
  ...CHART_SUMS.flatMap(({ line, adds, takesOff }) => [
    ...adds.filter((added) => !SUM_LINES.includes(added as SumLine)),
    ...takesOff,
    line,
  ]),
  'capitalCharge',
]

export type ProfitLines = Record<ProfitLine, Float64Array>

/** Fills in the sums, cell by cell; whole numbers, so the order does not matter. */
export function addUpChart(given: Record<GivenLine, Float64Array>, length: number): ProfitLines {
  const lines = { ...given } as ProfitLines
  for (const { line, adds, takesOff } of CHART_SUMS) {
    const sum = new Float64Array(length)
    for (let at = 0; at < length; at++) {
      for (const added of adds) sum[at]! += lines[added][at]!
      for (const taken of takesOff) sum[at]! -= lines[taken][at]!
    }
    lines[line] = sum
  }
  return lines
}
