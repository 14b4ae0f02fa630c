/**
 * The months of the fiscal year that are over when a plan is made, and the days of the open one that are, as far as they
 * are known: what was invoiced, with what the terms, returns and costs of that time make of it, and what the books of
 * closed months say. Rules PM1 and PM2 of docs/specs/past-months.md.
 */
import { type Month, monthOf } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import type { Facts, SalesFacts } from '../core/network/facts.js'
import { type BookedLine, bookedLines } from './booked-lines.js'
import { entryOf } from './entry.js'
import { type LastYear, lastYearOf } from './last-year.js'
import { type GroupBook, type GroupCells, openGroupBook, salePlaces } from './past-groups.js'
import { isOwnSale, priceSales, SOLD_LINES } from './sold-lines.js'

/** Amounts in whole millionths of the books' currency, at [(month * SOLD_LINES.length) + line] of each name. */
export interface SoldMonths {
  readonly currency: string
  readonly groups: GroupCells
}

export interface PastMonths {
  readonly firstMonth: Month
  /** Months that are over. What was sold is told of one more: the open one, to date. */
  readonly count: number
  readonly sold: readonly SoldMonths[]
  /** By month: whether the money of everything that was sold is known, and its standard cost. */
  readonly isTold: readonly boolean[]
  readonly isCosted: readonly boolean[]
  readonly books: readonly BookedLine[]
  readonly lastYear: LastYear
}

export interface PastMonthsGiven extends Pick<Facts, 'sales' | 'ledger'> {
  readonly company: Company
  /** Of the fiscal year. */
  readonly firstMonth: Month
}

/**
 * @throws Refusal where a price of that time cannot be read: `finance.missing_rate`, `finance.price_tie`, `finance.cost_tie`
 */
export function pastMonths({ company, sales, ledger, firstMonth }: PastMonthsGiven): PastMonths {
  const open = monthOf(company.settings.planDay)
  const count = Math.max(0, open - firstMonth)
  const first = open - count
  const factsOf = ownSales(company, sales, first)
  const books = new Map<string, GroupBook>()
  const placeOf = salePlaces(company)
  const months = Array.from({ length: count + 1 }, (_, at) => {
    const month = priceSales(company, sales, factsOf.get(first + at) ?? [], first + at)
    for (const { currency, item, location, customer, amounts } of month.rows)
      entryOf(books, currency, () => openGroupBook((count + 1) * SOLD_LINES.length)).add(
        placeOf(item, location, customer),
        at * SOLD_LINES.length,
        amounts,
      )
    return month
  })
  return {
    firstMonth: first,
    count,
    sold: [...books]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, book]) => ({ currency, groups: book.close() })),
    isTold: months.map(({ isTold }) => isTold),
    isCosted: months.map(({ isCosted }) => isCosted),
    books: bookedLines(company, ledger, first, count),
    lastYear: lastYearOf(company, sales, { from: first - MONTHS_OF_YEAR, until: open }),
  }
}

const MONTHS_OF_YEAR = 12

/** Sales of our own places before the plan day, by month; what lies in customers' stores is theirs to sell. */
function ownSales(company: Company, sales: SalesFacts, first: Month): Map<Month, number[]> {
  const { planDay } = company.settings
  const factsOf = new Map<Month, number[]>()
  for (let fact = 0; fact < sales.count; fact++) {
    const month = monthOf(sales.day[fact]!)
    if (month >= first && sales.day[fact]! < planDay && isOwnSale(company, sales, fact))
      entryOf(factsOf, month, () => [] as number[]).push(fact)
  }
  return factsOf
}
