import type { Day } from '../../../core/base/day.js'
import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../../../core/base/quantity.js'
import { buildOpenDays, EVERY_DAY_OPEN, nextOpenDay } from '../../../core/calendar/open-days.js'
import { runsOutIn } from '../../../core/inventory/balancing/outlook.js'
import type { Lane } from '../../../core/network/company.js'
import { positions } from '../../../core/network/source-book.js'
import { findStockRow } from '../../../core/plan/rows.js'
import type { BaseMoney } from '../../exceptions/base-money.js'
import type { FoundMove } from './balance-company.js'
import type { BalancingInput } from './balancing-input.js'

/** The same relief by a quicker lane of the place's own supply. Money in major units of the base currency. */
export interface Expedite {
  readonly from: string
  readonly mode: string
  readonly arrivalDay: Day
  /** On top of what the usual lane costs. */
  readonly cost: number
  readonly benefit: number
}

/** The cheapest lane of own supply that is there in time for what a move relieves; null where there is none (BA14). */
export function openExpedites(input: BalancingInput, base: BaseMoney): (move: FoundMove) => Expedite | null {
  const { company, plan } = input
  const into = new Map<string, Lane[]>()
  for (const lane of company.lanes) {
    if (lane.use !== 'source') continue
    const lanes = into.get(lane.to)
    if (lanes === undefined) into.set(lane.to, [lane])
    else lanes.push(lane)
  }
  const { planDay } = plan.horizon
  const calendars = buildOpenDays(company.calendars)
  const locationAt = positions(company.locations)
  const costOf = (lane: Lane): number => (lane.costPerUnit * base.factor(lane.currency, 0)) / UNIT_PRICE_PER_MAJOR
  return (move) => {
    // What a customer brings into its own places is the customer's.
    if (move.toRow < 0) return null
    const { item, location } = plan.rows.stock
    const product = company.products[move.item]!.id
    const usual = usualLane(input, move.toRow)
    const until = Math.max(move.way.arrivalDay, runsOutDay(input, move))
    const found = (into.get(company.locations[location[move.toRow]!]!.id) ?? []).flatMap((lane): Expedite[] => {
      if (lane === usual || (lane.product !== null && lane.product !== product)) return []
      if ((lane.validFrom ?? planDay) > planDay || (lane.validTo ?? planDay) < planDay) return []
      const ships = nextOpenDay(calendars.get(lane.calendar ?? '') ?? EVERY_DAY_OPEN, planDay)
      const origin = locationAt.get(lane.from)
      if (ships === null || ships + lane.leadTimeDays > until) return []
      if (origin !== undefined && !canSpare(input, item[move.toRow]!, origin, move.units)) return []
      const extra = Math.max(0, costOf(lane) - (usual === undefined ? 0 : costOf(usual)))
      const cost = (extra * move.units) / QUANTITY_PER_UNIT
      const arrivalDay = ships + lane.leadTimeDays
      return [{ from: lane.from, mode: lane.mode ?? '', arrivalDay, cost, benefit: move.relief - cost }]
    })
    found.sort((a, b) => a.cost - b.cost || a.arrivalDay - b.arrivalDay || (a.from < b.from ? -1 : 1))
    return found[0] ?? null
  }
}

function usualLane({ company, plan }: BalancingInput, row: number): Lane | undefined {
  const { sourceStart, sourceLane } = plan.network
  return company.lanes[sourceLane[sourceStart[row]!]!]
}

function runsOutDay({ plan }: BalancingInput, { to }: FoundMove): Day {
  const step = runsOutIn(to.outlook)
  return step < 0 ? to.lastDay : plan.horizon.firstDay[step]!
}

/** Whether the plan never needs so much of what lies at a place of our own. */
function canSpare({ plan }: BalancingInput, item: number, location: number, units: number): boolean {
  const row = findStockRow(plan.rows.stock, item, location)
  if (row < 0) return true
  const { count } = plan.horizon
  if (plan.network.openingStock[row]! < units) return false
  for (let bucket = 0; bucket < count; bucket++) if (plan.columns.closing[row * count + bucket]! < units) return false
  return true
}
