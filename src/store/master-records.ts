import { SHARE_WHOLE } from '../core/base/quantity.js'
import type * as company from '../core/network/company.js'
import type { MasterRow } from './master-rows.js'

/** A stored row as the planning run's record, table by table; the contract has checked what is allowed. */

const MILLIONTHS = 1_000_000
const plain = (scaled: number | null): number | null => (scaled === null ? null : scaled / MILLIONTHS)

export const toEntity = (row: MasterRow): company.LegalEntity => ({
  id: row.requiredText('company_id'),
  name: row.text('name') ?? row.requiredText('company_id'),
  country: row.requiredText('country'),
  currency: row.requiredText('functional_currency'),
  taxId: row.text('tax_id'),
})

export const toProduct = (row: MasterRow): company.Product => ({
  id: row.requiredText('product_id'),
  name: row.text('name') ?? row.requiredText('product_id'),
  family: row.requiredText('family'),
  category: row.text('category') ?? '',
  brand: row.text('brand'),
  uom: row.text('uom'),
  core: row.flag('core'),
  abc: row.text('abc'),
  gtin: row.text('gtin'),
  netWeightKg: plain(row.number('net_weight_kg')),
  volumeM3: plain(row.number('volume_m3')),
  shelfLifeDays: row.number('shelf_life_days'),
  launchDay: row.number('launch_date'),
  endDay: row.number('end_date'),
  successorOf: row.text('successor_of'),
})

export const toPack = (row: MasterRow): company.Pack => ({
  product: row.requiredText('product_id'),
  level: row.requiredText('level'),
  units: row.requiredNumber('units'),
  gtin: row.text('gtin'),
  weightKg: plain(row.number('weight_kg')),
  volumeM3: plain(row.number('volume_m3')),
  validFrom: row.number('valid_from'),
})

export const toLocation = (row: MasterRow): company.Location => ({
  id: row.requiredText('location_id'),
  name: row.text('name') ?? row.requiredText('location_id'),
  kind: row.requiredText('kind') as company.Location['kind'],
  country: row.requiredText('country'),
  region: row.text('region'),
  entity: row.text('company_id'),
  customer: row.text('customer_id'),
  calendar: row.text('calendar_id'),
  storageLimit: row.number('storage_limit'),
  latitude: plain(row.number('latitude')),
  longitude: plain(row.number('longitude')),
})

/** `country` is the first of the company where the customer names none. */
export const toCustomer =
  (country: string) =>
  (row: MasterRow): company.Customer => ({
    id: row.requiredText('id'),
    name: row.text('name') ?? row.requiredText('id'),
    parent: row.text('parent_id'),
    channel: row.text('channel'),
    segment: row.text('segment'),
    country: row.text('country') ?? country,
    currency: row.text('currency'),
    entity: row.text('company_id'),
    paymentTermsDays: row.number('payment_terms_days') ?? 0,
    termsBasis: row.requiredText('terms_basis') as company.Customer['termsBasis'],
    payWeekday: row.number('pay_weekday'),
    revenueAt: row.requiredText('revenue_at') as company.Customer['revenueAt'],
    unfilled: row.requiredText('unfilled') as company.Customer['unfilled'],
    backorderDays: row.number('backorder_days'),
  })

export const toSupplier = (row: MasterRow): company.Supplier => ({
  id: row.requiredText('id'),
  name: row.text('name') ?? row.requiredText('id'),
  country: row.text('country'),
  currency: row.text('currency'),
  paymentTermsDays: row.number('payment_terms_days') ?? 0,
  termsBasis: row.requiredText('terms_basis') as company.Supplier['termsBasis'],
})

export const toServiceTerm = (row: MasterRow): company.ServiceTerm => ({
  customer: row.requiredText('customer_id'),
  product: row.text('product_id'),
  family: row.text('family'),
  onTimeBeforeDays: row.requiredNumber('on_time_before_days'),
  onTimeAfterDays: row.requiredNumber('on_time_after_days'),
  inFull: row.number('in_full_share'),
  fine: row.number('fine_share'),
  minRemainingLifeDays: row.number('min_remaining_life_days'),
  priority: row.number('priority'),
})

export const toCalendarDay = (row: MasterRow): company.CalendarDay => ({
  calendar: row.requiredText('calendar_id'),
  day: row.number('date'),
  weekday: row.number('weekday'),
  open: row.flag('open'),
  orderCutOff: row.text('order_cut_off'),
  capacityFactor: row.number('capacity_factor') ?? SHARE_WHOLE,
})

