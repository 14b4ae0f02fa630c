/** Compiles everything money about a plan: prices, rates and terms into unit rates, and the empty cubes. */
import { monthOf } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { Company } from '../core/network/company.js'
import type { Plan } from '../core/plan/plan.js'
import { compileStandardCost } from './cost-rates.js'
import { entityOfLocations, groupCubeRows, groupDemandRows, listAccounts, listFamilies } from './cube-rows.js'
import { moneyCurrency } from './currency.js'
import { type CustomerChains, chainCustomers } from './customer-chain.js'
import { deliveryDays, lanesOf, readCustomerLanes } from './customer-lanes.js'
import { compileShift } from './delivery-shift.js'
import { readExchangeRates } from './exchange-rates.js'
import { planFixedMoney } from './fixed-money.js'
import { type Memory, settleInt32, sharedMemory } from './memory.js'
import {
  BASE_LINES,
  type BaseLine,
  type DeliveryShift,
  type MoneyCurrency,
  type MoneyEntity,
  type MoneyPlan,
} from './money-plan.js'
import { compileRateCard, type RateCard } from './rate-card.js'

export interface PricePlanOptions {
  /** Learned share of gross that comes back, in millionths, by demand row. None when absent. */
  readonly returnShareOf?: (demandRow: number) => number
  /** Atoms as the version fixed them; chosen from the plan's volumes when absent. */
  readonly currencies?: readonly MoneyCurrency[]
  /** Quantities that bound what this version will hold, by default `consensus` where it is filled. */
  readonly volumes?: Float64Array
  readonly memory?: Memory
}

/**
 * The money of a plan, with rates compiled and cubes empty: run the steps `value` and `roll up` to fill them.
 *
 * @throws Refusal `finance.price_tie`, `finance.cost_tie`, `finance.missing_rate`, `finance.bad_rate`,
 *   `finance.sum_too_large`, `finance.unknown_entity`
 */
export function pricePlan(
  plan: Pick<Plan, 'horizon' | 'rows' | 'columns'>,
  company: Company,
  options: PricePlanOptions = {},
): MoneyPlan {
  const memory = options.memory ?? sharedMemory
  const { horizon } = plan
  const rows = plan.rows.demand
  const chains = chainCustomers(company.customers)
  const exchange = readExchangeRates(company.settings.baseCurrency, company.fx)
  const { codes, entities } = listEntities(company)
  const entityOf = entityOfLocations(company, entities)
  const currencyOfLocation = Array.from(entityOf, (entity) => (entity < 0 ? null : codes[entities[entity]!.currency]!))
  const firstMonth = monthOf(horizon.planDay)
  const given = { company, horizon, firstMonth, chains, exchange, currencyOfLocation, memory }
  const { returnShareOf } = options
  const card = compileRateCard({ ...given, rows, ...(returnShareOf === undefined ? {} : { returnShareOf }) })
  const { families, familyOf } = listFamilies(company)
  const accountBook = listAccounts(company, chains)
  const locationCount = company.locations.length
  const { cubeRowOf, cube } = groupDemandRows(rows, { familyOf, entityOf, accountBook, locationCount }, memory)
  const { segmentRowOf, segments } = groupCubeRows(cube, families, accountBook.accounts, memory)
  const sums =
    options.currencies === undefined ? largestSums(plan, options.volumes, card, entityOf, entities, codes) : []
  const frame = {
    firstMonth,
    monthCount: horizon.monthCount,
    currencies: options.currencies ?? codes.map((code, at) => moneyCurrency(code, sums[at]!)),
    entities,
    accounts: accountBook.accounts,
    exchange,
  }
  return {
    ...frame,
    bucketCount: horizon.count,
    monthOfBucket: horizon.month,
    baseCurrency: company.settings.baseCurrency,
    families,
    entityOfLocation: settleInt32(memory, entityOf),
    stockCost: compileStandardCost({ ...given, rows: plan.rows.stock }).rates.table(),
    cubeRowOf,
    cube,
    segmentRowOf,
    segments,
    rates: card.rates,
    ...compileDelivery(plan, company, chains, memory),
    cubeMoney: cubesOf(card, cube.count * horizon.count, memory),
    cubeUnits: memory.float64(cube.count * horizon.count),
    segmentMoney: cubesOf(card, segments.count * horizon.count, memory),
    segmentUnits: memory.float64(segments.count * horizon.count),
    fixed: planFixedMoney(frame, company, chains, horizon),
    unpricedRows: card.unpricedRows,
    uncostedRows: card.uncostedRows,
  }
}

