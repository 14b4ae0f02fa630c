/**
 * Small supply worlds for tests: a company in a few lines, compiled by the same code as a real one. Figures are in
 * base units; the plan holds thousandths.
 */
import { parseDay } from '../../src/core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../src/core/base/quantity.js'
import { buildHorizon, type HorizonShape } from '../../src/core/calendar/horizon.js'
import type { Company, Customer, Lane, Location, Policy } from '../../src/core/network/company.js'
import { compileNetwork } from '../../src/core/network/network-compilation.js'
import {
  emptyCompany,
  plainCustomer,
  plainLane,
  plainLocation,
  plainPolicy,
  plainProduct,
  plainServiceTerm,
  plainSupplier,
} from '../../src/core/network/plain-records.js'
import { deriveStockRows } from '../../src/core/network/stock-rows.js'
import { buildHierarchy } from '../../src/core/plan/hierarchy.js'
import { allocateColumns, allocatePlain, buildSparse, type Measure } from '../../src/core/plan/plan.js'
import { findStockRow } from '../../src/core/plan/rows.js'
import { EVERYTHING, runStep, type Step } from '../../src/core/plan/step.js'
import { buildSupplyState, type SupplyPlan } from '../../src/core/supply/supply-state.js'
import { addWrittenOff } from '../../src/core/supply/write-offs.js'

export interface DemandGiven {
  at: string
  customer?: string
  /** Units per bucket; a single number means the same every bucket. */
  units: number | readonly number[]
  /** Added to the forecast by orders, per bucket. */
  orders?: readonly number[]
  backlog?: number
}

/** Places are written `product@location`. */
export interface WorldGiven {
  planDay?: string
  horizon?: Omit<HorizonShape, 'planDay'>
  products?: readonly string[]
  locations?: Readonly<Record<string, Location['kind']>>
  customers?: Readonly<Record<string, Partial<Customer>>>
  /** Customers who own the stock of a location. */
  owners?: Readonly<Record<string, string>>
  suppliers?: readonly string[]
  lanes?: readonly (Partial<Lane> & { from: string; to: string })[]
  recipes?: readonly { at: string; component: string; per: number; yield?: number }[]
  resources?: Company['resources']
  routings?: Company['routings']
  supplierCapacity?: Company['supplierCapacity']
  serviceTerms?: readonly { customer: string; priority?: number; minRemainingLifeDays?: number }[]
  calendars?: Company['calendars']
  policies?: Readonly<Record<string, Partial<Policy>>>
  stock?: Readonly<Record<string, number>>
  safety?: Readonly<Record<string, number>>
  demand: readonly DemandGiven[]
  firmReceipts?: Readonly<Record<string, readonly number[]>>
  firmIssues?: Readonly<Record<string, readonly number[]>>
  firmNeeds?: Readonly<Record<string, readonly number[]>>
  /** Parts of the stock that expire; days are counted from the plan day. */
  lots?: readonly { at: string; units: number; expiresIn: number }[]
}

export interface World {
  plan: SupplyPlan
  company: Company
  /** Row of `product@location`. */
  row(place: string): number
  /** Units per bucket of a stock row's measure. */
  units(measure: Measure, place: string): number[]
  /** Units per bucket that a stock row writes off. */
  writtenOff(place: string): number[]
  /** Units per bucket of what a customer (or the only one) gets there. */
  shipped(place: string, customer?: string): number[]
}

const units = (quantity: number): number => Math.round(quantity * QUANTITY_PER_UNIT)

