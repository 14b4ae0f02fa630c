/**
 * The months of the fiscal year that are over, read in a currency at the average rates of their time: of the whole, and by
 * one way of grouping it. Rules PM1–PM5 of docs/specs/past-months.md.
 */
import type { Month } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import { minorDecimals } from './currency.js'
import { entryOf } from './entry.js'
import { readExchangeRates } from './exchange-rates.js'
import type { GroupKind } from './past-groups.js'
import type { PastMonths } from './past-months.js'
import { TIE_DECIMALS } from './past-pricing.js'
import { pastRates } from './past-rates.js'
import { CHART_SUMS, PROFIT_LINES, type ProfitLine } from './profit-chart.js'
import { type ReadingKind, type ReadingRate, readAtoms, readingRate, spreadReading } from './reading.js'
import { SIGN_IN_NET, SOLD_LINES, type SoldLine } from './sold-lines.js'

/** By month, the open one to date last; null where it is not known. Legal units of the currency, units in thousandths. */
export type PastLines = Readonly<Record<ProfitLine | 'units', readonly (number | null)[]>>

export interface PastReading {
  /** Months whose books are closed, in every company that sold in them. */
  readonly isClosed: readonly boolean[]
  readonly total: PastLines
  readonly groups: ReadonlyMap<string, PastLines>
}

export interface PastQuery {
  /** The open month is read like the plan that it is a part of. */
  readonly reading: Extract<ReadingKind, { currency: string }>
  readonly by?: GroupKind | undefined
}

/** @throws Refusal `finance.missing_rate` */
export function readPast(past: PastMonths, company: Company, query: PastQuery): PastReading {
  const rateOf = pastRatesOf(past, company, query.reading)
  const sold = readSold(past, query.by ?? 'company', rateOf)
  const books = readBooks(past, company, rateOf)
  const isClosed = closedMonths(past)
  const length = past.count + 1
  const known = knownLines(past, isClosed)
  const total = compose(length, known, sumOf(books), sumOf(sold), past)
  if (query.by === undefined) return { isClosed, total, groups: new Map() }
  const keys = [...new Set([...sold.keys(), ...(query.by === 'company' ? books.keys() : [''])])].sort()
  if (query.by === 'company')
    return {
      isClosed,
      total,
      groups: new Map(keys.map((key) => [key, compose(length, known, books.get(key), sold.get(key), past)])),
    }
  const named = keys.filter((key) => key !== '')
  const groups = new Map(named.map((key) => [key, compose(length, NOTHING_KNOWN, undefined, sold.get(key), past)]))
  return { isClosed, total, groups: new Map([...groups, ['', restOf(total, [...groups.values()])]]) }
}

type Amounts = Partial<Record<ProfitLine | 'units', Float64Array>>
type RateOf = (currency: string, at: number) => ReadingRate

function pastRatesOf(past: PastMonths, company: Company, reading: PastQuery['reading']): RateOf {
  const known = new Map<string, ReadingRate>()
  const { baseCurrency } = company.settings
  return (currency, at) =>
    entryOf(known, `${currency} ${at}`, () => {
      const month: Month = past.firstMonth + at
      const from = { code: currency, minorDecimals: minorDecimals(currency), atomDecimals: TIE_DECIMALS }
      return at === past.count
        ? readingRate(reading, from, readExchangeRates(baseCurrency, company.fx), month)
        : readingRate(
            { kind: 'plan', currency: reading.currency },
            from,
            readExchangeRates(baseCurrency, pastRates(company.fx, month)),
            month,
          )
    })
}

/**
 * Each currency's sum of a line and month is rounded once, and spread over its groups; net sales of the open month as
 * well, as they land (PV12).
 */
function readSold(past: PastMonths, by: GroupKind, rateOf: RateOf): Map<string, Amounts> {
  const read = new Map<string, Amounts>()
  const months = past.count + 1
  const width = months * SOLD_LINES.length
  for (const { currency, groups } of past.sold) {
    const { keys, cells } = groups[by]
    const add = (line: SoldLine | 'netSales', at: number, atomsOf: (cells: Float64Array) => number): void => {
      const from = (key: number): number => key * width + at * SOLD_LINES.length
      const atoms = Float64Array.from(keys, (_, key) =>
        atomsOf(cells.subarray(from(key), from(key) + SOLD_LINES.length)),
      )
      const parts = line === 'units' ? atoms : spreadAtoms(atoms, rateOf(currency, at))
      keys.forEach((key, row) => {
        const of = entryOf(read, key, () => ({}) as Amounts)
        of[line] ??= new Float64Array(months)
        of[line][at]! += parts[row]!
      })
    }
    for (let at = 0; at < months; at++)
      SOLD_LINES.forEach((line, place) => {
        add(line, at, (amounts) => amounts[place]!)
      })
    add('netSales', past.count, netOf)
  }
  return read
}

const netOf = (amounts: Float64Array): number =>
  SOLD_LINES.reduce((sum, line, place) => sum + SIGN_IN_NET[line] * amounts[place]!, 0)

const spreadAtoms = (atoms: Float64Array, rate: ReadingRate): Float64Array =>
  spreadReading(
    readAtoms(
      atoms.reduce((sum, amount) => sum + amount, 0),
      rate,
    ),
    atoms,
    rate,
  )

