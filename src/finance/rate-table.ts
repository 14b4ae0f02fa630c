import type { Memory } from './memory.js'
import type { RateTable } from './money-plan.js'

/** The rate row that is nothing in every bucket. */
export const NO_RATE = 0

/** Grows the rate rows of one line; row 0 is nothing. A row equal in all buckets is stored as one value. */
export interface RateRows {
  readonly rowOf: Int32Array
  /** Copies `rates`, one per bucket, into a new row; all-zero rates are row 0. */
  append(rates: Float64Array): number
  /** Writes the rates of a row into `out`, one per bucket. */
  copyTo(rateRow: number, out: Float64Array): void
  /** Null when no row was ever appended. */
  table(): RateTable | null
}

export function growRateRows(memory: Memory, demandCount: number): RateRows {
  const rowOf = memory.int32(demandCount)
  const start = [0]
  const varies = [0]
  let values = new Float64Array(1024)
  let used = 1
  const keep = (rates: Float64Array): void => {
    if (used + rates.length > values.length) {
      const wider = new Float64Array(Math.max(values.length * 2, used + rates.length))
      wider.set(values.subarray(0, used))
      values = wider
    }
    values.set(rates, used)
    used += rates.length
  }
  return {
    rowOf,
    append(rates) {
      const constant = rates.every((rate) => rate === rates[0])
      if (constant && (rates.length === 0 || rates[0] === 0)) return NO_RATE
      start.push(used)
      varies.push(constant ? 0 : 1)
      keep(constant ? rates.subarray(0, 1) : rates)
      return start.length - 1
    },
    copyTo(rateRow, out) {
      const from = start[rateRow]!
      if (varies[rateRow] === 0) out.fill(values[from]!)
      else out.set(values.subarray(from, from + out.length))
    },
    table() {
      if (start.length === 1) return null
      const kept = memory.float64(used)
      kept.set(values.subarray(0, used))
      return { rowOf, start: Int32Array.from(start), varies: Uint8Array.from(varies), values: kept }
    },
  }
}
