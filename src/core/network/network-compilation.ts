import { assert } from '../base/assert.js'
import type { Horizon } from '../calendar/horizon.js'
import { buildLeadTime } from '../calendar/lead-time.js'
import { buildOpenDays, isOpenDay } from '../calendar/open-days.js'
import type { Rows } from '../plan/plan.js'
import { findStockRow } from '../plan/rows.js'
import { type CapacityBook, compileCapacities } from './capacity-compilation.js'
import type { Company, Policy } from './company.js'
import { positionsOfDemand, serviceOfDemand } from './demand-service.js'
import { assertLotsOnHand, compileLots, type OpeningLot } from './lot-compilation.js'
import { orderLevels } from './network-levels.js'
import { openSourceBook, positions, type Source, type SourceBook } from './source-book.js'
import { type LeadTime, PURCHASE, type SupplyNetwork, TRANSFER } from './supply-network.js'

export interface NetworkGiven {
  company: Company
  horizon: Horizon
  /** Item-major, as `deriveStockRows` gives them. */
  stockRows: Rows
  /** With `stockRow` filled in. */
  demandRows: Rows
  /** Per stock row. */
  openingStock: Float64Array
  safetyStock: Float64Array
  /** Parts of the opening stock that expire. */
  lots?: readonly OpeningLot[]
  /** How a lead time acts on the horizon; by default the open days of the lane's calendar. */
  leadTimeOf?: (days: number, calendar: string | null) => LeadTime
  book?: SourceBook
}

/**
 * Compiles the company's lanes, recipes, routings, limits and policies against a horizon into the flat arrays that
 * netting and constraining run on.
 *
 * @throws Refusal `plan.source_loop` when a row would, through its sources, draw on itself.
 */
export function compileNetwork(given: NetworkGiven): SupplyNetwork {
  const { company, horizon, stockRows, demandRows } = given
  assert(
    given.openingStock.every((stock) => stock >= 0),
    'opening stock is below zero',
  )
  const book = given.book ?? openSourceBook(company)
  const leadTimes = leadTimeTable(given.leadTimeOf ?? calendarLeadTimes(company, horizon))
  const sources = compileSources(company, stockRows, book, leadTimes.indexOf, compileCapacities(company, horizon))
  const consumers = reverse(stockRows.count, sources)
  const served = positionsOfDemand(stockRows.count, demandRows)
  const lots = compileLots(company, horizon, given.lots ?? [], demandRows, { ...consumers, ...served })
  assertLotsOnHand(lots, given.openingStock)
  return {
    ...orderLevels(company, stockRows, sources, consumers),
    openingStock: given.openingStock,
    safetyStock: given.safetyStock,
    ...lots,
    ...compilePolicies(company, stockRows, book),
    ...sources,
    ...consumers,
    ...served,
    ...serviceOfDemand(company, demandRows),
    leadTimes: leadTimes.list,
  }
}

function leadTimeTable(build: (days: number, calendar: string | null) => LeadTime) {
  const list: LeadTime[] = []
  const known = new Map<string, number>()
  return {
    list,
    indexOf(source: Source): number {
      const key = `${source.leadTimeDays} ${source.calendar ?? ''}`
      let at = known.get(key)
      if (at === undefined) {
        at = list.length
        list.push(build(source.leadTimeDays, source.calendar))
        known.set(key, at)
      }
      return at
    },
  }
}

/** A lane releases on the open days of its calendar; one that names no known calendar, every day. */
function calendarLeadTimes(company: Company, horizon: Horizon): (days: number, calendar: string | null) => LeadTime {
  const profiles = buildOpenDays(company.calendars)
  return (days, calendar) => {
    const profile = calendar === null ? undefined : profiles.get(calendar)
    if (profile === undefined) return buildLeadTime(horizon, { days })
    return buildLeadTime(horizon, { days, openDay: (day) => isOpenDay(profile, day) })
  }
}

type Compiled = Pick<
  SupplyNetwork,
  | 'sourceStart'
  | 'sourceKind'
  | 'sourceRow'
  | 'sourceSupplier'
  | 'sourceLane'
  | 'sourceLeadTime'
  | 'sourceShare'
  | 'componentStart'
  | 'componentRow'
  | 'componentPer'
  | 'usageStart'
  | 'usageCapacity'
  | 'usagePer'
  | 'capacities'
>

