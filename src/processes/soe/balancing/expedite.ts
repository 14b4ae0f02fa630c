import type { Day } from '../../../core/base/day.js'
import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../../../core/base/quantity.js'
import { buildOpenDays, EVERY_DAY_OPEN, nextOpenDay } from '../../../core/calendar/open-days.js'
import { runsOutIn } from '../../../core/inventory/balancing/outlook.js'
import type { Lane } from '../../../core/network/company.js'
import { positions } from '../../../core/network/source-book.js'
import { PRODUCTION } from '../../../core/network/supply-network.js'
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
  const { planDay } = plan.horizon
  const lanesOf = openSupplyLanes(input)
  const calendars = buildOpenDays(company.calendars)
  const locationAt = positions(company.locations)
  const costOf = (lane: Lane): number | null => {
    const factor = base.factor(lane.currency, 0)
    // Money of which no rate is known cannot be weighed.
    return lane.costPerUnit > 0 && factor === 0 ? null : (lane.costPerUnit * factor) / UNIT_PRICE_PER_MAJOR
  }
  return (move) => {
    // What a customer brings into its own places is the customer's.
    if (move.toRow < 0) return null
    const usual = usualLane(input, move.toRow)
    const usualCost = usual === undefined ? 0 : costOf(usual)
    if (usualCost === null) return null
    const until = Math.max(move.way.arrivalDay, runsOutDay(input, move))
    const found = lanesOf(move.toRow).flatMap((lane): Expedite[] => {
      if (lane === usual) return []
      const ships = nextOpenDay(calendars.get(lane.calendar ?? '') ?? EVERY_DAY_OPEN, planDay)
      const origin = locationAt.get(lane.from)
      const own = costOf(lane)
      if (own === null || ships === null || ships + lane.leadTimeDays > until) return []
      if (origin !== undefined && !canSpare(input, move.item, origin, move.units)) return []
      const cost = (Math.max(0, own - usualCost) * move.units) / QUANTITY_PER_UNIT
      const arrivalDay = ships + lane.leadTimeDays
      return [{ from: lane.from, mode: lane.mode ?? '', arrivalDay, cost, benefit: move.relief - cost }]
    })
    found.sort((a, b) => a.cost - b.cost || a.arrivalDay - b.arrivalDay || (a.from < b.from ? -1 : 1))
    return found[0] ?? null
  }
}

/** The lanes that may replenish a row on the plan day: none where it is produced, and only those that name its item where any does. */
function openSupplyLanes({ company, plan }: BalancingInput): (row: number) => readonly Lane[] {
  const { planDay } = plan.horizon
  const into = new Map<string, Lane[]>()
  for (const lane of company.lanes) {
    if (lane.use !== 'source' || (lane.validFrom ?? planDay) > planDay || (lane.validTo ?? planDay) < planDay) continue
    const lanes = into.get(lane.to)
    if (lanes === undefined) into.set(lane.to, [lane])
    else lanes.push(lane)
  }
  const { item, location } = plan.rows.stock
  const { sourceStart, sourceKind } = plan.network
  return (row) => {
    if (sourceKind[sourceStart[row]!] === PRODUCTION) return []
    const lanes = into.get(company.locations[location[row]!]!.id) ?? []
    const named = lanes.filter(({ product }) => product === company.products[item[row]!]!.id)
    return named.length > 0 ? named : lanes.filter(({ product }) => product === null)
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

/** Whether so much lies at a place of our own that the plan never needs there. */
function canSpare({ plan }: BalancingInput, item: number, location: number, units: number): boolean {
  const row = findStockRow(plan.rows.stock, item, location)
  if (row < 0) return false
  const { count } = plan.horizon
  if (plan.network.openingStock[row]! < units) return false
  for (let bucket = 0; bucket < count; bucket++) if (plan.columns.closing[row * count + bucket]! < units) return false
  return true
}
