/**
 * What has happened, as columns. Product, location, customer and the rest are positions in the company's arrays, −1
 * where the fact names none. Units are quantities (whole thousandths), money is whole millionths of the major unit.
 */
export interface Facts {
  /** Identifies the set of facts and the moment as of which they are known. */
  readonly id: string
  readonly sales: SalesFacts
  readonly stock: StockFacts
  readonly orders: readonly OpenOrder[]
  readonly supplyOrders: readonly SupplyOrder[]
  readonly ledger: readonly LedgerLine[]
  readonly openItems: readonly OpenItem[]
  readonly pastPlans: readonly PastPlan[]
}

/**
 * One row per product × location × customer × flow × day, returns negative in `returnedUnits`' own column. Money is in
 * the currency of the books the sale is in: `finance/sales-books.ts`.
 */
export interface SalesFacts {
  readonly count: number
  readonly product: Int32Array
  readonly location: Int32Array
  readonly customer: Int32Array
  readonly day: Int32Array
  /** 0 sell-in, 1 sell-out. */
  readonly flow: Uint8Array
  readonly units: Float64Array
  readonly returnedUnits: Float64Array
  readonly grossAmount: Float64Array
  readonly netAmount: Float64Array
  /** 1 where a weekly or monthly fact was split into days. */
  readonly estimated: Uint8Array
}

/** The latest stock known per product × location × status × lot, and the days on which each row stood at zero. */
export interface StockFacts {
  readonly count: number
  readonly product: Int32Array
  readonly location: Int32Array
  readonly day: Int32Array
  readonly onHandUnits: Float64Array
  /** 0 free, 1 blocked, 2 quality, 3 consigned. */
  readonly status: Uint8Array
  /** −1 = no expiry. */
  readonly expiryDay: Int32Array
  readonly zeroDays: { readonly product: Int32Array; readonly location: Int32Array; readonly day: Int32Array }
}

export interface OpenOrder {
  order: string
  line: string
  product: number
  customer: number
  location: number
  orderDay: number
  requestedDay: number
  promisedDay: number
  orderedUnits: number
  shippedUnits: number
}

export interface SupplyOrder {
  order: string
  kind: 'purchase' | 'production' | 'transfer'
  product: number
  to: number
  /** Position of the location, −1 when `supplier` is given instead. */
  from: number
  supplier: number
  orderedUnits: number
  receivedUnits: number
  dueDay: number
  promisedDay: number
  shipDay: number
}

export interface LedgerLine {
  entity: string
  month: number
  line: string
  account: string | null
  customer: number
  amount: number
  currency: string
}
export interface OpenItem {
  kind: 'receivable' | 'payable'
  party: string
  invoice: string
  day: number
  dueDay: number
  openAmount: number
  taxAmount: number
  currency: string
  entity: string | null
}
export interface PastPlan {
  snapshot: string
  stream: string
  frozenDay: number
  flow: string
  product: number
  location: number
  customer: number
  firstDay: number
  endDay: number
  units: number
  value: number | null
}

/** A row of a file that the company gave, as it is in force. */
export interface FactRow {
  readonly table: string
  readonly file: string
  readonly row: number
  /** ISO date. */
  readonly date: string
  /** Whole thousandths. */
  readonly quantity: number
}
