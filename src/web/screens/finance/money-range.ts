/** What a report tells of how far a line may lie (docs/specs/pages.md WB87). */
import { parseScaled } from '../../../core/base/decimal.js'
import { minorDecimals } from '../../../finance/currency.js'
import type { Column } from './month-columns.js'
import { isPartial } from './month-columns.js'
import { openAt, type ReportShown } from './report-amounts.js'
import type { ReportLine } from './report-line.js'

export type RangeTold = NonNullable<ReportShown['range']>
export type LineRange = NonNullable<RangeTold['years'][number]['lines']['netSales']>

const RANGED = ['netSales', 'grossMargin', 'ebit'] as const
type Ranged = (typeof RANGED)[number]
const isRanged = (line: ReportLine): line is Ranged => (RANGED as readonly string[]).includes(line)

/** Lines that carry their range under them. */
export const BANDED: readonly ReportLine[] = ['netSales', 'ebit']

/** The open month lies as it lands; what is over does not lie anywhere else. */
export function rangeOf(report: ReportShown, line: ReportLine, column: Column): LineRange | null {
  if (report.range == null || !isRanged(line)) return null
  const { months, years } = report.range
  switch (column.kind) {
    case 'landing':
      return months[0]?.[line] ?? null
    case 'month':
      return isPartial(column.month, report.planDay) ? null : (months[column.at - openAt(report)]?.[line] ?? null)
    case 'year':
      return years.find(({ year }) => year === column.year)?.lines[line] ?? null
    default:
      return null
  }
}

/** The range that is believed: as far as past cycles tell, else the widest that can be. Whole units of the currency. */
export function believed(range: LineRange, currency: string): { low: number; high: number; reach: number } {
  const read = (text: string): number => parseScaled(text, minorDecimals(currency))!
  const { low, high } = range.likely ?? range.together
  return { low: read(low), high: read(high), reach: read(high) - read(range.value) }
}

/** Chances of a budget from the least to the most: one where it is known how far errors go together. */
export function chancesOf({ reached }: LineRange): readonly number[] {
  if (reached === null) return []
  if (reached.likely !== null) return [reached.likely]
  return [reached.apart, reached.together].sort((a, b) => a - b)
}

const LEAST = 0.005

/** Nothing that may come is certain: less than one percent, or more than 99. */
export function chanceText(chances: readonly number[], percent: (share: number) => string): string {
  const texts = chances.map((chance) =>
    chance < LEAST ? `<${percent(2 * LEAST)}` : chance > 1 - LEAST ? `>${percent(1 - 2 * LEAST)}` : percent(chance),
  )
  return [...new Set(texts)].join(' – ')
}
