import type * as company from '../core/network/company.js'
import type { MasterRow } from './master-rows.js'

/** Prices, terms, events, rates and budget as the planning run's records. */

export const toPrice = (row: MasterRow): company.Price => ({
  product: row.requiredText('product_id'),
  validFrom: row.requiredNumber('valid_from'),
  validTo: row.number('valid_to'),
  amount: row.requiredNumber('amount'),
  currency: row.requiredText('currency'),
  customer: row.text('customer_id'),
  channel: row.text('channel'),
  country: row.text('country'),
})

/** The minimum is in thousandths of a unit, or in millionths of money where it is one of money. */
export const toPurchasePrice = (row: MasterRow): company.PurchasePrice => {
  const minimum = row.number('minimum_order')
  const kind = row.text('minimum_order_in') as company.PurchasePrice['minimumOrderIn']
  return {
    supplier: row.requiredText('supplier_id'),
    product: row.requiredText('product_id'),
    location: row.text('location_id'),
    validFrom: row.requiredNumber('valid_from'),
    amount: row.requiredNumber('amount'),
    currency: row.requiredText('currency'),
    minimumOrder: minimum === null || kind === 'money' ? minimum : Math.round(minimum / 1000),
    minimumOrderIn: minimum === null ? null : (kind ?? 'units'),
  }
}

export const toCost = (row: MasterRow): company.StandardCost => ({
  product: row.requiredText('product_id'),
  location: row.text('location_id'),
  validFrom: row.requiredNumber('valid_from'),
  amount: row.requiredNumber('amount'),
  currency: row.requiredText('currency'),
})

export const toTransferPrice = (row: MasterRow): company.TransferPrice => ({
  fromEntity: row.requiredText('from_company'),
  toEntity: row.requiredText('to_company'),
  product: row.requiredText('product_id'),
  validFrom: row.requiredNumber('valid_from'),
  amount: row.requiredNumber('amount'),
  currency: row.requiredText('currency'),
  duty: row.number('duty_share') ?? 0,
})

export const toTradeTerm = (row: MasterRow): company.TradeTerm => ({
  customer: row.requiredText('customer_id'),
  kind: row.requiredText('kind') as company.TradeTerm['kind'],
  basis: row.requiredText('basis') as company.TradeTerm['basis'],
  value: row.requiredNumber('value'),
  currency: row.text('currency'),
  validFrom: row.requiredNumber('valid_from'),
  validTo: row.number('valid_to'),
  product: row.text('product_id'),
  family: row.text('family'),
})

export const toPromotion = (row: MasterRow): company.Promotion => ({
  id: row.requiredText('event_id'),
  mechanic: row.text('mechanic'),
  product: row.text('product_id'),
  family: row.text('family'),
  customer: row.text('customer_id'),
  location: row.text('location_id'),
  country: row.text('country'),
  sellOutStart: row.requiredNumber('sell_out_start'),
  sellOutEnd: row.requiredNumber('sell_out_end'),
  buyInStart: row.number('buy_in_start'),
  buyInEnd: row.number('buy_in_end'),
  price: row.number('price'),
  uplift: row.number('uplift'),
  cannibalises: row.text('cannibalises'),
  fundingPerUnit: row.number('funding_per_unit'),
  fundedBy: row.text('funded_by'),
  status: row.text('status'),
})

export const toEvent = (row: MasterRow): company.CommercialEvent => ({
  id: row.requiredText('event_id'),
  kind: row.requiredText('kind') as company.CommercialEvent['kind'],
  scope: row.text('scope'),
  start: row.requiredNumber('start'),
  end: row.requiredNumber('end'),
  uplift: row.number('uplift'),
  status: row.requiredText('status') as company.CommercialEvent['status'],
})

/** A daily rate belongs to the month of its day. */
export const toFxRate =
  (monthOf: (day: number) => number) =>
  (row: MasterRow): company.FxRate => {
    const day = row.number('date')
    return {
      rateSet: row.requiredText('rate_set') as company.FxRate['rateSet'],
      month: row.number('month') ?? monthOf(day!),
      day,
      from: row.requiredText('from'),
      to: row.requiredText('to'),
      rate: row.requiredText('rate'),
    }
  }

export const toInflation = (row: MasterRow): company.InflationIndex => ({
  country: row.requiredText('country'),
  month: row.requiredNumber('month'),
  index: row.requiredNumber('index') / 1_000_000,
})

export const toTax = (row: MasterRow): company.Tax => ({
  country: row.requiredText('country'),
  kind: row.requiredText('kind'),
  rate: row.requiredNumber('rate'),
  validFrom: row.requiredNumber('valid_from'),
  productClass: row.text('product_class'),
})

export const toBudgetLine = (row: MasterRow): company.BudgetLine => ({
  month: row.requiredNumber('month'),
  country: row.requiredText('country'),
  family: row.text('family'),
  product: row.text('product_id'),
  customer: row.text('customer_id'),
  units: row.number('units'),
  netSales: row.number('net_sales'),
  margin: row.number('margin'),
  currency: row.text('currency'),
})

export const toOpexLine = (row: MasterRow): company.OpexLine => ({
  month: row.requiredNumber('month'),
  line: row.requiredText('line'),
  amount: row.requiredNumber('amount'),
  currency: row.requiredText('currency'),
  country: row.text('country'),
  entity: row.text('company_id'),
})
