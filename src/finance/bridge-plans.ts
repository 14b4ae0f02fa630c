import type { Month } from '../core/base/day.js'
import { type Hierarchy, nodeOfLeaf } from '../core/plan/hierarchy.js'
import { type Bridge, type BridgeCost, type BridgeLine, bridge, groupBridge } from './bridge.js'
import { minorDecimals } from './currency.js'
import { entryOf } from './entry.js'
import { exactProduct } from './exact-product.js'
import { applyRate, type ExchangeRates, type Rate, rateAt } from './exchange-rates.js'
import { divisorOfCubeRow, recogniseUnits } from './leaf-money.js'
import { type BaseLine, FIXED_LINES, type FixedLine, type MoneyPlan } from './money-plan.js'
import { portion } from './portion.js'
import type { ProfitSource } from './profit-nodes.js'

/** How far down the P&L the bridge goes. */
export const BRIDGE_ENDS = ['netSales', 'grossMargin', 'contribution', 'ebit'] as const
export type BridgeEnd = (typeof BRIDGE_ENDS)[number]

export interface BridgePlansQuery {
  readonly end: BridgeEnd
  /** Months compared, pair by pair: the same ones for two plans, twelve apart for this year against last. */
  readonly months: readonly { readonly from: Month; readonly to: Month }[]
  /** Family × unit of measure as a rule; the family alone when absent. */
  readonly mixGroupOf?: (item: string) => string
}

/** Where the money of a leaf lies. Money without volume has no item, and a customer only where it is paid to one. */
export interface BridgeLeafPlace {
  readonly item: string
  readonly family: string
  readonly customer: string
  readonly country: string
  readonly company: string
}

export interface PlanBridge {
  readonly currency: string
  /** Cells are whole numbers of 10^-decimals of the currency: four finer than its legal unit, six at most. */
  readonly decimals: number
  readonly leaves: readonly BridgeLeafPlace[]
  readonly bridge: Bridge
}

/**
 * The bridge between two versions of the plan in the base currency of "from", each at its own PLAN rates; what only the
 * rates changed is the FX bar. Leaves are item × customer × country × company.
 *
 * @throws Refusal `finance.missing_rate`
 */
export function bridgePlans(from: ProfitSource, to: ProfitSource, query: BridgePlansQuery): PlanBridge {
  const currency = from.money.baseCurrency
  const decimals = Math.min(6, minorDecimals(currency) + 4)
  const book = openLeafBook()
  const target = { currency, decimals }
  readVersion(from, query, book, target, (pair) => pair.from, [
    { side: 'from', exchange: from.money.exchange, at: (pair) => pair.from },
  ])
  readVersion(to, query, book, target, (pair) => pair.to, [
    { side: 'toAtFromRates', exchange: from.money.exchange, at: (pair) => pair.from },
    { side: 'to', exchange: to.money.exchange, at: (pair) => pair.to },
  ])
  return { currency, decimals, leaves: book.places, bridge: bridge(book.table(query)) }
}

/** The same bridge by family, country, company, or anything that can be read from a leaf's place. Sorted by name. */
export function groupPlanBridge(
  of: PlanBridge,
  nameOf: (place: BridgeLeafPlace) => string,
): { readonly names: readonly string[]; readonly bridge: Bridge } {
  const names = [...new Set(of.leaves.map(nameOf))].sort()
  const position = new Map(names.map((name, at) => [name, at]))
  const groups = Int32Array.from(of.leaves, (place) => position.get(nameOf(place))!)
  return { names, bridge: groupBridge(of.bridge, groups, names.length) }
}

type Side = keyof BridgeLine
type Pair = BridgePlansQuery['months'][number]

/** Sales lines with their sign, and the costs that have a bar of their own. */
const SALES: readonly { line: BaseLine; sign: 1 | -1 }[] = [
  { line: 'grossSales', sign: 1 },
  { line: 'onInvoiceDiscounts', sign: -1 },
  { line: 'rebates', sign: -1 },
  { line: 'tradeSpend', sign: -1 },
  { line: 'returns', sign: -1 },
  { line: 'fines', sign: -1 },
]
const COSTS: readonly { line: BaseLine; bar: string; from: BridgeEnd }[] = [
  { line: 'standardCost', bar: 'costRate', from: 'grossMargin' },
  { line: 'outboundLogistics', bar: 'logisticsRate', from: 'contribution' },
]
const WITHOUT_VOLUME: Readonly<Partial<Record<FixedLine, BridgeEnd>>> = {
  fixedFunds: 'netSales',
  variances: 'grossMargin',
  writeOffs: 'grossMargin',
  transferLogistics: 'contribution',
  expediteLogistics: 'contribution',
  opex: 'ebit',
  depreciation: 'ebit',
}

