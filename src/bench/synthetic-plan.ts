/**
 * A plan of any size without a company folder behind it, for measuring steps: items × (one plant, DCs, stores), every
 * store and a direct customer of every DC asking for every item. The network is compiled as for a real company.
 */
import { QUANTITY_PER_UNIT } from '../core/base/quantity.js'
import { type Random, seededRandom } from '../core/base/random.js'
import { buildHorizon, type Horizon } from '../core/calendar/horizon.js'
import type { Company, Customer, Lane, Location } from '../core/network/company.js'
import { compileNetwork } from '../core/network/network-compilation.js'
import { emptyCompany, plainCustomer, plainLane, plainLocation, plainProduct } from '../core/network/plain-records.js'
import { openSourceBook } from '../core/network/source-book.js'
import { deriveStockRows } from '../core/network/stock-rows.js'
import type { SupplyNetwork } from '../core/network/supply-network.js'
import { buildHierarchy } from '../core/plan/hierarchy.js'
import { type Allocate, allocateColumns, allocateShared, buildSparse, type Rows } from '../core/plan/plan.js'
import { findStockRow } from '../core/plan/rows.js'
import { buildSupplyState, type SupplyPlan } from '../core/supply/supply-state.js'

export interface SyntheticSize {
  items: number
  distributionCentres: number
  stores: number
  /** Customers of every store and every DC: demand rows per stock row that sells. */
  customersEach: number
  seed: number
}

/** Sizes of the published benchmarks, by stock rows; the last has three demand rows on each of a million. */
export const SYNTHETIC_SIZES = {
  tenThousand: { items: 100, distributionCentres: 9, stores: 90, customersEach: 1, seed: 1 },
  hundredThousand: { items: 500, distributionCentres: 9, stores: 190, customersEach: 1, seed: 1 },
  million: { items: 5000, distributionCentres: 9, stores: 190, customersEach: 1, seed: 1 },
  threeMillionDemand: { items: 5000, distributionCentres: 9, stores: 190, customersEach: 3, seed: 1 },
} satisfies Record<string, SyntheticSize>

export type SizeName = keyof typeof SYNTHETIC_SIZES

const PLAN_DAY = 20_717 // 2026-09-21, a Monday
/** With 200 places this gives the 144 thousand base cube rows that the memory budget speaks of. */
const ITEMS_PER_FAMILY = 7
const STREAM = { demand: 1, swing: 2, stock: 3, starved: 4 }

export function buildSyntheticPlan(size: SyntheticSize, allocate: Allocate = allocateShared): SupplyPlan {
  const company = syntheticCompany(size)
  const horizon = buildHorizon({ planDay: PLAN_DAY })
  const random = seededRandom(size.seed)
  const book = openSourceBook(company)
  const places = demandPlaces(size)
  const stock = deriveStockRows(
    company,
    places,
    { count: 0, item: new Int32Array(0), location: new Int32Array(0) },
    book,
  )
  const demand: Rows = {
    grain: 'demand',
    ...places,
    stockRow: places.item.map((item, row) => findStockRow(stock, item, places.location[row]!)),
  }
  const columns = allocateColumns(demand.count, stock.count, horizon.count, allocate)
  for (let row = 0; row < demand.count; row++) {
    const perDay = 1 + random.at(STREAM.demand, row, 0) * 40
    for (let bucket = 0; bucket < horizon.count; bucket++) {
      const swing = 0.5 + random.at(STREAM.swing, row, bucket)
      columns.consensus[row * horizon.count + bucket] = Math.round(
        perDay * swing * horizon.days[bucket]! * QUANTITY_PER_UNIT,
      )
    }
  }
  columns.baseline.set(columns.consensus)
  const openingStock = new Float64Array(stock.count)
  const safetyStock = new Float64Array(stock.count).fill(20 * QUANTITY_PER_UNIT)
  const network = compileNetwork({
    company,
    horizon,
    stockRows: stock,
    demandRows: demand,
    openingStock,
    safetyStock,
    book,
  })
  fillOpeningStock(network, columns.consensus, horizon, random)
  const tree = (name: string, records: readonly { id: string }[]) =>
    buildHierarchy(
      [name],
      records.map(({ id }) => [id]),
    ).hierarchy
  return {
    horizon,
    product: tree('item', company.products),
    location: tree('location', company.locations),
    customer: tree('customer', company.customers),
    rows: { demand, stock },
    network,
    columns,
    orderAdjustments: buildSparse(demand.count, []),
    firmReceipts: buildSparse(stock.count, []),
    firmIssues: buildSparse(stock.count, []),
    firmNeeds: buildSparse(stock.count, []),
    openingBacklog: allocate(demand.count),
    supply: buildSupplyState(network, horizon.count, allocate),
  }
}

