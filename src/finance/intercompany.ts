import { assert, assertExact } from '../core/base/assert.js'
import { portion } from './portion.js'

/**
 * Goods that one legal entity of the group sells to another, in a month. All money in atoms of the group's currency:
 * each side translated once, by its own books, so that the two readings of a price may differ by rounding.
 */
export interface IntercompanyTransfer {
  /** Counted from the first month of the plan. */
  readonly month: number
  readonly seller: number
  readonly buyer: number
  readonly item: number
  readonly quantity: number
  /** Transfer price × quantity in the seller's books, and in the buyer's. */
  readonly sold: number
  readonly bought: number
  /** What the goods stood for in the seller's stock, and stand for in the buyer's. */
  readonly costAtSeller: number
  readonly costAtBuyer: number
  /** Paid at the border: a cost of the group, not a profit within it. */
  readonly duty: number
}

/** What an entity had of an item and let go of to the outside, per month: quantities. */
export interface EntityItem {
  readonly entity: number
  readonly item: number
  readonly opening: number
  /** Purchased or produced by the entity itself. */
  readonly received: Float64Array
  /** Sold to customers, used up or written off. */
  readonly issued: Float64Array
  /** Group profit in the opening stock, in atoms of the group's currency. */
  readonly openingProfit: number
}

/** Lines that an entity's P&L has and the group's has not. Effect on result: income above zero. */
export const INTERCOMPANY_LINES = ['intercompanySales', 'intercompanyCost', 'intercompanyVariance'] as const
export type IntercompanyLine = (typeof INTERCOMPANY_LINES)[number]

export interface EntityEffect {
  readonly entity: number
  readonly month: number
  readonly line: IntercompanyLine
  readonly amount: number
}

/** Rows of the P&L that transfers give their seller and their buyer. */
export function intercompanyEffects(transfers: readonly IntercompanyTransfer[]): EntityEffect[] {
  return transfers.flatMap(({ month, seller, buyer, sold, bought, costAtSeller, costAtBuyer, duty }) => [
    { entity: seller, month, line: 'intercompanySales' as const, amount: sold },
    { entity: seller, month, line: 'intercompanyCost' as const, amount: 0 - costAtSeller },
    { entity: buyer, month, line: 'intercompanyVariance' as const, amount: costAtBuyer - bought - duty },
  ])
}

/**
 * Profit the group has made with itself on goods that are still in its stock: what the buyer's books say they stand
 * for, less what they stood for in the seller's and less duty. It moves with the goods (a transfer carries the
 * seller's share of it on) and is realised as they leave the group, in proportion to the quantity that leaves.
 */
export interface UnrealisedProfit {
  /** Per entity-item, at the end of each month, in the order of the entity-items given. */
  readonly closing: readonly Float64Array[]
  readonly opening: number
  /** Of the whole group at the end of each month. */
  readonly groupClosing: Float64Array
}

export function unrealisedProfit(
  items: readonly EntityItem[],
  transfers: readonly IntercompanyTransfer[],
  monthCount: number,
): UnrealisedProfit {
  const at = new Map(items.map((each, index) => [`${each.entity} ${each.item}`, index]))
  const find = (entity: number, item: number): number => {
    const index = at.get(`${entity} ${item}`)
    assert(index !== undefined, 'a transfer of goods its entity knows nothing of', { entity, item })
    return index
  }
  const stock = items.map((each) => each.opening)
  const profit = items.map((each) => each.openingProfit)
  const closing = items.map(() => new Float64Array(monthCount))
  for (let month = 0; month < monthCount; month++) {
    const moves = transfers
      .filter((each) => each.month === month)
      .map((each) => ({ each, from: find(each.seller, each.item), to: find(each.buyer, each.item) }))
    items.forEach((each, index) => {
      stock[index]! += each.received[month]!
    })
    for (const { each, from, to } of inFlowOrder(moves)) {
      const carried = letGo(stock, profit, from, each.quantity)
      stock[to]! += each.quantity
      profit[to]! += carried + each.costAtBuyer - each.costAtSeller - each.duty
    }
    items.forEach((each, index) => {
      letGo(stock, profit, index, each.issued[month]!)
      closing[index]![month] = profit[index]!
    })
  }
  const opening = items.reduce((sum, each) => sum + each.openingProfit, 0)
  const groupClosing = Float64Array.from({ length: monthCount }, (_, month) =>
    assertExact(
      closing.reduce((sum, of) => sum + of[month]!, 0),
      'unrealised profit',
    ),
  )
  return { closing, opening, groupClosing }
}

