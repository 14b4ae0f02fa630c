/** The columns of the table as they are drawn: a year stands beside what it is compared with. */
import type { WebKey } from '../../../language/messages/web.js'
import { monthsOfColumn } from './column-text.js'
import type { Shown } from './finance-view.js'
import type { Column } from './month-columns.js'

export interface TablePlace {
  readonly key: string
  readonly column: Column
  readonly shows: 'value' | 'variance' | 'sales share' | 'reference' | 'delta' | 'share'
}

/** Names of columns that are not called after their month or year. */
export const REFERENCE_COLUMNS: Partial<Record<TablePlace['shows'], WebKey>> = {
  reference: 'web.against',
  delta: 'web.delta',
  share: 'web.delta_share',
}

export function tablePlaces(columns: readonly Column[], show: Shown, hasReference: boolean): TablePlace[] {
  return columns.flatMap((column): TablePlace[] => {
    const name = column.kind === 'year' ? String(column.year) : `${column.kind} ${monthsOfColumn(column)[0]}`
    const place = (shows: TablePlace['shows']): TablePlace => ({ key: `${name} ${shows}`, column, shows })
    if (show === 'share') return [place('sales share')]
    if (show === 'variance' && hasReference) return [place('variance')]
    const whole = column.kind === 'year' && column.whole && hasReference
    return whole ? [place('value'), place('reference'), place('delta'), place('share')] : [place('value')]
  })
}
