import type { MeasureGroup } from '../../../core/edit/access.js'
import type { WebKey } from '../../../language/messages/web.js'
import type { QueryMeasure } from '../../../processes/living/living-plan.js'
import type { As } from '../../view/address.js'

/** A row of numbers under a name: which of the plan's measures, and how it stands in the arithmetic of the rows. */
export interface KeyFigure {
  readonly measure: QueryMeasure
  readonly name: WebKey
  /** Printed before the name: what the row does to the last one. */
  readonly sign: '' | '+' | '−' | '='
  readonly group: MeasureGroup
  /** Stock has no customer. */
  readonly ofStock: boolean
  readonly editable: boolean
}

const figure = (
  measure: QueryMeasure,
  sign: KeyFigure['sign'],
  group: MeasureGroup,
  more: { ofStock?: boolean; editable?: boolean } = {},
): KeyFigure => ({
  measure,
  name: `web.measure_${measure}` as WebKey,
  sign,
  group,
  ofStock: more.ofStock ?? false,
  editable: more.editable ?? false,
})

export const KEY_FIGURES: Readonly<Record<As, readonly KeyFigure[]>> = {
  units: [
    figure('baseline', '', 'volume'),
    figure('consensus', '', 'volume', { editable: true }),
    figure('receipts', '+', 'stock', { ofStock: true }),
    figure('constrained', '−', 'volume'),
    figure('closing', '=', 'stock', { ofStock: true }),
  ],
  value: [
    figure('netSales', '', 'revenue'),
    figure('standardCost', '−', 'margin'),
    figure('grossMargin', '=', 'margin'),
  ],
}

/** Those that can be read: of what somebody sees, and without stock where rows have customers. */
export const keyFiguresFor = (
  as: As,
  { sees, byCustomer }: { sees: (group: MeasureGroup) => boolean; byCustomer: boolean },
): readonly KeyFigure[] => KEY_FIGURES[as].filter(({ group, ofStock }) => sees(group) && !(ofStock && byCustomer))
