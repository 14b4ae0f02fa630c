/** A report's decimal texts as whole numbers, line by line. */
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import { parseScaled } from '../../../core/base/decimal.js'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { minorDecimals } from '../../../finance/currency.js'
import type { LineUnit, ReportLine } from './report-line.js'

export type ReportShown = AnswerOf<Routes['report']>
export type Amounts = readonly (number | null)[]

/** Days have a place after the point. */
export const DAY_DECIMALS = 1

export const decimalsOfUnit = (unit: LineUnit, currency: string): number =>
  unit === 'quantity' ? QUANTITY_DECIMALS : unit === 'days' ? DAY_DECIMALS : minorDecimals(currency)

/** The groups that have no row of their own, together. */
export const OTHERS = '\u0000others'

/** Where a report's numbers come from: the whole, or one of its groups. */
export interface AmountSource {
  readonly of: (line: ReportLine) => Amounts | null
}

const parsed = (texts: readonly (string | null)[] | undefined, decimals: number): Amounts | null =>
  texts === undefined ? null : texts.map((text) => (text === null ? null : parseScaled(text, decimals)))

export function amountsOfReport(report: ReportShown): AmountSource {
  const money = minorDecimals(report.currency)
  const rolling: Partial<Record<ReportLine, 'dio' | 'dso' | 'dpo' | 'c2c'>> = {
    rollingDio: 'dio',
    rollingDso: 'dso',
    rollingDpo: 'dpo',
    rollingC2c: 'c2c',
  }
  const days = (list: ReportShown['cashToCash']['month'], line: 'dio' | 'dso' | 'dpo' | 'c2c'): Amounts =>
    list.map((of) => (of[line] === null ? null : Math.round(of[line] * 10 ** DAY_DECIMALS)))
  return {
    of(line) {
      if (line === 'units') return parsed(report.units, QUANTITY_DECIMALS)
      if (line === 'dio' || line === 'dso' || line === 'dpo' || line === 'c2c')
        return days(report.cashToCash.month, line)
      const rolled = rolling[line]
      if (rolled !== undefined) return days(report.cashToCash.rolling12, rolled)
      return parsed(report.lines[line] ?? report.balances[line], money)
    },
  }
}

export function amountsOfGroup(report: ReportShown, key: string): AmountSource {
  const group = report.groups?.find((one) => one.key === key)
  const money = minorDecimals(report.currency)
  return {
    of: (line) => (line === 'units' ? parsed(group?.units, QUANTITY_DECIMALS) : parsed(group?.lines[line], money)),
  }
}

/** The open month whole: what was sold of it and the rest of the plan. Only units and net sales are known day by day. */
export function landingOf(report: ReportShown, line: ReportLine): { actual: number | null; whole: number | null } {
  const told = report.landing as unknown as Record<
    'actualToDate' | 'landing',
    { units: string; netSales: string | null }
  >
  if (line !== 'units' && line !== 'netSales') return { actual: null, whole: null }
  const decimals = line === 'units' ? QUANTITY_DECIMALS : minorDecimals(report.currency)
  const read = ({ [line]: text }: { units: string; netSales: string | null }): number | null =>
    text === null ? null : parseScaled(text, decimals)
  return { actual: read(told.actualToDate), whole: read(told.landing) }
}
