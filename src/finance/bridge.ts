import { assert, assertExact } from '../core/base/assert.js'

/**
 * The one bridge between any two versions (SPINE 12; formulas of DOMAIN §5.5). It works on *leaves* (item × customer ×
 * country, or finer), never on averages of a level, so that its bars add up on every level; and on whole money atoms
 * of the group's currency, so that they add up exactly.
 *
 * "From" is the version one starts at (a plan, a budget, last year), "to" the one one arrives at.
 */
export interface Bridge {
  /** What the bars are called, in the order of `cells`. */
  readonly bars: readonly string[]
  /** Rows: leaves at first, groups after `groupBridge`. */
  readonly count: number
  /** Row r has the cells [r × bars.length, (r + 1) × bars.length). */
  readonly cells: Float64Array
  readonly from: Float64Array
  readonly to: Float64Array
}

/** A line of the P&L in two versions, one whole amount per leaf, in atoms of the group's currency. */
export interface BridgeLine {
  readonly from: Float64Array
  /** "To" in local currency, translated at the rates of "from". */
  readonly toAtFromRates: Float64Array
  readonly to: Float64Array
}

/** A line that is taken off (positive = cost) and whose unit rate has a bar of its own. */
export interface BridgeCost extends BridgeLine {
  readonly bar: string
}

export interface BridgeLeaves {
  readonly count: number
  readonly fromQuantity: Float64Array
  readonly toQuantity: Float64Array
  /** Family × unit of measure, as a rule: mix has a meaning only within one unit of measure. From 0. */
  readonly mixGroup: Int32Array
  readonly sales: BridgeLine
  /** None: bridge of net sales. Standard cost: of gross margin. With logistics: of contribution. */
  readonly costs: readonly BridgeCost[]
  /** Millionths by which indexed price clauses raised the leaf's price; the price bar keeps the rest. */
  readonly indexation?: Float64Array
  /** Names of the bars for money without volume (opex, funds, D&A) and, per leaf, which of them it belongs to. */
  readonly withoutVolume?: { readonly bars: readonly string[]; readonly barOfLeaf: Uint8Array }
}

const FIXED_BARS = ['fx', 'price', 'indexation', 'volume', 'mix', 'new', 'discontinued'] as const
const [FX, PRICE, INDEXATION, VOLUME, MIX, NEW, DISCONTINUED] = [0, 1, 2, 3, 4, 5, 6] as const
const FIRST_COST = FIXED_BARS.length

/**
 * Bars of every leaf. Per leaf `from + Σ bars = to` in whole atoms: FX, new, discontinued and money without volume are
 * whole by themselves, the residue of the others goes by largest remainder over them.
 */
export function bridge(leaves: BridgeLeaves): Bridge {
  const withoutVolume = leaves.withoutVolume?.bars ?? ['withoutVolume']
  const bars = [...FIXED_BARS, ...leaves.costs.map((cost) => cost.bar), ...withoutVolume]
  const { from, toAtFromRates, to } = resultOf(leaves)
  const groups = groupTotals(leaves)
  const width = bars.length
  const cells = new Float64Array(leaves.count * width)
  const exact = new Float64Array(FIRST_COST + leaves.costs.length)
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    const at = leaf * width
    cells[at + FX] = to[leaf]! - toAtFromRates[leaf]!
    const change = toAtFromRates[leaf]! - from[leaf]!
    const kind = kindOf(leaves, groups, leaf)
    if (kind === 'continuing') {
      continuingTerms(leaves, groups, leaf, exact)
      if (exact.every(isMoney)) roundToTotal(exact, change, cells, at)
      else cells[at + NEW] = change
    } else if (kind === 'new') cells[at + NEW] = change
    else if (kind === 'discontinued') cells[at + DISCONTINUED] = change
    else cells[at + exact.length + (leaves.withoutVolume?.barOfLeaf[leaf] ?? 0)] = change
  }
  return { bars, count: leaves.count, cells, from, to }
}

/** The same bridge on a coarser level: sums of whole numbers, so any grouping of groups gives the same totals. */
export function groupBridge(fine: Bridge, groupOfRow: Int32Array, groupCount: number): Bridge {
  const width = fine.bars.length
  const cells = new Float64Array(groupCount * width)
  const from = new Float64Array(groupCount)
  const to = new Float64Array(groupCount)
  for (let row = 0; row < fine.count; row++) {
    const group = groupOfRow[row]!
    from[group]! += fine.from[row]!
    to[group]! += fine.to[row]!
    for (let bar = 0; bar < width; bar++) cells[group * width + bar]! += fine.cells[row * width + bar]!
  }
  for (const value of cells) assertExact(value, 'a bar of the bridge')
  return { bars: fine.bars, count: groupCount, cells, from, to }
}

/** The first row whose bars do not lead from "from" to "to", or −1. For `prove`, which trusts nobody. */
export function firstUnbridgedRow(bridged: Bridge): number {
  const width = bridged.bars.length
  for (let row = 0; row < bridged.count; row++) {
    let reached = bridged.from[row]!
    for (let bar = 0; bar < width; bar++) reached += bridged.cells[row * width + bar]!
    if (reached !== bridged.to[row]!) return row
  }
  return -1
}

/** A bar of one row by its name; 0 where the bridge has no such bar. */
export function barOf(bridged: Bridge, row: number, bar: string): number {
  const at = bridged.bars.indexOf(bar)
  return at < 0 ? 0 : bridged.cells[row * bridged.bars.length + at]!
}

/** Beyond this a ratio of quantities is noise (a thousandth of a unit planned, a million sold), not a price. */
const isMoney = (amount: number): boolean => Math.abs(amount) < 2 ** 50

