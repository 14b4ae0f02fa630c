/** Which weeks of which rows people leave as they were sold (docs/specs/history-corrections.md HC7, HC8). */
import type { HistoryOverride } from '../../network/company.js'
import type { Rows } from '../../plan/plan.js'
import { openScopes, type ScopeCompany } from '../demand-scope.js'
import { DAYS_PER_WEEK, type DemandHistory } from '../history.js'
import { OVERRIDABLE, type OverriddenWeeks } from './corrections.js'

/**
 * The overrides as weeks of demand rows: every week of which a day lies in [start, end]. O(overrides × rows named).
 */
export function deriveOverriddenWeeks(
  { company, rows }: { readonly company: ScopeCompany; readonly rows: Rows },
  overrides: readonly HistoryOverride[],
  history: Pick<DemandHistory, 'rowCount' | 'weekCount' | 'firstDay' | 'endDay'>,
): OverriddenWeeks {
  const scopes = openScopes(company, rows)
  // What lies outside the history has its last week before its first.
  const placed = overrides.map((override) => ({
    touched: scopes.rowsIn(override),
    from: Math.max(0, Math.floor((override.start - history.firstDay) / DAYS_PER_WEEK)),
    to: Math.min(history.weekCount - 1, Math.floor((override.end - history.firstDay) / DAYS_PER_WEEK)),
    correction: OVERRIDABLE.indexOf(override.correction as (typeof OVERRIDABLE)[number]),
  }))
  const start = new Int32Array(history.rowCount + 1)
  for (const { touched } of placed) for (const row of touched) start[row + 1]! += 1
  for (let row = 0; row < history.rowCount; row++) start[row + 1]! += start[row]!
  const count = start[history.rowCount]!
  const weeks = { start, from: new Int32Array(count), to: new Int32Array(count), correction: new Uint8Array(count) }
  const next = start.slice()
  for (const { touched, from, to, correction } of placed)
    for (const row of touched) {
      const at = next[row]!++
      weeks.from[at] = from
      weeks.to[at] = to
      weeks.correction[at] = correction
    }
  return weeks
}

/** By row: 1 where one list of overrides speaks of it otherwise than the other. */
export function rowsToldAnew(
  { company, rows }: { readonly company: ScopeCompany; readonly rows: Rows },
  now: readonly HistoryOverride[],
  before: readonly HistoryOverride[],
): Uint8Array {
  const isTold = new Uint8Array(rows.count)
  const textsOf = (overrides: readonly HistoryOverride[]) =>
    new Map(overrides.map((override) => [overrideText(override), override]))
  const [texts, textsBefore] = [textsOf(now), textsOf(before)]
  const changed = [
    ...[...texts].filter(([text]) => !textsBefore.has(text)),
    ...[...textsBefore].filter(([text]) => !texts.has(text)),
  ]
  if (changed.length === 0) return isTold
  const scopes = openScopes(company, rows)
  for (const [, override] of changed) for (const row of scopes.rowsIn(override)) isTold[row] = 1
  return isTold
}

/** What an override says, without the words about it: the same text wherever it comes from. */
export const overrideText = (override: HistoryOverride): string =>
  JSON.stringify(override, ['product', 'family', 'customer', 'location', 'country', 'start', 'end', 'correction'])

/** The same for lists, in any order. */
export const overridesText = (overrides: readonly HistoryOverride[]): string =>
  overrides.map(overrideText).sort().join()
