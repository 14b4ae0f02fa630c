/** What was shipped, bought and made beside the plan, in money by day: what moves the three balances. Rule AD22. */
import type { Day } from '../../../core/base/day.js'
import { spread } from '../../../core/base/largest-remainder.js'
import { firstDayOfWeek } from '../../../core/calendar/horizon.js'
import type { Company } from '../../../core/network/company.js'
import type { ExecutedFacts } from '../../../core/network/executed.js'
import type { PaymentTerms } from '../../../finance/payment-terms.js'
import { type Bill, openCashRates } from './cash-rates.js'
import { DailyMoney } from './daily-money.js'
import { type AdherenceFlow, type Inbound, planInbound } from './flow-rows.js'
import type { FrozenWeights, PricedSnapshot } from './frozen-weights.js'
import type { CompanyKeys } from './place-keys.js'

/** Why stock is not what was planned. The first four are under-shipments by reason (AD8). */
export const STOCK_CAUSES = [
  'demandShort',
  'supplyShort',
  'executionShort',
  'underShipment',
  'overShipment',
  'overReceipt',
  'underReceipt',
] as const
export type StockCause = (typeof STOCK_CAUSES)[number]

export interface CashDeviations {
  /** What each cause added to the stock of a day. */
  readonly stock: Readonly<Record<StockCause, DailyMoney>>
  /** Cost of what was sold beyond the plan (below zero: short of it). */
  readonly costOfSales: DailyMoney
  readonly billed: ReadonlyMap<string, TermsMoney>
  readonly bought: ReadonlyMap<string, TermsMoney>
}

/** Bills beyond the plan on one set of terms: for the quantity, and for the price. */
export interface TermsMoney {
  readonly terms: PaymentTerms
  readonly quantity: DailyMoney
  readonly price: DailyMoney
}

/** Shares of what a cell of a week was short of, by reason in the order of the first four stock causes. */
export type ReasonShares = (flow: AdherenceFlow, firstDay: Day, key: number) => readonly number[] | null

export interface DeviationsGiven {
  readonly snapshot: PricedSnapshot
  readonly weights: FrozenWeights
  readonly company: Company
  readonly facts: ExecutedFacts
  readonly frozenKeys: CompanyKeys
  readonly factKeys: CompanyKeys
  readonly days: number
  readonly reasons: ReasonShares
}

/** Planned and done by day of one row over the window. */
interface Row {
  readonly key: number
  readonly planned: Float64Array
  readonly done: Float64Array
}

export function cashDeviations(given: DeviationsGiven): CashDeviations {
  const { days, snapshot, weights } = given
  const stock = Object.fromEntries(STOCK_CAUSES.map((cause) => [cause, new DailyMoney(days)])) as Record<
    StockCause,
    DailyMoney
  >
  const out = { stock, costOfSales: new DailyMoney(days), billed: new Map(), bought: new Map() }
  const rates = openCashRates(snapshot, weights)
  addSales(given, rates.bill, out)
  addReceipts(given, rates, out)
  return out
}

type Out = CashDeviations & { readonly billed: Map<string, TermsMoney>; readonly bought: Map<string, TermsMoney> }

function addSales(given: DeviationsGiven, billOf: (row: number, bucket: number) => Bill | null, out: Out): void {
  const { snapshot, weights, days, frozenKeys } = given
  const { plan, company } = snapshot
  const { demand } = plan.rows
  const sold = soldByKey(given)
  for (let row = 0; row < demand.count; row++) {
    const place = company.locations[demand.location[row]!]!
    if (place.entity === null) continue
    const key = frozenKeys.key(demand.item[row]!, demand.location[row]!, demand.customer[row]!)
    const isShop = place.kind === 'store'
    const column = isShop ? plan.columns.consensus : plan.columns.constrained
    const planned = column.subarray(row * plan.horizon.count, row * plan.horizon.count + days)
    const done = sold.get(key)
    const cost = weights.cost(demand.stockRow[row]!)
    const units = done?.units ?? new Float64Array(days)
    addShipments(given, { key, planned, done: units }, isShop ? 'SALES_OUT' : 'SHIP', cost, out, (at) =>
      billOf(row, at),
    )
    for (let day = 0; day < days; day++) {
      const bill = planned[day] === 0 && units[day] === 0 ? null : billOf(row, day)
      if (bill === null) continue
      const at = day + bill.shiftDays
      const money = termsAt(out.billed, bill.terms, days)
      money.quantity.add(at, bill.gross, units[day]! - Math.max(0, planned[day]!))
      const told = done?.net[day] ?? 0
      // What was charged beyond the planned price, in thousandths of a millionth; tax follows it.
      if (told !== 0)
        money.price.add(
          at,
          1,
          Math.round((told * bill.factor * 1000 - bill.net * units[day]!) * (1 + bill.taxShare / 1e6)),
        )
    }
  }
}

function addShipments(
  { days, snapshot, reasons }: DeviationsGiven,
  { key, planned, done }: Row,
  flow: AdherenceFlow,
  cost: number,
  out: Out,
  billAt: (day: number) => Bill | null,
): void {
  for (const { first, end, firstDay } of weeksOf(snapshot, days)) {
    let short = 0
    for (let day = first; day < end; day++) short += Math.max(0, planned[day]!) - done[day]!
    const shares = short > 0 ? reasons(flow, firstDay, key) : null
    for (let day = first; day < end; day++) {
      const units = Math.max(0, planned[day]!) - done[day]!
      if (units === 0) continue
      const at = day + (billAt(day)?.shiftDays ?? 0)
      out.costOfSales.add(at, cost, 0 - units)
      if (short <= 0) out.stock.overShipment.add(at, cost, units)
      else if (shares === null) out.stock.underShipment.add(at, cost, units)
      else spread(units, shares).forEach((part, cause) => out.stock[STOCK_CAUSES[cause]!].add(at, cost, part))
    }
  }
}

