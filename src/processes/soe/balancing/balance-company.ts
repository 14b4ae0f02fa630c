/** Surplus to where it is missing, over a whole company: rules BA1 to BA18 of docs/specs/balancing.md. */
import {
  type BalancingLane,
  type BalancingNode,
  transferProblem,
} from '../../../core/inventory/balancing/item-outlook.js'
import { type Move, movesOf } from '../../../core/inventory/balancing/moves.js'
import { deviationAt, STRATA, strataMeans } from '../../../core/inventory/balancing/strata.js'
import { lossOfNothing, type TransferProblem, takerLoss } from '../../../core/inventory/balancing/transfer-problem.js'
import type { SharedLimits } from '../../../core/inventory/balancing/whole-packs.js'
import { deriveUnitValues } from '../../exceptions/unit-values.js'
import {
  type BalancingInput,
  type BalancingLimits,
  type BalancingPorts,
  KEEP_CHANCE,
  UNLIMITED,
} from './balancing-input.js'
import { openRowOutlooks } from './row-outlook.js'
import { openSeenPlaces } from './seen-places.js'
import { openTransferWays, type TransferWay } from './transfer-ways.js'

/** A transfer with everything that is known of it; money in major units of the base currency. */
export interface FoundMove extends Move {
  readonly way: TransferWay
  readonly verdict: 'propose' | 'recommend'
  /** Position of the company. */
  readonly item: number
  /** Stock row; −1 where the place is a customer's. */
  readonly toRow: number
  readonly from: BalancingNode
  readonly to: BalancingNode
  /** What the place is expected to lose when nothing is done, and the chance that it loses anything. */
  readonly loss: number
  readonly chance: number
}

export interface CompanyBalance {
  readonly moves: readonly FoundMove[]
  /** Items that had somebody with too much and somebody with too little. */
  readonly items: number
  /** Expected in all of them. */
  readonly lossOfNothing: number
  /** What a move has to be worth to be told: as for any trouble (EX3). */
  readonly floor: number
  /** Ways that some item could have used, were it not for a rule. */
  readonly barred: { readonly customs: number; readonly back: number }
}

interface ItemAtPlaces {
  readonly item: number
  readonly problem: TransferProblem
  /** By node; −1 where the place is a customer's. */
  readonly rows: readonly number[]
  readonly nodes: readonly BalancingNode[]
  readonly ways: readonly { readonly way: TransferWay; readonly verdict: 'propose' | 'recommend' }[]
}

export async function balanceCompany(
  input: BalancingInput,
  ports: BalancingPorts,
  asked: BalancingLimits = UNLIMITED,
): Promise<CompanyBalance> {
  const fleets = openFleets(asked)
  const { items, barred, floor } = openItems(input, fleets.of)
  const limits: SharedLimits = { budget: asked.budget, fleets: fleets.units() }
  const packs = await ports.balance(
    items.map(({ problem }) => problem),
    limits,
  )
  const moves = items.flatMap((item, at) => foundMoves(item, packs[at]!))
  return {
    moves: moves.sort((a, b) => b.benefit - a.benefit || a.item - b.item || a.lane - b.lane),
    items: items.length,
    lossOfNothing: items.reduce((sum, { problem }) => sum + lossOfNothing(problem), 0),
    floor,
    barred,
  }
}

/** The trucks of each lane that says what one carries, where there are only so many. */
function openFleets({ trucks }: BalancingLimits) {
  const numbers = new Map<number, number>()
  const units: number[] = []
  return {
    of({ lane, truckUnits }: TransferWay): number {
      if (trucks === null || truckUnits === null) return -1
      const known = numbers.get(lane)
      if (known !== undefined) return known
      numbers.set(lane, units.length)
      return units.push(truckUnits * trucks) - 1
    },
    units: (): Float64Array => Float64Array.from(units),
  }
}

function openItems(
  input: BalancingInput,
  fleetOf: (way: TransferWay) => number,
): {
  items: ItemAtPlaces[]
  barred: CompanyBalance['barred']
  floor: number
} {
  const { plan } = input
  const values = deriveUnitValues(input)
  const ways = openTransferWays(input, values.base)
  const outlookOf = openRowOutlooks(input, (row) => values.servedMargin[row]!)
  const options = { deviations: strataMeans(STRATA), keep: deviationAt(KEEP_CHANCE) }
  const barred = { customs: 0, back: 0 }
  const items: ItemAtPlaces[] = []
  const seenOf = openSeenPlaces(input, values)
  for (const { item, rows } of rowsByItem(input)) {
    const seen = seenOf(item)
    const places = [...rows.map((row) => plan.rows.stock.location[row]!), ...seen.map(({ location }) => location)]
    const at = new Map(places.map((location, node) => [location, node]))
    const known = ways.of(item).filter(({ from, to }) => at.has(from) && at.has(to))
    if (known.length === 0) continue
    const open: ItemAtPlaces['ways'][number][] = []
    for (const way of known) {
      const verdict = ways.verdict(item, way)
      if (verdict === 'propose' || verdict === 'recommend') open.push({ way, verdict })
      else barred[verdict] += 1
    }
    const nodes = [...rows.map(outlookOf), ...seen.map(({ node }) => node)]
    const lanes = open.map(({ way }) => laneOf(input, way, at, fleetOf(way)))
    const problem = transferProblem(nodes, lanes, options)
    if (problem !== null) items.push({ item, problem, rows: [...rows, ...seen.map(() => -1)], nodes, ways: open })
  }
  return { items, barred, floor: values.floor }
}

/** Stock rows of each item; they lie next to each other. */
function rowsByItem({ plan }: BalancingInput): { item: number; rows: number[] }[] {
  const { count, item } = plan.rows.stock
  const groups: { item: number; rows: number[] }[] = []
  for (let row = 0; row < count; row++) {
    const last = groups.at(-1)
    if (last !== undefined && last.item === item[row]) last.rows.push(row)
    else groups.push({ item: item[row]!, rows: [row] })
  }
  return groups
}

function laneOf(
  { plan }: BalancingInput,
  way: TransferWay,
  at: ReadonlyMap<number, number>,
  fleet: number,
): BalancingLane {
  const { firstDay, count } = plan.horizon
  let arrival = 0
  while (arrival < count && firstDay[arrival]! < way.arrivalDay) arrival++
  return {
    from: at.get(way.from)!,
    to: at.get(way.to)!,
    arrival,
    cost: way.cost,
    pack: way.pack,
    minimum: way.minimum,
    fleet,
  }
}

function foundMoves({ item, problem, rows, nodes, ways }: ItemAtPlaces, packs: Float64Array): FoundMove[] {
  return movesOf(problem, nodes, packs).map((move) => {
    const taker = problem.taker.indexOf(move.taker)
    const lacks = problem.lack.subarray(taker * problem.strata, (taker + 1) * problem.strata)
    return {
      ...move,
      ...ways[move.lane]!,
      item,
      toRow: rows[move.taker]!,
      from: nodes[move.giver]!,
      to: nodes[move.taker]!,
      loss: takerLoss(problem, taker, 0),
      chance: lacks.filter((lack) => lack > 0).length / problem.strata,
    }
  })
}
