import type { Horizon } from '../../core/calendar/horizon.js'
import { type Consumption, consumeForecast, WINDOW_DAYS } from '../../core/demand/consumption.js'
import type { ForecastNotes } from '../../core/demand/forecast-note.js'
import { deriveFences } from '../../core/demand/order-fence.js'

import { deriveSafetyStock } from '../../core/inventory/safety-stock-policy.js'
import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { compileNetwork } from '../../core/network/network-compilation.js'
import { openSourceBook } from '../../core/network/source-book.js'
import { deriveStockRows } from '../../core/network/stock-rows.js'
import type { SupplyNetwork } from '../../core/network/supply-network.js'
import type { Rows } from '../../core/plan/plan.js'
import { findStockRow } from '../../core/plan/rows.js'
import { type FirmSupply, firmSupply, openingLots, openingStock } from './supply-inputs.js'

/** Everything netting stands on: rows, network, what is on hand and under way, and what is really asked for. */
export interface SupplyInputs extends FirmSupply {
  readonly demandRows: Rows
  readonly stockRows: Rows
  readonly network: SupplyNetwork
  readonly consumption: Consumption
}

/** The stock rows a plan keeps, and the demand rows tied to the stock that serves them. */
export function tieRows(company: Company, facts: Facts, demand: Rows): { demandRows: Rows; stockRows: Rows } {
  const { count, product, location } = facts.stock
  const stockRows = deriveStockRows(company, demand, { count, item: product, location }, openSourceBook(company))
  const stockRow = Int32Array.from(demand.item, (item, row) => findStockRow(stockRows, item, demand.location[row]!))
  return { demandRows: { ...demand, stockRow }, stockRows }
}

export function prepareSupply(given: {
  company: Company
  facts: Facts
  horizon: Horizon
  demandRows: Rows
  stockRows: Rows
  consensus: Float64Array
  notes: ForecastNotes
}): SupplyInputs {
  const { company, facts, horizon, demandRows, stockRows, consensus, notes } = given
  const consumption = consumeForecast(facts.orders, demandRows, horizon, consensus, {
    fenceDays: deriveFences(company, facts.orders, demandRows, horizon.dayCount),
    backwardDays: WINDOW_DAYS,
    forwardDays: WINDOW_DAYS,
  })
  const network = compileNetwork({
    company,
    horizon,
    stockRows,
    demandRows,
    openingStock: openingStock(facts, stockRows),
    safetyStock: new Float64Array(stockRows.count),
    lots: openingLots(facts, stockRows),
  })

  deriveSafetyStock({ company, horizon, network, stockRows, demandRows, consensus, notes }, network.safetyStock)
  return { demandRows, stockRows, network, consumption, ...firmSupply(facts, stockRows, horizon, network) }
}
