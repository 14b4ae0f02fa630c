/**
 * Sensing over a company: what each item in a country did last week, what it would move of the weeks to come in units and
 * money, and which are alarms. The result is a proposal: nothing in the plan moves until somebody accepts a signal.
 */
import type { Day } from '../../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../../core/base/quantity.js'
import type { Layer } from '../../../core/demand/layer.js'
import { groupSwitches } from '../../../core/demand/sensing/group-switch.js'
import { learnSettings } from '../../../core/demand/sensing/learned-settings.js'
import {
  moveOf,
  needsApproval,
  type SensingSettings,
  sense,
  sensedUnits,
} from '../../../core/demand/sensing/sensed-demand.js'
import type { LevelBelief } from '../../../core/demand/sensing/sensing-level.js'
import type { SensingWeeks } from '../../../core/demand/sensing/sensing-weeks.js'
import type { QuantityIntent } from '../../../core/edit/intent.js'
import { openUnitPrices, type UnitPrices } from '../../exceptions/unit-prices.js'
import { companyLevels, FAMILY_LEVEL, ITEM_LEVEL } from './company-levels.js'
import { intentOf, type SensedPlan, SensingMoves } from './sensing-moves.js'
import { type SensingAlarm, tellAlarms } from './told-alarms.js'

/** What one item in a country says. Quantities are thousandths, money whole minor units of the base currency. */
export interface Signal {
  /** The same from week to week. */
  readonly id: string
  readonly item: string
  readonly family: string
  readonly country: string
  readonly sold: number
  readonly planned: number
  /** Multiplier of the plain demand of the first week, as far as it may go without approval, over all rows. */
  readonly multiplier: number
  /** By how much the weeks to come would move. */
  readonly units: number
  readonly netSales: number
  readonly margin: number
  readonly rows: number
  /** What it says goes further than it may without approval; units and money are what it may. */
  readonly needsApproval: boolean
  /** Switched off: in this family and country it has lately been worse than the plan. */
  readonly isOff: boolean
  /** Share of the plan that was made when these sales were known already, so that nothing is added. */
  readonly knownShare: number
  readonly intents: readonly QuantityIntent[]
}

export interface SensedCompany {
  readonly morning: Day
  readonly weeks: number
  readonly settings: SensingSettings
  readonly signals: readonly Signal[]
  readonly alarms: readonly SensingAlarm[]
  /** What accepting every signal would add. */
  readonly layer: Layer
}

export interface SensedGiven {
  readonly morning: Day
  readonly weeks: SensingWeeks
  readonly snapshot: SensedPlan
}

export function senseCompany({ morning, weeks, snapshot }: SensedGiven): SensedCompany {
  const { company, plan } = snapshot
  const levels = companyLevels(company, plan.rows.demand)
  const tree = levels.map(({ nodeOf }) => nodeOf)
  const settings = learnSettings(weeks, tree)
  const belief = sense(weeks, tree, settings)
  const isOff = switchesAfter(weeks, belief, tree[FAMILY_LEVEL]!)
  const prices = openUnitPrices(snapshot)
  const moves = new SensingMoves(snapshot, morning, belief, isOff)
  const nodes = rowsByNode(tree[ITEM_LEVEL]!)
  const signals = nodes.map((rows) => signalOf({ snapshot, prices, weeks, belief, moves, isOff }, rows))
  const ranked = signals.sort(
    (a, b) =>
      Math.abs(b.margin) - Math.abs(a.margin) || Math.abs(b.units) - Math.abs(a.units) || (a.id < b.id ? -1 : 1),
  )
  return {
    morning,
    weeks: weeks.weekCount,
    settings,
    signals: ranked,
    alarms: tellAlarms(snapshot, prices, weeks, tree[ITEM_LEVEL]!, nodes),
    layer: { id: 'sensing', kind: 'sensing', source: 'sensing', owner: 'sensing', cells: moves.cells.close() },
  }
}

