import type { Day } from '../../../core/base/day.js'
import type { Scope } from '../../../core/edit/box.js'
import type { AdherenceLevel } from '../../../core/network/company.js'
import type { BalanceCauses, CashCycleCauses } from '../../../finance/cash-to-cash-causes.js'

/**
 * What was committed to for some weeks, what the plan of record had, and what was done, as it was measured on one day,
 * with everything that is needed to ask again.
 */
export interface AdherenceMeasurement {
  /** The frozen week. */
  readonly version: string
  readonly hash: string
  readonly planDay: Day
  readonly frozenAt: string
  readonly grain: 'week'
  /** ISO moment. */
  readonly measuredAt: string
  /** First days of the weeks measured; the last one ends at `until`. */
  readonly periods: readonly Day[]
  readonly until: Day
  /** No further week of these commitments can be measured. */
  readonly complete: boolean
  readonly currency: string
  /** In which order the loss is told level by level. */
  readonly order: readonly AdherenceLevel[]
  /** The version that was the plan of record of each week; empty where there was none. */
  readonly record: readonly string[]
  readonly places: readonly AdherencePlace[]
  readonly cells: AdherenceCells
  /** Cash from the plan day to `until`; null where the plan has no money. */
  readonly cash: ExecutedCash | null
}

/** What deviation from the commitments did to the cash cycle (AD22). */
export interface ExecutedCash {
  readonly from: Day
  readonly days: number
  /** Null where plan or execution had no flow to divide by. */
  readonly stock: BalanceCauses | null
  readonly receivables: BalanceCauses | null
  readonly payables: BalanceCauses | null
  readonly cycle: CashCycleCauses | null
  /** Decimals of the amounts in it. */
  readonly decimals: number
  /** Minor units of the base currency; null where no stock of the last day is told. */
  readonly trapped: number | null
  /** What nobody tells and is taken as planned. */
  readonly assumed: readonly ('made' | 'received' | 'stock' | 'collections' | 'payments')[]
}

/** Supply flows have no customer. */
export interface AdherencePlace extends Scope {
  /** Who answers for it, by flow in the order of `ADHERENCE_FLOWS`; empty where nobody is named. */
  readonly owners: readonly string[]
}

/** The weight is the family's average. */
export const WEIGHT_OF_FAMILY = 1
/** The item took the place of another one. */
export const SUCCESSOR = 2

/** One cell for each flow, place and week. Quantities are whole thousandths. */
export interface AdherenceCells {
  readonly count: number
  /** Position in `ADHERENCE_FLOWS`. */
  readonly flow: Uint8Array
  readonly place: Int32Array
  readonly firstDay: Int32Array
  readonly lag: Int32Array
  readonly committed: Float64Array
  /** −1 where the plan of record says nothing of that week. */
  readonly record: Float64Array
  readonly actual: Float64Array
  /** 0 where nobody told what was done. */
  readonly told: Uint8Array
  /** The part of the days that lie in the next month. */
  readonly committedNext: Float64Array
  readonly actualNext: Float64Array
  /** Millionths of the base currency per unit. */
  readonly weight: Float64Array
  readonly margin: Float64Array
  /** Millionths of the plan, and the least that counts, within which a cell is on plan. */
  readonly toleranceShare: Float64Array
  readonly toleranceLeast: Float64Array
  /** −1 where it is not known. */
  readonly asked: Float64Array
  readonly available: Float64Array
  readonly flags: Uint8Array
}

export type CellColumn = Exclude<keyof AdherenceCells, 'count'>
export type CellRecord = Readonly<Record<CellColumn, number>>

export function cellsOf(records: readonly CellRecord[]): AdherenceCells {
  const whole = (of: CellColumn): Float64Array => Float64Array.from(records, (record) => record[of])
  const small = (of: CellColumn): Int32Array => Int32Array.from(records, (record) => record[of])
  const tiny = (of: CellColumn): Uint8Array => Uint8Array.from(records, (record) => record[of])
  return {
    count: records.length,
    flow: tiny('flow'),
    place: small('place'),
    firstDay: small('firstDay'),
    lag: small('lag'),
    committed: whole('committed'),
    record: whole('record'),
    actual: whole('actual'),
    told: tiny('told'),
    committedNext: whole('committedNext'),
    actualNext: whole('actualNext'),
    weight: whole('weight'),
    margin: whole('margin'),
    toleranceShare: whole('toleranceShare'),
    toleranceLeast: whole('toleranceLeast'),
    asked: whole('asked'),
    available: whole('available'),
    flags: tiny('flags'),
  }
}
