/**
 * What cleaning changed, cell by cell, so that anybody can see it and take it back. Columns, because a large company has
 * many.
 */
export const CORRECTION_REASONS = ['lift', 'stockout', 'outlier', 'holiday', 'shift'] as const
export type CorrectionReason = (typeof CORRECTION_REASONS)[number]

export interface Corrections {
  readonly row: Int32Array
  readonly week: Int32Array
  /** Thousandths. A cell corrected twice appears twice, in the order it happened. */
  readonly before: Float64Array
  readonly after: Float64Array
  /** Position in `CORRECTION_REASONS`. */
  readonly reason: Uint8Array
}

export interface CorrectionBook {
  add(row: number, week: number, before: number, after: number, reason: CorrectionReason): void
  close(): Corrections
}

export function openCorrections(): CorrectionBook {
  const cells: number[] = []
  return {
    add(row, week, before, after, reason) {
      cells.push(row, week, before, after, CORRECTION_REASONS.indexOf(reason))
    },
    close() {
      const pick = (field: number) => (_: unknown, at: number) => cells[at * 5 + field]!
      const length = cells.length / 5
      return {
        row: Int32Array.from({ length }, pick(0)),
        week: Int32Array.from({ length }, pick(1)),
        before: Float64Array.from({ length }, pick(2)),
        after: Float64Array.from({ length }, pick(3)),
        reason: Uint8Array.from({ length }, pick(4)),
      }
    },
  }
}

/** Corrections of parts of the rows, in the order of the parts. */
export function joinCorrections(parts: readonly Corrections[]): Corrections {
  const book = openCorrections()
  for (const part of parts)
    for (let at = 0; at < part.row.length; at++)
      book.add(part.row[at]!, part.week[at]!, part.before[at]!, part.after[at]!, CORRECTION_REASONS[part.reason[at]!]!)
  return book.close()
}

/** Takes every correction back, the last one first. */
export function revertCorrections(units: Float64Array, weekCount: number, corrections: Corrections): void {
  for (let at = corrections.row.length - 1; at >= 0; at--)
    units[corrections.row[at]! * weekCount + corrections.week[at]!] = corrections.before[at]!
}
