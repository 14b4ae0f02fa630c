import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useMemo } from 'react'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { Chart } from '../../charts/chart.js'
import { chartNumbers, inMajor } from '../../charts/number-scale.js'
import { NARROW } from '../../frame/panels.js'
import { useTokens } from '../../theme/use-tokens.js'
import type { Scale } from '../../words/number-format.js'
import type { Words } from '../../words/words.js'
import { useWords } from '../../words/words.js'
import { type DemandPoint, takenAs } from './demand-series.js'
import type { ForecastPeriod } from './forecast-address.js'
import { type HistoryLines, historyOption } from './history-option.js'

interface HistoryChartProps {
  readonly points: readonly DemandPoint[]
  readonly corrections: Parameters<typeof takenAs>[1]
  readonly part: string
  readonly period: ForecastPeriod
  readonly scale: Scale
}

const HEIGHT = 280

/** Sales of the past, the weeks in them that were corrected, last year, and what is expected. */
export function HistoryChart({ points, corrections, part, period, scale }: HistoryChartProps): ReactNode {
  const words = useWords()
  const tokens = useTokens()
  const narrow = useMediaQuery(NARROW, matchMedia(NARROW).matches, { getInitialValueInEffect: false })
  const { say } = words
  const lines = useMemo(
    () => linesOf(points, takenAs(points, corrections), period, words),
    [points, corrections, period, words],
  )
  const unit = scale === '1' ? say('web.unit') : `${say('web.unit')} ${scale}`
  const title = say(period === 'week' ? 'web.forecast_chart_week' : 'web.forecast_chart_month', { part })
  const first = lines.periods[0] ?? ''
  const subtitle = `${first} – ${lines.periods.at(-1) ?? ''} · ${unit}`
  const option = useMemo(
    () =>
      historyOption(
        lines,
        {
          tokens,
          description: `${title}. ${subtitle}`,
          ...chartNumbers(words, QUANTITY_DECIMALS, scale),
        },
        narrow,
      ),
    [lines, tokens, title, subtitle, words, scale, narrow],
  )
  const { periods, actual, taken, baseline, consensus, lastYear } = lines
  const table = {
    columns: [title, ...periods],
    rows: [actual, taken, baseline, consensus, lastYear].map(({ name, values }) => ({
      name,
      values: values.map((value) => inMajor(value, QUANTITY_DECIMALS)),
    })),
  }
  return <Chart {...{ title, subtitle, option, table }} height={HEIGHT} />
}

function linesOf(
  points: readonly DemandPoint[],
  taken: readonly (number | null)[],
  period: ForecastPeriod,
  { say, date }: Words,
): HistoryLines {
  const label = (day: string): string => {
    if (period === 'month') return date.month(day)
    const { week, year } = date.week(day)
    return `${say('web.week', { week })} ${year}`
  }
  const at = points.findIndex(({ consensus }) => consensus !== null)
  return {
    now: at > 0 ? { at: at - 1, name: say('web.forecast_now') } : null,
    periods: points.map(({ firstDay }) => label(firstDay)),
    actual: { name: say('web.forecast_actual'), values: points.map(({ actual }) => actual) },
    lastYear: { name: say('web.forecast_last_year'), values: points.map(({ lastYear }) => lastYear) },
    taken: { name: say('web.forecast_taken'), values: taken },
    baseline: { name: say('web.measure_baseline'), values: points.map(({ baseline }) => baseline) },
    consensus: { name: say('web.measure_consensus'), values: points.map(({ consensus }) => consensus) },
  }
}
