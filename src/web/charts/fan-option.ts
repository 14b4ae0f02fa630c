/** What was, and what may come: a line with bands around it. */
import { baseOption, categoryAxis, safe, valueAxis } from './chart-theme.js'
import type { Drawing } from './columns-option.js'

export interface FanBand {
  /** Such as "80 %". */
  readonly name: string
  readonly low: readonly (number | null)[]
  readonly high: readonly (number | null)[]
}

export interface Fan {
  readonly periods: readonly string[]
  readonly history: { readonly name: string; readonly values: readonly (number | null)[] }
  readonly forecast: { readonly name: string; readonly values: readonly (number | null)[] }
  /** The widest first. */
  readonly bands: readonly FanBand[]
  /** Such as last year, or a budget. */
  readonly reference: { readonly name: string; readonly values: readonly (number | null)[] } | null
}

export function fanOption(fan: Fan, drawing: Drawing): Record<string, unknown> {
  const { tokens, description, format } = drawing
  const { periods, history, forecast, bands, reference } = fan
  const base = baseOption(tokens, description)
  const line = { type: 'line', symbol: 'none', emphasis: { disabled: true } }
  return {
    ...base,
    grid: { left: 56, right: 8, top: 8, bottom: 24 },
    xAxis: { ...categoryAxis(tokens, periods), boundaryGap: false },
    yAxis: { ...valueAxis(tokens, format), scale: true },
    tooltip: {
      ...(base.tooltip as object),
      axisPointer: { type: 'line', lineStyle: { color: tokens.lineStrong } },
      formatter: ([first]: readonly { dataIndex: number }[]) => explained(fan, format, first!.dataIndex),
    },
    series: [
      ...bands.flatMap((band, at) => bandSeries(band, at, drawing)),
      ...(reference === null
        ? []
        : [
            {
              ...line,
              name: reference.name,
              data: reference.values,
              lineStyle: { color: tokens.previous, width: 1.5 },
            },
          ]),
      {
        ...line,
        name: forecast.name,
        data: joined(history.values, forecast.values),
        lineStyle: { color: tokens.ink, width: 1.5, type: 'dashed' },
      },
      { ...line, name: history.name, data: history.values, lineStyle: { color: tokens.ink, width: 2 } },
    ],
  }
}

/** The line of what may come begins where the line of what was ends. */
export function joined(history: readonly (number | null)[], forecast: readonly (number | null)[]): (number | null)[] {
  const first = forecast.findIndex((value) => value !== null)
  return forecast.map((value, at) => (value === null && at === first - 1 ? (history[at] ?? null) : value))
}

/** A band stands on an invisible line: what is seen is how much higher it reaches. */
function bandSeries({ name, low, high }: FanBand, at: number, { tokens }: Drawing): Record<string, unknown>[] {
  const line = {
    type: 'line',
    symbol: 'none',
    silent: true,
    stack: `band ${at}`,
    stackStrategy: 'all',
    lineStyle: { opacity: 0 },
  }
  const width = high.map((value, period) => {
    const below = low[period] ?? null
    return value === null || below === null ? null : value - below
  })
  return [
    { ...line, name: `${name} low`, data: low },
    { ...line, name, data: width, areaStyle: { color: tokens.accent, opacity: 0.14 + 0.1 * at } },
  ]
}

function explained(
  { periods, history, forecast, bands, reference }: Fan,
  format: Drawing['format'],
  at: number,
): string {
  const line = (name: string, text: string): string =>
    `<tr><td>${safe(name)}</td><td style="text-align:right;padding-left:12px"><b>${safe(text)}</b></td></tr>`
  const of = ({ name, values }: Fan['history']): string[] => {
    const value = values[at] ?? null
    return value === null ? [] : [line(name, format(value))]
  }
  const ranges = bands.flatMap(({ name, low, high }) => {
    const [from, to] = [low[at] ?? null, high[at] ?? null]
    return from === null || to === null ? [] : [line(name, `${format(from)} – ${format(to)}`)]
  })
  return `${safe(periods[at] ?? '')}<table>${[...of(history), ...of(forecast), ...ranges, ...(reference === null ? [] : of(reference))].join('')}</table>`
}
