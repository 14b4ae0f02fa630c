//! People who change a plan as the dice say: quantities, locks, prices and lead times, anywhere in it.
import { seededRandom } from '../../src/core/base/random.js'
import type { Box, NodePath } from '../../src/core/edit/box.js'
import type { Intent, QuantityOperation } from '../../src/core/edit/intent.js'
import type { Company, Price, Promotion } from '../../src/core/network/company.js'
import type { Hierarchy } from '../../src/core/plan/hierarchy.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'

export interface LivingPeople {
  below(end: number): number
  box(): Box
  intent(): Intent
}

const PLAINLY = { layer: 'sales', profile: 'current', inPacks: false } as const

/** `company` and `plan` say what there is to change; the same seed gives the same people. */
export function livingPeople(seed: number, { company, plan }: Pick<LivingInput, 'company' | 'plan'>): LivingPeople {
  const random = seededRandom(seed)
  const { horizon, product, location, customer } = plan
  let draws = 0
  const below = (end: number): number => Math.floor(random.at(1, draws++, 0) * end)
  const nodeOf = (tree: Hierarchy): NodePath => {
    const path: string[] = []
    for (let at = below(3) === 0 ? below(tree.id.length) : 0; at > 0; at = tree.parent[at]!) path.unshift(tree.id[at]!)
    return path
  }
  const box = (): Box => {
    const from = below(horizon.count)
    const to = Math.min(horizon.count - 1, from + below(12))
    const until = horizon.firstDay[to]! + horizon.days[to]!
    const scope = { product: nodeOf(product), location: nodeOf(location), customer: nodeOf(customer) }
    return { ...scope, from: horizon.firstDay[from]!, until }
  }
  const operation = (): QuantityOperation => {
    const kind = below(3)
    if (kind === 0) return { op: 'set', quantity: below(5_000_000) }
    if (kind === 1) return { op: 'add', quantity: below(2_000_000) - 400_000 }
    return { op: 'scale', factor: 600_000 + below(900_000) }
  }
  const master = (): Intent => {
    const { prices, lanes } = company
    const scaled = { kind: 'master', op: 'scale', value: 1_100_000, from: null } as const
    const price = prices[below(prices.length)]!
    const lane = lanes[below(lanes.length)]!
    return below(2) === 0
      ? { ...scaled, list: 'prices', key: { product: price.product }, field: 'amount' }
      : { ...scaled, list: 'lanes', key: { from: lane.from, to: lane.to }, field: 'leadTimeDays' }
  }
  const offer = () => {
    const sellOutStart = horizon.planDay + below(40)
    const { id: product } = company.products[below(company.products.length)]!
    return {
      id: `offer-${draws}`,
      product,
      sellOutStart,
      sellOutEnd: sellOutStart + 13,
      uplift: 200_000 + below(500_000),
    }
  }
  const record = (): Intent => {
    const { lanes, prices } = company
    const price: Price = { ...prices[below(prices.length)]!, validFrom: horizon.planDay + below(60), validTo: null }
    const kind = below(3)
    if (kind === 0) return { kind: 'record', op: 'insert', list: 'prices', record: { ...price } }
    if (kind === 1) return { kind: 'record', op: 'insert', list: 'promotions', record: offer() }
    const { from, to } = lanes[below(lanes.length)]!
    return { kind: 'record', op: 'remove', list: 'lanes', key: { from, to } }
  }
  const intent = (): Intent => {
    const kind = below(14)
    if (kind === 0) return master()
    if (kind > 11) return record()
    if (kind === 1) return { kind: 'lock', box: box() }
    if (kind === 2) return { kind: 'unlock', box: box() }
    return { kind: 'quantity', box: box(), ...PLAINLY, ...operation() }
  }
  return { below, box, intent }
}

/** Half as much again of the first product, for four weeks. */
export const springOffer = ({ products, settings }: Company): Promotion => ({
  id: 'spring',
  mechanic: null,
  product: products[0]!.id,
  family: null,
  customer: null,
  location: null,
  country: null,
  sellOutStart: settings.planDay,
  sellOutEnd: settings.planDay + 27,
  buyInStart: null,
  buyInEnd: null,
  price: null,
  uplift: 500_000,
  cannibalises: null,
  fundingPerUnit: null,
  fundedBy: null,
  status: null,
})
