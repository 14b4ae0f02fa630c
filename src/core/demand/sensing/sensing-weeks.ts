/** Past weeks of many rows: what was sold, and what the plan in force before each week said of the same days. */

export interface SensingWeeks {
  readonly rowCount: number
  readonly weekCount: number
  /** Thousandths at [week × rows + row]; NaN in both where nobody knows. */
  readonly sold: Float64Array
  readonly planned: Float64Array
  /** The part of `planned` that no event or promotion adds: what sensing multiplies. */
  readonly plain: Float64Array
  /** 1 where the week teaches; 0 where it is judged but says nothing of the level. */
  readonly told: Uint8Array
  /**
   * 1 where the plan of this week had seen the weeks before it. One week longer than the others: the last is the week to
   * come.
   */
  readonly anew: Uint8Array
}

/** Of an event: a week that it moves by more says how the event went, and not how the row sells. */
export const EVENT_SHARE_MAX = 0.25

export function allocateWeeks(rowCount: number, weekCount: number): SensingWeeks {
  const cells = rowCount * weekCount
  return {
    rowCount,
    weekCount,
    sold: new Float64Array(cells).fill(Number.NaN),
    planned: new Float64Array(cells).fill(Number.NaN),
    plain: new Float64Array(cells),
    told: new Uint8Array(cells),
    anew: new Uint8Array(cells + rowCount),
  }
}

/** The first `weekCount` of them, as they were known when the last of those was over. */
export function firstWeeks(weeks: SensingWeeks, weekCount: number): SensingWeeks {
  const { rowCount } = weeks
  const cells = rowCount * weekCount
  return {
    rowCount,
    weekCount,
    sold: weeks.sold.subarray(0, cells),
    planned: weeks.planned.subarray(0, cells),
    plain: weeks.plain.subarray(0, cells),
    told: weeks.told.subarray(0, cells),
    anew: weeks.anew.subarray(0, cells + rowCount),
  }
}
