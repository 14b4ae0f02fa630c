/** Corrections of the history for one viewer: what they may see, what they ask for, and sums of nothing else. */
import { type Day, formatDay } from '../../core/base/day.js'
import type { Quantity } from '../../core/base/quantity.js'
import { Refusal } from '../../core/base/refusal.js'
import { CORRECTION_REASONS } from '../../core/demand/cleaning/corrections.js'
import type { KeptCorrections } from '../../core/demand/cleaning/kept-corrections.js'
import { DAYS_PER_WEEK } from '../../core/demand/history.js'
import type { Access } from '../../core/edit/access.js'
import type { Scope } from '../../core/edit/box.js'
import { isWhole, scopeCovers } from '../../core/edit/scope-cover.js'
import type { HistoryOverride } from '../../core/network/company.js'

export interface CorrectionsQuery {
  readonly scope: Scope
  readonly reason?: string | undefined
  /** Weeks with a day in [from, until). */
  readonly from?: Day | undefined
  readonly until?: Day | undefined
  /** Which of the lines, the largest first. */
  readonly after: number
  readonly limit: number
}

/** One correction. Quantities are thousandths; `after` is what the week was taken as, unless it was overridden. */
export interface CorrectionLine {
  readonly category: string
  readonly family: string
  readonly item: string
  readonly country: string
  readonly location: string
  readonly customer: string
  /** First of its seven days. */
  readonly week: Day
  readonly before: Quantity
  readonly after: Quantity
  readonly reason: string
  readonly overridden: boolean
}

export interface CorrectionSums {
  readonly count: number
  /** Demand rows in which there are any. */
  readonly rows: number
  readonly added: Quantity
  readonly takenOff: Quantity
  /** Of others: what would have been corrected, and stands as it was sold. */
  readonly overridden: number
}

export interface CorrectionsReport {
  readonly version: string
  readonly planDay: string
  readonly byReason: readonly (CorrectionSums & { readonly reason: string })[]
  readonly total: CorrectionSums
  /** What the plan was told of its history; null for those who see a part of the company. */
  readonly overrides: readonly HistoryOverride[] | null
  readonly lines: readonly CorrectionLine[]
  /** Lines in all. */
  readonly lineCount: number
}

/** @throws Refusal `access.measure` */
export function buildCorrections(
  kept: KeptCorrections,
  version: { readonly id: string; readonly planDay: Day },
  query: CorrectionsQuery,
  viewer: Pick<Access, 'scopes' | 'measures'>,
): CorrectionsReport {
  const { shown, ...sums } = sumCorrections(kept, query, viewer)
  return {
    version: version.id,
    planDay: formatDay(version.planDay),
    ...sums,
    overrides: isWhole(viewer.scopes) ? kept.overrides : null,
    lines: linesOf(kept, shown, query),
    lineCount: shown.length,
  }
}

const linesOf = (kept: KeptCorrections, shown: readonly number[], { after, limit }: CorrectionsQuery) =>
  limit === 0
    ? []
    : largestFirst(kept, shown)
        .slice(after, after + limit)
        .map((cell) => lineOf(kept, cell))

/** What is asked for and may be seen, added up. @throws Refusal `access.measure` */
export function sumCorrections(
  kept: KeptCorrections,
  query: Omit<CorrectionsQuery, 'after' | 'limit'>,
  viewer: Pick<Access, 'scopes' | 'measures'>,
): Pick<CorrectionsReport, 'byReason' | 'total'> & { readonly shown: readonly number[] } {
  if (!viewer.measures.has('volume')) throw new Refusal('access.measure', { measure: 'corrections' })
  const shown = shownCells(kept, query, viewer)
  const reasons = [...new Set([...CORRECTION_REASONS, ...kept.reasons])]
  const of = (reason: string): number[] => shown.filter((cell) => kept.reasons[kept.reason[cell]!] === reason)
  const byReason = reasons.map((reason) => ({ reason, ...sumsOf(kept, of(reason)) })).filter(isAny)
  return { byReason, total: sumsOf(kept, shown), shown }
}

const isAny = ({ count, overridden }: CorrectionSums): boolean => count + overridden > 0

/** Cells that are asked for and may be seen. */
function shownCells(
  kept: KeptCorrections,
  query: Omit<CorrectionsQuery, 'after' | 'limit'>,
  { scopes }: Pick<Access, 'scopes'>,
): number[] {
  const { row, week, rows, ways, firstDay } = kept
  const isShown = Uint8Array.from(rows.product, (_, at) => {
    const place: Scope = {
      product: ways.product[rows.product[at]!]!,
      location: ways.location[rows.location[at]!]!,
      customer: ways.customer[rows.customer[at]!]!,
    }
    return scopeCovers(query.scope, place) && scopes.some((scope) => scopeCovers(scope, place)) ? 1 : 0
  })
  const { reason, from = -Infinity, until = Infinity } = query
  const found: number[] = []
  for (let cell = 0; cell < row.length; cell++) {
    const day = firstDay + week[cell]! * DAYS_PER_WEEK
    if (isShown[row[cell]!] === 0 || day + DAYS_PER_WEEK <= from || day >= until) continue
    if (reason === undefined || kept.reasons[kept.reason[cell]!] === reason) found.push(cell)
  }
  return found
}

/** The largest difference first; of equal ones the earlier. */
function largestFirst({ before, after }: KeptCorrections, cells: readonly number[]): number[] {
  const size = (cell: number): number => Math.abs(after[cell]! - before[cell]!)
  return [...cells].sort((a, b) => size(b) - size(a) || a - b)
}

function sumsOf({ row, before, after, overridden }: KeptCorrections, cells: readonly number[]): CorrectionSums {
  const made = cells.filter((cell) => overridden[cell] === 0)
  let [added, takenOff] = [0, 0]
  for (const cell of made) {
    const difference = after[cell]! - before[cell]!
    if (difference > 0) added += difference
    else takenOff -= difference
  }
  const rows = new Set(made.map((cell) => row[cell]!)).size
  return { count: made.length, rows, added, takenOff, overridden: cells.length - made.length }
}

function lineOf(kept: KeptCorrections, cell: number): CorrectionLine {
  const { rows, ways, firstDay } = kept
  const row = kept.row[cell]!
  const [category = '', family = '', item = ''] = ways.product[rows.product[row]!]!
  const [country = '', location = ''] = ways.location[rows.location[row]!]!
  return {
    category,
    family,
    item,
    country,
    location,
    customer: ways.customer[rows.customer[row]!]!.at(-1)!,
    week: firstDay + kept.week[cell]! * DAYS_PER_WEEK,
    before: kept.before[cell]!,
    after: kept.after[cell]!,
    reason: kept.reasons[kept.reason[cell]!]!,
    overridden: kept.overridden[cell] === 1,
  }
}
