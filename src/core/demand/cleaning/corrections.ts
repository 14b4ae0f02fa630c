/**
 * What cleaning changed, cell by cell, so that anybody can see it and take it back. Columns, because a large company has
 * many.
 */
export const CORRECTION_REASONS = ['lift', 'stockout', 'outlier', 'holiday', 'shift'] as const
export type CorrectionReason = (typeof CORRECTION_REASONS)[number]

/** What a history override may name: one correction, or all that there are. */
export const OVERRIDABLE = ['any', ...CORRECTION_REASONS] as const

export interface Corrections {
  readonly row: Int32Array
  readonly week: Int32Array
  /** Thousandths. A cell corrected twice appears twice, in the order it happened. */
  readonly before: Float64Array
  readonly after: Float64Array
  /** Position in `CORRECTION_REASONS`. */
  readonly reason: Uint8Array
  /** 1 where somebody overrode it: `after` was not written, the week stands at `before`. */
  readonly overridden: Uint8Array
}

/** Spans of weeks that people leave as they were sold: row r has the entries [start[r], start[r + 1]). */
export interface OverriddenWeeks {
  readonly start: Int32Array
  /** First and last week. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** Position in `OVERRIDABLE` of the correction that is not made. */
  readonly correction: Uint8Array
}

function isOverridden(
  { start, from, to, correction }: OverriddenWeeks,
  row: number,
  week: number,
  reason: CorrectionReason,
): boolean {
  for (let at = start[row]!; at < start[row + 1]!; at++) {
    const named = OVERRIDABLE[correction[at]!]!
    if (week >= from[at]! && week <= to[at]! && (named === 'any' || named === reason)) return true
  }
  return false
}

export interface CorrectionBook {
  /** Writes the correction down. False when it is overridden, and the week has to stand as it is. */
  add(row: number, week: number, before: number, after: number, reason: CorrectionReason): boolean
  close(): Corrections
}

export function openCorrections(overridden?: OverriddenWeeks): CorrectionBook {
  const cells: number[] = []
  return {
    add(row, week, before, after, reason) {
      // Below zero is no demand, whatever anybody says.
      const stands = before >= 0 && overridden !== undefined && isOverridden(overridden, row, week, reason)
      cells.push(row, week, before, after, CORRECTION_REASONS.indexOf(reason), stands ? 1 : 0)
      return !stands
    },
    close() {
      const pick = (field: number) => (_: unknown, at: number) => cells[at * 6 + field]!
      const length = cells.length / 6
      return {
        row: Int32Array.from({ length }, pick(0)),
        week: Int32Array.from({ length }, pick(1)),
        before: Float64Array.from({ length }, pick(2)),
        after: Float64Array.from({ length }, pick(3)),
        reason: Uint8Array.from({ length }, pick(4)),
        overridden: Uint8Array.from({ length }, pick(5)),
      }
    },
  }
}

/** Corrections of parts of the rows, in the order of the parts. */
export function joinCorrections(parts: readonly Corrections[]): Corrections {
  const ints = (pick: (part: Corrections) => Int32Array) => Int32Array.from(parts.flatMap((part) => [...pick(part)]))
  const bytes = (pick: (part: Corrections) => Uint8Array) => Uint8Array.from(parts.flatMap((part) => [...pick(part)]))
  const units = (pick: (part: Corrections) => Float64Array) =>
    Float64Array.from(parts.flatMap((part) => [...pick(part)]))
  return {
    row: ints(({ row }) => row),
    week: ints(({ week }) => week),
    before: units(({ before }) => before),
    after: units(({ after }) => after),
    reason: bytes(({ reason }) => reason),
    overridden: bytes(({ overridden }) => overridden),
  }
}

/** Takes every correction back, the last one first. */
export function revertCorrections(units: Float64Array, weekCount: number, corrections: Corrections): void {
  for (let at = corrections.row.length - 1; at >= 0; at--)
    units[corrections.row[at]! * weekCount + corrections.week[at]!] = corrections.before[at]!
}
