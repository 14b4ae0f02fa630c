/** The rows of a report's table: its lines, and below those that are opened their groups, largest first. */
import {
  type AmountSource,
  amountsOfGroup,
  amountsOfReport,
  groupKeys,
  landingOf,
  OTHERS,
  type ReportShown,
  tableMonths,
} from './report-amounts.js'
import { type Row, rowId } from './report-cell.js'
import type { LineShape } from './report-line.js'

export interface RowsAsked {
  readonly report: ReportShown
  readonly shapes: readonly LineShape[]
  /** Lines whose groups are shown. */
  readonly opened: ReadonlySet<string>
  /** Groups of what it is compared with: those that are gone have a row too. */
  readonly otherGroups: readonly string[]
}

/** More than this would be a list, not a table that is read: the rest is one row of its own. */
const GROUPS_MOST = 40

export function rowsOf({ report, shapes, opened, otherGroups }: RowsAsked): Row[] {
  const source = amountsOfReport(report)
  const keys = new Set([...groupKeys(report), ...otherGroups])
  const groups = new Map([...keys].map((key) => [key, amountsOfGroup(report, key)]))
  return shapes.flatMap((shape): Row[] => {
    const amounts = source.of(shape.line)
    if (amounts === null) return []
    const grouped =
      shape.nature === 'flow' &&
      groups.size > 0 &&
      report.groups?.[0] !== undefined &&
      amountsOfGroup(report, report.groups[0].key).of(shape.line) !== null
    const row: Row = {
      id: rowId(shape.line, null),
      shape,
      group: null,
      amounts,
      landing: landingOf(report, shape.line).whole,
      canOpen: grouped,
    }
    return grouped && opened.has(shape.line) ? [row, ...groupRows(shape, groups, report)] : [row]
  })
}

function groupRows(shape: LineShape, groups: ReadonlyMap<string, AmountSource>, report: ReportShown): Row[] {
  const nothing = tableMonths(report).map(() => 0)
  const rows = [...groups].map(([group, source]): Row => {
    const amounts = source.of(shape.line) ?? nothing
    const landing = landingOf(report, shape.line, group).whole
    return { id: rowId(shape.line, group), shape, group, amounts, landing, canOpen: false }
  })
  const size = ({ amounts }: Row): number => amounts.reduce<number>((sum, one) => sum + Math.abs(one ?? 0), 0)
  const sorted = rows.sort((a, b) => size(b) - size(a))
  if (sorted.length <= GROUPS_MOST) return sorted
  const rest = sorted.slice(GROUPS_MOST)
  const sum = (of: (row: Row) => number | null): number | null =>
    rest.every((row) => of(row) === null) ? null : rest.reduce((total, row) => total + (of(row) ?? 0), 0)
  const amounts = rest[0]!.amounts.map((_, at) => sum((row) => row.amounts[at] ?? null))
  const landing = sum((row) => row.landing)
  return [
    ...sorted.slice(0, GROUPS_MOST),
    { id: rowId(shape.line, OTHERS), shape, group: OTHERS, amounts, landing, canOpen: false },
  ]
}