const reaches = (end: BridgeEnd, line: BridgeEnd): boolean => BRIDGE_ENDS.indexOf(line) <= BRIDGE_ENDS.indexOf(end)

interface Leaf {
  readonly place: BridgeLeafPlace
  fromQuantity: number
  toQuantity: number
  /** Sales, then each cost; or the one amount of money without volume. */
  readonly amounts: Record<Side, number>[]
  readonly fixed: FixedLine | null
}

interface LeafBook {
  readonly places: BridgeLeafPlace[]
  leaf(key: string, fixed: FixedLine | null, place: () => BridgeLeafPlace): Leaf
  table(query: BridgePlansQuery): Parameters<typeof bridge>[0]
}

function openLeafBook(): LeafBook {
  const leaves: Leaf[] = []
  const places: BridgeLeafPlace[] = []
  const positions = new Map<string, Leaf>()
  const nothing = (): Record<Side, number> => ({ from: 0, toAtFromRates: 0, to: 0 })
  return {
    places,
    leaf(key, fixed, place) {
      return entryOf(positions, key, () => {
        const amounts = Array.from({ length: fixed === null ? 1 + COSTS.length : 1 }, nothing)
        const leaf = { place: place(), fromQuantity: 0, toQuantity: 0, amounts, fixed }
        leaves.push(leaf)
        places.push(leaf.place)
        return leaf
      })
    },
    table(query) {
      const column = (of: (leaf: Leaf) => number): Float64Array => Float64Array.from(leaves, of)
      const line = (at: number): BridgeLine => ({
        from: column((leaf) => leaf.amounts[at]?.from ?? 0),
        toAtFromRates: column((leaf) => leaf.amounts[at]?.toAtFromRates ?? 0),
        to: column((leaf) => leaf.amounts[at]?.to ?? 0),
      })
      const costs = COSTS.flatMap(({ bar, from }, at): BridgeCost[] =>
        reaches(query.end, from) ? [{ bar, ...line(at + 1) }] : [],
      )
      const groups = new Map<string, number>()
      const groupOf = ({ item, family }: BridgeLeafPlace): number =>
        entryOf(groups, query.mixGroupOf?.(item) ?? family, () => groups.size)
      const bars: FixedLine[] = FIXED_LINES.filter((name) => name in WITHOUT_VOLUME)
      return {
        count: leaves.length,
        fromQuantity: column((leaf) => leaf.fromQuantity),
        toQuantity: column((leaf) => leaf.toQuantity),
        mixGroup: Int32Array.from(leaves, (leaf) => groupOf(leaf.place)),
        sales: line(0),
        costs,
        withoutVolume: {
          bars: ['withoutVolume', ...bars],
          barOfLeaf: Uint8Array.from(leaves, (leaf) => (leaf.fixed === null ? 0 : 1 + bars.indexOf(leaf.fixed))),
        },
      }
    },
  }
}

interface Translation {
  readonly side: Side
  readonly exchange: ExchangeRates
  readonly at: (pair: Pair) => Month
}

/** Adds the money of one version to the leaves, translated once per leaf, line and month for each side it stands on. */
function readVersion(
  { plan, money }: ProfitSource,
  query: BridgePlansQuery,
  book: LeafBook,
  target: { currency: string; decimals: number },
  monthOf: (pair: Pair) => Month,
  translations: readonly Translation[],
): void {
  const months = query.months.map((pair) => monthOf(pair) - money.firstMonth)
  const pairOfBucket = Int32Array.from(money.monthOfBucket, (month) => months.indexOf(month))
  const ratesOf = translators(money, query, target, translations)
  const quantity = translations.some(({ side }) => side === 'from') ? 'fromQuantity' : 'toQuantity'
  const names = namesOf(plan)
  const lines = [SALES, ...COSTS.map(({ line }) => [{ line, sign: 1 as const }])]
  const units = new Float64Array(money.bucketCount)
  const byPair = new Float64Array(months.length)
  const buckets = [...pairOfBucket.keys()].filter((bucket) => pairOfBucket[bucket]! >= 0)
  for (let row = 0; row < plan.rows.demand.count; row++) {
    const cubeRow = money.cubeRowOf[row]!
    if (cubeRow < 0) continue
    const entity = money.cube.entity[cubeRow]!
    const { item, customer } = plan.rows.demand
    const company = money.entities[entity]!.id
    const place = names(item[row]!, customer[row]!, money.accounts[money.cube.account[cubeRow]!]!.country, company)
    const leaf = book.leaf(
      `${place.item}\u0001${place.customer}\u0001${place.country}\u0001${company}`,
      null,
      () => place,
    )
    recogniseUnits(money, plan.columns, row, units)
    for (const bucket of buckets) leaf[quantity] += units[bucket]!
    const divisor = divisorOfCubeRow(money, cubeRow)
    lines.forEach((parts, at) => {
      byPair.fill(0)
      for (const part of parts) addLine(money, part, row, units, divisor, buckets, pairOfBucket, byPair)
      ratesOf(entity).add(leaf.amounts[at]!, byPair)
    })
  }
  for (const each of money.fixed) {
    const pair = months.indexOf(each.month)
    const end = WITHOUT_VOLUME[each.line]
    if (pair < 0 || end === undefined || !reaches(query.end, end)) continue
    byPair.fill(0)
    byPair[pair] = 0 - each.amount
    const place = placeOfFixed(money, each)
    const key = `${each.line}\u0001${Object.values(place).join('\u0001')}`
    ratesOf(each.entity).add(book.leaf(key, each.line, () => place).amounts[0]!, byPair)
  }
}

