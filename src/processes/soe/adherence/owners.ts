import type { Scope } from '../../../core/edit/box.js'
import type { Responsibility } from '../../../core/network/company.js'
import { ADHERENCE_FLOWS } from './flow-rows.js'

const ABOUT_PRODUCTS = new Set(['category', 'family', 'item', 'product', 'product_id'])

interface Charge {
  readonly owner: string
  readonly conditions: readonly (readonly [key: string, value: string])[]
  readonly aboutProducts: boolean
}

/** Who answers for a place in each flow, in the order of `ADHERENCE_FLOWS`: rule AD18. */
export function openOwners(responsibilities: readonly Responsibility[]): (place: Scope) => string[] {
  const charges = responsibilities.map(readCharge).filter(({ conditions }) => conditions.length > 0)
  return (place) => {
    const names = namesOf(place)
    return ADHERENCE_FLOWS.map((flow) => ownerOf(charges, { ...names, flow }, flow === 'SALES_OUT'))
  }
}

function readCharge({ scope, owner }: Responsibility): Charge {
  const conditions = scope
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [key, value = ''] = part.split('=').map((word) => word.trim())
      return [key!.toLowerCase(), value] as const
    })
  return { owner, conditions, aboutProducts: conditions.some(([key]) => ABOUT_PRODUCTS.has(key)) }
}

function ownerOf(charges: readonly Charge[], names: Readonly<Record<string, string>>, productsFirst: boolean): string {
  let best: Charge | null = null
  for (const charge of charges) {
    if (!charge.conditions.every(([key, value]) => names[key] === value)) continue
    if (best === null || isBetter(charge, best, productsFirst)) best = charge
  }
  return best?.owner ?? ''
}

function isBetter(charge: Charge, than: Charge, productsFirst: boolean): boolean {
  if (charge.conditions.length !== than.conditions.length) return charge.conditions.length > than.conditions.length
  return charge.aboutProducts !== than.aboutProducts && charge.aboutProducts === productsFirst
}

function namesOf({ product, location, customer }: Scope): Record<string, string> {
  const [category = '', family = '', item = ''] = product
  const [country = '', place = ''] = location
  const [buyerCountry = country, channel = '', account = '', buyer = ''] = customer
  return {
    category,
    family,
    item,
    product: item,
    product_id: item,
    country: customer.length === 0 ? country : buyerCountry,
    location: place,
    location_id: place,
    channel,
    account,
    customer: buyer,
  }
}
