/** From one amount to another, cause by cause: structure runs from top to bottom (docs/specs/pages.md WB31). */
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
import type { Drawing } from './columns-option.js'
import { type AxisRange, niceRange, niceStep } from './nice-range.js'

export interface BridgeStep {
  readonly name: string
  readonly change: number
}

export interface BridgeEnds {
  readonly from: { readonly name: string; readonly amount: number; readonly notation: Notation }
  readonly to: { readonly name: string; readonly amount: number; readonly notation: Notation }
  readonly steps: readonly BridgeStep[]
}

/** Where each step begins and ends; the last one ends where the bridge does. */
export function levelsOf({ from, steps }: Pick<BridgeEnds, 'from' | 'steps'>): { start: number; end: number }[] {
  let level = from.amount
  return steps.map(({ change }) => {
    const start = level
    level += change
    return { start, end: level }
  })
}

/** Below this share of the ends, changes could not be seen beside them. */
const VISIBLE = 0.25

/** Where the axis begins: at nothing, unless all that happens would be a hair's breadth far from it. */
export function axisStart(ends: BridgeEnds): number {
  const points = [ends.from.amount, ends.to.amount, ...levelsOf(ends).map(({ end }) => end)]
  const [low, high] = [Math.min(...points), Math.max(...points)]
  if (low <= 0 || high - low >= VISIBLE * high) return 0
  const step = niceStep((high - low) / MARKS)
  const start = Math.max(0, Math.floor((low - (high - low) / 2) / step) * step)
  // The axis ends at round numbers: what is told is where it really begins.
  return start === 0 ? 0 : Math.max(0, axisRange(ends, start).min)
}

const MARKS = 2

const ROW = 24
export const bridgeHeight = (steps: number): number => (steps + 2) * ROW + 28

export function bridgeOption(ends: BridgeEnds, drawing: Drawing, chosen: number | null): Record<string, unknown> {
  const { tokens, description, format, signed } = drawing
  const { from, to, steps } = ends
  const names = [from.name, ...steps.map(({ name }) => name), to.name]
  const start = axisStart(ends)
  const base = baseOption(tokens, description)
  const widest = Math.max(...names.map((name) => name.length))
  return {
    ...base,
    grid: { left: Math.min(220, 24 + widest * 6.6), right: 84, top: 4, bottom: 24 },
    xAxis: { ...valueAxis(tokens, format), ...axisRange(ends, start) },
    yAxis: { ...categoryAxis(tokens, names), inverse: true, axisLabel: { color: tokens.ink, fontSize: TEXT_SIZE } },
    tooltip: {
      ...(base.tooltip as object),
      formatter: ([first]: readonly { dataIndex: number }[]) => {
        const at = first!.dataIndex
        const step = steps[at - 1]
        const amount = at === 0 ? from.amount : to.amount
        return `${safe(names[at]!)}: <b>${safe(step === undefined ? format(amount) : signed(step.change))}</b>`
      },
    },
    series: [endSeries(ends, drawing), stepSeries(ends, drawing, start, chosen)],
  }
}

function axisRange(ends: BridgeEnds, start: number): AxisRange {
  const points = [start, ends.from.amount, ends.to.amount, ...levelsOf(ends).map(({ end }) => end)]
  return niceRange(Math.min(...points), Math.max(...points), 3)
}

function endSeries({ from, to, steps }: BridgeEnds, { tokens, format }: Drawing): Record<string, unknown> {
  const end = ({ amount, notation }: BridgeEnds['from']): object => ({
    value: amount,
    itemStyle: itemStyle(notation, tokens),
  })
  return {
    type: 'bar',
    barWidth: 14,
    emphasis: { disabled: true },
    data: [end(from), ...steps.map(() => null), end(to)],
    label: {
      show: true,
      position: 'right',
      color: tokens.ink,
      fontSize: TEXT_SIZE,
      fontWeight: 600,
      formatter: ({ value }: { value: number | null }) => (value === null ? '' : format(value)),
    },
  }
}

interface DrawingPlace {
  readonly coord: (point: [number, number]) => [number, number]
  readonly value: (dimension: number) => number
}

/** A bar floats from where the one before ended; a thin line says so. */
function stepSeries(
  ends: BridgeEnds,
  { tokens, signed }: Drawing,
  axis: number,
  chosen: number | null,
): Record<string, unknown> {
  const levels = levelsOf(ends)
  return {
    type: 'custom',
    clip: false,
    encode: { x: [1, 2], y: 0 },
    data: levels.map(({ start, end }, at) => [at + 1, start, end]),
    renderItem: (_: unknown, place: DrawingPlace) => {
      const row = place.value(0)
      const [start, end] = [place.value(1), place.value(2)]
      const [x0, y] = place.coord([Math.max(start, axis), row])
      const [x1] = place.coord([Math.max(end, axis), row])
      const [, below] = place.coord([end, row + 1])
      const colour = varianceColour(end - start, 1, tokens)
      const left = Math.min(x0, x1)
      const width = Math.max(1, Math.abs(x1 - x0))
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            shape: { x: left, y: y - 7, width, height: 14 },
            style: { fill: colour, ...(chosen === row - 1 ? { stroke: tokens.ink, lineWidth: 2 } : {}) },
          },
          {
            type: 'line',
            silent: true,
            shape: { x1, y1: y - 7, x2: x1, y2: below + 7 },
            style: { stroke: tokens.lineStrong, lineWidth: 1 },
          },
          {
            type: 'text',
            silent: true,
            style: {
              text: signed(end - start),
              x: left + width + 4,
              y,
              verticalAlign: 'middle',
              fill: colour,
              fontSize: TEXT_SIZE,
            },
          },
        ],
      }
    },
  }
}
