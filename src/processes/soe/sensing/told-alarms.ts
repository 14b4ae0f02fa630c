/** The alarms of the last week, first at the item in its country, then the rows that carry each. */

import { QUANTITY_PER_UNIT } from '../../../core/base/quantity.js'
import type { SensingWeeks } from '../../../core/demand/sensing/sensing-weeks.js'
import { DEVIATION_LASTS_WEEKS } from '../../exceptions/thresholds.js'
import type { UnitPrices } from '../../exceptions/unit-prices.js'
import { type Alarm, alarmsOf, sumNodes } from './alarms.js'
import type { SensedPlan } from './sensing-moves.js'

export interface SensingAlarm {
  readonly id: string
  readonly item: string
  readonly country: string
  readonly side: 1 | -1
  readonly weeks: number
  readonly sold: number
  readonly planned: number
  /** Margin of four weeks like these, whole minor units of the base currency. */
  readonly worth: number
  /** Rows that carry it, the largest first. */
  readonly rows: readonly { readonly location: string; readonly customer: string; readonly off: number }[]
}

/** `nodes` are the rows of each node of `nodeOf`. */
export function tellAlarms(
  plan: SensedPlan,
  prices: UnitPrices,
  weeks: SensingWeeks,
  nodeOf: Int32Array,
  nodes: readonly (readonly number[])[],
): SensingAlarm[] {
  const all = alarmsOf(sumNodes(weeks, nodeOf), 0)
  const now = all.filter(({ week }) => week === weeks.weekCount - 1)
  return now
    .map((alarm) => tellAlarm(plan, prices, weeks, alarm, nodes[alarm.node]!))
    .sort((a, b) => b.worth - a.worth || (a.id < b.id ? -1 : 1))
}

/** Rows named with an alarm. */
const ROWS_SHOWN = 5

function tellAlarm(
  { company, plan }: SensedPlan,
  prices: UnitPrices,
  weeks: SensingWeeks,
  alarm: Alarm,
  rows: readonly number[],
): SensingAlarm {
  const { demand } = plan.rows
  let plannedMargin = 0
  const off = rows.map((row) => {
    let sum = 0
    const margin = prices.margin(row, 0)
    for (let week = weeks.weekCount - alarm.weeks; week < weeks.weekCount; week++) {
      const cell = week * weeks.rowCount + row
      if (weeks.told[cell] === 0) continue
      sum += weeks.sold[cell]! - weeks.planned[cell]!
      plannedMargin += weeks.planned[cell]! * margin
    }
    return { row, off: sum }
  })
  // A week's deviation as a share of its plan, at the margin of that plan.
  const share = alarm.planned > 0 ? Math.abs(alarm.sold - alarm.planned) / alarm.planned : 0
  const weekly = (share * plannedMargin) / alarm.weeks / QUANTITY_PER_UNIT
  const [first] = rows as [number]
  const { country } = company.locations[demand.location[first]!]!
  const { id } = company.products[demand.item[first]!]!
  return {
    id: `${id}@${country}`,
    item: id,
    country,
    side: alarm.side,
    weeks: alarm.weeks,
    sold: Math.round(alarm.sold),
    planned: Math.round(alarm.planned),
    worth: prices.base.round(weekly * DEVIATION_LASTS_WEEKS),
    rows: off
      .filter(({ off: units }) => Math.sign(units) === alarm.side)
      .sort((a, b) => Math.abs(b.off) - Math.abs(a.off) || a.row - b.row)
      .slice(0, ROWS_SHOWN)
      .map(({ row, off: units }) => ({
        location: company.locations[demand.location[row]!]!.id,
        customer: company.customers[demand.customer[row]!]!.id,
        off: units,
      })),
  }
}
