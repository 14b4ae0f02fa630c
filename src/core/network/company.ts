import type { Day, Month } from '../base/day.js'
import type { Quantity, Share, UnitPrice } from '../base/quantity.js'

/**
 * A company as the planning run sees it: the contract's master tables, checked and typed. Records refer to each other
 * by id; `null` is "not given". Dates are day numbers with `validFrom` inclusive and `validTo` inclusive (null = open).
 */
export interface Company {
  settings: CompanySettings
  entities: readonly LegalEntity[]
  products: readonly Product[]
  packs: readonly Pack[]
  locations: readonly Location[]
  customers: readonly Customer[]
  suppliers: readonly Supplier[]
  serviceTerms: readonly ServiceTerm[]
  calendars: readonly CalendarDay[]
  lanes: readonly Lane[]
  recipes: readonly RecipeLine[]
  resources: readonly Resource[]
  routings: readonly Routing[]
  supplierCapacity: readonly SupplierCapacity[]
  policies: readonly Policy[]
  prices: readonly Price[]
  purchasePrices: readonly PurchasePrice[]
  costs: readonly StandardCost[]
  transferPrices: readonly TransferPrice[]
  tradeTerms: readonly TradeTerm[]
  promotions: readonly Promotion[]
  events: readonly CommercialEvent[]
  historyOverrides: readonly HistoryOverride[]
  assortment: readonly Ranging[]
  substitutions: readonly Substitution[]
  fx: readonly FxRate[]
  inflation: readonly InflationIndex[]
  taxes: readonly Tax[]
  budget: readonly BudgetLine[]
  opex: readonly OpexLine[]
  disruptions: readonly Disruption[]
  responsibilities: readonly Responsibility[]
}

export interface CompanySettings {
  name: string
  baseCurrency: string
  countries: readonly string[]
  planDay: Day
  /** ISO weekday on which the planning week starts. */
  weekStart: number
  fiscalCalendar: string
  horizon: { days: number; weeks: number; months: number }
  language: 'es' | 'pt' | 'en'
  /** Yearly, for the memo line of the capital charge on stock. */
  capitalCost: Share
  badRowValueShare: Share
  /** How far from its plan a cell of each class may be; what is not said is as usual. */
  adherenceTolerances?: Partial<AdherenceTolerances>
  /** In which order what was not done is told apart. */
  adherenceOrder?: readonly AdherenceLevel[]
}

/** Shares of the plan, for items of class A, B and C. */
export interface AdherenceTolerances {
  readonly a: Share
  readonly b: Share
  readonly c: Share
}

export const ADHERENCE_LEVELS = ['family', 'item', 'location'] as const
export type AdherenceLevel = (typeof ADHERENCE_LEVELS)[number]

