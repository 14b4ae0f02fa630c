import type {
  Company,
  CompanySettings,
  Customer,
  Lane,
  Location,
  Policy,
  Product,
  ServiceTerm,
  Supplier,
} from './company.js'

/**
 * Records that say only what they must: `null` where a folder may say nothing, the contract's default where it has one.
 * For whoever makes a company without a folder.
 */
export const plainProduct = (id: string, family: string): Product => ({
  id,
  name: id,
  family,
  category: 'all',
  brand: null,
  uom: null,
  core: false,
  abc: null,
  gtin: null,
  netWeightKg: null,
  volumeM3: null,
  shelfLifeDays: null,
  launchDay: null,
  endDay: null,
  successorOf: null,
})

export const plainLocation = (id: string, kind: Location['kind'], country: string): Location => ({
  id,
  name: id,
  kind,
  country,
  region: null,
  entity: null,
  customer: null,
  calendar: null,
  storageLimit: null,
  latitude: null,
  longitude: null,
})

export const plainCustomer = (id: string, country: string): Customer => ({
  id,
  name: id,
  parent: null,
  channel: null,
  segment: null,
  country,
  currency: null,
  entity: null,
  paymentTermsDays: 0,
  termsBasis: 'invoice',
  payWeekday: null,
  revenueAt: 'ship',
  unfilled: 'backorder',
  backorderDays: null,
})

export const plainSupplier = (id: string): Supplier => ({
  id,
  name: id,
  country: null,
  currency: null,
  paymentTermsDays: 0,
  termsBasis: 'invoice',
})

export const plainLane = (from: string, to: string): Lane => ({
  from,
  to,
  use: 'source',
  product: null,
  leadTimeDays: 0,
  leadTimeSdDays: null,
  costPerUnit: 0,
  currency: null,
  minimum: null,
  multiple: null,
  truckUnits: null,
  priority: null,
  share: null,
  mode: null,
  calendar: null,
  incoterm: null,
  validFrom: null,
  validTo: null,
})

export const plainServiceTerm = (customer: string): ServiceTerm => ({
  customer,
  product: null,
  family: null,
  onTimeBeforeDays: 0,
  onTimeAfterDays: 0,
  inFull: null,
  fine: null,
  minRemainingLifeDays: null,
  priority: null,
})

export const plainPolicy = (product: string, location: string): Policy => ({
  product,
  location,
  serviceLevel: null,
  reviewDays: null,
  minimum: null,
  multiple: null,
  safetyStock: null,
  maxCoverDays: null,
})

/** A company of these settings with nothing in it. */
export function emptyCompany(
  settings: Pick<CompanySettings, 'name' | 'baseCurrency' | 'countries' | 'planDay'>,
): Company {
  return {
    settings: {
      weekStart: 1,
      fiscalCalendar: 'calendar',
      horizon: { days: 28, weeks: 26, months: 24 },
      language: 'en',
      capitalCost: 0,
      badRowValueShare: 0,
      ...settings,
    },
    entities: [],
    products: [],
    packs: [],
    locations: [],
    customers: [],
    suppliers: [],
    serviceTerms: [],
    calendars: [],
    lanes: [],
    recipes: [],
    resources: [],
    routings: [],
    supplierCapacity: [],
    policies: [],
    prices: [],
    purchasePrices: [],
    costs: [],
    transferPrices: [],
    tradeTerms: [],
    promotions: [],
    events: [],
    historyOverrides: [],
    assortment: [],
    substitutions: [],
    fx: [],
    inflation: [],
    taxes: [],
    budget: [],
    opex: [],
    disruptions: [],
    responsibilities: [],
  }
}
