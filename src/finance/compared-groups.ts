/**
 * Budget and last year of the groups of a report, where they can be told: a budget of families says nothing of customers.
 * Rules PM7–PM9 of docs/specs/past-months.md.
 */
import type { Month } from '../core/base/day.js'
import type { BudgetLine, Company } from '../core/network/company.js'
import { BUDGET_LINES, type BudgetedLine, comparePlan } from './budget.js'
import { amountsOfBudget, budgetReader, type ComparisonUnit } from './comparatives.js'
import { chainCustomers } from './customer-chain.js'
import { entryOf } from './entry.js'
import type { GroupKind } from './past-groups.js'
import type { PastMonths } from './past-months.js'

/** By month; null where the side does not say it. Legal units of the base currency, units in thousandths. */
export type ComparedLines = Readonly<Record<BudgetedLine, readonly (number | null)[]>>

/** Why a side cannot be told of a group. */
export const NOT_TOLD = ['grain', 'nothing'] as const
export type NotTold = (typeof NOT_TOLD)[number]

export interface GroupSide {
  /** Null where it is told, of some months at least. */
  readonly notTold: NotTold | null
  readonly groups: ReadonlyMap<string, ComparedLines>
}

export interface ComparedGroups {
  readonly budget: GroupSide
  readonly lastYear: GroupSide
}

export function compareGroups(
  company: Company,
  past: PastMonths | null,
  by: GroupKind,
  months: readonly Month[],
  unit: ComparisonUnit,
): ComparedGroups {
  return { budget: budgetOf(company, by, months, unit), lastYear: lastYearBy(past, by, months) }
}

const NOBODY: GroupSide = { notTold: 'nothing', groups: new Map() }

/** Months of a line in which every amount of the budget names a group of the kind. */
function budgetOf(company: Company, by: GroupKind, months: readonly Month[], unit: ComparisonUnit): GroupSide {
  const position = new Map(months.map((month, at) => [month, at]))
  const lines = company.budget.filter(({ month }) => position.has(month))
  if (lines.length === 0) return NOBODY
  if (by === 'country') return budgetOfCountries(company, months, unit)
  const nameOf = nameInBudget(company, by)
  const read = budgetReader(company, unit)
  const sums = new Map<string, Record<BudgetedLine, number[]>>()
  const whole = Object.fromEntries(
    BUDGET_LINES.map((line) => [line, months.map(() => null as boolean | null)]),
  ) as Record<BudgetedLine, (boolean | null)[]>
  for (const budgeted of lines) {
    const at = position.get(budgeted.month)!
    const name = nameOf(budgeted)
    for (const { line, amount } of read(budgeted)) {
      whole[line][at] = (whole[line][at] ?? true) && name !== null
      const zeros = (): Record<BudgetedLine, number[]> => ({
        units: months.map(() => 0),
        netSales: months.map(() => 0),
        grossMargin: months.map(() => 0),
      })
      if (name !== null) entryOf(sums, name, zeros)[line][at]! += amount
    }
  }
  const isTold = Object.values(whole).some((told) => told.includes(true))
  if (!isTold) return { notTold: 'grain', groups: new Map() }
  const groups = [...sums].map(
    ([name, of]) => [name, toldLines((line, at) => (whole[line][at] ? of[line][at]! : null), months)] as const,
  )
  return { notTold: null, groups: new Map(groups) }
}

const toldLines = (
  amountOf: (line: BudgetedLine, at: number) => number | null,
  months: readonly Month[],
): ComparedLines =>
  Object.fromEntries(
    BUDGET_LINES.map((line) => [line, months.map((_, at) => amountOf(line, at))]),
  ) as unknown as ComparedLines

/** As budgets stand beside countries: their own total where it is given, else that of their families (BU2). */
function budgetOfCountries(company: Company, months: readonly Month[], unit: ComparisonUnit): GroupSide {
  const known = months.map((month) => ({ country: '', family: '', month, line: 'units' as const, amount: 0 }))
  const cells = new Map<string, number>()
  const countries = new Set<string>()
  for (const { country, family, month, line, budget } of comparePlan(known, amountsOfBudget(company, unit), [])) {
    if (family !== '' || budget === null) continue
    cells.set(`${country}\n${line}\n${month}`, budget)
    countries.add(country)
  }
  const groups = [...countries].map(
    (name) => [name, toldLines((line, at) => cells.get(`${name}\n${line}\n${months[at]!}`) ?? null, months)] as const,
  )
  return { notTold: null, groups: new Map(groups) }
}

/** The group of a kind that a line of the budget belongs to; null where it does not say. */
function nameInBudget({ products, customers }: Company, by: GroupKind): (line: BudgetLine) => string | null {
  const product = new Map(products.map((each) => [each.id, each]))
  const categoryOf = new Map(products.map(({ family, category }) => [family, category]))
  const chains = chainCustomers(customers)
  const position = new Map(customers.map(({ id }, at) => [id, at]))
  const payer = ({ customer }: BudgetLine) => {
    const at = position.get(customer ?? '')
    return at === undefined ? null : customers[chains.chain[at]!.at(-1)!]!
  }
  const family = (line: BudgetLine): string | null => product.get(line.product ?? '')?.family ?? line.family
  switch (by) {
    case 'family':
      return family
    case 'category':
      return (line) => categoryOf.get(family(line) ?? '') ?? null
    case 'item':
      return ({ product: item }) => item
    case 'customer':
      return ({ customer }) => customer
    case 'account':
      return (line) => payer(line)?.id ?? null
    case 'channel':
      return (line) => payer(line)?.channel ?? null
    default:
      return () => null
  }
}

const MONTHS_OF_YEAR = 12

/** Of months in which anything at all is known to have been sold a year before; then a group without sales sold nothing. */
function lastYearBy(past: PastMonths | null, by: GroupKind, months: readonly Month[]): GroupSide {
  if (past === null) return NOBODY
  const { firstMonth, count, groups } = past.lastYear
  const { keys, cells } = groups[by]
  const places = months.map((month) => month - MONTHS_OF_YEAR - firstMonth)
  const isTold = places.map(
    (at) =>
      at >= 0 &&
      at < count &&
      keys.some((_, key) => cells[key * count * 2 + at * 2] !== 0 || cells[key * count * 2 + at * 2 + 1] !== 0),
  )
  if (!isTold.includes(true)) return NOBODY
  const amountOf = (key: number, line: BudgetedLine, at: number): number | null => {
    if (line === 'grossMargin' || !isTold[at]) return null
    return cells[key * count * 2 + places[at]! * 2 + (line === 'units' ? 0 : 1)]!
  }
  return {
    notTold: null,
    groups: new Map(keys.map((name, key) => [name, toldLines((line, at) => amountOf(key, line, at), months)] as const)),
  }
}
