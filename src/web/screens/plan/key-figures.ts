import type { MeasureGroup } from '../../../core/edit/access.js'
import type { WebKey } from '../../../language/messages/web.js'
import type { TableMeasure } from '../../../processes/living/living-plan.js'
import type { As } from '../../view/address.js'

/**
 * A row of numbers under a name. Rows are no sum of each other: stock also moves by transfers, draws and write-offs, and
 * the gross margin also holds variances.
 */
export interface KeyFigure {
  readonly measure: TableMeasure
  readonly name: WebKey
  readonly group: MeasureGroup
  /** Stock has no customer. */
  readonly ofStock: boolean
  readonly editable: boolean
  /** What stands in its row before the plan day; nothing, when absent. */
  readonly past?: TableMeasure
}

const figure = (
  measure: TableMeasure,
  group: MeasureGroup,
  more: { ofStock?: boolean; editable?: boolean; past?: TableMeasure } = {},
): KeyFigure => ({
  measure,
  name: `web.measure_${measure}` as WebKey,
  group,
  ofStock: more.ofStock ?? false,
  editable: more.editable ?? false,
  ...(more.past === undefined ? {} : { past: more.past }),
})

export const KEY_FIGURES: Readonly<Record<As, readonly KeyFigure[]>> = {
  units: [
    figure('lastYear', 'volume', { past: 'lastYear' }),
    figure('baseline', 'volume'),
    figure('consensus', 'volume', { editable: true, past: 'actual' }),
    figure('receipts', 'stock', { ofStock: true }),
    figure('constrained', 'volume'),
    figure('closing', 'stock', { ofStock: true }),
  ],
  value: [
    figure('netSales', 'revenue', { past: 'actualNetSales' }),
    figure('standardCost', 'margin'),
    figure('grossMargin', 'margin'),
  ],
}

/** Those that can be read: of what somebody sees, and without stock where rows have customers. */
export const keyFiguresFor = (
  as: As,
  { sees, withStock, withPast }: { sees: (group: MeasureGroup) => boolean; withStock: boolean; withPast: boolean },
): readonly KeyFigure[] =>
  KEY_FIGURES[as].filter(
    ({ measure, group, ofStock }) => sees(group) && (withStock || !ofStock) && (withPast || measure !== 'lastYear'),
  )

/** What has to be asked for to fill the rows. */
export const measuresOf = (figures: readonly KeyFigure[], withPast: boolean): TableMeasure[] => [
  ...new Set(figures.flatMap(({ measure, past }) => (withPast && past !== undefined ? [measure, past] : [measure]))),
]