/** By company, each currency's sum of them rounded once. */
function readBooks(past: PastMonths, company: Company, rateOf: RateOf): Map<string, Amounts> {
  const read = new Map<string, Amounts>()
  const currencyOf = new Map(company.entities.map(({ id, currency }) => [id, currency]))
  const together = new Map<string, PastMonths['books'][number][]>()
  for (const book of past.books) {
    const currency = currencyOf.get(book.entity) ?? company.settings.baseCurrency
    entryOf(together, `${currency}\u0001${book.line}`, () => [] as PastMonths['books'][number][]).push(book)
  }
  for (const [key, books] of together)
    for (let at = 0; at < past.count; at++) {
      const atoms = Float64Array.from(books, ({ amounts }) => amounts[at] ?? 0)
      const parts = spreadAtoms(atoms, rateOf(key.split('\u0001')[0]!, at))
      books.forEach(({ entity, line }, row) => {
        const of = entryOf(read, entity, () => ({}) as Amounts)
        of[line] ??= new Float64Array(past.count + 1)
        of[line][at]! += parts[row]!
      })
    }
  return read
}

function sumOf(groups: ReadonlyMap<string, Amounts>): Amounts {
  const sum: Amounts = {}
  for (const amounts of groups.values())
    for (const [line, months] of Object.entries(amounts) as [ProfitLine, Float64Array][]) {
      const into = (sum[line] ??= new Float64Array(months.length))
      months.forEach((amount, at) => {
        into[at]! += amount
      })
    }
  return sum
}

/** A month is closed when the books of every company that sold in it, or has books at all, tell something of it. */
function closedMonths(past: PastMonths): boolean[] {
  const told = new Map<string, Set<number>>()
  for (const { entity, amounts } of past.books)
    amounts.forEach((amount, at) => {
      if (amount !== null) entryOf(told, entity, () => new Set<number>()).add(at)
    })
  const width = SOLD_LINES.length
  return Array.from({ length: past.count }, (_, at) => {
    const sellers = past.sold.flatMap(({ groups: { company } }) =>
      company.keys.filter((_, key) => {
        const start = (key * (past.count + 1) + at) * width
        return company.cells.subarray(start, start + width).some((amount) => amount !== 0)
      }),
    )
    return told.size > 0 && [...new Set([...told.keys(), ...sellers])].every((entity) => told.get(entity)?.has(at))
  })
}

type Known = (line: ProfitLine, at: number) => boolean
const NOTHING_KNOWN: Known = () => false

/** The books know a line of a closed month when every company whose books ever tell it tells it. */
function knownLines(past: PastMonths, isClosed: readonly boolean[]): Known {
  const tellers = new Map<string, PastMonths['books'][number][]>()
  for (const book of past.books) entryOf(tellers, book.line, () => [] as PastMonths['books'][number][]).push(book)
  return (line, at) =>
    isClosed[at] === true && (tellers.get(line)?.every(({ amounts }) => amounts[at] !== null) ?? false)
}

/** Lines as the books tell them, else as sold; sums as told, else from their parts. */
function compose(
  length: number,
  known: Known,
  books: Amounts | undefined,
  sold: Amounts | undefined,
  past: PastMonths,
): PastLines {
  const of = (line: ProfitLine, at: number): number | null => {
    if (known(line, at)) return books?.[line]?.[at] ?? 0
    if (!(line in SIGN_IN_NET)) return null
    const isKnown = past.isTold[at]! && (line !== 'standardCost' || past.isCosted[at]!)
    return isKnown ? (sold?.[line]?.[at] ?? 0) : null
  }
  const lines = {} as Record<ProfitLine | 'units', (number | null)[]>
  lines.units = Array.from({ length }, (_, at) => sold?.units?.[at] ?? 0)
  for (const line of PROFIT_LINES) lines[line] = Array.from({ length }, (_, at) => of(line, at))
  for (const { line, adds, takesOff } of CHART_SUMS)
    lines[line] = Array.from({ length }, (_, at) => {
      if (known(line, at)) return books?.[line]?.[at] ?? 0
      if (line === 'netSales' && at === past.count) return past.isTold[at]! ? (sold?.netSales?.[at] ?? 0) : null
      // What hangs on no volume stands in net sales and gross margin as far as it is known.
      const isLoose = line === 'netSales' || line === 'grossMargin'
      const part = (name: ProfitLine): number | null =>
        lines[name][at] ?? (isLoose && !(name in SIGN_IN_NET) && name !== 'netSales' ? 0 : null)
      const parts = [...adds.map(part), ...takesOff.map((name) => minus(part(name)))]
      return parts.some((amount) => amount === null) ? null : parts.reduce<number>((sum, amount) => sum + amount!, 0)
    })
  return lines
}

const minus = (amount: number | null): number | null => (amount === null ? null : 0 - amount)

/** What is in the whole and in no group: money without volume, and what books and sales differ by. */
function restOf(total: PastLines, groups: readonly PastLines[]): PastLines {
  const rest = Object.entries(total).map(([line, months]) => [
    line,
    months.map((amount, at) =>
      amount === null ? null : amount - groups.reduce((sum, group) => sum + (group[line as ProfitLine][at] ?? 0), 0),
    ),
  ])
  return Object.fromEntries(rest) as PastLines
}