/** The leaf's money in the compared months, by the same exact product as the P&L's. */
function addLine(
  money: MoneyPlan,
  { line, sign }: { line: BaseLine; sign: 1 | -1 },
  row: number,
  units: Float64Array,
  divisor: number,
  buckets: readonly number[],
  pairOfBucket: Int32Array,
  byPair: Float64Array,
): void {
  const table = money.rates[line]
  if (table === null) return
  const rateRow = table.rowOf[row]!
  const start = table.start[rateRow]!
  const step = table.varies[rateRow]!
  for (const bucket of buckets)
    byPair[pairOfBucket[bucket]!]! += sign * exactProduct(units[bucket]!, table.values[start + step * bucket]!, divisor)
}

function placeOfFixed(money: MoneyPlan, each: MoneyPlan['fixed'][number]): BridgeLeafPlace {
  return {
    item: '',
    family: each.family < 0 ? '' : money.families[each.family]!.id,
    customer: each.account < 0 ? '' : money.accounts[each.account]!.id,
    country: each.country,
    company: money.entities[each.entity]!.id,
  }
}

/** Ids of a leaf's place; the customer's country is its account's. */
function namesOf(plan: ProfitSource['plan']) {
  const idOf = (tree: Hierarchy, leaf: number): string => tree.id[tree.leafNode[leaf]!]!
  const families = Array.from(plan.product.leafNode, (_, leaf) =>
    plan.product.levels.includes('family') ? plan.product.id[nodeOfLeaf(plan.product, leaf, 'family')]! : '',
  )
  return (item: number, customer: number, country: string, company: string): BridgeLeafPlace => ({
    item: idOf(plan.product, item),
    family: families[item]!,
    customer: customer < 0 ? '' : idOf(plan.customer, customer),
    country,
    company,
  })
}

/** Per entity, adds amounts by pair of months to the sides of a leaf. Equal rates are translated once. */
function translators(
  money: MoneyPlan,
  query: BridgePlansQuery,
  target: { currency: string; decimals: number },
  translations: readonly Translation[],
) {
  const known = new Map<number, { add(to: Record<Side, number>, byPair: Float64Array): void }>()
  return (entity: number) =>
    entryOf(known, entity, () => {
      const { code, atomDecimals } = money.currencies[money.entities[entity]!.currency]!
      const scale = 10n ** BigInt(Math.abs(target.decimals - atomDecimals))
      const finer = target.decimals >= atomDecimals
      const rates = translations.map(({ exchange, at }) =>
        query.months.map((pair): Rate => {
          const rate = rateAt(exchange, 'PLAN', at(pair), code, target.currency)
          return finer
            ? { numerator: rate.numerator * scale, denominator: rate.denominator }
            : { numerator: rate.numerator, denominator: rate.denominator * scale }
        }),
      )
      return {
        add(to, byPair) {
          byPair.forEach((amount, pair) => {
            if (amount === 0) return
            translations.forEach(({ side }, at) => {
              to[side] += translate(amount, rates[at]![pair]!)
            })
          })
        },
      }
    })
}

/** The same rounding by the short road where the rate is a ratio of whole numbers below 2^53. */
function translate(amount: number, { numerator, denominator }: Rate): number {
  return numerator <= WIDEST && denominator <= WIDEST
    ? portion(amount, Number(numerator), Number(denominator))
    : Number(applyRate(BigInt(amount), { numerator, denominator }))
}

const WIDEST = BigInt(Number.MAX_SAFE_INTEGER)
