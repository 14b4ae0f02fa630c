/** What of the scenarios is looked at, as it stands in the address (docs/specs/pages.md WB2, WB71). */
import type { QueryDimension, QueryMeasure } from '../../../processes/living/living-plan.js'
import type { Address } from '../../view/address.js'

export const SCENARIO_TABS = ['compare', 'changes', 'merge', 'other'] as const
export type ScenarioTab = (typeof SCENARIO_TABS)[number]

/** Beside the plan itself. */
export const COMPARED_MOST = 3

export const COMPARE_ROWS = ['family', 'country', 'month'] as const
export type CompareRows = (typeof COMPARE_ROWS)[number]
export const ROWS_BY: Readonly<Record<CompareRows, readonly QueryDimension[]>> = {
  family: ['category', 'family'],
  country: ['country'],
  month: [],
}

export const FIGURES = ['netSales', 'grossMargin', 'constrained', 'closing'] as const satisfies readonly QueryMeasure[]
export type ScenarioFigure = (typeof FIGURES)[number]

export interface ScenarioView {
  readonly tab: ScenarioTab
  /** Ids, in the order in which they were chosen. */
  readonly compared: readonly string[]
  /** The one that is looked into; the first of those compared when none is named. */
  readonly of: string | null
  readonly rows: CompareRows
  readonly figure: ScenarioFigure | null
  /** Of `spansOf`; null where the address names none. */
  readonly span: string | null
}

export function readScenarioView(address: Address): ScenarioView {
  const compared = [...new Set((address.compare ?? '').split(',').filter((id) => id !== ''))].slice(0, COMPARED_MOST)
  return {
    tab: one(SCENARIO_TABS, address.tab) ?? 'compare',
    compared,
    of: address.of ?? compared[0] ?? null,
    rows: one(COMPARE_ROWS, address.by) ?? 'family',
    figure: one(FIGURES, address.figure),
    span: address.span ?? null,
  }
}

const one = <const Of extends string>(known: readonly Of[], given: string | undefined): Of | null =>
  known.find((name) => name === given) ?? null

export const writeCompared = (compared: readonly string[]): string | undefined =>
  compared.length === 0 ? undefined : compared.join(',')

/** One more or one less; of too many the one that was chosen first goes. */
export const toggled = (compared: readonly string[], id: string): readonly string[] =>
  compared.includes(id) ? compared.filter((other) => other !== id) : [...compared, id].slice(-COMPARED_MOST)
