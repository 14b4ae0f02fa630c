import type { DuckDBConnection } from '@duckdb/node-api'
import { type CompanyFile, settingsOf } from '../contract/company-file.js'
import { findTable, idColumnOf } from '../contract/tables.js'
import { monthOf } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { Company, CompanySettings, Location } from '../core/network/company.js'
import { completeCompany } from '../core/network/company-order.js'
import { quoteName, readRows } from './duckdb/columns.js'
import type { Database } from './duckdb/database.js'
import * as records from './master-records.js'
import { readMaster } from './master-rows.js'
import * as money from './money-records.js'

/**
 * The company as it was last loaded: its sound master data, typed, with defaults, in leaf order. A folder that names no
 * plan date is planned for the day it was loaded.
 */
export async function readCompany(store: Database): Promise<Company> {
  const { connection } = store
  const settings = await readSettings(connection)
  const country = settings.countries[0]!
  const locations = await readMaster(connection, 'locations', records.toLocation)
  const customers = await readMaster(connection, 'customers', records.toCustomer(country))
  const entities = await readMaster(connection, 'companies', records.toEntity)
  const settled = settleEntity(idsOf(entities))
  const toLane = records.toLane(idsOf(customers), idsOf(locations))
  return completeCompany({
    settings,
    entities,
    products: await readMaster(connection, 'products', records.toProduct),
    packs: await readMaster(connection, 'packs', records.toPack),
    locations: locations.map((location) => settleOwner(location, idsOf(entities), idsOf(customers))),
    customers: customers.map(settled),
    suppliers: await readMaster(connection, 'suppliers', records.toSupplier),
    serviceTerms: await readMaster(connection, 'service_terms', records.toServiceTerm),
    calendars: await readMaster(connection, 'calendars', records.toCalendarDay),
    lanes: await readMaster(connection, 'lanes', toLane),
    recipes: await readMaster(connection, 'recipes', records.toRecipeLine),
    resources: await readMaster(connection, 'resources', records.toResource),
    routings: await readMaster(connection, 'routings', records.toRouting),
    supplierCapacity: await readMaster(connection, 'supplier_capacity', records.toSupplierCapacity),
    policies: await readMaster(connection, 'policies', records.toPolicy),
    prices: await readMaster(connection, 'prices', money.toPrice),
    purchasePrices: await readMaster(connection, 'purchase_prices', money.toPurchasePrice),
    costs: await readMaster(connection, 'costs', money.toCost),
    transferPrices: await readMaster(connection, 'transfer_prices', money.toTransferPrice),
    tradeTerms: await readMaster(connection, 'trade_terms', money.toTradeTerm),
    promotions: await readMaster(connection, 'promotions', money.toPromotion),
    events: await readMaster(connection, 'events', money.toEvent),
    historyOverrides: await readMaster(connection, 'history_overrides', records.toHistoryOverride),
    assortment: await readMaster(connection, 'assortment', records.toRanging),
    substitutions: await readMaster(connection, 'substitutions', records.toSubstitution),
    fx: await readMaster(connection, 'fx', money.toFxRate(monthOf)),
    inflation: await readMaster(connection, 'inflation', money.toInflation),
    taxes: await readMaster(connection, 'taxes', money.toTax),
    budget: await readMaster(connection, 'budget', money.toBudgetLine),
    opex: (await readMaster(connection, 'opex', money.toOpexLine)).map(settled),
    disruptions: await readMaster(connection, 'disruptions', records.toDisruption),
    responsibilities: await readMaster(connection, 'responsibilities', records.toResponsibility),
  })
}

async function readSettings(connection: DuckDBConnection): Promise<CompanySettings> {
  const rows = await readRows(
    connection,
    `SELECT company, CAST(CAST(known_at AS DATE) - DATE '1970-01-01' AS INTEGER) AS today FROM loads ORDER BY load DESC LIMIT 1`,
  ).catch(() => [])
  if (rows[0] === undefined) throw new Refusal('contract.not_loaded', {})
  return settingsOf(JSON.parse(String(rows[0].company)) as CompanyFile, Number(rows[0].today))
}

const idsOf = (records: readonly { id: string }[]): ReadonlySet<string> => new Set(records.map((record) => record.id))

/** A company that the folder has no table for is nobody in particular. */
const settleEntity =
  (entities: ReadonlySet<string>) =>
  <Of extends { entity: string | null }>(record: Of): Of =>
    record.entity === null || entities.has(record.entity) ? record : { ...record, entity: null }

/** An owner that the folder has no table for is nobody: the company itself. */
function settleOwner(location: Location, entities: ReadonlySet<string>, customers: ReadonlySet<string>): Location {
  const entity = location.entity !== null && entities.has(location.entity) ? location.entity : null
  const customer = location.customer !== null && customers.has(location.customer) ? location.customer : null
  return { ...location, entity, customer }
}

/** Columns the contract does not know, by id of the record and header, as text. Ids without any are left out. */
export async function readAttributes(
  store: Database,
  table: 'products' | 'locations' | 'customers' | 'suppliers' | 'companies',
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const id = quoteName(idColumnOf(findTable(table)!))
  const rows = await readRows(
    store.connection,
    `SELECT ${id} AS id, attributes FROM ${quoteName(table)} WHERE attributes IS NOT NULL ORDER BY id`,
  ).catch(() => [])
  return new Map(rows.map((row) => [String(row.id), withoutNulls(JSON.parse(String(row.attributes)))]))
}

const withoutNulls = (cells: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(cells).filter((cell): cell is [string, string] => cell[1] !== null))
