/** The lines of the P&L that the books of closed months tell, company by company. */
import type { Month } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import type { LedgerLine } from '../core/network/facts.js'
import { ledgerLine } from './closed-months.js'
import { entryOf } from './entry.js'
import { lineOfOpex } from './fixed-money.js'
import { PROFIT_LINES, type ProfitLine } from './profit-chart.js'

/** Of one company, in whole millionths of its currency; null in months whose books do not tell the line. */
export interface BookedLine {
  readonly entity: string
  readonly line: ProfitLine
  readonly amounts: readonly (number | null)[]
}

export function bookedLines(
  company: Company,
  ledger: readonly LedgerLine[],
  firstMonth: Month,
  count: number,
): BookedLine[] {
  const lineOf = profitLines(company)
  const books = new Map<string, { entity: string; line: ProfitLine; amounts: (number | null)[] }>()
  for (const { entity, month, line: name, amount } of ledger) {
    const [at, line] = [month - firstMonth, lineOf(name)]
    if (at < 0 || at >= count || line === null) continue
    const amounts = Array.from({ length: count }, () => null)
    const book = entryOf(books, `${entity}\u0001${line}`, () => ({ entity, line, amounts }))
    book.amounts[at] = (book.amounts[at] ?? 0) + amount
  }
  return [...books.values()]
}

/** A line of the chart by its own name, by one of ours for it, or by a name that the company plans expenses under. */
function profitLines({ opex }: Company): (name: string) => ProfitLine | null {
  const planned = new Map(opex.map(({ line }) => [line, lineOfOpex(line)]))
  const known = new Map<string, ProfitLine>(PROFIT_LINES.map((line) => [line, line]))
  return (name) => known.get(ledgerLine(name)) ?? planned.get(name) ?? null
}