/** Sales less costs, leaf by leaf. */
function resultOf(leaves: BridgeLeaves): BridgeLine {
  const result = {
    from: Float64Array.from(leaves.sales.from),
    toAtFromRates: Float64Array.from(leaves.sales.toAtFromRates),
    to: Float64Array.from(leaves.sales.to),
  }
  for (const cost of leaves.costs)
    for (let leaf = 0; leaf < leaves.count; leaf++) {
      result.from[leaf]! -= cost.from[leaf]!
      result.toAtFromRates[leaf]! -= cost.toAtFromRates[leaf]!
      result.to[leaf]! -= cost.to[leaf]!
    }
  return result
}

interface GroupTotals {
  readonly from: Float64Array
  readonly to: Float64Array
}

const continues = (leaves: BridgeLeaves, leaf: number): boolean =>
  leaves.fromQuantity[leaf] !== 0 && leaves.toQuantity[leaf] !== 0

/** Quantities of the mix groups, over the leaves that both versions have. */
function groupTotals(leaves: BridgeLeaves): GroupTotals {
  let count = 0
  for (const group of leaves.mixGroup) count = Math.max(count, group + 1)
  const totals = { from: new Float64Array(count), to: new Float64Array(count) }
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    if (!continues(leaves, leaf)) continue
    const group = leaves.mixGroup[leaf]!
    assert(group >= 0, 'a leaf has no mix group', { leaf })
    totals.from[group]! += leaves.fromQuantity[leaf]!
    totals.to[group]! += leaves.toQuantity[leaf]!
  }
  return totals
}

/** A group whose continuing quantity was nothing (returns cancelled sales) has no volume to scale: all of it is new. */
function kindOf(
  leaves: BridgeLeaves,
  groups: GroupTotals,
  leaf: number,
): 'continuing' | 'new' | 'discontinued' | 'withoutVolume' {
  if (continues(leaves, leaf)) return groups.from[leaves.mixGroup[leaf]!] === 0 ? 'new' : 'continuing'
  if (leaves.toQuantity[leaf] !== 0) return 'new'
  return leaves.fromQuantity[leaf] !== 0 ? 'discontinued' : 'withoutVolume'
}

/**
 * DOMAIN §5.5, with amounts in place of quantity × price × rate: `V = Q_P p_P f_P` is the amount of "from" and
 * `C = Q_A p_A f_P` the one of "to" at from's rates, so price = C − V·Q_A/Q_P, and so on.
 */
function continuingTerms(leaves: BridgeLeaves, groups: GroupTotals, leaf: number, terms: Float64Array): void {
  const fromQuantity = leaves.fromQuantity[leaf]!
  const toQuantity = leaves.toQuantity[leaf]!
  const group = leaves.mixGroup[leaf]!
  const groupFrom = groups.from[group]!
  const groupTo = groups.to[group]!
  const sales = leaves.sales.from[leaf]!
  const salesAtToQuantity = (sales * toQuantity) / fromQuantity
  terms.fill(0)
  const indexed = leaves.indexation === undefined ? 0 : (salesAtToQuantity * leaves.indexation[leaf]!) / 1_000_000
  terms[INDEXATION] = indexed
  terms[PRICE] = leaves.sales.toAtFromRates[leaf]! - salesAtToQuantity - indexed
  let margin = sales
  for (let cost = 0; cost < leaves.costs.length; cost++) {
    const line = leaves.costs[cost]!
    const amount = line.from[leaf]!
    terms[FIRST_COST + cost] = (amount * toQuantity) / fromQuantity - line.toAtFromRates[leaf]!
    margin -= amount
  }
  const marginAtGroupVolume = (margin * groupTo) / groupFrom
  terms[VOLUME] = marginAtGroupVolume - margin
  terms[MIX] = (margin * toQuantity) / fromQuantity - marginAtGroupVolume
}

/**
 * Whole bars next to the exact ones that add up to `total`: floors first, then one more to the biggest fractions; a bar
 * that is exactly nothing stays nothing. The binary fractions of `exact` decide only which bar gets an atom of residue;
 * the total is whole arithmetic.
 */
function roundToTotal(exact: Float64Array, total: number, out: Float64Array, at: number): void {
  let left = total
  for (let bar = PRICE; bar < exact.length; bar++) {
    if (exact[bar] === 0) {
      exact[bar] = Number.NaN
      continue
    }
    const floor = Math.floor(exact[bar]!)
    out[at + bar] = floor
    left -= floor
    exact[bar]! -= floor
  }
  assert(Math.abs(left) <= RESIDUE_MAX, 'the bars of a leaf do not make up its change', { left, total })
  for (; left !== 0; left += left > 0 ? -1 : 1) {
    const chosen = extremeBar(exact, left > 0)
    out[at + chosen]! += left > 0 ? 1 : -1
    exact[chosen]! += left > 0 ? -1 : 1
  }
}

/** A few atoms at most: binary fractions of terms below 2^50 are off by less than one atom each. */
const RESIDUE_MAX = 64

/** The bar with the biggest (smallest) fraction among those that are there at all; price when none is. */
function extremeBar(fractions: Float64Array, biggest: boolean): number {
  let chosen = -1
  for (let bar = PRICE; bar < fractions.length; bar++) {
    const fraction = fractions[bar]!
    if (Number.isNaN(fraction)) continue
    if (chosen < 0 || (biggest ? fraction > fractions[chosen]! : fraction < fractions[chosen]!)) chosen = bar
  }
  return chosen < 0 ? PRICE : chosen
}
