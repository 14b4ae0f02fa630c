import { formatScaled } from '../../core/base/decimal.js'
import { formatQuantity } from '../../core/base/quantity.js'
import { minorDecimals } from '../../finance/currency.js'
import type { AccuracyFigures, AccuracyReport, LayerFigures } from './accuracy-report.js'

/** A report as lines for other programs: one for each group and layer, decimals with a point, nothing where null. */
export function accuracyLines(report: AccuracyReport): Record<string, string | number | null>[] {
  const groups =
    report.by.length === 0 ? [{ names: [], ...report.total }] : (report.rows as readonly (AccuracyFigures & Named)[])
  return groups.flatMap(({ names, layers, range, pointCost }) =>
    layers.map((layer) => ({
      ...Object.fromEntries(report.by.map((dimension, at) => [dimension, names[at]!])),
      ...layerLine(layer, report.currency),
      coverage: layer.layer === 'statistical' ? range.coverage : null,
      pinball: layer.layer === 'statistical' && range.pinball !== null ? units(Math.round(range.pinball)) : null,
      point_cost: money(pointCost, report.currency),
      currency: report.currency,
    })),
  )
}

interface Named {
  readonly names: readonly string[]
}

function layerLine(figures: LayerFigures, currency: string): Record<string, string | number | null> {
  return {
    layer: figures.layer,
    cells: figures.cells,
    demand: units(figures.actual),
    forecast: units(figures.forecast),
    error: units(figures.error),
    wmape: figures.wmape,
    bias: figures.bias,
    mase: figures.mase,
    rmsse: figures.rmsse,
    value_added: figures.valueAdded,
    value_over_naive: figures.valueOverNaive,
    forecast_without_demand: units(figures.withoutDemand),
    over_cost: money(figures.overCost, currency),
    under_cost: money(figures.underCost, currency),
  }
}

const units = (quantity: number): string => formatQuantity(quantity)
const money = (minor: number | null, currency: string): string | null =>
  minor === null ? null : formatScaled(minor, minorDecimals(currency))
