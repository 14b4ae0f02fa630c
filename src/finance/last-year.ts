/**
 * Last year by group: the same sales, rates and roundings as stand beside the plan by country and family (BU1). Each of
 * those amounts is spread over what it was sold as, so that groups of any kind add up to it.
 */
import { type Month, monthOf } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import type { SalesFacts } from '../core/network/facts.js'
import { minorDecimals } from './currency.js'
import { entryOf } from './entry.js'
import { readExchangeRates } from './exchange-rates.js'
import { type GroupCells, type GroupNames, openGroupBook, salePlaces } from './past-groups.js'
import { readAtoms, readingRate, spreadReading } from './reading.js'
import { currencyOfSales } from './sales-books.js'

/** Units and whole legal units of the base currency at [month * 2] and [month * 2 + 1] of each name. */
export interface LastYear {
  readonly firstMonth: Month
  readonly count: number
  readonly groups: GroupCells
}

const FACT_DECIMALS = 6
const SELL_IN = 0

interface Cell {
  readonly names: GroupNames
  units: number
  net: number
}

/** @throws Refusal `finance.missing_rate` */
export function lastYearOf(company: Company, sales: SalesFacts, months: { from: Month; until: Month }): LastYear {
  const count = months.until - months.from
  const book = openGroupBook(count * 2)
  const { baseCurrency } = company.settings
  const exchange = readExchangeRates(baseCurrency, company.fx)
  for (const { month, currency, cells } of roundedGroups(company, sales, months)) {
    const from = { code: currency, minorDecimals: minorDecimals(currency), atomDecimals: FACT_DECIMALS }
    const rate = readingRate({ kind: 'reported', currency: baseCurrency }, from, exchange, month)
    const atoms = Float64Array.from(cells, ({ net }) => net)
    const sum = atoms.reduce((total, amount) => total + amount, 0)
    const read = spreadReading(readAtoms(sum, rate), atoms, rate)
    cells.forEach(({ names, units }, at) => {
      book.add(names, (month - months.from) * 2, [units, read[at]!])
    })
  }
  return { firstMonth: months.from, count, groups: book.close() }
}

/** What is rounded together: country × family × month × currency of the books. */
function roundedGroups(company: Company, sales: SalesFacts, { from, until }: { from: Month; until: Month }) {
  const groups = new Map<string, { month: Month; currency: string; cells: Cell[]; places: Map<string, Cell> }>()
  const currencyOf = currencyOfSales(company)
  const placeOf = salePlaces(company)
  for (let fact = 0; fact < sales.count; fact++) {
    const [product, location, customer] = [sales.product[fact]!, sales.location[fact]!, sales.customer[fact]!]
    const month = monthOf(sales.day[fact]!)
    if (sales.flow[fact] !== SELL_IN || product < 0 || month < from || month >= until) continue
    const currency = currencyOf(location, customer)
    const country = company.customers[customer]?.country ?? company.locations[location]?.country ?? ''
    const key = `${country}\u0001${company.products[product]!.family}\u0001${month}\u0001${currency}`
    const group = entryOf(groups, key, () => ({ month, currency, cells: [], places: new Map() }))
    const cell = entryOf(group.places, `${product} ${location} ${customer}`, () => {
      const made: Cell = { names: { ...placeOf(product, location, customer), country }, units: 0, net: 0 }
      group.cells.push(made)
      return made
    })
    cell.units += sales.units[fact]! - sales.returnedUnits[fact]!
    if (Number.isFinite(sales.netAmount[fact]!)) cell.net += sales.netAmount[fact]!
  }
  return groups.values()
}
