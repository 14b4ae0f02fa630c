/**
 * The money of a plan the slow and obvious way: every demand row, every bucket, every day, with objects and BigInt, from
 * the company's records. The rate card and the kernels have to agree with it to the last atom.
 */

import { monthOf } from '../../../src/core/base/day.js'
import type { Company, Customer, Price, StandardCost, TradeTerm } from '../../../src/core/network/company.js'
import type { Plan } from '../../../src/core/plan/plan.js'
import type { BaseLine } from '../../../src/finance/money-plan.js'

export type NaiveMoney = Record<BaseLine, bigint>

export interface NaiveWorld {
  company: Company
  plan: Pick<Plan, 'horizon' | 'rows' | 'columns'>
  atomDecimals: (currency: string) => number
}

const divide = (numerator: bigint, denominator: bigint): bigint =>
  numerator < 0n ? -divide(-numerator, denominator) : (2n * numerator + denominator) / (2n * denominator)

const holds = (of: { validFrom: number | null; validTo: number | null }, day: number): boolean =>
  (of.validFrom ?? day) <= day && day <= (of.validTo ?? day)

/** Money of one demand row in one bucket, for customers whose revenue is recognised on shipment. */
export function naiveMoney(world: NaiveWorld, row: number, bucket: number): NaiveMoney {
  const { company, plan } = world
  const rows = plan.rows.demand
  const product = company.products[rows.item[row]!]!
  const location = company.locations[rows.location[row]!]!
  const chain = chainOf(company, company.customers[rows.customer[row]!]!)
  const entity = company.entities.find(({ id }) => id === location.entity)!
  const days = Array.from({ length: plan.horizon.days[bucket]! }, (_, at) => plan.horizon.firstDay[bucket]! + at)
  const monthOfBucket = monthOf(days[0]!)
  const local = (amount: number, currency: string | null): bigint =>
    translate(company, amount, currency ?? entity.currency, entity.currency, monthOfBucket)
  const average = (perDay: (bigint | null)[], over: number): bigint =>
    over === 0
      ? 0n
      : divide(
          perDay.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n),
          BigInt(over),
        )
  const covered = (perDay: (bigint | null)[]): bigint =>
    average(perDay, perDay.filter((amount) => amount !== null).length)

  const gross = covered(
    days.map((day) => {
      const price = priceOn(company.prices, product.id, chain, day)
      return price === null ? null : local(price.amount, price.currency)
    }),
  )
  const terms = company.tradeTerms.filter(
    (term) =>
      chain.some(({ id }) => id === term.customer) &&
      (term.product === null || term.product === product.id) &&
      (term.family === null || term.family === product.family),
  )
  const taken = (kinds: TradeTerm['kind'][]): bigint => {
    const ofKind = terms.filter(({ kind }) => kinds.includes(kind))
    const shareDays = days.reduce(
      (sum, day) =>
        sum +
        ofKind.filter((term) => term.kind !== 'per_unit' && holds(term, day)).reduce((s, { value }) => s + value, 0),
      0,
    )
    const amounts = days.reduce(
      (sum, day) =>
        sum +
        ofKind
          .filter((term) => term.kind === 'per_unit' && holds(term, day))
          .reduce((s, { value, currency }) => s + local(value, currency), 0n),
      0n,
    )
    const ofGross = divide(gross * BigInt(shareDays), BigInt(days.length) * 1_000_000n)
    return ofGross + divide(amounts, BigInt(days.length))
  }
  const rates: NaiveMoney = {
    grossSales: gross,
    onInvoiceDiscounts: taken(['on_invoice']),
    rebates: taken(['rebate', 'tier']),
    tradeSpend: taken(['logistic', 'per_unit']),
    returns: 0n,
    fines: 0n,
    standardCost: covered(
      days.map((day) => {
        const cost = costOn(company.costs, product.id, location.id, day)
        return cost === null ? null : local(cost.amount, cost.currency)
      }),
    ),
    outboundLogistics: covered(
      days.map((day) => {
        const lane = laneOn(company, product.id, location.id, chain, day)
        return lane === null ? null : local(lane.costPerUnit, lane.currency)
      }),
    ),
  }
  const quantity = BigInt(plan.columns.constrained[row * plan.horizon.count + bucket]!)
  const scale = 10n ** BigInt(9 - world.atomDecimals(entity.currency))
  return Object.fromEntries(
    Object.entries(rates).map(([line, rate]) => [line, divide(quantity * rate, scale)]),
  ) as NaiveMoney
}

function chainOf(company: Company, customer: Customer): Customer[] {
  const parent = company.customers.find(({ id }) => id === customer.parent)
  return parent === undefined ? [customer] : [customer, ...chainOf(company, parent)]
}

function translate(company: Company, amount: number, from: string, to: string, month: number): bigint {
  if (from === to) return BigInt(amount)
  const scaled = (text: string): [bigint, bigint] => {
    const [whole, fraction = ''] = text.split('.')
    return [BigInt(whole! + fraction), 10n ** BigInt(fraction.length)]
  }
  for (const { rateSet, month: at, from: a, to: b, rate } of company.fx) {
    if (rateSet !== 'PLAN' || at !== month) continue
    const [numerator, denominator] = scaled(rate)
    if (a === from && b === to) return divide(BigInt(amount) * numerator, denominator)
    if (a === to && b === from) return divide(BigInt(amount) * denominator, numerator)
  }
  throw new Error(`no rate from ${from} to ${to}`)
}

function priceOn(prices: readonly Price[], product: string, chain: Customer[], day: number): Price | null {
  const channel = chain.find((customer) => customer.channel !== null)?.channel ?? null
  const { country } = chain[0]!
  const tiers: ((price: Price) => boolean)[] = [
    ...chain.map(
      ({ id }) =>
        (price: Price) =>
          price.customer === id,
    ),
    (price) =>
      price.customer === null && price.channel !== null && price.channel === channel && price.country === country,
    (price) => price.customer === null && price.channel !== null && price.channel === channel && price.country === null,
    (price) => price.customer === null && price.channel === null && price.country === country,
    (price) => price.customer === null && price.channel === null && price.country === null,
  ]
  for (const isOfTier of tiers) {
    const found = latest(prices.filter((price) => price.product === product && isOfTier(price) && holds(price, day)))
    if (found !== null) return found
  }
  return null
}

function costOn(costs: readonly StandardCost[], product: string, location: string, day: number): StandardCost | null {
  const valid = costs.filter((cost) => cost.product === product && cost.validFrom <= day)
  return (
    latest(valid.filter((cost) => cost.location === location)) ?? latest(valid.filter((cost) => cost.location === null))
  )
}

const latest = <Of extends { validFrom: number }>(found: Of[]): Of | null =>
  found.reduce<Of | null>((best, one) => (best === null || one.validFrom > best.validFrom ? one : best), null)

function laneOn(company: Company, product: string, from: string, chain: Customer[], day: number) {
  for (const { id } of chain) {
    const lanes = company.lanes.filter((lane) => lane.use === 'customer' && lane.from === from && lane.to === id)
    if (lanes.length === 0) continue
    for (const own of [true, false]) {
      const fitting = lanes
        .filter((lane) => (own ? lane.product === product : lane.product === null) && holds(lane, day))
        .sort((a, b) => (a.priority ?? 1e9) - (b.priority ?? 1e9))
      if (fitting.length > 0) return fitting[0]!
    }
    return null
  }
  return null
}
