import { UNIT_PRICE_PER_MAJOR } from '../core/base/quantity.js'
import type { Company } from '../core/network/company.js'
import { type SyntheticSize, syntheticCompany } from './synthetic-company.js'

/** A list price, a standard cost and two terms: four lines that carry money. Freight between places, a charge on stock. */
export function pricedCompany(size: SyntheticSize): Company {
  const company = syntheticCompany(size)
  const since = { validFrom: company.settings.planDay - 365, currency: 'USD' }
  const amount = (at: number): number => Math.round((1.5 + (at % 977) / 100) * UNIT_PRICE_PER_MAJOR)
  return {
    ...company,
    settings: { ...company.settings, capitalCost: 100_000 },
    lanes: company.lanes.map((lane) => ({ ...lane, costPerUnit: UNIT_PRICE_PER_MAJOR / 20, currency: 'USD' })),
    prices: company.products.map(({ id }, at) => ({
      product: id,
      amount: amount(at),
      customer: null,
      channel: null,
      country: null,
      validTo: null,
      ...since,
    })),
    costs: company.products.map(({ id }, at) => ({
      product: id,
      amount: Math.round(amount(at) * 0.6),
      location: null,
      ...since,
    })),
    tradeTerms: company.customers
      .filter(({ parent }) => parent === null)
      .flatMap(({ id }) =>
        (['on_invoice', 'rebate'] as const).map((kind) => ({
          customer: id,
          kind,
          basis: 'sell_in' as const,
          value: 50_000,
          product: null,
          family: null,
          validTo: null,
          ...since,
        })),
      ),
  }
}
