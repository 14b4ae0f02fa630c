/** Unit rates of what a shipment costs us: the goods at standard cost, and the way to the customer. */
import { formatDay } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { StandardCost } from '../core/network/company.js'
import { type CustomerLanes, freightTiers, lanesOf, readCustomerLanes } from './customer-lanes.js'
import { averageByBucket, type DatedAmount, daysOfHorizon, segmentAmounts } from './dated-amount.js'
import { entryOf } from './entry.js'
import { planTranslators } from './plan-translation.js'
import type { RateSources } from './rate-sources.js'
import { growRateRows, type RateRows } from './rate-table.js'

/** The cost at the shipping location where one is given, else the item's. */
export function compileStandardCost(given: RateSources): { rates: RateRows; uncosted: number[] } {
  const { company, rows, horizon, memory } = given
  const range = daysOfHorizon(horizon)
  const translatorTo = planTranslators(given)
  const book = readCosts(company.costs)
  const rates = growRateRows(memory, rows.count)
  const uncosted: number[] = []
  const out = new Float64Array(horizon.count)
  const known = new Map<string, { row: number; complete: boolean }>()
  let item = -1
  for (let row = 0; row < rows.count; row++) {
    const location = rows.location[row]!
    const currency = given.currencyOfLocation[location]!
    if (currency === null) continue
    if (rows.item[row] !== item) {
      item = rows.item[row]!
      known.clear()
    }
    const costs = book.get(company.products[item]!.id)
    const here = costs?.get(company.locations[location]!.id)
    const found = entryOf(known, here === undefined ? currency : `at ${location}`, () => {
      const tiers = [here, costs?.get(ANYWHERE)].filter((tier) => tier !== undefined)
      const complete = averageByBucket(segmentAmounts(tiers, range), horizon, translatorTo(currency), 'covered', out)
      return { row: rates.append(out), complete }
    })
    rates.rowOf[row] = found.row
    if (!found.complete) uncosted.push(row)
  }
  return { rates, uncosted }
}

const ANYWHERE = ''

function readCosts(costs: readonly StandardCost[]): Map<string, Map<string, DatedAmount[]>> {
  const book = new Map<string, Map<string, DatedAmount[]>>()
  for (const cost of costs) {
    const places = entryOf(book, cost.product, () => new Map<string, DatedAmount[]>())
    const same = entryOf(places, cost.location ?? ANYWHERE, () => [])
    if (same.some((other) => other.validFrom === cost.validFrom))
      throw new Refusal('finance.cost_tie', {
        product: cost.product,
        location: cost.location ?? '*',
        day: formatDay(cost.validFrom),
      })
    same.push({ ...cost, validTo: null })
  }
  return book
}

/** Freight to the customer by the preferred lane of each day. Items without lanes of their own share rates. */
export function compileOutbound(given: RateSources): RateRows {
  const { company, rows, horizon, memory } = given
  const range = daysOfHorizon(horizon)
  const translatorTo = planTranslators(given)
  const book = readCustomerLanes(company.lanes, company.locations, company.customers, given.chains)
  const rates = growRateRows(memory, rows.count)
  const out = new Float64Array(horizon.count)
  const known = new Map<CustomerLanes, Map<string, number>>()
  for (let row = 0; row < rows.count; row++) {
    const currency = given.currencyOfLocation[rows.location[row]!]!
    const lanes = currency === null ? null : book.between(rows.location[row]!, rows.customer[row]!)
    if (currency === null || lanes === null) continue
    const product = company.products[rows.item[row]!]!.id
    const byProduct = entryOf(known, lanes, () => new Map<string, number>())
    rates.rowOf[row] = entryOf(byProduct, lanes.ofProduct.has(product) ? product : ANYWHERE, () => {
      const segments = segmentAmounts(freightTiers(lanesOf(lanes, product)), range)
      averageByBucket(segments, horizon, translatorTo(currency), 'covered', out)
      return rates.append(out)
    })
  }
  return rates
}
