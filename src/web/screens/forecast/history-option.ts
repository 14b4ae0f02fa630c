/** What was sold, what it was taken as, and what is expected, as ECharts draws it (docs/specs/pages.md WB81). */
import { baseOption, categoryAxis, safe, valueAxis } from '../../charts/chart-theme.js'
import type { Drawing } from '../../charts/columns-option.js'
import { joined } from '../../charts/fan-option.js'

export interface HistoryLine {
  readonly name: string
  readonly values: readonly (number | null)[]
}

export interface HistoryLines {
  readonly periods: readonly string[]
  readonly actual: HistoryLine
  readonly lastYear: HistoryLine
  readonly taken: HistoryLine
  readonly baseline: HistoryLine
  readonly consensus: HistoryLine
  /** Where what is planned begins, and what that day is called; null where nothing lies before it. */
  readonly now: { readonly at: number; readonly name: string } | null
}

/** Above the lines are their names: in one row, or three where there is less room. */
const LEGEND = { wide: 28, narrow: 72 }

export function historyOption(lines: HistoryLines, drawing: Drawing, narrow: boolean): Record<string, unknown> {
  const { tokens, description, format } = drawing
  const { periods, actual, lastYear, taken, baseline, consensus } = lines
  const base = baseOption(tokens, description)
  return {
    ...base,
    grid: { left: 56, right: 8, top: narrow ? LEGEND.narrow : LEGEND.wide, bottom: 24 },
    legend: {
      top: 0,
      left: 48,
      itemWidth: 22,
      itemHeight: 8,
      textStyle: { color: tokens.ink2, fontSize: 12 },
      data: [
        { name: taken.name },
        ...[actual, lastYear, baseline, consensus].map(({ name }) => ({ name, itemStyle: { opacity: 0 } })),
      ],
    },
    xAxis: { ...categoryAxis(tokens, periods), boundaryGap: false },
    yAxis: valueAxis(tokens, format),
    tooltip: {
      ...(base.tooltip as object),
      axisPointer: { type: 'line', lineStyle: { color: tokens.lineStrong } },
      formatter: ([first]: readonly { dataIndex: number }[]) => explained(lines, format, first!.dataIndex),
    },
    series: [
      drawn(lastYear, lastYear.values, { color: tokens.previous, width: 1.5 }),
      drawn(baseline, joined(actual.values, baseline.values), { color: tokens.ink2, width: 1.5, type: 'dotted' }),
      {
        ...drawn(consensus, joined(actual.values, consensus.values), { color: tokens.ink, width: 1.5, type: 'dashed' }),
        markLine: nowLine(lines, drawing),
      },
      drawn(actual, actual.values, { color: tokens.ink, width: 2 }),
      {
        ...LINE,
        name: taken.name,
        data: taken.values,
        symbol: 'circle',
        symbolSize: 6,
        showAllSymbol: true,
        itemStyle: { color: tokens.surface, borderColor: tokens.accent, borderWidth: 1.5 },
        lineStyle: { opacity: 0 },
      },
    ],
  }
}

const LINE = { type: 'line', symbol: 'none', emphasis: { disabled: true } }

interface Stroke {
  readonly color: string
  readonly width: number
  readonly type?: 'dotted' | 'dashed'
}

const drawn = ({ name }: HistoryLine, data: HistoryLine['values'], stroke: Stroke): Record<string, unknown> => ({
  ...LINE,
  name,
  data,
  itemStyle: { color: stroke.color },
  lineStyle: stroke,
})

function nowLine({ now }: HistoryLines, { tokens }: Drawing): Record<string, unknown> {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: tokens.accent, width: 1, type: 'solid' },
    label: { formatter: now?.name ?? '', color: tokens.accent, fontSize: 12, position: 'insideEndTop', rotate: 0 },
    data: now === null ? [] : [{ xAxis: now.at }],
  }
}

function explained(
  { periods, actual, lastYear, taken, baseline, consensus }: HistoryLines,
  format: Drawing['format'],
  at: number,
): string {
  const row = ({ name, values }: HistoryLine): string => {
    const value = values[at] ?? null
    if (value === null) return ''
    return `<tr><td>${safe(name)}</td><td style="text-align:right;padding-left:12px"><b>${safe(format(value))}</b></td></tr>`
  }
  return `${safe(periods[at] ?? '')}<table>${[actual, taken, baseline, consensus, lastYear].map(row).join('')}</table>`
}