export interface LegalEntity {
  id: string
  name: string
  country: string
  currency: string
  taxId: string | null
}
export interface Product {
  id: string
  name: string
  family: string
  category: string
  brand: string | null
  uom: string | null
  core: boolean
  abc: string | null
  gtin: string | null
  netWeightKg: number | null
  volumeM3: number | null
  shelfLifeDays: number | null
  launchDay: Day | null
  endDay: Day | null
  successorOf: string | null
}
export interface Pack {
  product: string
  level: string
  units: Quantity
  gtin: string | null
  weightKg: number | null
  volumeM3: number | null
  validFrom: Day | null
}
/** Exactly one of `entity` and `customer` owns the stock there. */
export interface Location {
  id: string
  name: string
  kind: 'plant' | 'dc' | 'store' | 'port'
  country: string
  region: string | null
  entity: string | null
  customer: string | null
  calendar: string | null
  storageLimit: Quantity | null
  latitude: number | null
  longitude: number | null
}
export interface Customer {
  id: string
  name: string
  parent: string | null
  channel: string | null
  segment: string | null
  country: string
  currency: string | null
  entity: string | null
  paymentTermsDays: number
  termsBasis: 'invoice' | 'receipt' | 'month_end'
  payWeekday: number | null
  revenueAt: 'ship' | 'delivery'
  unfilled: 'cancel' | 'backorder'
  backorderDays: number | null
}
export interface Supplier {
  id: string
  name: string
  country: string | null
  currency: string | null
  paymentTermsDays: number
  termsBasis: 'invoice' | 'receipt' | 'month_end'
}
export interface ServiceTerm {
  customer: string
  product: string | null
  family: string | null
  onTimeBeforeDays: number
  onTimeAfterDays: number
  inFull: Share | null
  fine: Share | null
  minRemainingLifeDays: number | null
  priority: number | null
}
export interface CalendarDay {
  calendar: string
  day: Day | null
  weekday: number | null
  open: boolean
  orderCutOff: string | null
  capacityFactor: Share
}
export interface Lane {
  from: string
  to: string
  use: 'source' | 'transfer' | 'return' | 'customer'
  product: string | null
  leadTimeDays: number
  leadTimeSdDays: number | null
  costPerUnit: UnitPrice
  currency: string | null
  minimum: Quantity | null
  multiple: Quantity | null
  truckUnits: Quantity | null
  priority: number | null
  share: Share | null
  mode: string | null
  calendar: string | null
  incoterm: string | null
  validFrom: Day | null
  validTo: Day | null
}
/** `quantityPer` in millionths of a component base unit per base unit produced; `yield` 1 = nothing lost. */
export interface RecipeLine {
  product: string
  location: string
  component: string
  quantityPer: number
  yield: Share
  validFrom: Day | null
}
export interface Resource {
  id: string
  location: string
  hoursPerWeek: number
  overtimeHours: number | null
  overtimeCost: UnitPrice | null
  currency: string | null
}
/** `hoursPerUnit` in millionths of an hour. */
export interface Routing {
  product: string
  resource: string
  hoursPerUnit: number
}
export interface SupplierCapacity {
  supplier: string
  product: string | null
  family: string | null
  month: Month
  units: Quantity
  committed: Quantity | null
}
export interface Policy {
  product: string
  location: string
  serviceLevel: Share | null
  reviewDays: number | null
  minimum: Quantity | null
  multiple: Quantity | null
  safetyStock: Quantity | null
  maxCoverDays: number | null
}
export interface Price {
  product: string
  validFrom: Day
  validTo: Day | null
  amount: UnitPrice
  currency: string
  customer: string | null
  channel: string | null
  country: string | null
}
export interface PurchasePrice {
  supplier: string
  product: string
  location: string | null
  validFrom: Day
  amount: UnitPrice
  currency: string
  minimumOrder: number | null
  minimumOrderIn: 'units' | 'money' | null
}
export interface StandardCost {
  product: string
  location: string | null
  validFrom: Day
  amount: UnitPrice
  currency: string
}
export interface TransferPrice {
  fromEntity: string
  toEntity: string
  product: string
  validFrom: Day
  amount: UnitPrice
  currency: string
  duty: Share
}
/** `value` in millionths: a share of gross for on_invoice, rebate and logistic; money per unit or month for the others. */
export interface TradeTerm {
  customer: string
  kind: 'on_invoice' | 'rebate' | 'per_unit' | 'tier' | 'fixed' | 'logistic'
  basis: 'sell_in' | 'sell_out'
  value: number
  currency: string | null
  validFrom: Day
  validTo: Day | null
  product: string | null
  family: string | null
}
export interface Promotion {
  id: string
  mechanic: string | null
  product: string | null
  family: string | null
  customer: string | null
  location: string | null
  country: string | null
  sellOutStart: Day
  sellOutEnd: Day
  buyInStart: Day | null
  buyInEnd: Day | null
  price: UnitPrice | null
  uplift: Share | null
  cannibalises: string | null
  fundingPerUnit: UnitPrice | null
  fundedBy: string | null
  status: string | null
}
export interface CommercialEvent {
  id: string
  kind: 'holiday' | 'closure' | 'commercial'
  scope: string | null
  start: Day
  end: Day
  uplift: Share | null
  status: 'announced' | 'estimated'
}
/** Weeks whose sales stand as they were sold: what cleaning would make of them is not made. Nothing named = everybody. */
export interface HistoryOverride {
  product: string | null
  family: string | null
  customer: string | null
  location: string | null
  country: string | null
  start: Day
  end: Day
  /** The one correction that is not made, or `any`. */
  correction: string
  note: string | null
}
export interface Ranging {
  product: string
  location: string
  validFrom: Day
  validTo: Day | null
  shelfCapacity: Quantity | null
  minimumFacing: Quantity | null
}
export interface Substitution {
  product: string
  substitute: string
  ratio: Share
  customer: string | null
  priority: number | null
  validFrom: Day | null
}
/** `rate` as printed, up to 15 significant digits: one `from` is `rate` of `to`. */
export interface FxRate {
  rateSet: 'BUDGET' | 'PLAN' | 'SPOT' | 'AVG' | 'CLOSE'
  month: Month
  day: Day | null
  from: string
  to: string
  rate: string
}
export interface InflationIndex {
  country: string
  month: Month
  index: number
}
export interface Tax {
  country: string
  kind: string
  rate: Share
  validFrom: Day
  productClass: string | null
}
/** Amounts in millionths of the major unit. */
export interface BudgetLine {
  month: Month
  country: string
  family: string | null
  product: string | null
  customer: string | null
  units: Quantity | null
  netSales: number | null
  margin: number | null
  currency: string | null
}
export interface OpexLine {
  month: Month
  line: string
  amount: number
  currency: string
  country: string | null
  entity: string | null
}
export interface Disruption {
  id: string
  kind: string
  scope: string
  start: Day
  end: Day
  probability: Share
  factor: Share
  owner: string | null
  note: string | null
}
export interface Responsibility {
  scope: string
  owner: string
  deputy: string | null
}