/** A lane that does not say its use serves a customer when it ends at one, and is a source otherwise. */
export const toLane =
  (customers: ReadonlySet<string>, locations: ReadonlySet<string>) =>
  (row: MasterRow): company.Lane => {
    const to = row.requiredText('to')
    const use = row.text('use') ?? (customers.has(to) && !locations.has(to) ? 'customer' : 'source')
    return {
      from: row.requiredText('from'),
      to,
      use: use as company.Lane['use'],
      product: row.text('product_id'),
      leadTimeDays: row.requiredNumber('lead_time_days'),
      leadTimeSdDays: plain(row.number('lead_time_sd_days')),
      costPerUnit: row.number('cost_per_unit') ?? 0,
      currency: row.text('currency'),
      minimum: row.number('minimum'),
      multiple: row.number('multiple'),
      truckUnits: row.number('truck_units'),
      priority: row.number('priority'),
      share: row.number('share'),
      mode: row.text('mode'),
      calendar: row.text('calendar_id'),
      incoterm: row.text('incoterm'),
      validFrom: row.number('valid_from'),
      validTo: row.number('valid_to'),
    }
  }

export const toRecipeLine = (row: MasterRow): company.RecipeLine => ({
  product: row.requiredText('product_id'),
  location: row.requiredText('location_id'),
  component: row.requiredText('component_id'),
  quantityPer: row.requiredNumber('quantity_per'),
  yield: row.number('yield') ?? SHARE_WHOLE,
  validFrom: row.number('valid_from'),
})

export const toResource = (row: MasterRow): company.Resource => ({
  id: row.requiredText('resource_id'),
  location: row.requiredText('location_id'),
  hoursPerWeek: row.requiredNumber('hours_per_week') / MILLIONTHS,
  overtimeHours: plain(row.number('overtime_hours')),
  overtimeCost: row.number('overtime_cost'),
  currency: row.text('currency'),
})

export const toRouting = (row: MasterRow): company.Routing => ({
  product: row.requiredText('product_id'),
  resource: row.requiredText('resource_id'),
  hoursPerUnit: row.requiredNumber('hours_per_unit'),
})

export const toSupplierCapacity = (row: MasterRow): company.SupplierCapacity => ({
  supplier: row.requiredText('supplier_id'),
  product: row.text('product_id'),
  family: row.text('family'),
  month: row.requiredNumber('month'),
  units: row.requiredNumber('units'),
  committed: row.number('committed'),
})

export const toPolicy = (row: MasterRow): company.Policy => ({
  product: row.requiredText('product_id'),
  location: row.requiredText('location_id'),
  serviceLevel: row.number('service_level'),
  reviewDays: row.number('review_days'),
  minimum: row.number('minimum'),
  multiple: row.number('multiple'),
  safetyStock: row.number('safety_stock_units'),
  maxCoverDays: row.number('max_cover_days'),
})

export const toHistoryOverride = (row: MasterRow): company.HistoryOverride => ({
  product: row.text('product_id'),
  family: row.text('family'),
  customer: row.text('customer_id'),
  location: row.text('location_id'),
  country: row.text('country'),
  start: row.requiredNumber('start'),
  end: row.requiredNumber('end'),
  correction: row.requiredText('correction'),
  note: row.text('note'),
})

export const toRanging = (row: MasterRow): company.Ranging => ({
  product: row.requiredText('product_id'),
  location: row.requiredText('location_id'),
  validFrom: row.requiredNumber('valid_from'),
  validTo: row.number('valid_to'),
  shelfCapacity: row.number('shelf_capacity'),
  minimumFacing: row.number('minimum_facing'),
})

export const toSubstitution = (row: MasterRow): company.Substitution => ({
  product: row.requiredText('product_id'),
  substitute: row.requiredText('substitute_id'),
  ratio: row.number('ratio') ?? SHARE_WHOLE,
  customer: row.text('customer_id'),
  priority: row.number('priority'),
  validFrom: row.number('valid_from'),
})

export const toDisruption = (row: MasterRow): company.Disruption => ({
  id: row.requiredText('id'),
  kind: row.requiredText('kind'),
  scope: row.requiredText('scope'),
  start: row.requiredNumber('start'),
  end: row.requiredNumber('end'),
  probability: row.number('probability') ?? SHARE_WHOLE,
  factor: row.number('factor') ?? 0,
  owner: row.text('owner'),
  note: row.text('note'),
})

export const toResponsibility = (row: MasterRow): company.Responsibility => ({
  scope: row.requiredText('scope'),
  owner: row.requiredText('owner'),
  deputy: row.text('deputy'),
})