/** By row: 1 where its group is switched off in the week to come. */
function switchesAfter(weeks: SensingWeeks, { before }: LevelBelief, group: Int32Array): Uint8Array {
  const sensed = weeks.planned.map((units, cell) => sensedUnits(units, weeks.plain[cell]!, before[cell]!))
  const on = groupSwitches(weeks, weeks, sensed, group)
  return Uint8Array.from(group, (of) => (on[of]![weeks.weekCount] === true ? 0 : 1))
}

function rowsByNode(nodeOf: Int32Array): number[][] {
  const nodes: number[][] = []
  nodeOf.forEach((node, row) => {
    const rows = nodes[node]
    if (rows === undefined) nodes[node] = [row]
    else rows.push(row)
  })
  return nodes
}

interface Sensed {
  readonly snapshot: SensedPlan
  readonly prices: UnitPrices
  readonly weeks: SensingWeeks
  readonly belief: LevelBelief
  readonly moves: SensingMoves
  /** By row. */
  readonly isOff: Uint8Array
}

function signalOf(sensed: Sensed, rows: readonly number[]): Signal {
  const { snapshot, prices, weeks, belief, isOff } = sensed
  const { company, plan } = snapshot
  const { demand } = plan.rows
  const last = sumOfWeek(weeks, rows, weeks.weekCount - 1)
  const anew = rows.filter((row) => weeks.anew[weeks.weekCount * weeks.rowCount + row] === 1)
  const [first] = rows as [number]
  const product = company.products[demand.item[first]!]!
  const { country } = company.locations[demand.location[first]!]!
  const { intents, units, netSales, margin } = moveRows(sensed, rows)
  const minor = (major: number): number => Math.sign(major) * prices.base.round(Math.abs(major))
  return {
    id: `${product.id}@${country}`,
    item: product.id,
    family: product.family,
    country,
    sold: last.sold,
    planned: last.planned,
    multiplier: firstMultiplier(sensed, rows),
    units,
    netSales: minor(netSales),
    margin: minor(margin),
    rows: rows.length,
    needsApproval: rows.some((row) => isOff[row] === 0 && needsApproval(belief.ahead(row, 1))),
    isOff: isOff[first] === 1,
    knownShare: last.planned > 0 ? sumOfWeek(weeks, anew, weeks.weekCount - 1).planned / last.planned : 0,
    intents,
  }
}

function moveRows({ snapshot, prices, moves }: Sensed, rows: readonly number[]) {
  const total = { intents: [] as QuantityIntent[], units: 0, netSales: 0, margin: 0 }
  for (const row of rows)
    for (const ahead of moves.ahead) {
      let quantity = 0
      for (const { bucket, units } of moves.of(row, ahead)) {
        quantity += units
        moves.cells.add(row, bucket, units)
        total.netSales += (units / QUANTITY_PER_UNIT) * prices.netPrice(row, bucket)
        total.margin += (units / QUANTITY_PER_UNIT) * prices.margin(row, bucket)
      }
      total.units += quantity
      if (quantity !== 0) total.intents.push(intentOf(snapshot.plan, row, ahead, quantity))
    }
  return total
}

/** Rows weigh as the plan of the last week does. */
function firstMultiplier({ weeks, belief, isOff }: Sensed, rows: readonly number[]): number {
  let plain = 0
  let moved = 0
  for (const row of rows) {
    const units = weeks.planned[(weeks.weekCount - 1) * weeks.rowCount + row]!
    if (!(units > 0)) continue
    plain += units
    moved += units * (1 + (isOff[row] === 1 ? 0 : moveOf(belief.ahead(row, 1))))
  }
  return plain > 0 ? moved / plain : 1
}

function sumOfWeek({ rowCount, sold, planned }: SensingWeeks, rows: readonly number[], week: number) {
  const total = { sold: 0, planned: 0 }
  for (const row of rows) {
    const cell = week * rowCount + row
    if (Number.isNaN(sold[cell]!)) continue
    total.sold += sold[cell]!
    total.planned += planned[cell]!
  }
  return total
}