export function buildSupplyWorld(given: WorldGiven): World {
  const company = companyOf(given)
  const planDay = company.settings.planDay
  const horizon = buildHorizon({ planDay, days: 10, weeks: 0, months: 0, ...given.horizon })
  const at = (records: readonly { id: string }[], id: string): number => {
    const found = records.findIndex((record) => record.id === id)
    if (found < 0) throw new Error(`the world has no ${id}`)
    return found
  }
  const placeOf = (place: string): { item: number; location: number } => {
    const [product, location] = place.split('@') as [string, string]
    return { item: at(company.products, product), location: at(company.locations, location) }
  }
  const demands = given.demand
    .map((line) => ({ line, ...placeOf(line.at), customer: at(company.customers, line.customer ?? 'anyone') }))
    .sort((a, b) => a.item - b.item || a.location - b.location || a.customer - b.customer)
  const asPlaces = (places: readonly { item: number; location: number }[]) => ({
    count: places.length,
    item: Int32Array.from(places, ({ item }) => item),
    location: Int32Array.from(places, ({ location }) => location),
  })
  const stocked = [given.stock, given.safety, given.firmReceipts, given.firmIssues, given.firmNeeds, given.policies]
    .flatMap((table) => Object.keys(table ?? {}))
    .map(placeOf)
  const stock = deriveStockRows(company, asPlaces(demands), asPlaces(stocked))
  const row = (place: string): number => {
    const { item, location } = placeOf(place)
    return findStockRow(stock, item, location)
  }
  const perRow = (table: Readonly<Record<string, number>> = {}): Float64Array => {
    const column = new Float64Array(stock.count)
    for (const [place, value] of Object.entries(table)) column[row(place)] = units(value)
    return column
  }
  const cells = (table: Readonly<Record<string, readonly number[]>> = {}) =>
    buildSparse(
      stock.count,
      Object.entries(table).flatMap(([place, values]) =>
        values
          .map((value, bucket) => ({ row: row(place), bucket, value: units(value) }))
          .filter(({ value }) => value !== 0),
      ),
    )
  const demand = {
    grain: 'demand' as const,
    ...asPlaces(demands),
    customer: Int32Array.from(demands, ({ customer }) => customer),
    stockRow: Int32Array.from(demands, ({ item, location }) => findStockRow(stock, item, location)),
  }
  const columns = allocateColumns(demands.length, stock.count, horizon.count, allocatePlain)
  demands.forEach(({ line }, at) => {
    for (let bucket = 0; bucket < horizon.count; bucket++)
      columns.consensus[at * horizon.count + bucket] = units(
        typeof line.units === 'number' ? line.units : (line.units[bucket] ?? 0),
      )
  })
  const tree = (name: string, records: readonly { id: string }[]) =>
    buildHierarchy(
      [name],
      records.map(({ id }) => [id]),
    ).hierarchy
  const network = compileNetwork({
    company,
    horizon,
    stockRows: stock,
    demandRows: demand,
    openingStock: perRow(given.stock),
    safetyStock: perRow(given.safety),
    lots: (given.lots ?? []).map((lot) => ({
      row: row(lot.at),
      expiryDay: planDay + lot.expiresIn,
      quantity: units(lot.units),
    })),
  })
  const plan: SupplyPlan = {
    horizon,
    product: tree('item', company.products),
    location: tree('location', company.locations),
    customer: tree('customer', company.customers),
    rows: { demand, stock },
    network,
    supply: buildSupplyState(network, horizon.count, allocatePlain),
    columns,
    orderAdjustments: buildSparse(
      demands.length,
      demands.flatMap(({ line }, at) =>
        (line.orders ?? []).map((value, bucket) => ({ row: at, bucket, value: units(value) })),
      ),
    ),
    firmReceipts: cells(given.firmReceipts),
    firmIssues: cells(given.firmIssues),
    firmNeeds: cells(given.firmNeeds),
    openingBacklog: Float64Array.from(demands, ({ line }) => units(line.backlog ?? 0)),
  }
  const read = (column: Float64Array, at: number): number[] =>
    Array.from(column.subarray(at * horizon.count, (at + 1) * horizon.count), (value) => value / QUANTITY_PER_UNIT)
  return {
    plan,
    company,
    row,
    units: (measure, place) => read(columns[measure], row(place)),
    writtenOff: (place) => {
      const quantities = new Float64Array(horizon.count)
      addWrittenOff(plan, row(place), quantities)
      return read(quantities, 0)
    },
    shipped: (place, customer = 'anyone') => {
      const found = demands.findIndex(({ line }) => line.at === place && (line.customer ?? 'anyone') === customer)
      return read(columns.constrained, found)
    },
  }
}

/** Runs steps over a whole plan on this thread, phase by phase. */
export function runSteps<Of>(plan: Of, steps: readonly Step<Of>[]): void {
  for (const step of steps) runStep(step, plan, EVERYTHING)
}

export function companyOf(given: WorldGiven): Company {
  const country = 'CL'
  const places = given.demand.map(({ at }) => at.split('@') as [string, string])
  const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort()
  const customers = { anyone: {}, ...given.customers }
  const policies = Object.entries(given.policies ?? {})
  const scaled = (value: number | null | undefined): number | null => (value == null ? null : units(value))
  return {
    ...emptyCompany({
      name: 'World',
      baseCurrency: 'CLP',
      countries: [country],
      planDay: parseDay(given.planDay ?? '2026-09-21')!,
    }),
    entities: [{ id: 'main', name: 'World', country, currency: 'CLP', taxId: null }],
    products: sorted(given.products ?? places.map(([product]) => product)).map((id) => ({
      ...plainProduct(id, 'family'),
      category: 'category',
    })),
    locations: Object.entries(given.locations ?? Object.fromEntries(places.map(([, location]) => [location, 'dc'])))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, kind]) => ({
        ...plainLocation(id, kind as Location['kind'], country),
        entity: given.owners?.[id] === undefined ? 'main' : null,
        customer: given.owners?.[id] ?? null,
        calendar: (given.calendars ?? []).some(({ calendar }) => calendar === id) ? id : null,
      })),
    customers: Object.entries(customers)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, customer]) => ({ ...plainCustomer(id, country), ...customer })),
    suppliers: (given.suppliers ?? []).map(plainSupplier),
    serviceTerms: (given.serviceTerms ?? []).map(({ customer, ...term }) => ({
      ...plainServiceTerm(customer),
      ...term,
    })),
    calendars: given.calendars ?? [],
    lanes: (given.lanes ?? []).map((lane) => ({
      ...plainLane(lane.from, lane.to),
      ...lane,
      minimum: scaled(lane.minimum),
      multiple: scaled(lane.multiple),
    })),
    recipes: (given.recipes ?? []).map(({ at, component, per, yield: yielded }) => ({
      product: at.split('@')[0]!,
      location: at.split('@')[1]!,
      component,
      quantityPer: Math.round(per * 1_000_000),
      yield: Math.round((yielded ?? 1) * 1_000_000),
      validFrom: null,
    })),
    resources: given.resources ?? [],
    routings: given.routings ?? [],
    supplierCapacity: given.supplierCapacity ?? [],
    policies: policies.map(([place, policy]) => ({
      ...plainPolicy(place.split('@')[0]!, place.split('@')[1]!),
      ...policy,
      minimum: scaled(policy.minimum),
      multiple: scaled(policy.multiple),
      safetyStock: scaled(policy.safetyStock),
    })),
  }
}
