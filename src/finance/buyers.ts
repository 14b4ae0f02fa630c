import { entryOf } from './entry.js'
import { type PriceList, priceScopes } from './price-list.js'
import type { RateSources } from './rate-sources.js'

/** Who stands at the end of a demand row, as price lists and promotions ask for it. */
export interface Buyer {
  /** Ids from the ship-to up to the payer; empty for an own store that names no customer. */
  readonly chain: readonly string[]
  readonly country: string
  /** Buyers of equal group see the same prices. */
  readonly priceGroup: string
}

/** The buyer of a demand row. */
export function nameBuyers(
  { company, chains }: RateSources,
  priceList: PriceList,
): (customer: number, location: number) => Buyer {
  const buyerOf = (chain: readonly string[], channel: string, country: string): Buyer => ({
    chain,
    country,
    priceGroup: priceList.groupOf(priceScopes({ chain, channel, country })),
  })
  const named = company.customers.map((customer, at) => {
    const chain = [...chains.chain[at]!].map((position) => company.customers[position]!.id)
    return buyerOf(chain, chains.channel[at]!, customer.country)
  })
  const stores = new Map<string, Buyer>()
  return (customer, location) => {
    if (customer >= 0) return named[customer]!
    const { country } = company.locations[location]!
    return entryOf(stores, country, () => buyerOf([], '', country))
  }
}
