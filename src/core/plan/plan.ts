import type { Quantity } from '../base/quantity.js'
import type { Horizon } from '../calendar/horizon.js'
import type { SupplyNetwork } from '../network/supply-network.js'
import type { Hierarchy } from './hierarchy.js'

/** A demand row is item × location × customer; a stock row is item × location (SPINE 1). Both are item-major. */
export type Grain = 'demand' | 'stock'

/** The stored columns. Everything else is derived on reading, or sparse. All are whole thousandths (`Quantity`). */
export type Measure =
  | 'baseline' //      demand: the statistical forecast
  | 'consensus' //     demand: baseline plus layers, never below zero
  | 'constrained' //   demand: what can be shipped, in the bucket it can be shipped
  | 'requirement' //   stock: receipts that netting asks for, as if sources were unlimited
  | 'receipts' //      stock: planned receipts that sources and capacity can give
  | 'closing' //       stock: closing stock with firm and planned receipts; below zero = owed to customers
  | 'asIs' //          stock: closing stock if nothing new is ordered

export const GRAIN_OF: Readonly<Record<Measure, Grain>> = {
  baseline: 'demand',
  consensus: 'demand',
  constrained: 'demand',
  requirement: 'stock',
  receipts: 'stock',
  closing: 'stock',
  asIs: 'stock',
}

/** Leaf indexes into the plan's hierarchies. `stockRow` says which stock row serves a demand row (itself for stock). */
export interface Rows {
  readonly grain: Grain
  readonly count: number
  readonly item: Int32Array
  readonly location: Int32Array
  /** −1 on stock rows. */
  readonly customer: Int32Array
  readonly stockRow: Int32Array
}

/**
 * A column with few cells: row r has the cells [start[r], start[r + 1]), each a bucket and a value. Firm receipts,
 * order adjustments and layers hold only what they have.
 */
export interface SparseColumn {
  readonly start: Int32Array
  readonly bucket: Uint16Array
  readonly value: Float64Array
}

/**
 * One plan in memory: columns, not objects, the buckets of a row next to each other at [row * horizon.count]. It holds
 * data only, so it crosses to a worker by structured clone with its big arrays shared.
 */
export interface Plan {
  readonly horizon: Horizon
  readonly product: Hierarchy
  readonly location: Hierarchy
  readonly customer: Hierarchy
  readonly rows: Readonly<Record<Grain, Rows>>
  readonly network: SupplyNetwork
  readonly columns: Readonly<Record<Measure, Float64Array>>
  /** Demand grain: open orders inside the customers' lead time less the forecast they consume. */
  readonly orderAdjustments: SparseColumn
  /** Stock grain: open supply orders by the bucket they are due in (past due ones in bucket 0). */
  readonly firmReceipts: SparseColumn
  /** Stock grain: firm orders already placed on this row by others (a transfer under way that still has to leave). */
  readonly firmIssues: SparseColumn
  /** Stock grain: components that open production orders have still to draw from this row. */
  readonly firmNeeds: SparseColumn
  /** Demand grain: orders due before the plan day and not shipped, served first in bucket 0. */
  readonly openingBacklog: Float64Array
}

/** Where big arrays live: plain memory, or memory shared with workers. */
export type Allocate = (length: number) => Float64Array

export const allocatePlain: Allocate = (length) => new Float64Array(length)

/** SharedArrayBuffer-backed, for a plan that workers will fill. */
export const allocateShared: Allocate = (length) =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))

export function allocateColumns(
  demandCount: number,
  stockCount: number,
  bucketCount: number,
  allocate: Allocate,
): Record<Measure, Float64Array> {
  const columns: Partial<Record<Measure, Float64Array>> = {}
  for (const [measure, grain] of Object.entries(GRAIN_OF) as [Measure, Grain][])
    columns[measure] = allocate((grain === 'demand' ? demandCount : stockCount) * bucketCount)
  return columns as Record<Measure, Float64Array>
}

export interface SparseCell {
  row: number
  bucket: number
  value: Quantity
}

/** Cells in any order; cells of the same row and bucket are added up, in a fixed order. */
export function buildSparse(rowCount: number, cells: readonly SparseCell[]): SparseColumn {
  const sorted = [...cells].sort((a, b) => a.row - b.row || a.bucket - b.bucket)
  const merged: SparseCell[] = []
  for (const cell of sorted) {
    const last = merged[merged.length - 1]
    if (last !== undefined && last.row === cell.row && last.bucket === cell.bucket) last.value += cell.value
    else merged.push({ ...cell })
  }
  const start = new Int32Array(rowCount + 1)
  for (const cell of merged) start[cell.row + 1]! += 1
  for (let row = 0; row < rowCount; row++) start[row + 1]! += start[row]!
  return {
    start,
    bucket: Uint16Array.from(merged, (cell) => cell.bucket),
    value: Float64Array.from(merged, (cell) => cell.value),
  }
}