/** Weeks of the window, the first one perhaps begun. */
function weeksOf({ company, plan }: PricedSnapshot, days: number): { first: number; end: number; firstDay: Day }[] {
  const { planDay } = plan.horizon
  const weeks: { first: number; end: number; firstDay: Day }[] = []
  for (let first = 0; first < days; ) {
    const firstDay = firstDayOfWeek(planDay + first, company.settings.weekStart)
    const end = Math.min(days, firstDay + 7 - planDay)
    weeks.push({ first, end, firstDay })
    first = end
  }
  return weeks
}

function soldByKey({ facts: { sales, corrections }, company, factKeys, snapshot, days }: DeviationsGiven) {
  const { planDay } = snapshot.plan.horizon
  const sold = new Map<number, { units: Float64Array; net: Float64Array }>()
  const at = (product: number, location: number, customer: number) => {
    if (location < 0 || company.locations[location]!.entity === null) return null
    const key = factKeys.key(product, location, customer)
    const found = sold.get(key) ?? { units: new Float64Array(days), net: new Float64Array(days) }
    sold.set(key, found)
    return found
  }
  const inside = (day: Day): boolean => day >= planDay && day < planDay + days
  for (let fact = 0; fact < sales.count; fact++) {
    const day = sales.day[fact]!
    const found = inside(day) ? at(sales.product[fact]!, sales.location[fact]!, sales.customer[fact]!) : null
    if (found === null) continue
    found.units[day - planDay]! += sales.units[fact]!
    found.net[day - planDay]! += sales.netAmount[fact]!
  }
  for (let fact = 0; fact < corrections.day.length; fact++) {
    const day = corrections.day[fact]!
    const { product, location, customer, units } = corrections
    const found = inside(day) ? at(product[fact]!, location[fact]!, customer[fact]!) : null
    if (found !== null) found.units[day - planDay]! -= units[fact]!
  }
  return sold
}

function addReceipts(given: DeviationsGiven, rates: ReturnType<typeof openCashRates>, out: Out): void {
  const { snapshot, weights, days, facts, frozenKeys } = given
  const { plan, company } = snapshot
  const { stock } = plan.rows
  const inbound = planInbound(plan, days)
  const done = receivedByKey(given)
  for (let row = 0; row < stock.count; row++) {
    if (company.locations[stock.location[row]!]!.entity === null) continue
    const key = frozenKeys.key(stock.item[row]!, stock.location[row]!, -1)
    const of = (column: Float64Array): Float64Array => column.subarray(row * days, (row + 1) * days)
    const came = done.get(key)
    const received = came?.bought ?? new Float64Array(days)
    if (facts.tells.made)
      addReceived(
        given,
        { key, planned: of(inbound.made), done: came?.made ?? new Float64Array(days) },
        rates.made(row),
        out,
      )
    // A place that is only ever sent goods of ours calls them receipts too.
    if (!facts.tells.received || isOnlySent(inbound, plan, row)) continue
    const planned = of(inbound.bought)
    addReceived(given, { key, planned, done: received }, weights.cost(row), out)
    for (let day = 0; day < days; day++) {
      const units = received[day]! - planned[day]!
      if (units === 0) continue
      const { gross, terms } = rates.purchase(row, day)
      termsAt(out.bought, terms, days).quantity.add(day, gross, units)
    }
  }
}

function isOnlySent({ receives }: Inbound, { network }: PricedSnapshot['plan'], row: number): boolean {
  if (receives[row] === 0) return false
  for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++)
    if (network.sourceRow[source]! < 0) return false
  return true
}

function addReceived({ days, snapshot }: DeviationsGiven, { planned, done }: Row, cost: number, out: Out): void {
  for (const { first, end } of weeksOf(snapshot, days)) {
    let beyond = 0
    for (let day = first; day < end; day++) beyond += done[day]! - planned[day]!
    const cause = out.stock[beyond < 0 ? 'underReceipt' : 'overReceipt']
    for (let day = first; day < end; day++) cause.add(day, cost, done[day]! - planned[day]!)
  }
}

function receivedByKey({ facts: { inbound }, company, factKeys, snapshot, days }: DeviationsGiven) {
  const { planDay } = snapshot.plan.horizon
  const came = new Map<number, { made: Float64Array; bought: Float64Array }>()
  for (let fact = 0; fact < inbound.day.length; fact++) {
    const day = inbound.day[fact]! - planDay
    const location = inbound.location[fact]!
    const kind = inbound.kind[fact]!
    if (kind > 1 || day < 0 || day >= days || company.locations[location]!.entity === null) continue
    const key = factKeys.key(inbound.product[fact]!, location, -1)
    const found = came.get(key) ?? { made: new Float64Array(days), bought: new Float64Array(days) }
    came.set(key, found)
    found[kind === 0 ? 'made' : 'bought'][day]! += inbound.units[fact]!
  }
  return came
}

function termsAt(book: Map<string, TermsMoney>, terms: PaymentTerms, days: number): TermsMoney {
  const name = `${terms.paymentTermsDays} ${terms.termsBasis} ${terms.payWeekday}`
  const found = book.get(name) ?? { terms, quantity: new DailyMoney(days), price: new DailyMoney(days) }
  book.set(name, found)
  return found
}
