import { type Month, monthOf } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import { applyRate, type Rate, rateAt, readExchangeRates } from '../finance/exchange-rates.js'
import { pastRates } from '../finance/past-rates.js'
import { currencyOfSales } from '../finance/sales-books.js'
import { type Column, readColumns, readRows, type WrittenColumn, writeTable } from './duckdb/columns.js'
import type { FactQuery } from './fact-query.js'

/** Temporary table of the sales that were told in another currency than that of their books. */
const TRANSLATED = 'translated_sales'
const TEMPORARY = [TRANSLATED, 'location_books', 'customer_books']

const PLACE = ['product', 'location', 'customer', 'flow', 'day'] as const
const UNITS = ['units', 'returned'] as const
const MONEY = ['gross', 'net'] as const
const COLUMNS = [...PLACE, 'period', ...UNITS, ...MONEY].join(', ')

/**
 * Sales (`rows`, and `placed` in the company's positions) with all money in the currency of the books it is in, so that rows of one day can be added up: a relation
 * of the columns of `placed` but for its `currency`. Its temporary tables stay until `forgetBooks`. [IM18]
 *
 * @throws Refusal `finance.missing_rate` when neither an average nor a plan rate joins a currency to that of the books.
 */
export async function inBooks({ connection, company }: FactQuery, rows: string, placed: string): Promise<string> {
  const plain = `SELECT ${COLUMNS} FROM (${placed})`
  const told = await readRows(connection, `SELECT DISTINCT currency FROM ${rows} WHERE currency IS NOT NULL`)
  const { locations, customers } = booksOf(company)
  const spoken = new Set([...told.map((row) => String(row.currency)), ...locations, ...customers])
  if (told.length === 0 || spoken.size === 1) return plain
  await writeTable(connection, 'location_books', books(locations), 'TEMP TABLE')
  await writeTable(connection, 'customer_books', books(customers), 'TEMP TABLE')
  const beside = `SELECT s.*, coalesce(nullif(l.books, ''), c.books) AS books FROM (${placed}) s
    LEFT JOIN location_books l ON l.at = s.location LEFT JOIN customer_books c ON c.at = s.customer`
  const sums = [...UNITS, ...MONEY].map((name) => `CAST(sum(${name}) AS DOUBLE) AS ${name}`)
  const foreign = await readColumns(
    connection,
    `SELECT product, location, customer, CAST(flow AS INTEGER) AS flow, day, period, currency, books, ${sums.join(', ')}
     FROM (${beside}) WHERE currency <> books GROUP BY ALL ORDER BY ALL`,
  )
  if (foreign.product!.length === 0) return plain
  await writeTable(connection, TRANSLATED, translate(company, foreign), 'TEMP TABLE')
  return `SELECT ${COLUMNS} FROM (${beside}) WHERE coalesce(currency = books, true)
    UNION ALL SELECT ${COLUMNS} FROM ${TRANSLATED}`
}

export async function forgetBooks({ connection }: FactQuery): Promise<void> {
  await connection.run(TEMPORARY.map((name) => `DROP TABLE IF EXISTS ${name}`).join('; '))
}

/** By position; '' where the books are the customer's. */
function booksOf(company: Company): { locations: string[]; customers: string[] } {
  const currencyOf = currencyOfSales(company)
  return {
    locations: company.locations.map(({ customer }, at) => (customer === null ? currencyOf(at, -1) : '')),
    customers: company.customers.map((_, at) => currencyOf(-1, at)),
  }
}

const books = (currencies: readonly string[]): WrittenColumn[] => [
  { name: 'at', type: 'INTEGER', values: currencies.map((_, at) => at) },
  { name: 'books', type: 'VARCHAR', values: currencies },
]

/** Each sum of a day and currency is rounded once, to a millionth, at the rate its month is taken at. */
function translate(company: Company, foreign: Record<string, Column>): WrittenColumn[] {
  const rateOf = ratesOf(company)
  const rates = Array.from(foreign.day as Int32Array, (day, row) =>
    rateOf(monthOf(day), foreign.currency![row] as string, foreign.books![row] as string),
  )
  const kept = (names: readonly string[], type: 'INTEGER' | 'DOUBLE' | 'VARCHAR'): WrittenColumn[] =>
    names.map((name) => ({ name, type, values: foreign[name] as Float64Array }))
  const money = MONEY.map((name) => ({
    name,
    type: 'DOUBLE' as const,
    values: Float64Array.from(foreign[name] as Float64Array, (amount, row) =>
      Number(applyRate(BigInt(amount), rates[row]!)),
    ),
  }))
  return [...kept(PLACE, 'INTEGER'), ...kept(['period'], 'VARCHAR'), ...kept(UNITS, 'DOUBLE'), ...money]
}

function ratesOf({ settings, fx }: Company): (month: Month, from: string, to: string) => Rate {
  const known = new Map<string, Rate>()
  return (month, from, to) => {
    const key = `${month} ${from} ${to}`
    let rate = known.get(key)
    if (rate === undefined) {
      rate = rateAt(readExchangeRates(settings.baseCurrency, pastRates(fx, month)), 'PLAN', month, from, to)
      known.set(key, rate)
    }
    return rate
  }
}
