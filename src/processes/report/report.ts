import { formatMonth } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import { formatQuantity } from '../../core/base/quantity.js'
import { type CashCycle, cashCycle, rollingCashCycle } from '../../finance/cash-to-cash.js'
import { minorDecimals } from '../../finance/currency.js'
import { GROUP_KINDS, type GroupKind } from '../../finance/past-groups.js'
import { groupPeriods } from '../../finance/plan-books.js'
import { type ProfitRow, readProfitAndLoss } from '../../finance/profit-and-loss.js'
import { PROFIT_LINES, type ProfitLine } from '../../finance/profit-chart.js'
import type { ProfitDimension } from '../../finance/profit-nodes.js'
import { baseCurrencyOf } from '../../finance/transfer-pricing.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import { type Balances, readBalances } from './balances.js'
import { type ComparedGroupsReport, comparedGroupsReport } from './compared-groups-report.js'
import { type ComparisonLine, comparisonLines } from './comparison-lines.js'
import { type Landing, landMonth } from './landing.js'
import { type PastReport, pastReport } from './past-report.js'
import { type KnownErrors, type RangeReport, rangeReport } from './range-report.js'

export const REPORT_GROUPS = GROUP_KINDS
export type ReportGroup = GroupKind

export interface ReportQuery {
  /** Currency of the report; the company's base currency when absent. */
  readonly currency?: string | undefined
  /** At the plan's own rates, or at the reported (average) ones. */
  readonly rates?: 'plan' | 'reported' | undefined
  readonly by?: ReportGroup | undefined
}

/** Amounts in major units as decimal strings, months as `2026-12`: DESIGN §4. */
export interface Report {
  readonly company: string
  readonly version: string
  readonly planDay: string
  readonly currency: string
  readonly months: readonly string[]
  readonly units: readonly string[]
  readonly lines: Readonly<Record<ProfitLine, readonly string[]>>
  readonly balances: Balances
  /** The fiscal year before the plan; null where it is not known. */
  readonly past: PastReport | null
  /** How far net sales, gross margin and EBIT may lie; null where nothing is known of errors of the forecast. */
  readonly range: RangeReport | null
  /** Where the first month will land: what was sold of it and the rest of the plan. */
  readonly landing: Landing
  /** Days; null where a denominator is zero. The last twelve months rolling. */
  readonly cashToCash: { readonly month: readonly CycleDays[]; readonly rolling12: readonly CycleDays[] }
  readonly groups?: readonly ReportedGroup[]
  /** Budget and last year of the groups, in the base currency, where they can be told. */
  readonly comparedGroups?: ComparedGroupsReport
  /** Beside budget and last year, in the base currency at plan rates. */
  readonly comparisons: readonly ComparisonLine[]
  /** Trade inside the group, in the base currency: what it adds to each company, and what is taken off their sum. */
  readonly group: readonly GroupLine[]
  /** Demand rows without a price or a standard cost somewhere in the horizon: their money is missing from the lines. */
  readonly coverage: { readonly rows: number; readonly unpriced: number; readonly uncosted: number }
}

export interface ReportedGroup {
  readonly key: string
  readonly units: readonly string[]
  readonly lines: Readonly<Record<ProfitLine, readonly string[]>>
}

export interface GroupLine {
  readonly kind: 'company' | 'elimination'
  readonly company: string
  readonly line: string
  readonly amounts: readonly string[]
}

export interface CycleDays {
  readonly dio: number | null
  readonly dso: number | null
  readonly dpo: number | null
  readonly c2c: number | null
}

/** The P&L, balances, cash and cash cycle of a plan, in one currency. */
export function buildReport(
  snapshot: PlanSnapshot,
  version: { id: string; planDay: string },
  query: ReportQuery,
  known: KnownErrors | null = null,
): Report {
  const report = buildFigures(snapshot, version, query)
  return { ...report, range: rangeReport(snapshot, report, known, query.rates) }
}

