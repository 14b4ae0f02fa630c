import { formatMonth } from '../../core/base/day.js'
import type { Plan } from '../../core/plan/plan.js'
import type { ExportTable } from '../../core/plan/version.js'
import type { Posting } from '../../finance/ledger.js'
import type { MoneyPlan } from '../../finance/money-plan.js'
import { type ProfitAndLoss, readProfitAndLoss } from '../../finance/profit-and-loss.js'
import { PROFIT_LINES, SUM_LINES } from '../../finance/profit-chart.js'
import { type ReadingKind, readingRate } from '../../finance/reading.js'
import { listTable } from './list-tables.js'

/** Where a reading is rounded: an account in each country and channel it buys in, by company. */
const ACCOUNT_KEYS = ['company', 'account', 'country', 'channel'] as const
const ACCOUNT_COLUMNS = ['company_id', 'account', 'country', 'channel'] as const

/** What finance reads of a version: the P&L by month, exact and in the base currency, and the postings. */
export function statementTables(
  plan: Pick<Plan, 'rows' | 'product' | 'location' | 'customer' | 'columns'>,
  money: MoneyPlan,
  postings: readonly Posting[],
): ExportTable[] {
  const base: ReadingKind = { kind: 'plan', currency: money.baseCurrency }
  const exact = readProfitAndLoss({ plan, money }, { by: [...ACCOUNT_KEYS, 'family'], reading: { kind: 'atoms' } })
  const read = readProfitAndLoss({ plan, money }, { by: ACCOUNT_KEYS, reading: base })
  return [
    profitTable('profit_and_loss', exact, [...ACCOUNT_COLUMNS, 'family'], 'atoms'),
    profitTable('profit_and_loss_base', read, ACCOUNT_COLUMNS, 'minor_units'),
    readingRateTable(money, base),
    postingTable(postings),
  ]
}

function profitTable(
  name: string,
  { months, rows }: ProfitAndLoss,
  keys: readonly string[],
  unit: string,
): ExportTable {
  const cells = rows.flatMap((row) =>
    PROFIT_LINES.flatMap((line) =>
      months.flatMap((month, at) =>
        row.lines[line][at] === 0 ? [] : [{ row, line, month, amount: row.lines[line][at]! }],
      ),
    ),
  )
  return listTable(name, [
    ['line', 'VARCHAR', cells.map((cell) => cell.line)],
    ['is_sum', 'INTEGER', Int32Array.from(cells, ({ line }) => (SUM_LINES.some((sum) => sum === line) ? 1 : 0))],
    ...keys.map((key, at): [string, 'VARCHAR', string[]] => [key, 'VARCHAR', cells.map((cell) => cell.row.key[at]!)]),
    ['currency', 'VARCHAR', cells.map((cell) => cell.row.currency)],
    ['month', 'VARCHAR', cells.map((cell) => formatMonth(cell.month))],
    [unit, 'BIGINT', Float64Array.from(cells, (cell) => cell.amount)],
  ])
}

/** What an atom of each currency is worth in minor units of the base currency, as an exact fraction. */
function readingRateTable(money: MoneyPlan, reading: ReadingKind): ExportTable {
  const cells = money.currencies.flatMap((currency) =>
    Array.from({ length: money.monthCount }, (_, at) => {
      const month = money.firstMonth + at
      return { currency: currency.code, month, rate: readingRate(reading, currency, money.exchange, month) }
    }),
  )
  return listTable('reading_rates', [
    ['currency', 'VARCHAR', cells.map((cell) => cell.currency)],
    ['month', 'VARCHAR', cells.map((cell) => formatMonth(cell.month))],
    ['numerator', 'VARCHAR', cells.map((cell) => cell.rate.numerator.toString())],
    ['denominator', 'VARCHAR', cells.map((cell) => cell.rate.denominator.toString())],
  ])
}

function postingTable(postings: readonly Posting[]): ExportTable {
  return listTable('postings', [
    ['company_id', 'VARCHAR', postings.map((posting) => posting.entity)],
    ['month', 'VARCHAR', postings.map((posting) => formatMonth(posting.month))],
    ['voucher', 'VARCHAR', postings.map((posting) => posting.voucher)],
    ['account', 'VARCHAR', postings.map((posting) => posting.account)],
    ['atoms', 'BIGINT', Float64Array.from(postings, (posting) => posting.amount)],
    ['source', 'VARCHAR', postings.map((posting) => posting.source)],
  ])
}
