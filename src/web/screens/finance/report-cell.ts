/** What stands in a place of a report's table: the amount, what it is compared with, and how far apart they are. */
import type { Column } from './month-columns.js'
import type { Reference } from './reference.js'
import type { Amounts } from './report-amounts.js'
import type { LineShape, ReportLine } from './report-line.js'

export interface ReportCell {
  readonly value: number | null
  readonly reference: number | null
  /** Of the months that both sides know. */
  readonly delta: number | null
  readonly share: number | null
  /** How many of a year's months are compared, where not all are. */
  readonly compared: MonthCount | null
  /** How many of its months the value is of, where not all are known. */
  readonly known: MonthCount | null
}

export type MonthCount = Readonly<Record<'months' | 'of', number>>

export interface Row {
  /** Line and group: `netSales` or `netSales/PE`. */
  readonly id: string
  readonly shape: LineShape
  /** Null: the line itself. */
  readonly group: string | null
  readonly amounts: Amounts
  readonly landing: number | null
  readonly canOpen: boolean
}

export const rowId = (line: ReportLine, group: string | null): string => (group === null ? line : `${line}/${group}`)

const NOTHING: ReportCell = { value: null, reference: null, delta: null, share: null, compared: null, known: null }

export function cellOf(row: Row, column: Column, reference: Reference | null): ReportCell {
  const { shape, group, amounts } = row
  const { line, nature } = shape
  const landed = (): number | null => reference?.landing(line, group) ?? null
  if (column.kind === 'landing') return row.landing === null ? NOTHING : cellWith(row.landing, landed())
  const of = (at: number): number | null => reference?.amount(group, line, at) ?? null
  if (column.kind === 'month' || column.kind === 'actual') return cellWith(amounts[column.at] ?? null, of(column.at))
  const { ats } = column
  if (nature !== 'flow') {
    const last = ats.at(-1)!
    return cellWith(amounts[last] ?? null, of(last))
  }
  // The open month counts whole where what was sold of it is known.
  const landsAt = column.kind === 'year' ? column.landsAt : null
  const whole = yearCell(
    ats,
    (at) => (at === landsAt ? row.landing : (amounts[at] ?? null)),
    (at) => (at === landsAt ? landed() : of(at)),
  )
  const isCut = landsAt !== null && row.landing === null && (amounts[landsAt] ?? null) !== null
  return isCut ? { ...whole, value: (whole.value ?? 0) + amounts[landsAt]! } : whole
}

function cellWith(value: number | null, reference: number | null): ReportCell {
  if (value === null || reference === null) return { ...NOTHING, value, reference }
  const delta = value - reference
  return { ...NOTHING, value, reference, delta, share: shareOf(delta, reference) }
}

/** A year is compared over the months that both sides know, and says so where that is not all of them. */
function yearCell(
  ats: readonly number[],
  mine: (at: number) => number | null,
  other: (at: number) => number | null,
): ReportCell {
  const known = ats.filter((at) => mine(at) !== null)
  if (known.length === 0) return NOTHING
  const value = known.reduce((sum, at) => sum + mine(at)!, 0)
  const lacks = known.length === ats.length ? null : { months: known.length, of: ats.length }
  const both = known.filter((at) => other(at) !== null)
  if (both.length === 0) return { ...NOTHING, value, known: lacks }
  const reference = both.reduce((sum, at) => sum + other(at)!, 0)
  const delta = both.reduce((sum, at) => sum + mine(at)!, 0) - reference
  const compared = both.length === ats.length ? null : { months: both.length, of: ats.length }
  return { value, reference, delta, share: shareOf(delta, reference), compared, known: lacks }
}

/** Beside nothing there is no share. */
export const shareOf = (delta: number, reference: number): number | null =>
  reference === 0 ? null : delta / Math.abs(reference)
