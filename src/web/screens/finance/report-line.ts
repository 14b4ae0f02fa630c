/** The lines of a report: how each adds up, and whether more of it is better (docs/specs/pages.md WB34). */
import { CHART_SUMS, PROFIT_LINES, type ProfitLine, SUM_LINES } from '../../../finance/profit-chart.js'
import type { WebKey } from '../../../language/messages/web.js'

export const BALANCE_LINES = ['stock', 'receivables', 'payables', 'workingCapital'] as const
export const CASH_LINES = ['cashFlow', 'cumulativeCash'] as const
export const DAY_LINES = ['dio', 'dso', 'dpo', 'c2c'] as const
export const ROLLING_LINES = ['rollingDio', 'rollingDso', 'rollingDpo', 'rollingC2c'] as const

export type ReportLine =
  | 'units'
  | ProfitLine
  | (typeof BALANCE_LINES)[number]
  | (typeof CASH_LINES)[number]
  | (typeof DAY_LINES)[number]
  | (typeof ROLLING_LINES)[number]

/** Amounts of months are added up, levels and days are not: a year has those of its last month. */
export type Nature = 'flow' | 'level' | 'days'
export type LineUnit = 'quantity' | 'money' | 'days'

export interface LineShape {
  readonly line: ReportLine
  readonly name: WebKey
  /** What the line does to the one below which it is added up. */
  readonly sign: '' | '+' | '−' | '='
  readonly isSum: boolean
  readonly nature: Nature
  readonly unit: LineUnit
  readonly better: 1 | -1 | 0
}

const LESS_IS_BETTER: readonly ReportLine[] = [
  ...CHART_SUMS.flatMap(({ takesOff }) => takesOff),
  'capitalCharge',
  'stock',
  'receivables',
  'workingCapital',
  'dio',
  'dso',
  'c2c',
  'rollingDio',
  'rollingDso',
  'rollingC2c',
]

const NAMES: Partial<Record<ReportLine, WebKey>> = {
  units: 'web.units_sold',
  cumulativeCash: 'web.cumulative_cash',
  rollingDio: 'web.rolling_dio',
  rollingDso: 'web.rolling_dso',
  rollingDpo: 'web.rolling_dpo',
  rollingC2c: 'web.rolling_c2c',
}

export const nameOfLine = (line: ReportLine): WebKey => NAMES[line] ?? (`finance.line_${line}` as WebKey)
export const betterOf = (line: ReportLine): 1 | -1 => (LESS_IS_BETTER.includes(line) ? -1 : 1)

const isSum = (line: ReportLine): boolean =>
  (SUM_LINES as readonly string[]).includes(line) || ['workingCapital', 'c2c', 'rollingC2c'].includes(line)

/** A memo line is in no sum; the first line of all has nothing before it. */
function signOf(line: ReportLine): LineShape['sign'] {
  if ((SUM_LINES as readonly string[]).includes(line)) return '='
  if (CHART_SUMS.some(({ takesOff }) => (takesOff as readonly string[]).includes(line))) return '−'
  return line === 'fxResult' || line === 'inflationResult' ? '+' : ''
}

const shape = (line: ReportLine, nature: Nature, unit: LineUnit): LineShape => ({
  line,
  name: nameOfLine(line),
  sign: signOf(line),
  isSum: isSum(line),
  nature,
  unit,
  better: betterOf(line),
})

export const PROFIT_SHAPES: readonly LineShape[] = [
  shape('units', 'flow', 'quantity'),
  ...PROFIT_LINES.map((line) => shape(line, 'flow', 'money')),
]

export const CASH_SHAPES: readonly LineShape[] = [
  ...BALANCE_LINES.map((line) => shape(line, 'level', 'money')),
  shape('cashFlow', 'flow', 'money'),
  shape('cumulativeCash', 'level', 'money'),
  ...DAY_LINES.map((line) => shape(line, 'days', 'days')),
  ...ROLLING_LINES.map((line) => shape(line, 'days', 'days')),
]
