/** A report's table as a sheet: names, then numbers in major units, whatever the screen's scale. */
import { isPartial } from './month-columns.js'
import { decimalsOfUnit, OTHERS } from './report-amounts.js'
import { cellOf } from './report-cell.js'
import type { LineShape } from './report-line.js'
import type { Finance } from './use-finance.js'

export type SheetValue = string | number | null
export interface ReportSheet {
  readonly heads: readonly string[]
  readonly rows: readonly { readonly values: readonly SheetValue[]; readonly isSum: boolean }[]
}

export interface SheetWords {
  readonly line: string
  readonly group: string
  readonly unit: string
  readonly units: string
  readonly days: string
  readonly landing: string
  readonly rest: string
  readonly others: string
  readonly delta: string
  readonly nameOf: (shape: LineShape) => string
}

export function reportSheet(
  finance: Pick<Finance, 'rows' | 'columns' | 'reference' | 'report'>,
  words: SheetWords,
): ReportSheet {
  const { rows, columns, reference, report } = finance
  const headOf = (column: (typeof columns)[number]): string =>
    column.kind === 'year'
      ? String(column.year)
      : column.kind === 'actuals'
        ? column.months.join(' + ')
        : column.kind === 'landing'
          ? `${column.month} ${words.landing}`
          : isPartial(column.month, report.planDay)
            ? `${column.month} ${words.rest}`
            : column.month
  const heads = [words.line, words.group, words.unit]
  for (const column of columns) {
    heads.push(headOf(column))
    if (reference !== null) heads.push(`${headOf(column)} ${reference.name}`, `${headOf(column)} ${words.delta}`)
  }
  return {
    heads,
    rows: rows.map((row) => {
      const { shape, group } = row
      const power = 10 ** decimalsOfUnit(shape.unit, report.currency)
      const major = (value: number | null): number | null => (value === null ? null : value / power)
      const unit = shape.unit === 'money' ? report.currency : shape.unit === 'days' ? words.days : words.units
      return {
        isSum: shape.isSum && group === null,
        values: [
          words.nameOf(shape),
          group === OTHERS ? words.others : (group ?? ''),
          unit,
          ...columns.flatMap((column) => {
            const { value, reference: other, delta, known } = cellOf(row, column, reference)
            // A file has no sign behind a number: a year of which a month is not known has none.
            if (known !== null) return reference === null ? [null] : [null, null, null]
            return reference === null ? [major(value)] : [major(value), major(other), major(delta)]
          }),
        ],
      }
    }),
  }
}
