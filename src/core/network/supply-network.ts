/**
 * How stock rows feed each other, compiled to flat arrays so that netting and constraining run without objects.
 *
 * A row's *sources* are the ways it can be replenished; row r has the sources [sourceStart[r], sourceStart[r + 1]).
 * A *transfer* draws on another stock row, a *purchase* on a supplier, a *production* on the components of a recipe.
 * The reverse lists (`consumers`) let each row pull what is asked of it, so that a row is written by one worker only.
 */
export interface SupplyNetwork {
  /** Low-level code of each stock row: 0 for rows that nobody draws on; a source is always on a higher level. */
  readonly level: Uint16Array
  /** Stock rows ordered by level, and where each level starts in that order (levelStart[levelCount] = row count). */
  readonly rowsByLevel: Int32Array
  readonly levelStart: Int32Array

  readonly openingStock: Float64Array
  readonly safetyStock: Float64Array
  /**
   * The part of the opening stock that expires inside the horizon: row r has the lots [lotStart[r], lotStart[r + 1]),
   * first expired first. The last day on which somebody takes a lot is day `lotDays` of bucket `lotBucket`; 0 days
   * when it had passed on the plan day.
   */
  readonly lotStart: Int32Array
  readonly lotBucket: Uint16Array
  readonly lotDays: Uint8Array
  readonly lotQuantity: Float64Array
  /** Smallest order and order multiple, in quantities; 0 when there is none. Policies win over lanes. */
  readonly minimum: Float64Array
  readonly multiple: Float64Array
  /** An order covers the net requirement of this many days from the day it is needed. At least 1. */
  readonly reviewDays: Uint16Array
  /** No order covers more than this many days of requirement; 0 = no limit. */
  readonly maxCoverDays: Uint16Array

  readonly sourceStart: Int32Array
  readonly sourceKind: Uint8Array
  /** Stock row drawn on by a transfer; −1 for purchase and production. */
  readonly sourceRow: Int32Array
  /** Supplier index of a purchase; −1 otherwise. */
  readonly sourceSupplier: Int32Array
  /** Index of the company's lane record; −1 for production. */
  readonly sourceLane: Int32Array
  /** Index into `leadTimes`. */
  readonly sourceLeadTime: Uint16Array
  /** Of the row's receipts, in millionths; the shares of a row add up to one million. */
  readonly sourceShare: Float64Array

  /** Components of a production source: [componentStart[source], componentStart[source + 1]). */
  readonly componentStart: Int32Array
  readonly componentRow: Int32Array
  /** Millionths of a component base unit per base unit produced, yield included. */
  readonly componentPer: Float64Array

  /** Who draws on row r: [consumerStart[r], consumerStart[r + 1]), as pairs of (stock row, source, component or −1). */
  readonly consumerStart: Int32Array
  readonly consumerRow: Int32Array
  readonly consumerSource: Int32Array
  /** Index into `componentPer`; −1 when the draw is a transfer. */
  readonly consumerComponent: Int32Array

  /** Demand rows served by stock row r: demandRow[demandStart[r] … demandStart[r + 1]). */
  readonly demandStart: Int32Array
  readonly demandRow: Int32Array
  /** Per demand row: 1 = what cannot ship waits (backorder), 0 = it is lost. */
  readonly backorder: Uint8Array
  /** Per demand row: smaller is served first. */
  readonly priority: Uint8Array

  readonly leadTimes: readonly LeadTime[]
  readonly capacities: readonly Capacity[]
  /** Capacities a source uses: [usageStart[source], usageStart[source + 1]). */
  readonly usageStart: Int32Array
  readonly usageCapacity: Int32Array
  /** Load in the capacity's unit (millionths) per base unit. */
  readonly usagePer: Float64Array
}

export const TRANSFER = 0
export const PURCHASE = 1
export const PRODUCTION = 2

/**
 * A lead time acting on days (SPINE 7). The receipt of bucket b has to be released in the buckets
 * releaseBucket[start[b] … start[b + 1]), in proportion to releaseDays (days of b's that fall there). Days before the
 * plan day are gathered in bucket 0 and counted in `pastDueDays[b]`.
 */
export interface LeadTime {
  readonly days: number
  readonly start: Int32Array
  readonly releaseBucket: Uint16Array
  readonly releaseDays: Uint16Array
  readonly pastDueDays: Uint16Array
  /** First bucket in which something ordered on the plan day can arrive. */
  readonly firstArrivalBucket: number
  /** Bucket in which something released in bucket b arrives, at the latest day of b; horizon.count when beyond. */
  readonly arrivalBucket: Uint16Array
}

/** A limit shared by the rows that use it: a production line's hours, a supplier's units, pooled over periods. */
export interface Capacity {
  readonly id: string
  readonly kind: 'resource' | 'supplier'
  /** Pool of each bucket. */
  readonly pool: Uint16Array
  /** Limit of each pool, in millionths of the unit (hours, or base units). */
  readonly limit: Float64Array
}