function buildFigures(
  snapshot: PlanSnapshot,
  version: { id: string; planDay: string },
  query: ReportQuery,
): Omit<Report, 'range'> {
  const { company, plan, money, statements } = snapshot
  const currency = query.currency ?? company.settings.baseCurrency
  const reading = { kind: query.rates ?? 'plan', currency } as const
  const read = (by: readonly ProfitDimension[]): readonly ProfitRow[] =>
    readProfitAndLoss({ plan, money }, { by, reading }).rows
  const monthNumbers = Array.from({ length: money.monthCount }, (_, month) => money.firstMonth + month)
  const months = monthNumbers.map(formatMonth)
  const total = reported(read([])[0], months.length)
  const periods = groupPeriods(money, statements.books)
  return {
    company: company.settings.name,
    version: version.id,
    planDay: version.planDay,
    currency,
    months,
    ...total,
    past: pastReport(snapshot, { reading, by: query.by }),
    landing: landMonth({
      month: money.firstMonth,
      sold: snapshot.soldToDate,
      rest: { units: total.units[0]!, netSales: total.lines.netSales[0]! },
      reading,
      exchange: money.exchange,
    }),
    balances: readBalances(snapshot, reading),
    cashToCash: {
      month: periods.map((period) => cycleDays(cashCycle(period))),
      rolling12: rollingCashCycle(periods, 12).map(cycleDays),
    },
    ...(query.by === undefined
      ? {}
      : {
          groups: read([query.by]).map((row) => ({ key: row.key[0]!, ...reported(row, months.length) })),
          comparedGroups: comparedGroupsReport(snapshot, query.by, monthNumbers),
        }),
    comparisons: comparisonLines(snapshot.comparisons, monthNumbers, minorDecimals(money.baseCurrency)),
    group: groupLines(snapshot),
    coverage: {
      rows: plan.rows.demand.count,
      unpriced: money.unpricedRows.length,
      uncosted: money.uncostedRows.length,
    },
  }
}

function reported(row: ProfitRow | undefined, monthCount: number): Pick<ReportedGroup, 'units' | 'lines'> {
  const zeros = new Float64Array(monthCount)
  const lines = PROFIT_LINES.map((line) => [
    line,
    Array.from(row?.lines[line] ?? zeros, (amount) => formatScaled(amount, row?.decimals ?? 0)),
  ])
  return {
    units: Array.from(row?.units ?? zeros, formatQuantity),
    lines: Object.fromEntries(lines) as Record<ProfitLine, string[]>,
  }
}

const rounded = (days: number | null): number | null => (days === null ? null : Math.round(days * 10_000) / 10_000)

const cycleDays = (cycle: CashCycle): CycleDays => ({
  dio: rounded(cycle.stock.days),
  dso: rounded(cycle.receivables.days),
  dpo: rounded(cycle.payables.days),
  c2c: rounded(cycle.cashToCash),
})

function groupLines({ money, statements }: PlanSnapshot): GroupLine[] {
  const decimals = money.currencies[baseCurrencyOf(money)]?.atomDecimals ?? 0
  const sums = new Map<string, { kind: GroupLine['kind']; company: string; line: string; months: Float64Array }>()
  const add = (kind: GroupLine['kind'], company: string, line: string, month: number, amount: number): void => {
    const key = [kind, company, line].join('\n')
    const sum = sums.get(key) ?? { kind, company, line, months: new Float64Array(money.monthCount) }
    sums.set(key, sum)
    sum.months[month]! += amount
  }
  for (const { entity, month, line, amount } of statements.group.effects)
    add('company', money.entities[entity]!.id, line, month, amount)
  for (const { month, line, amount } of statements.group.eliminations) add('elimination', '', line, month, amount)
  return [...sums.values()]
    .filter(({ months }) => months.some((amount) => amount !== 0))
    .map(({ kind, company, line, months }) => ({
      kind,
      company,
      line,
      amounts: Array.from(months, (amount) => formatScaled(amount, decimals)),
    }))
}
