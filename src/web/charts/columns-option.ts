/** Columns over months: what is, in stacks of what happened and what is expected, beside what it is measured against. */
import type { Tokens } from '../theme/tokens.js'
import {
  baseOption,
  categoryAxis,
  itemStyle,
  type Notation,
  safe,
  TEXT_SIZE,
  valueAxis,
  varianceColour,
} from './chart-theme.js'
import { type AxisRange, niceRange, rangeAtScale } from './nice-range.js'

export interface ColumnsPart {
  readonly name: string
  readonly notation: Notation
  readonly values: readonly (number | null)[]
}

export interface Columns {
  readonly periods: readonly string[]
  /** Stand on each other: what happened so far, and what is expected. */
  readonly parts: readonly ColumnsPart[]
  /** Stands behind. */
  readonly reference: ColumnsPart | null
  /** Whether more is better (1), less (-1), or neither. */
  readonly better: 1 | -1 | 0
  /** What the sum of the parts is called. */
  readonly total: string
  readonly difference: string
}

export interface Drawing {
  readonly tokens: Tokens
  readonly description: string
  readonly format: (value: number) => string
  readonly signed: (value: number) => string
}

export interface SizedDrawing extends Drawing {
  /** In pixels. */
  readonly height: number
}

/** The parts added up; null where none is known. */
export function sumsOf({ parts, periods }: Pick<Columns, 'parts' | 'periods'>): (number | null)[] {
  return periods.map((_, at) =>
    parts.reduce<number | null>((sum, { values }) => {
      const value = values[at] ?? null
      return value === null ? sum : (sum ?? 0) + value
    }, null),
  )
}

/** Null where either side is not known: that is no difference of nothing. */
export function differencesOf(columns: Pick<Columns, 'parts' | 'periods' | 'reference'>): (number | null)[] {
  const { reference } = columns
  return sumsOf(columns).map((sum, at) => {
    const other = reference?.values[at] ?? null
    return sum === null || other === null ? null : sum - other
  })
}

const VARIANCE_HEIGHT = 44
const LEFT = 56

const FOOT = 24
/** A label stands above or below its bar. */
const LABEL = 14

/** What is compared and how far apart it is stand at one scale: a small difference looks small. */
function rangesOf(columns: Columns, height: number): { main: AxisRange; variance: { min: number; max: number } } {
  const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null)
  const heights = [...known(sumsOf(columns)), ...known(columns.reference?.values ?? [])]
  const main = niceRange(Math.min(0, ...heights), Math.max(0, ...heights))
  const perPixel = (main.max - main.min) / Math.max(1, height - VARIANCE_HEIGHT - LABEL - FOOT)
  return { main, variance: rangeAtScale(known(differencesOf(columns)), VARIANCE_HEIGHT - LABEL, perPixel) }
}

export function columnsOption(columns: Columns, drawing: SizedDrawing): Record<string, unknown> {
  const { tokens, description, height, format } = drawing
  const { periods, reference } = columns
  const top = reference === null ? 8 : VARIANCE_HEIGHT + LABEL
  const names = categoryAxis(tokens, periods)
  const { main, variance } = rangesOf(columns, height)
  const above = reference === null ? [] : [{ left: LEFT, right: 8, top: LABEL, height: VARIANCE_HEIGHT - LABEL }]
  return {
    ...baseOption(tokens, description),
    grid: [{ left: LEFT, right: 8, top, bottom: FOOT }, ...above],
    xAxis: [{ ...names, gridIndex: 0 }, ...above.map(() => ({ ...names, gridIndex: 1, axisLabel: { show: false } }))],
    yAxis: [
      { ...valueAxis(tokens, format), ...main, gridIndex: 0 },
      ...above.map(() => ({
        ...valueAxis(tokens, format),
        ...variance,
        gridIndex: 1,
        splitLine: { show: false },
        axisLabel: { show: false },
      })),
    ],
    tooltip: {
      ...(baseOption(tokens, description).tooltip as object),
      formatter: (at: readonly { dataIndex: number }[] | { dataIndex: number }) =>
        explained(columns, drawing, ('dataIndex' in at ? at : at[0]!).dataIndex),
    },
    series: seriesOf(columns, drawing),
  }
}

function seriesOf(columns: Columns, drawing: Drawing): Record<string, unknown>[] {
  const { tokens, signed } = drawing
  const { parts, reference, better } = columns
  const bar = { type: 'bar', barCategoryGap: '36%', emphasis: { disabled: true } }
  const stacked = parts.map(({ name, notation, values }) => ({
    ...bar,
    name,
    stack: 'is',
    z: 3,
    data: values,
    itemStyle: itemStyle(notation, tokens),
  }))
  if (reference === null) return stacked
  const differences = differencesOf(columns)
  return [
    {
      ...bar,
      name: reference.name,
      barGap: '-72%',
      z: 2,
      data: reference.values,
      itemStyle: itemStyle(reference.notation, tokens),
    },
    ...stacked,
    {
      ...bar,
      name: columns.difference,
      xAxisIndex: 1,
      yAxisIndex: 1,
      barMaxWidth: 14,
      data: differences.map((value) => ({
        value,
        itemStyle: { color: varianceColour(value ?? 0, better, tokens) },
        label: { position: (value ?? 0) < 0 ? 'bottom' : 'top' },
      })),
      label: {
        show: true,
        distance: 2,
        color: tokens.ink2,
        fontSize: TEXT_SIZE,
        formatter: ({ value }: { value: number | null }) => (value === null ? '' : signed(value)),
      },
      labelLayout: { hideOverlap: true },
    },
  ]
}

function explained(columns: Columns, { format, signed }: Drawing, at: number): string {
  const { parts, reference, total, difference, periods } = columns
  const line = (name: string, value: string): string =>
    `<tr><td>${safe(name)}</td><td style="text-align:right;padding-left:12px"><b>${safe(value)}</b></td></tr>`
  const shown = (value: number | null | undefined): string => (value == null ? '·' : format(value))
  const known = parts.filter(({ values }) => (values[at] ?? null) !== null)
  const change = differencesOf(columns)[at] ?? null
  return `${safe(periods[at] ?? '')}<table>${[
    ...known.map(({ name, values }) => line(name, shown(values[at]))),
    ...(known.length > 1 ? [line(total, shown(sumsOf(columns)[at]))] : []),
    ...(reference === null ? [] : [line(reference.name, shown(reference.values[at]))]),
    ...(change === null ? [] : [line(difference, signed(change))]),
  ].join('')}</table>`
}