function cubesOf(card: RateCard, length: number, memory: Memory): Record<BaseLine, Float64Array | null> {
  const cubes = BASE_LINES.map((line) => [line, card.rates[line] === null ? null : memory.float64(length)])
  return Object.fromEntries(cubes) as Record<BaseLine, Float64Array | null>
}

function listEntities(company: Company): { codes: string[]; entities: MoneyEntity[] } {
  const { baseCurrency, countries } = company.settings
  const given =
    company.entities.length > 0
      ? company.entities
      : [{ id: 'main', country: countries[0] ?? '', currency: baseCurrency }]
  const codes: string[] = []
  const entities = given.map(({ id, country, currency }) => {
    if (!codes.includes(currency)) codes.push(currency)
    return { id, country, currency: codes.indexOf(currency) }
  })
  const known = new Set(entities.map((entity) => entity.id))
  for (const { id, entity } of company.locations)
    if (entity !== null && !known.has(entity)) throw new Refusal('finance.unknown_entity', { entity, location: id })
  return { codes, entities }
}

/** Σ|quantity × rate| of the widest line of each currency, in whole major units: what the size of the atom rests on. */
function largestSums(
  plan: Pick<Plan, 'rows' | 'columns' | 'horizon'>,
  volumes: Float64Array | undefined,
  card: RateCard,
  entityOf: Int32Array,
  entities: readonly MoneyEntity[],
  codes: readonly string[],
): number[] {
  const rows = plan.rows.demand
  const count = plan.horizon.count
  const column = volumes ?? plan.columns.consensus
  const peaks = BASE_LINES.map((line) => peakRates(card, line))
  const sums = codes.map(() => BASE_LINES.map(() => 0))
  for (let row = 0; row < rows.count; row++) {
    const entity = entityOf[rows.location[row]!]!
    if (entity < 0) continue
    let quantity = 0
    for (let at = row * count; at < (row + 1) * count; at++) quantity += Math.abs(column[at]!)
    if (quantity === 0) continue
    const ofCurrency = sums[entities[entity]!.currency]!
    BASE_LINES.forEach((line, at) => {
      const table = card.rates[line]
      if (table !== null) ofCurrency[at]! += quantity * peaks[at]![table.rowOf[row]!]!
    })
  }
  return sums.map((ofLine) => Math.max(0, ...ofLine) / 1e9)
}

/** The largest rate of each rate row. */
function peakRates(card: RateCard, line: BaseLine): Float64Array {
  const table = card.rates[line]
  if (table === null) return new Float64Array(1)
  return Float64Array.from(table.start, (start, rateRow) => {
    const end = table.varies[rateRow] === 1 ? (table.start[rateRow + 1] ?? table.values.length) : start + 1
    let peak = 0
    for (let at = start; at < end; at++) peak = Math.max(peak, Math.abs(table.values[at]!))
    return peak
  })
}

function compileDelivery(
  plan: Pick<Plan, 'horizon' | 'rows'>,
  company: Company,
  chains: CustomerChains,
  memory: Memory,
): { shiftOf: Int32Array; shifts: DeliveryShift[] } {
  const rows = plan.rows.demand
  const shiftOf = memory.int32(rows.count).fill(-1)
  const onDelivery = company.customers.map((customer) => customer.revenueAt === 'delivery')
  if (!onDelivery.includes(true)) return { shiftOf, shifts: [] }
  const book = readCustomerLanes(company.lanes, company.locations, company.customers, chains)
  const shifts: DeliveryShift[] = []
  const shiftAt = new Map<number, number>()
  for (let row = 0; row < rows.count; row++) {
    const customer = rows.customer[row]!
    const lanes = customer >= 0 && onDelivery[customer]! ? book.between(rows.location[row]!, customer) : null
    if (lanes === null) continue
    const days = deliveryDays(lanesOf(lanes, company.products[rows.item[row]!]!.id), plan.horizon.planDay)
    if (days === 0) continue
    if (!shiftAt.has(days)) shiftAt.set(days, shifts.push(compileShift(plan.horizon, days)) - 1)
    shiftOf[row] = shiftAt.get(days)!
  }
  return { shiftOf, shifts }
}