/** One row in this many starts with far too little: shortages are the exception, but there are some everywhere. */
const STARVED = 25

/** Stock for the lead time and some days more of all that flows through the row. */
function fillOpeningStock(network: SupplyNetwork, consensus: Float64Array, horizon: Horizon, random: Random): void {
  const flow = new Float64Array(network.level.length)
  for (const row of network.rowsByLevel) {
    for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++)
      flow[row]! += consensus[network.demandRow[at]! * horizon.count]!
    for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++)
      flow[row]! += flow[network.consumerRow[at]!]!
    const leadTime = network.leadTimes[network.sourceLeadTime[network.sourceStart[row]!]!]!.days
    const starved = random.at(STREAM.starved, row, 0) * STARVED < 1
    const days = starved ? leadTime / 2 : leadTime + 4 + random.at(STREAM.stock, row, 0) * 12
    network.openingStock[row] = Math.round(flow[row]! * days)
  }
}

/** Locations are in order of id: DCs `1…`, the plant `2-plant`, stores `3…`; customers: tills, then wholesalers. */
function demandPlaces({ items, distributionCentres, stores, customersEach }: SyntheticSize) {
  const places = distributionCentres + stores
  const count = items * places * customersEach
  const item = new Int32Array(count)
  const location = new Int32Array(count)
  const customer = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    const one = row % customersEach
    const place = Math.floor(row / customersEach) % places
    item[row] = Math.floor(row / (customersEach * places))
    location[row] = place < distributionCentres ? place : place + 1
    customer[row] = place < distributionCentres ? customersEach + one : one
  }
  return { count, item, location, customer }
}

const padded = (value: number): string => String(value).padStart(5, '0')

/** The company behind the plan; items of a family are neighbours, as they are in a real one. */
export function syntheticCompany({ items, distributionCentres, stores, customersEach }: SyntheticSize): Company {
  const list = <Of>(count: number, make: (at: number) => Of): Of[] => Array.from({ length: count }, (_, at) => make(at))
  const dc = (at: number): string => `1-dc-${padded(at)}`
  const plant = '2-plant'
  const lanes = [
    ...list(distributionCentres, (at) => lane(plant, dc(at), 5 + (at % 5))),
    ...list(stores, (at) => lane(dc(at % distributionCentres), `3-store-${padded(at)}`, 1 + (at % 3))),
  ]
  return {
    ...emptyCompany({ name: 'Synthetic', baseCurrency: 'USD', countries: [COUNTRY], planDay: PLAN_DAY }),
    entities: [{ id: 'main', name: 'Synthetic', country: COUNTRY, currency: 'USD', taxId: null }],
    products: list(items, (at) =>
      plainProduct(`item-${padded(at)}`, `family-${padded(Math.floor(at / ITEMS_PER_FAMILY))}`),
    ),
    locations: [
      ...list(distributionCentres, (at) => location(dc(at), 'dc')),
      location(plant, 'plant'),
      ...list(stores, (at) => location(`3-store-${padded(at)}`, 'store')),
    ],
    customers: [
      ...list(customersEach, (at) => customer(`till-${padded(at)}`, 'cancel')),
      ...list(customersEach, (at) => customer(`wholesaler-${padded(at)}`, 'backorder')),
    ],
    lanes,
  }
}

const COUNTRY = 'CL'

const lane = (from: string, to: string, leadTimeDays: number): Lane => ({
  ...plainLane(from, to),
  leadTimeDays,
  minimum: 10 * QUANTITY_PER_UNIT,
  multiple: 6 * QUANTITY_PER_UNIT,
})

const location = (id: string, kind: Location['kind']): Location => ({
  ...plainLocation(id, kind, COUNTRY),
  entity: 'main',
})

const customer = (id: string, unfilled: Customer['unfilled']): Customer => ({ ...plainCustomer(id, COUNTRY), unfilled })
