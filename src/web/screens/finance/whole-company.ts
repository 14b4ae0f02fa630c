/** Who may see a report, and what those see who may not (docs/specs/pages.md WB38). */
import type { MeasureGroup } from '../../../core/edit/access.js'
import type { Session } from '../../server/session.js'
import type { MoneyMeasure } from './group-scope.js'

const KINDS: readonly MeasureGroup[] = ['volume', 'stock', 'revenue', 'margin', 'cash']
const PROCESSES: readonly string[] = ['ibp', 'sop', 'finance']

/** A report is of the whole company in all kinds of numbers, and cannot be cut. */
export function seesWhole({
  me,
  sees,
}: Pick<Session, 'sees'> & { me: Pick<Session['me'], 'scopes' | 'processes'> }): boolean {
  const everywhere = me.scopes.some((scope) => Object.values(scope).every((way) => way.length === 0))
  return everywhere && me.processes.some((process) => PROCESSES.includes(process)) && KINDS.every(sees)
}

const LINE_KIND: Readonly<Record<MoneyMeasure, MeasureGroup>> = {
  netSales: 'revenue',
  standardCost: 'margin',
  grossMargin: 'margin',
}

/** The lines that hang on volume, of those kinds of numbers that somebody sees. */
export const partLines = (sees: (kind: MeasureGroup) => boolean): MoneyMeasure[] =>
  (Object.keys(LINE_KIND) as MoneyMeasure[]).filter((line) => sees(LINE_KIND[line]))
