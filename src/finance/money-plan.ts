import type { Month } from '../core/base/day.js'
import type { Horizon } from '../core/calendar/horizon.js'
import type { Plan } from '../core/plan/plan.js'
import type { ExchangeRates } from './exchange-rates.js'

/** Whole money atoms (10^-d of the major unit) of a currency named beside it. */
export type Money = number

/** The lines of the P&L that are a quantity times a unit rate and not sums of others. All are kept as positive sizes. */
export const BASE_LINES = [
  'grossSales',
  'onInvoiceDiscounts',
  'rebates',
  'tradeSpend',
  'returns',
  'fines',
  'standardCost',
  'outboundLogistics',
] as const
export type BaseLine = (typeof BASE_LINES)[number]

/** A currency of this plan, with the size of its atom, which is fixed for the version. */
export interface MoneyCurrency {
  readonly code: string
  /** Decimals of the legal minor unit (ISO 4217): 0 for CLP, 2 for USD. */
  readonly minorDecimals: number
  /** An atom is 10^-atomDecimals of the major unit. */
  readonly atomDecimals: number
}

export interface MoneyEntity {
  readonly id: string
  readonly country: string
  /** Position in `MoneyPlan.currencies` of its functional currency: all its money is in atoms of that. */
  readonly currency: number
}

/**
 * Who buys, as the P&L sees it: the payer, top of the `parent` chain, in the payer's country and channel, as in the
 * plan's customer hierarchy. Demand of an own store that names no customer is the account with an empty id.
 */
export interface Account {
  readonly id: string
  readonly country: string
  readonly channel: string
}

/**
 * Unit rates of one base line, in whole millionths of the functional currency of the entity that owns the shipping
 * location, per base unit. Demand rows share rate rows. A rate row that never changes holds one value, any other one
 * per bucket: values[start[r] + (varies[r] ? bucket : 0)].
 */
export interface RateTable {
  /** Per demand row. */
  readonly rowOf: Int32Array
  readonly start: Int32Array
  readonly varies: Uint8Array
  readonly values: Float64Array
}

/** Rows of the base cube: one per (family, location, account) that has demand and belongs to us. */
export interface CubeRows {
  readonly count: number
  /** Position in `MoneyPlan.families`. */
  readonly family: Int32Array
  /** Leaf of the plan's location hierarchy. */
  readonly location: Int32Array
  /** Position in `MoneyPlan.accounts`. */
  readonly account: Int32Array
  /** Position in `MoneyPlan.entities`. */
  readonly entity: Int32Array
  /** Demand rows of cube row c: memberRow[memberStart[c] … memberStart[c + 1]). */
  readonly memberStart: Int32Array
  readonly memberRow: Int32Array
}

/** Rows of the second cube: one per (category, country, channel, entity), each in the entity's currency. */
export interface SegmentRows {
  readonly count: number
  readonly category: readonly string[]
  readonly country: readonly string[]
  readonly channel: readonly string[]
  readonly entity: Int32Array
  /** Cube rows of segment s: memberRow[memberStart[s] … memberStart[s + 1]). */
  readonly memberStart: Int32Array
  readonly memberRow: Int32Array
}

export interface Family {
  readonly id: string
  readonly category: string
}

/** Demand shipped on one day and recognised on a later one: cells of bucket b go to target[start[b] … start[b + 1]). */
export interface DeliveryShift {
  readonly days: number
  readonly start: Int32Array
  readonly target: Uint16Array
  /** Days of b that fall into the target bucket; days past the horizon are in the target `horizon.count`. */
  readonly targetDays: Float64Array
}

/** Money without volume: fixed funds, opex, transfer freight and the like, by company, country and month. */
export interface FixedMoney {
  readonly line: FixedLine
  readonly entity: number
  readonly country: string
  /** Position in `accounts`, −1 when it belongs to nobody. */
  readonly account: number
  /** Position in `families`, −1 when it belongs to none. */
  readonly family: number
  /** Counted from the first month of the horizon. */
  readonly month: number
  readonly amount: Money
}

