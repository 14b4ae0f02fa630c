/** A plan of any size without a company folder behind it, for measuring. The network is compiled as for a real company. */
import { QUANTITY_PER_UNIT } from '../core/base/quantity.js'
import { type Random, seededRandom } from '../core/base/random.js'
import { buildHorizon, type Horizon } from '../core/calendar/horizon.js'
import { compileNetwork } from '../core/network/network-compilation.js'
import { openSourceBook } from '../core/network/source-book.js'
import { deriveStockRows } from '../core/network/stock-rows.js'
import type { SupplyNetwork } from '../core/network/supply-network.js'
import { type Allocate, allocateColumns, allocateShared, buildSparse, type Rows } from '../core/plan/plan.js'
import { companyHierarchies, findStockRow } from '../core/plan/rows.js'
import { buildSupplyState, type SupplyPlan } from '../core/supply/supply-state.js'
import { demandPlaces, PLAN_DAY, type SyntheticSize, syntheticCompany } from './synthetic-company.js'

/** Sizes of the published benchmarks, by stock rows; the last has three demand rows on each of a million. */
export const SYNTHETIC_SIZES = {
  tenThousand: { items: 100, distributionCentres: 9, stores: 90, customersEach: 1, seed: 1 },
  hundredThousand: { items: 500, distributionCentres: 9, stores: 190, customersEach: 1, seed: 1 },
  million: { items: 5000, distributionCentres: 9, stores: 190, customersEach: 1, seed: 1 },
  threeMillionDemand: { items: 5000, distributionCentres: 9, stores: 190, customersEach: 3, seed: 1 },
} satisfies Record<string, SyntheticSize>

export type SizeName = keyof typeof SYNTHETIC_SIZES

const STREAM = { demand: 1, swing: 2, stock: 3, starved: 4 }

export function buildSyntheticPlan(size: SyntheticSize, allocate: Allocate = allocateShared): SupplyPlan {
  const company = syntheticCompany(size)
  const horizon = buildHorizon({ planDay: PLAN_DAY })
  const random = seededRandom(size.seed)
  const book = openSourceBook(company)
  const places = demandPlaces(company, size)
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
  return {
    horizon,
    ...companyHierarchies(company),
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
