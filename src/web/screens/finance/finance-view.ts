/** What of the finance screen stands in the address, and what it means. */
import { REPORT_GROUPS, type ReportGroup } from '../../../processes/report/report.js'
import type { Address } from '../../view/address.js'
import { SCALES, type Scale } from '../../words/number-format.js'
import { readSpan, type Span } from './month-columns.js'

export const SHOWN = ['values', 'variance', 'share'] as const
export type Shown = (typeof SHOWN)[number]
export const PARTS = ['profit', 'cash'] as const
export type Part = (typeof PARTS)[number]

/** What is told beside a plan; everything else that one can compare with is a plan itself. */
export const FACTS: readonly string[] = ['budget', 'lastYear', 'none']

export interface FinanceView {
  readonly part: Part
  /** A frozen version; null: the plan or scenario one is in. */
  readonly version: string | null
  /** `none`, `budget`, `lastYear`, `cycle`, `record`, or the name of a plan. */
  readonly against: string
  readonly show: Shown
  readonly span: Span
  /** Null: as large as the amounts ask for. */
  readonly scale: Scale | null
  readonly by: ReportGroup | null
  readonly opened: ReadonlySet<string>
  /** Whether months that are over stand each for itself. */
  readonly opensPast: boolean
  /** The line that is drawn. */
  readonly line: string
  readonly cell: { readonly row: string; readonly month: string } | null
}

export function readFinanceView(address: Address): FinanceView {
  const cut = address.cell?.lastIndexOf('@') ?? -1
  const part = PARTS.find((one) => one === address.part) ?? 'profit'
  const against = address.against ?? 'budget'
  return {
    part,
    version: address.version ?? null,
    against: part === 'cash' && FACTS.includes(against) ? 'none' : against,
    // Nothing of what is tied up is a share of sales.
    show: SHOWN.find((one) => one === address.show && (one !== 'share' || part === 'profit')) ?? 'values',
    span: readSpan(address.span),
    scale: SCALES.find((one) => one === address.scale) ?? null,
    by: REPORT_GROUPS.find((one) => one === address.group) ?? null,
    opened: new Set((address.open ?? '').split(',').filter((one) => one !== '')),
    opensPast: address.past === 'months',
    line: address.line ?? 'netSales',
    cell: cut < 0 ? null : { row: address.cell!.slice(0, cut), month: address.cell!.slice(cut + 1) },
  }
}

/** What is opened is in the table: a number whose row or month is not shown any more is not. */
export function withCellShown(
  view: FinanceView,
  rows: readonly { readonly id: string }[],
  months: readonly string[],
): FinanceView {
  const { cell } = view
  const isShown = cell !== null && months.includes(cell.month) && rows.some(({ id }) => id === cell.row)
  return cell === null || isShown ? view : { ...view, cell: null }
}

export function writeOpened(opened: ReadonlySet<string>): string | undefined {
  return opened.size === 0 ? undefined : [...opened].join(',')
}

/** Money is read in millions where there are many of them, else in thousands. */
const MANY = 2_000_000
export const usualScale = (largestMajor: number): Scale => (largestMajor >= MANY ? 'M' : 'k')