/** Lines of the P&L whose money is not a quantity times a rate. Positive sizes but for the two results. */
export const FIXED_LINES = [
  'fixedFunds',
  'variances',
  'writeOffs',
  'transferLogistics',
  'expediteLogistics',
  'opex',
  'depreciation',
  'fxResult',
  'inflationResult',
  'capitalCharge',
] as const
export type FixedLine = (typeof FIXED_LINES)[number]

/**
 * Everything money about one plan: data only, so that it crosses to a worker by structured clone with its big arrays
 * shared. Prices, rates and terms are compiled into `rates`; the cubes are filled by the steps `value` and `roll up`.
 */
export interface MoneyPlan {
  readonly bucketCount: number
  /** Month of bucket 0, and of each bucket counted from it. */
  readonly firstMonth: Month
  readonly monthOfBucket: Uint16Array
  readonly monthCount: number
  readonly baseCurrency: string
  readonly currencies: readonly MoneyCurrency[]
  readonly entities: readonly MoneyEntity[]
  readonly families: readonly Family[]
  readonly accounts: readonly Account[]
  readonly exchange: ExchangeRates
  /** Per leaf of the location hierarchy: the entity that owns the stock there, −1 where it is a customer's. */
  readonly entityOfLocation: Int32Array
  /** Standard cost per stock row, in millionths of the owner's currency; null when no cost is given at all. */
  readonly stockCost: RateTable | null
  /** Per demand row: its row of the base cube; −1 for rows that are not ours to price (stores of a customer). */
  readonly cubeRowOf: Int32Array
  readonly cube: CubeRows
  /** Per cube row: its row of the second cube. */
  readonly segmentRowOf: Int32Array
  readonly segments: SegmentRows
  /** Null where the line is nothing everywhere. */
  readonly rates: Readonly<Record<BaseLine, RateTable | null>>
  /** Per demand row: position in `shifts`, or −1 when revenue is recognised on the day of shipment. */
  readonly shiftOf: Int32Array
  readonly shifts: readonly DeliveryShift[]
  /** Base cube: atoms at [cubeRow * bucketCount + bucket], null where the line is nothing everywhere. */
  readonly cubeMoney: Readonly<Record<BaseLine, Float64Array | null>>
  /** Base cube: recognised quantity. */
  readonly cubeUnits: Float64Array
  readonly segmentMoney: Readonly<Record<BaseLine, Float64Array | null>>
  readonly segmentUnits: Float64Array
  readonly fixed: readonly FixedMoney[]
  /** Demand rows that are ours but have no price, or no standard cost, in some bucket: coverage for reports. */
  readonly unpricedRows: Int32Array
  readonly uncostedRows: Int32Array
}

/** What the steps of finance run on. */
export interface PricedPlan {
  readonly plan: Plan
  readonly money: MoneyPlan
}

/** Unit rate of a demand row in a bucket, in millionths of its entity's currency; 0 where the line is nothing. */
export function unitRate(money: MoneyPlan, line: BaseLine, demandRow: number, bucket: number): number {
  const table = money.rates[line]
  return table === null ? 0 : rateIn(table, demandRow, bucket)
}

/** What a table says of a row in a bucket. */
export function rateIn({ rowOf, start, varies, values }: RateTable, row: number, bucket: number): number {
  const rateRow = rowOf[row]!
  return values[start[rateRow]! + varies[rateRow]! * bucket]!
}

/** Functional currency of the entity a cube row belongs to. */
export function currencyOfCubeRow(money: MoneyPlan, cubeRow: number): MoneyCurrency {
  return money.currencies[money.entities[money.cube.entity[cubeRow]!]!.currency]!
}

/** Adds the buckets of one row to its months; `months` is not cleared. */
export function addBucketsToMonths(
  of: Pick<MoneyPlan, 'bucketCount' | 'monthOfBucket'>,
  values: Float64Array,
  row: number,
  months: Float64Array,
): void {
  const start = row * of.bucketCount
  for (let bucket = 0; bucket < of.bucketCount; bucket++) months[of.monthOfBucket[bucket]!]! += values[start + bucket]!
}

/** The part of a horizon that money needs. */
export type MoneyHorizon = Pick<Horizon, 'planDay' | 'count' | 'firstDay' | 'days' | 'month' | 'monthCount'>
