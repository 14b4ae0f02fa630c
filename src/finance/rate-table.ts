import type { Memory } from './memory.js'
import type { RateTable } from './money-plan.js'

/** The rate row that is nothing in every bucket. */
export const NO_RATE = 0

/** Grows the rate rows of one line; row 0 is nothing. A row equal in all buckets is stored as one value. */
export interface RateRows {
  readonly rowOf: Int32Array
  /** Copies `rates`, one per bucket, into a new row; all-zero rates are row 0. */
  append(rates: Float64Array): number
  /** A row that is `rate` in every bucket. */
  appendSteady(rate: number): number
  /** The rate of a row that is the same in every bucket, else null. */
  steadyRate(rateRow: number): number | null
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
  const open = (isVarying: 0 | 1): number => {
    varies.push(isVarying)
    return start.push(used) - 1
  }
  const one = new Float64Array(1)
  const appendSteady = (rate: number): number => {
    if (rate === 0) return NO_RATE
    const rateRow = open(0)
    one[0] = rate
    keep(one)
    return rateRow
  }
  return {
    rowOf,
    appendSteady,
    append(rates) {
      if (rates.every((rate) => rate === rates[0])) return appendSteady(rates[0] ?? 0)
      const rateRow = open(1)
      keep(rates)
      return rateRow
    },
    steadyRate: (rateRow) => (varies[rateRow] === 1 ? null : values[start[rateRow]!]!),
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
