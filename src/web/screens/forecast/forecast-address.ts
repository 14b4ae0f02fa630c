/** What of the forecast is looked at, as it stands in the address (docs/specs/pages.md WB2). */
import { CORRECTION_REASONS, type CorrectionReason } from '../../../core/demand/cleaning/corrections.js'
import type { Address } from '../../view/address.js'

export const FORECAST_PERIODS = ['week', 'month'] as const
export type ForecastPeriod = (typeof FORECAST_PERIODS)[number]

/** Months before the plan day: last year is told of no more than two years (LP64). */
export const MONTHS_BACK = [12, 24, 36] as const

export const FORECAST_TABS = ['made', 'accuracy', 'corrections'] as const
export type ForecastTab = (typeof FORECAST_TABS)[number]

export const ACCURACY_BY = ['cycle', 'lag', 'class', 'period', 'family', 'country'] as const
export type AccuracyBy = (typeof ACCURACY_BY)[number]

export interface ForecastView {
  readonly period: ForecastPeriod
  readonly back: (typeof MONTHS_BACK)[number]
  readonly tab: ForecastTab
  readonly by: AccuracyBy
  readonly grain: 'week' | 'month'
  readonly reason: CorrectionReason | null
}

export const readForecastView = ({ period, back, tab, by, grain, reason }: Address): ForecastView => ({
  period: period === 'month' ? 'month' : 'week',
  back: MONTHS_BACK.find((months) => String(months) === back) ?? 24,
  tab: FORECAST_TABS.find((one) => one === tab) ?? 'made',
  by: ACCURACY_BY.find((one) => one === by) ?? 'lag',
  grain: grain === 'month' ? 'month' : 'week',
  reason: CORRECTION_REASONS.find((one) => one === reason) ?? null,
})
