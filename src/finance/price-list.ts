/**
 * Which list price a customer pays for an item on a day (CONTRACT, prices): customer > parent > channel and country >
 * channel > country > none; on one level the price that began last.
 */
import { type Day, formatDay } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { Price } from '../core/network/company.js'
import type { DatedAmount } from './dated-amount.js'
import { entryOf } from './entry.js'

export interface PriceList {
  /** Who sees the same prices: scopes that some price uses, most specific first, joined. */
  groupOf(scopes: readonly string[]): string
  /** The prices of an item for one such group, by tier, most specific first. */
  tiersOf(product: string, group: string): readonly (readonly DatedAmount[])[]
}

const SEPARATOR = '\u0001'

/**
 * Scopes under which a buyer may find a price, most specific first. `chain` are the ids from the ship-to up to the
 * top-most parent (empty for an own store).
 */
export function priceScopes(buyer: { chain: readonly string[]; channel: string; country: string }): string[] {
  const scopes = buyer.chain.map((id) => scopeOf(id, null, null))
  if (buyer.channel !== '') {
    scopes.push(scopeOf(null, buyer.channel, buyer.country))
    scopes.push(scopeOf(null, buyer.channel, null))
  }
  scopes.push(scopeOf(null, null, buyer.country), scopeOf(null, null, null))
  return scopes
}

function scopeOf(customer: string | null, channel: string | null, country: string | null): string {
  if (customer !== null) return `customer_id=${customer}`
  if (channel === null) return country === null ? '*' : `country=${country}`
  return country === null ? `channel=${channel}` : `channel=${channel} country=${country}`
}

/**
 * @throws Refusal `finance.price_tie` when two prices of an item begin on the same day for the same scope.
 */
export function readPriceList(prices: readonly Price[]): PriceList {
  const byProduct = new Map<string, Map<string, Price[]>>()
  const used = new Set<string>()
  for (const price of prices) {
    const scope = scopeOf(price.customer, price.channel, price.country)
    used.add(scope)
    const scopes = entryOf(byProduct, price.product, () => new Map<string, Price[]>())
    const same = entryOf(scopes, scope, () => [])
    if (same.some((other) => other.validFrom === price.validFrom)) refuseTie(price.product, scope, price.validFrom)
    same.push(price)
  }
  return {
    groupOf: (scopes) => scopes.filter((scope) => used.has(scope)).join(SEPARATOR),
    tiersOf(product, group) {
      const scopes = byProduct.get(product)
      if (scopes === undefined) return []
      return group.split(SEPARATOR).flatMap((scope) => {
        const tier = scopes.get(scope)
        return tier === undefined ? [] : [tier]
      })
    },
  }
}

function refuseTie(product: string, scope: string, day: Day): never {
  throw new Refusal('finance.price_tie', { product, scope, day: formatDay(day) })
}