function compileSources(
  company: Company,
  stockRows: Rows,
  book: SourceBook,
  leadTimeOf: (source: Source) => number,
  capacityBook: CapacityBook,
): Compiled {
  const { count, item, location } = stockRows
  const sourceStart = new Int32Array(count + 1)
  for (let row = 0; row < count; row++)
    sourceStart[row + 1] = sourceStart[row]! + book.sourcesOf(item[row]!, location[row]!).length
  const total = sourceStart[count]!
  const columns = {
    sourceKind: new Uint8Array(total),
    sourceRow: new Int32Array(total).fill(-1),
    sourceSupplier: new Int32Array(total).fill(-1),
    sourceLane: new Int32Array(total).fill(-1),
    sourceLeadTime: new Uint16Array(total),
    sourceShare: new Float64Array(total),
  }
  const componentStart = new Int32Array(total + 1)
  const usageStart = new Int32Array(total + 1)
  const componentRow: number[] = []
  const componentPer: number[] = []
  const usageCapacity: number[] = []
  const usagePer: number[] = []
  for (let row = 0, at = 0; row < count; row++)
    for (const source of book.sourcesOf(item[row]!, location[row]!)) {
      const from = source.kind === TRANSFER ? findStockRow(stockRows, item[row]!, source.location) : -1
      // Stock that belongs to somebody else is not planned: what comes from there is bought.
      columns.sourceKind[at] = source.kind === TRANSFER && from < 0 ? PURCHASE : source.kind
      columns.sourceRow[at] = from
      columns.sourceSupplier[at] = source.supplier
      columns.sourceLane[at] = source.lane
      columns.sourceLeadTime[at] = leadTimeOf(source)
      columns.sourceShare[at] = source.share
      for (const component of source.components) {
        const needed = findStockRow(stockRows, component.product, location[row]!)
        assert(needed >= 0, 'a component has no stock row', { product: company.products[component.product]!.id })
        componentRow.push(needed)
        componentPer.push(component.per)
      }
      for (const use of capacityBook.usesOf(item[row]!, location[row]!, source)) {
        usageCapacity.push(use.capacity)
        usagePer.push(use.per)
      }
      at++
      componentStart[at] = componentRow.length
      usageStart[at] = usageCapacity.length
    }
  return {
    sourceStart,
    ...columns,
    componentStart,
    componentRow: Int32Array.from(componentRow),
    componentPer: Float64Array.from(componentPer),
    usageStart,
    usageCapacity: Int32Array.from(usageCapacity),
    usagePer: Float64Array.from(usagePer),
    capacities: capacityBook.capacities,
  }
}

/** Who draws on each row: by drawing row, then source, then component. */
function reverse(
  count: number,
  sources: Compiled,
): Pick<SupplyNetwork, 'consumerStart' | 'consumerRow' | 'consumerSource' | 'consumerComponent'> {
  const { sourceStart, sourceRow, componentStart, componentRow } = sources
  const consumerStart = new Int32Array(count + 1)
  for (const row of sourceRow) if (row >= 0) consumerStart[row + 1]! += 1
  for (const row of componentRow) consumerStart[row + 1]! += 1
  for (let row = 0; row < count; row++) consumerStart[row + 1]! += consumerStart[row]!
  const next = consumerStart.slice()
  const total = consumerStart[count]!
  const consumerRow = new Int32Array(total)
  const consumerSource = new Int32Array(total)
  const consumerComponent = new Int32Array(total)
  const draw = (on: number, row: number, source: number, component: number): void => {
    const at = next[on]!
    next[on] = at + 1
    consumerRow[at] = row
    consumerSource[at] = source
    consumerComponent[at] = component
  }
  for (let row = 0; row < count; row++)
    for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
      if (sourceRow[source]! >= 0) draw(sourceRow[source]!, row, source, -1)
      for (let component = componentStart[source]!; component < componentStart[source + 1]!; component++)
        draw(componentRow[component]!, row, source, component)
    }
  return { consumerStart, consumerRow, consumerSource, consumerComponent }
}

/** A policy wins over the lane, number by number. With several sources the first lane's lot rules hold for the row. */
function compilePolicies(
  company: Company,
  stockRows: Rows,
  book: SourceBook,
): Pick<SupplyNetwork, 'minimum' | 'multiple' | 'reviewDays' | 'maxCoverDays'> {
  const { count, item, location } = stockRows
  const policyOf = policyBook(company)
  const minimum = new Float64Array(count)
  const multiple = new Float64Array(count)
  const reviewDays = new Uint16Array(count)
  const maxCoverDays = new Uint16Array(count)
  for (let row = 0; row < count; row++) {
    const policy = policyOf(item[row]!, location[row]!)
    const source = book.sourcesOf(item[row]!, location[row]!)[0]!
    minimum[row] = policy?.minimum ?? source.minimum
    multiple[row] = policy?.multiple ?? source.multiple
    reviewDays[row] = Math.max(1, policy?.reviewDays ?? 1)
    maxCoverDays[row] = policy?.maxCoverDays ?? 0
  }
  return { minimum, multiple, reviewDays, maxCoverDays }
}

/** The policy of a product at a location, if there is one. */
export function policyBook(company: Company): (product: number, location: number) => Policy | undefined {
  const productAt = positions(company.products)
  const locationAt = positions(company.locations)
  const policies = new Map<number, Policy>()
  for (const policy of company.policies) {
    const product = productAt.get(policy.product)
    const location = locationAt.get(policy.location)
    if (product !== undefined && location !== undefined)
      policies.set(product * company.locations.length + location, policy)
  }
  return (product, location) => policies.get(product * company.locations.length + location)
}
