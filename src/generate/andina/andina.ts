import { type Cell, type ColumnTable, tableOfRows } from '../../core/base/column-table.js'
import { formatDay } from '../../core/base/day.js'
import { seededRandom } from '../../core/base/random.js'
import type { GeneratedCompany } from '../generated-company.js'
import * as books from './books.js'
import { buildAppetites, buildShelves, comingRates } from './demand.js'
import { GOODS } from './goods.js'
import { productRows } from './materials.js'
import * as money from './money.js'
import { eventRows } from './occasions.js'
import { orderRows, supplyOrderRows } from './orders.js'
import * as pastPlans from './past-plans.js'
import * as places from './places.js'
import { buildPromotions, promotionRows } from './promotions.js'
import { sellIn, sellInTables, sellOutTable } from './sales.js'
import { buildSeasons } from './season.js'
import { buildStock, stockTable } from './stock.js'
import { buildStockouts } from './stockouts.js'
import { ANDINA_STORY, andinaTroubles } from './story.js'
import * as supply from './supply.js'
import { PLAN_DAY, PLAN_MONTH } from './timeline.js'

export const ANDINA_SEED = 7

/**
 * Fingerprint of what `generateAndina()` makes, written down so that a folder on disk can be known as an older one
 * without generating; andina.test.ts compares, and prints the one to write here when the generator has changed.
 */
export const ANDINA_EDITION = 'f18ed81b45718452'

/**
 * The bundled company: an invented maker of consumer goods in Chile, Peru, Mexico, Argentina and Brazil on the Monday
 * of its plan, with two years behind it. Its story is in examples/andina/README.md. Another seed gives another past
 * and other sizes of the same story.
 */
export function generateAndina(seed = ANDINA_SEED): GeneratedCompany {
  const random = seededRandom(seed)
  const seasons = buildSeasons()
  const promotions = buildPromotions(random)
  const appetites = buildAppetites(random, seasons, promotions)
  const shelves = buildShelves(random, seasons, promotions)
  const stockouts = buildStockouts(random)
  const pricer = money.openPricer(random)
  const sold = sellIn(random, appetites, stockouts, pricer)
  const rates = comingRates(appetites)
  const daily = sumByGood(rates)
  const materialRates = supply.materialRates(daily)
  const stock = buildStock({ random, stockouts, shelves, rates, materialRates })
  const expected = pastPlans.expectMonths(appetites, PLAN_MONTH + 16)
  const opex = books.opexRows()
  const small: Record<string, Record<string, Cell>[]> = {
    companies: places.companyRows(),
    products: productRows(),
    packs: packRows(),
    locations: places.locationRows(),
    customers: places.customerRows(),
    suppliers: places.supplierRows(),
    service_terms: money.serviceTermRows(),
    calendars: supply.calendarRows(),
    lanes: supply.laneRows(),
    recipes: supply.recipeRows(),
    resources: supply.resourceRows(),
    routings: supply.routingRows(daily.map((units) => units * 7)),
    supplier_capacity: supply.supplierCapacityRows(materialRates),
    policies: supply.policyRows(rates, materialRates),
    prices: money.priceRows(),
    purchase_prices: money.purchasePriceRows(),
    costs: money.costRows(),
    transfer_prices: money.transferPriceRows(),
    trade_terms: money.tradeTermRows(),
    promotions: promotionRows(promotions),
    events: eventRows(),
    fx: money.fxRows(random),
    inflation: money.inflationRows(),
    taxes: money.taxRows(),
    budget: pastPlans.budgetRows(appetites, expected),
    opex,
    orders: orderRows(random, appetites, sold),
    supply_orders: supplyOrderRows({ random, rates, materialRates }),
    receivables: books.receivableRows(random, sold),
    payables: books.payableRows(materialRates),
    ledger: books.ledgerRows(sold, pricer, stock, opex),
    disruptions: supply.disruptionRows(),
    responsibilities: supply.responsibilityRows(),
  }
  const tables: ColumnTable[] = [
    ...Object.entries(small).map(([name, rows]) => tableOfRows(name, rows)),
    ...sellInTables(sold),
    sellOutTable(random, shelves),
    stockTable(stock),
    pastPlans.plansTable(random, appetites, expected),
  ]
  return {
    companyYaml: COMPANY_YAML,
    planDay: PLAN_DAY,
    tables,
    planted: andinaTroubles({ rates, stock }),
    story: ANDINA_STORY,
  }
}

function sumByGood(rates: Float64Array): Float64Array {
  const centres = rates.length / GOODS.length
  return Float64Array.from(GOODS, (_, good) =>
    rates.subarray(good * centres, (good + 1) * centres).reduce((sum, rate) => sum + rate, 0),
  )
}

const packRows = (): Record<string, Cell>[] =>
  GOODS.flatMap((good) => [
    { product_id: good.id, level: 'case', units: good.family.caseUnits },
    { product_id: good.id, level: 'pallet', units: good.family.caseUnits * 60 },
  ])

const COMPANY_YAML = `# An invented company; see examples/andina/README.md.
name: Andina
baseCurrency: USD
countries: [CL, PE, MX, AR, BR]
planDate: ${formatDay(PLAN_DAY)}
weekStart: monday
fiscalCalendar: month
language: es
capitalCost: 0.11
`
