/** A frozen version held against the sales known now: rules AK1 to AK8 of docs/specs/accuracy.md. */
import type { Day } from '../../core/base/day.js'
import { SHARE_WHOLE } from '../../core/base/quantity.js'
import { type AccuracyCells, type AccuracyGrain, COST_PER_MINOR } from '../../core/demand/accuracy-cells.js'
import { costOfExcess, costOfShort } from '../../core/demand/error-cost.js'
import { DEMAND_CLASSES, type ForecastNotes, protectionErrorSd } from '../../core/demand/forecast-note.js'
import { deriveSuccession } from '../../core/demand/lifecycle.js'
import { measureCycle } from '../../core/demand/measured-cycle.js'
import { pathOf } from '../../core/edit/box.js'
import type { Facts } from '../../core/network/facts.js'
import type { Version } from '../../core/plan/version.js'
import { minorDecimals } from '../../finance/currency.js'
import { openUnitPrices } from '../exceptions/unit-prices.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import type { MeasuredRows, Measurement } from './measurement.js'

export interface VersionMeasured {
  readonly version: Pick<Version, 'id' | 'hash' | 'planDay' | 'frozenAt'>
  readonly snapshot: Pick<PlanSnapshot, 'company' | 'plan' | 'layers' | 'money'>
  /** Null where the version did not keep them. */
  readonly notes: Pick<ForecastNotes, 'class' | 'cumulativeErrorSd'> | null
  /** In the positions of the version's own company. */
  readonly facts: { readonly sales: Facts['sales']; readonly zeroDays: Facts['stock']['zeroDays'] }
  readonly grain: AccuracyGrain
  readonly from: Day
  readonly until: Day
  readonly measuredAt: string
}

export function measureVersion(given: VersionMeasured): Measurement {
  const { version, snapshot, notes, facts, grain, measuredAt } = given
  const { company, plan, layers } = snapshot
  const { rows } = plan
  const measured = measureCycle({
    plan,
    layers,
    ...facts,
    ownLocation: Uint8Array.from(company.locations, ({ entity }) => (entity === null ? 0 : 1)),
    succession: deriveSuccession(company.products, version.planDay),
    waits: Uint8Array.from(rows.demand.customer, (customer) =>
      company.customers[customer]!.unfilled === 'backorder' ? 1 : 0,
    ),
    weekStart: company.settings.weekStart,
    grain,
    from: given.from,
    until: given.until,
    errorSdOf: (row, days) => (notes === null ? -1 : Math.round(protectionErrorSd(notes, row, days))),
    costsOf: openCosts(snapshot),
  })
  const { id, hash, planDay, frozenAt } = version
  const currency = company.settings.baseCurrency
  return {
    version: id,
    hash,
    planDay,
    frozenAt,
    grain,
    measuredAt,
    currency,
    ...measured,
    ...named(given, measured.cells),
  }
}

/** Thousandths of a minor unit of the base currency per unit of a demand row in a period. */
function openCosts({ company, plan, money }: VersionMeasured['snapshot']) {
  const prices = openUnitPrices({ company, plan, money })
  const perMajor = 10 ** minorDecimals(company.settings.baseCurrency) * COST_PER_MINOR
  const yearlyCarry = company.settings.capitalCost / SHARE_WHOLE
  const { demand } = plan.rows
  return (row: number, bucket: number, days: number): { short: number; excess: number } => {
    const product = company.products[demand.item[row]!]!
    const waitingShare = company.customers[demand.customer[row]!]!.unfilled === 'backorder' ? 1 : 0
    const endDay = plan.horizon.firstDay[bucket]! + days
    const ends = product.endDay !== null && product.endDay < endDay
    const spoils = product.shelfLifeDays !== null && product.shelfLifeDays <= days
    const lostShare = ends || spoils ? 1 : 0
    const cost = prices.cost(demand.stockRow[row]!)
    const margin = prices.margin(row, bucket)
    return {
      short: Math.round(costOfShort({ margin, waitingShare }) * perMajor),
      excess: Math.round(costOfExcess({ cost, days, yearlyCarry, lostShare }) * perMajor),
    }
  }
}

/** The rows that have cells, and the cells by their positions among them. */
function named(
  { snapshot, notes }: VersionMeasured,
  cells: AccuracyCells,
): { rows: MeasuredRows; cells: AccuracyCells } {
  const { product, location, customer, rows } = snapshot.plan
  const of = [...new Set(cells.row)]
  const positions = new Map(of.map((row, at) => [row, at]))
  const { demand } = rows
  const places = of.map((row) => ({
    product: pathOf(product, product.leafNode[demand.item[row]!]!),
    location: pathOf(location, location.leafNode[demand.location[row]!]!),
    customer: pathOf(customer, customer.leafNode[demand.customer[row]!]!),
  }))
  const classes = of.map((row) => (notes === null ? '' : DEMAND_CLASSES[notes.class[row]!]!))
  return { rows: { places, classes }, cells: { ...cells, row: cells.row.map((row) => positions.get(row)!) } }
}
