/**
 * Margins carried up the network, lowest level first: what a row's consumers are worth is known before the row itself.
 * A row pulls from its consumers in their fixed order, and sales are added up by blocks of rows, so that a few rows
 * looked at again give the very numbers of everything looked at anew.
 */
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { forEachSourceRow } from '../../core/network/network-levels.js'
import type { SupplyNetwork } from '../../core/network/supply-network.js'
import { LevelQueue } from '../../core/supply/row-sets.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { type MovedRows, PLAN, WORTH } from './moved-rows.js'
import { VALUE_DAYS } from './thresholds.js'
import type { UnitPrices } from './unit-prices.js'

const ROWS_PER_BLOCK = 1024
const MILLIONTHS = 1_000_000

export class MarginFlow {
  /**
   * Margin that the rows downstream lose when a stock row lacks a unit: customers' own margins, for a component those
   * of the product, all of it, because it cannot be made without. Weighted by what is asked over a quarter.
   */
  readonly servedMargin: Float64Array
  /** Net sales asked for in an average week of the next quarter. */
  weeklySales = 0
  /** What a stock row's own customers ask for in the next quarter. */
  get quarterVolume(): Float64Array {
    return this.own.volume
  }

  /** A quarter's demand of the row's own customers, its margin and its net sales. */
  private readonly own: { volume: Float64Array; worth: Float64Array; sales: Float64Array }
  /** The same with all that is drawn from the row, by quantity and margin. */
  private readonly drawn: { volume: Float64Array; worth: Float64Array }
  private readonly blockSales: Float64Array
  private readonly quarter: { buckets: number; days: number }

  constructor(plan: SupplyPlan) {
    const { count } = plan.rows.stock
    const column = (): Float64Array => new Float64Array(count)
    this.servedMargin = column()
    this.own = { volume: column(), worth: column(), sales: column() }
    this.drawn = { volume: column(), worth: column() }
    this.blockSales = new Float64Array(Math.ceil(count / ROWS_PER_BLOCK))
    this.quarter = quarterOf(plan)
  }

  /**
   * Takes in the demand of rows that have moved; marks those whose served margin is another now.
   *
   * @param askedFrom first bucket in which anything else is asked than before
   */
  follow(plan: SupplyPlan, prices: UnitPrices, moved: MovedRows, askedFrom: number): void {
    if (!moved.isAll && askedFrom >= this.quarter.buckets) return
    const blocks = new Uint8Array(this.blockSales.length)
    moved.forEach(PLAN, (row) => {
      this.gather(plan, prices, row)
      blocks[Math.floor(row / ROWS_PER_BLOCK)] = 1
    })
    blocks.forEach((isMoved, block) => {
      if (isMoved === 1) this.addBlock(block)
    })
    const { days } = this.quarter
    this.weeklySales = days === 0 ? 0 : (this.blockSales.reduce((sum, sales) => sum + sales, 0) * 7) / days
    if (moved.isAll) for (const row of plan.network.rowsByLevel) this.draw(plan.network, row)
    else this.carry(plan.network, moved)
  }

  /** A quarter's demand of one row's own customers. */
  private gather({ network, columns, horizon }: SupplyPlan, prices: UnitPrices, row: number): void {
    const { buckets } = this.quarter
    const { consensus } = columns
    let volume = 0
    let worth = 0
    let sales = 0
    for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++) {
      const demand = network.demandRow[at]!
      const base = demand * horizon.count
      let quantity = 0
      let first = -1
      for (let bucket = 0; bucket < buckets; bucket++) {
        const asked = consensus[base + bucket]!
        if (first < 0 && asked > 0) first = bucket
        quantity += asked
      }
      if (first < 0) continue
      volume += quantity
      worth += quantity * prices.margin(demand, first)
      sales += (quantity / QUANTITY_PER_UNIT) * prices.netPrice(demand, first)
    }
    this.own.volume[row] = volume
    this.own.worth[row] = worth
    this.own.sales[row] = sales
  }

  private addBlock(block: number): void {
    const from = block * ROWS_PER_BLOCK
    this.blockSales[block] = this.own.sales.subarray(from, from + ROWS_PER_BLOCK).reduce((sum, sales) => sum + sales, 0)
  }

  /** Level by level from the moved rows up, as far as anything changes. */
  private carry(network: SupplyNetwork, moved: MovedRows): void {
    const queue = new LevelQueue(network)
    moved.forEach(PLAN, queue.add)
    for (let level = 0; level < queue.levelCount; level++)
      for (const row of queue.at(level)) {
        const before = this.servedMargin[row]!
        if (!this.draw(network, row)) continue
        if (this.servedMargin[row] !== before) moved.add(row, WORTH)
        forEachSourceRow(network, row, queue.add)
      }
  }

  /** What is drawn from a row by its own customers and by its consumers, who are all known; false when as before. */
  private draw(network: SupplyNetwork, row: number): boolean {
    const { volume: volumes, worth: worths } = this.drawn
    const { consumerStart, consumerRow, consumerSource, consumerComponent, sourceShare, componentPer } = network
    let volume = this.own.volume[row]!
    let worth = this.own.worth[row]!
    for (let at = consumerStart[row]!; at < consumerStart[row + 1]!; at++) {
      const consumer = consumerRow[at]!
      if (volumes[consumer]! <= 0) continue
      const flow = (volumes[consumer]! * sourceShare[consumerSource[at]!]!) / MILLIONTHS
      const component = consumerComponent[at]!
      volume += component < 0 ? flow : (flow * componentPer[component]!) / MILLIONTHS
      worth += flow * this.servedMargin[consumer]!
    }
    if (volume === volumes[row] && worth === worths[row]) return false
    volumes[row] = volume
    worths[row] = worth
    this.servedMargin[row] = volume > 0 ? worth / volume : 0
    return true
  }
}

/** The buckets of the next quarter and their days. */
function quarterOf({ horizon }: SupplyPlan): { buckets: number; days: number } {
  const end = horizon.firstDay.findIndex((first) => first >= horizon.planDay + VALUE_DAYS)
  const buckets = end < 0 ? horizon.count : end
  return { buckets, days: horizon.days.subarray(0, buckets).reduce((sum, days) => sum + days, 0) }
}
