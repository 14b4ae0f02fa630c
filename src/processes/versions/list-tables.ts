import { formatMonth, monthOf } from '../../core/base/day.js'
import type { Company } from '../../core/network/company.js'
import { customerPath } from '../../core/network/company-order.js'
import type { Plan } from '../../core/plan/plan.js'
import type { ExportTable, ExportType, ExportValues } from '../../core/plan/version.js'

/** A table that fits in one batch. */
export function listTable(name: string, columns: readonly [string, ExportType, ExportValues][]): ExportTable {
  return {
    name,
    columns: columns.map(([column, type]) => ({ name: column, type })),
    *batches() {
      yield columns.map(([, , values]) => values)
    },
  }
}

/** What the numbers of a version refer to: the time axis, the three trees and the two kinds of rows. */
export function planTables(company: Company, plan: Plan): ExportTable[] {
  return [bucketTable(plan), ...treeTables(company), demandRowTable(company, plan), stockRowTable(company, plan)]
}

function bucketTable({ horizon }: Plan): ExportTable {
  return listTable('buckets', [
    ['bucket', 'INTEGER', counting(horizon.count)],
    ['first_day', 'DATE', horizon.firstDay],
    ['days', 'INTEGER', Int32Array.from(horizon.days)],
    ['month', 'VARCHAR', Array.from(horizon.firstDay, (day) => formatMonth(monthOf(day)))],
    ['month_index', 'INTEGER', Int32Array.from(horizon.month)],
    ['week_index', 'INTEGER', Int32Array.from(horizon.week)],
  ])
}

function treeTables(company: Company): ExportTable[] {
  const { products, locations, customers } = company
  const paths = customers.map(customerPath(customers))
  return [
    listTable('products', [
      ['item', 'INTEGER', counting(products.length)],
      ['product_id', 'VARCHAR', products.map((product) => product.id)],
      ['family', 'VARCHAR', products.map((product) => product.family)],
      ['category', 'VARCHAR', products.map((product) => product.category)],
    ]),
    listTable('locations', [
      ['location', 'INTEGER', counting(locations.length)],
      ['location_id', 'VARCHAR', locations.map((location) => location.id)],
      ['country', 'VARCHAR', locations.map((location) => location.country)],
      ['company_id', 'VARCHAR', locations.map((location) => location.entity ?? '')],
    ]),
    listTable('customers', [
      ['customer', 'INTEGER', counting(customers.length)],
      ['customer_id', 'VARCHAR', customers.map((customer) => customer.id)],
      ['country', 'VARCHAR', paths.map((path) => path[0]!)],
      ['channel', 'VARCHAR', paths.map((path) => path[1]!)],
      ['account', 'VARCHAR', paths.map((path) => path[2]!)],
    ]),
  ]
}

function demandRowTable(company: Company, { rows, network, openingBacklog }: Plan): ExportTable {
  const { count, item, location, customer, stockRow } = rows.demand
  return listTable('demand_rows', [
    ['row', 'INTEGER', counting(count)],
    ['item', 'INTEGER', item],
    ['location', 'INTEGER', location],
    ['customer', 'INTEGER', customer],
    ['stock_row', 'INTEGER', stockRow],
    ['product_id', 'VARCHAR', ids(company.products, item)],
    ['location_id', 'VARCHAR', ids(company.locations, location)],
    ['customer_id', 'VARCHAR', ids(company.customers, customer)],
    ['backorder', 'INTEGER', Int32Array.from(network.backorder)],
    ['priority', 'INTEGER', Int32Array.from(network.priority)],
    ['opening_backlog', 'BIGINT', openingBacklog],
  ])
}

function stockRowTable(company: Company, { rows, network }: Plan): ExportTable {
  const { count, item, location } = rows.stock
  return listTable('stock_rows', [
    ['row', 'INTEGER', counting(count)],
    ['item', 'INTEGER', item],
    ['location', 'INTEGER', location],
    ['product_id', 'VARCHAR', ids(company.products, item)],
    ['location_id', 'VARCHAR', ids(company.locations, location)],
    ['opening_quantity', 'BIGINT', network.openingStock],
    ['safety_quantity', 'BIGINT', network.safetyStock],
  ])
}

const counting = (count: number): Int32Array => Int32Array.from({ length: count }, (_, at) => at)

const ids = (records: readonly { id: string }[], leaves: Int32Array): string[] =>
  Array.from(leaves, (leaf) => records[leaf]!.id)
