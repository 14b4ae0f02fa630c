import type { MeasureGroup } from '../../../core/edit/access.js'
import type { WebKey } from '../../../language/messages/web.js'
import type { TableMeasure } from '../../../processes/living/living-plan.js'
import type { As } from '../../view/address.js'

/** A row of numbers under a name: which measure, and how it stands in the arithmetic of the rows. */
export interface KeyFigure {
  readonly measure: TableMeasure
  readonly name: WebKey
  /** What the row does to those above it; other moves are added with the sign they have. */
  readonly sign: '' | '+' | '±' | '−' | '='
  readonly group: MeasureGroup
  /** Stock has no customer. */
  readonly ofStock: boolean
  readonly editable: boolean
  /** What stands in its row before the plan day; nothing, when absent. */
  readonly past?: TableMeasure
}

type More = Partial<Pick<KeyFigure, 'sign' | 'ofStock' | 'editable' | 'past' | 'name'>>

const figure = (measure: TableMeasure, group: MeasureGroup, more: More = {}): KeyFigure => ({
  measure,
  name: `web.measure_${measure}`,
  group,
  sign: '',
  ofStock: false,
  editable: false,
  ...more,
})

const ofStock = (measure: TableMeasure, sign: KeyFigure['sign']): KeyFigure =>
  figure(measure, 'stock', { ofStock: true, sign })

export const KEY_FIGURES: Readonly<Record<As, readonly KeyFigure[]>> = {
  units: [
    figure('lastYear', 'volume', { past: 'lastYear' }),
    figure('baseline', 'volume'),
    figure('consensus', 'volume', { editable: true, past: 'actual' }),
    figure('constrained', 'volume'),
    ofStock('opening', ''),
    ofStock('received', '+'),
    ofStock('otherMoves', '±'),
    ofStock('shipped', '−'),
    ofStock('netMoves', '±'),
    ofStock('closing', '='),
  ],
  value: [
    figure('netSales', 'revenue', { past: 'actualNetSales' }),
    figure('standardCost', 'margin', { sign: '−' }),
    figure('variancesAndWriteOffs', 'margin', { sign: '−' }),
    figure('grossMargin', 'margin', { sign: '=' }),
  ],
}

/** What net moves are made of. */
const TOGETHER: readonly TableMeasure[] = ['otherMoves', 'shipped']

interface Shown {
  readonly sees: (group: MeasureGroup) => boolean
  /** There is stock to be told: none where rows have customers. */
  readonly withStock: boolean
  /** What is looked at is some customers' part: of stock that is what lies in their own places. */
  readonly ofCustomers: boolean
  readonly withPast: boolean
}

/** What the figure is called where it stands under the shipments to the customers. */
const FROM_HERE: WebKey = 'web.shipped_from_here'

/**
 * Those that can be read: of what somebody sees, and without stock where rows have customers. Shipments stand once, in
 * the arithmetic of the stock, unless there are those to the customers and those from their places.
 */
export function keyFiguresFor(as: As, { sees, withStock, ofCustomers, withPast }: Shown): readonly KeyFigure[] {
  return KEY_FIGURES[as].flatMap((each) => {
    const { measure, group } = each
    if (!sees(group) || (each.ofStock && !withStock) || (measure === 'lastYear' && !withPast)) return []
    if (measure === 'constrained' && withStock && !ofCustomers) return []
    // Who is not told what is asked for is told what is left of stock in one.
    if ((measure === 'netMoves') === sees('volume') && (measure === 'netMoves' || TOGETHER.includes(measure))) return []
    return [measure === 'shipped' && ofCustomers ? { ...each, name: FROM_HERE } : each]
  })
}

/** What has to be asked for to fill the rows. */
export const measuresOf = (figures: readonly KeyFigure[], withPast: boolean): TableMeasure[] => [
  ...new Set(figures.flatMap(({ measure, past }) => (withPast && past !== undefined ? [measure, past] : [measure]))),
]
