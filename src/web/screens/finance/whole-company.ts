/** Who may see a report, and what those see who may not (docs/specs/pages.md WB38). */
import type { MeasureGroup } from '../../../core/edit/access.js'
import { seesWhole as isEverywhere } from '../../server/seen-part.js'
import type { Session } from '../../server/session.js'
import type { MoneyMeasure } from './group-scope.js'

const REPORTED: readonly MeasureGroup[] = ['volume', 'stock', 'revenue', 'margin', 'cash']
const BRIDGED: readonly MeasureGroup[] = ['volume', 'revenue', 'margin']
const PROCESSES: readonly string[] = ['ibp', 'sop', 'finance']

type Reader = Pick<Session, 'sees'> & { me: Pick<Session['me'], 'scopes' | 'processes'> }

const seesAllOf = (kinds: readonly MeasureGroup[], { me, sees }: Reader): boolean =>
  isEverywhere(me) && me.processes.some((process) => PROCESSES.includes(process)) && kinds.every(sees)

/** A report is of the whole company in all kinds of numbers, and cannot be cut. */
export const seesWhole = (reader: Reader): boolean => seesAllOf(REPORTED, reader)
/** A bridge is of the whole company, too, and says nothing of stock and cash. */
export const seesBridge = (reader: Reader): boolean => seesAllOf(BRIDGED, reader)

const LINE_KIND: Readonly<Record<MoneyMeasure, MeasureGroup>> = {
  netSales: 'revenue',
  standardCost: 'margin',
  grossMargin: 'margin',
}

/** The lines that hang on volume, of those kinds of numbers that somebody sees. */
export const partLines = (sees: (kind: MeasureGroup) => boolean): MoneyMeasure[] =>
  (Object.keys(LINE_KIND) as MoneyMeasure[]).filter((line) => sees(LINE_KIND[line]))
