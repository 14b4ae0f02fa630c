import type { Month } from '../../core/base/day.js'
import { type PlanSnapshot, sharedMonths } from '../versions/plan-snapshot.js'
import type { SalesCell } from './agreement.js'
import { byFamily, salesCells } from './signed-sales.js'

/** The live plan beside what was signed, cell by cell, over the months that both speak of. */
export interface ComparedPlans {
  /** The version, or the name that finance gave its own. */
  readonly record: string
  readonly signed: readonly SalesCell[]
  readonly live: readonly SalesCell[]
  readonly months: ReadonlySet<Month>
}

/**
 * The plan of record is the signed version, compared over the whole months that both plan (the days that passed of the
 * first month are nobody's change); else what finance signed elsewhere, by family. Null when nothing is signed.
 */
export function compareSales(
  live: PlanSnapshot,
  signed: { readonly record: string; readonly snapshot: PlanSnapshot } | null,
): ComparedPlans | null {
  if (signed !== null) {
    const months = new Set(sharedMonths(signed.snapshot, live).map(({ to }) => to))
    return within(months, signed.record, salesCells(signed.snapshot), salesCells(live))
  }
  const { snapshot: record, cells } = live.finance
  if (cells.length === 0) return null
  const { firstMonth, monthCount } = live.money
  const months = cells.map(({ month }) => month).filter((at) => at >= firstMonth && at < firstMonth + monthCount)
  return within(new Set(months), record, cells, byFamily(salesCells(live)))
}

function within(
  months: ReadonlySet<Month>,
  record: string,
  signed: readonly SalesCell[],
  live: readonly SalesCell[],
): ComparedPlans {
  const kept = (cells: readonly SalesCell[]) => cells.filter(({ month }) => months.has(month))
  return { record, signed: kept(signed), live: kept(live), months }
}