/** Takes a quantity out of a pool with the profit that belongs to it; a pool that runs dry lets go of all of it. */
function letGo(stock: number[], profit: number[], index: number, quantity: number): number {
  if (quantity <= 0) return 0
  const share = quantity >= stock[index]! ? profit[index]! : portion(profit[index]!, quantity, stock[index]!)
  stock[index] = Math.max(0, stock[index]! - quantity)
  profit[index]! -= share
  return share
}

interface Move {
  readonly each: IntercompanyTransfer
  readonly from: number
  readonly to: number
}

/** Who sells on what it bought in the same month comes after who sold it; a circle is cut at its first transfer. */
function inFlowOrder(moves: readonly Move[]): Move[] {
  const left = [...moves]
  const ordered: Move[] = []
  while (left.length > 0) {
    const free = left.findIndex((move) => !left.some((other) => other.to === move.from && other !== move))
    ordered.push(...left.splice(Math.max(0, free), 1))
  }
  return ordered
}

/** A line of a P&L by entity and month, in atoms of the group's currency; effect on result, income above zero. */
export interface ResultLine {
  readonly entity: number
  readonly month: number
  readonly line: string
  readonly amount: number
}

export interface Elimination {
  readonly month: number
  readonly line: string
  readonly amount: number
}

/**
 * What is taken off the sum of the entities to get the group. Sales, cost and variance of transfers leave altogether;
 * cost of sales gives back the group profit that was realised in the month, which the buyer's books still count as
 * cost. Together that is the change of unrealised profit, and the rounding between the two readings of a price.
 */
export function eliminations(
  transfers: readonly IntercompanyTransfer[],
  profit: UnrealisedProfit,
  monthCount: number,
): Elimination[] {
  const months = Array.from({ length: monthCount }, () => ({ sales: 0, cost: 0, variance: 0, added: 0 }))
  for (const each of transfers) {
    const month = months[each.month]!
    month.sales += each.sold
    month.cost -= each.costAtSeller
    month.variance += each.costAtBuyer - each.bought - each.duty
    month.added += each.costAtBuyer - each.costAtSeller - each.duty
  }
  return months.flatMap(({ sales, cost, variance, added }, month) => {
    const before = month === 0 ? profit.opening : profit.groupClosing[month - 1]!
    const realised = before + added - profit.groupClosing[month]!
    return [
      { month, line: 'intercompanySales', amount: sales },
      { month, line: 'intercompanyCost', amount: cost },
      { month, line: 'intercompanyVariance', amount: variance },
      { month, line: 'standardCost', amount: 0 - realised },
    ].filter((row) => row.amount !== 0)
  })
}

/** Group = Σ entities − eliminations, line by line and month by month, exactly. Lines that cancel are left out. */
export function consolidate(entities: readonly ResultLine[], eliminated: readonly Elimination[]): Elimination[] {
  const sums = new Map<string, { month: number; line: string; amount: number }>()
  const add = (month: number, line: string, amount: number): void => {
    const key = `${month} ${line}`
    const row = sums.get(key)
    if (row === undefined) sums.set(key, { month, line, amount })
    else row.amount += amount
  }
  for (const row of entities) add(row.month, row.line, row.amount)
  for (const row of eliminated) add(row.month, row.line, 0 - row.amount)
  return [...sums.values()]
    .filter((row) => assertExact(row.amount, 'a line of the group') !== 0)
    .sort((a, b) => a.month - b.month || (a.line < b.line ? -1 : a.line > b.line ? 1 : 0))
}
