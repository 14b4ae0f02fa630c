/** A report's decimal texts as whole numbers, line by line. */
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import { parseScaled } from '../../../core/base/decimal.js'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { minorDecimals } from '../../../finance/currency.js'
import { SIGN_IN_NET } from '../../../finance/sold-lines.js'
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

/** Months of the fiscal year that are over, as far as the report knows them, then those of the plan. */
export const tableMonths = (report: ReportShown): readonly string[] => [
  ...(report.past?.months ?? []),
  ...report.months,
]
/** The place of the first month of the plan among them. */
export const openAt = (report: ReportShown): number => report.past?.months.length ?? 0

type Texts = readonly (string | null)[]
const parsed = (texts: Texts | undefined, decimals: number): Amounts | null =>
  texts === undefined ? null : texts.map((text) => (text === null ? null : parseScaled(text, decimals)))

export function amountsOfReport(report: ReportShown): AmountSource {
  const money = minorDecimals(report.currency)
  const rolling: Partial<Record<ReportLine, 'dio' | 'dso' | 'dpo' | 'c2c'>> = {
    rollingDio: 'dio',
    rollingDso: 'dso',
    rollingDpo: 'dpo',
    rollingC2c: 'c2c',
  }
  const unknown: Amounts = (report.past?.months ?? []).map(() => null)
  const days = (list: ReportShown['cashToCash']['month'], line: 'dio' | 'dso' | 'dpo' | 'c2c'): Amounts => [
    ...unknown,
    ...list.map((of) => (of[line] === null ? null : Math.round(of[line] * 10 ** DAY_DECIMALS))),
  ]
  const planned = (past: Texts | undefined, texts: Texts | undefined, decimals: number): Amounts | null => {
    const amounts = parsed(texts, decimals)
    return amounts === null ? null : [...(parsed(past, decimals) ?? unknown), ...amounts]
  }
  return {
    of(line) {
      if (line === 'units') return planned(report.past?.units, report.units, QUANTITY_DECIMALS)
      if (line === 'dio' || line === 'dso' || line === 'dpo' || line === 'c2c')
        return days(report.cashToCash.month, line)
      const rolled = rolling[line]
      if (rolled !== undefined) return days(report.cashToCash.rolling12, rolled)
      return planned(report.past?.lines[line], report.lines[line] ?? report.balances[line], money)
    },
  }
}

/** Groups of the plan and of the months that are over. */
export const groupKeys = (report: ReportShown): readonly string[] => [
  ...new Set([...(report.groups ?? []), ...(report.past?.groups ?? [])].map(({ key }) => key)),
]

export function amountsOfGroup(report: ReportShown, key: string): AmountSource {
  const group = report.groups?.find((one) => one.key === key)
  const past = report.past?.groups?.find((one) => one.key === key)
  const money = minorDecimals(report.currency)
  const nothing = report.groups?.[0]
  return {
    of(line) {
      const [texts, decimals] =
        line === 'units'
          ? [group?.units ?? nothing?.units, QUANTITY_DECIMALS]
          : [group?.lines[line] ?? nothing?.lines[line], money]
      const amounts = parsed(texts, decimals)
      if (amounts === null) return null
      const planned = group === undefined ? amounts.map(() => 0) : amounts
      return [...pastOfGroup(report, past, line, decimals), ...planned]
    },
  }
}

type PastShown = NonNullable<ReportShown['past']>

/** A group that is not told of sold nothing in months of which what was sold is known. */
function pastOfGroup(
  report: ReportShown,
  group: Pick<PastShown, 'units' | 'lines'> | undefined,
  line: ReportLine,
  decimals: number,
): Amounts {
  const whole = line === 'units' ? report.past?.units : report.past?.lines[line]
  if (whole === undefined) return []
  const texts = line === 'units' ? group?.units : group?.lines[line]
  if (texts !== undefined) return parsed(texts, decimals)!
  return whole.map((text) => (text === null || !isOfVolume(line) ? null : 0))
}

/** Lines that what was sold tells of any group. */
const isOfVolume = (line: ReportLine): boolean =>
  line === 'units' || line === 'netSales' || line === 'grossMargin' || line in SIGN_IN_NET

export interface Landing {
  readonly actual: number | null
  readonly whole: number | null
}

/** The open month whole: what was sold of it and the rest of the plan; of lines that are not known to date, nothing. */
export function landingOf(report: ReportShown, line: ReportLine, group: string | null = null): Landing {
  const decimals = line === 'units' ? QUANTITY_DECIMALS : minorDecimals(report.currency)
  if (group === null && (line === 'units' || line === 'netSales')) {
    const told = report.landing as unknown as Record<
      'actualToDate' | 'landing',
      { units: string; netSales: string | null }
    >
    const read = ({ [line]: text }: { units: string; netSales: string | null }): number | null =>
      text === null ? null : parseScaled(text, decimals)
    return { actual: read(told.actualToDate), whole: read(told.landing) }
  }
  const known = landedPast(report, line, group)
  const actual = known === null ? null : parseScaled(known, decimals)
  const source = group === null ? amountsOfReport(report) : amountsOfGroup(report, group)
  const rest = source.of(line)?.[openAt(report)] ?? null
  return { actual, whole: actual === null || rest === null ? null : actual + rest }
}

function landedPast({ past }: ReportShown, line: ReportLine, group: string | null): string | null {
  if (past == null) return null
  const of = (told: PastShown['toDate']): string | null => (line === 'units' ? told.units : (told.lines[line] ?? null))
  if (group === null) return of(past.toDate)
  const found = past.groups?.find(({ key }) => key === group)
  if (found !== undefined) return of(found.toDate)
  return of(past.toDate) !== null && isOfVolume(line) ? '0' : null
}
