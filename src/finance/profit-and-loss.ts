/**
 * The P&L of a plan by any of its dimensions and month, in exact local atoms or as a reading of them. Above the item and
 * the single customer it comes from the cubes; below, from the leaves, by the same exact product.
 *
 * A reading is rounded at company × account × line × month and spread downwards in the fixed order account → family →
 * location → row; what is not asked for is cut away afterwards, so that a viewer's part always belongs to the same whole.
 */
import type { Month } from '../core/base/day.js'
import { entryOf } from './entry.js'
import type { MoneyPlan } from './money-plan.js'
import { addUpChart, GIVEN_LINES, type GivenLine, type ProfitLines } from './profit-chart.js'
import {
  cubeGroups,
  DEPTH_OF,
  fixedGroups,
  NODE_LINES,
  type Node,
  type ProfitDimension,
  type ProfitSource,
  UNITS,
  type Values,
} from './profit-nodes.js'
import { type ReadingKind, type ReadingRate, readAtoms, readingRate, readingUnit, spreadReading } from './reading.js'

export interface ProfitQuery {
  readonly by: readonly ProfitDimension[]
  /** Keep only these values; absent = all. Money that has no such dimension (opex by item) has the value ''. */
  readonly where?: Readonly<Partial<Record<ProfitDimension, readonly string[]>>>
  /** Keep only the places somebody may see; to tell them apart the tree is gone down to `depth` (`DEPTH_OF`). */
  readonly sees?: { readonly depth: number; readonly at: (values: Values) => boolean }
  readonly reading: ReadingKind
}

export interface ProfitRow {
  /** One value per dimension asked for. */
  readonly key: readonly string[]
  readonly currency: string
  /** Lines are whole numbers of 10^-decimals of the currency. */
  readonly decimals: number
  /** Recognised quantity by month, in thousandths; a sum over items only means something in one unit of measure. */
  readonly units: Float64Array
  /** Every line of the chart by month. */
  readonly lines: ProfitLines
}

/** Rows are sorted by key, and by currency where rows of one key are in several. */
export interface ProfitAndLoss {
  readonly by: readonly ProfitDimension[]
  readonly months: readonly Month[]
  readonly rows: readonly ProfitRow[]
}

/**
 * @throws Refusal `finance.missing_rate` when the reading needs a rate that nobody gave.
 */
export function readProfitAndLoss(source: ProfitSource, query: ProfitQuery): ProfitAndLoss {
  const { money } = source
  const named = [...query.by, ...dimensionsOf(query)].map((dimension) => DEPTH_OF[dimension])
  const depth = Math.max(query.sees?.depth ?? 0, ...named)
  const collector = collect(money, query)
  if (mayHoldVolume(query)) for (const node of cubeGroups(source)) readNode(node, depth, collector)
  for (const node of fixedGroups(money)) readNode(node, depth, collector)
  const months = Array.from({ length: money.monthCount }, (_, month) => money.firstMonth + month)
  return { by: query.by, months, rows: collector.rows() }
}

/** Money with volume has an item and a location. */
const mayHoldVolume = ({ where = {} }: ProfitQuery): boolean =>
  ([where.item, where.location] as const).every((names) => names === undefined || names.some((name) => name !== ''))

const dimensionsOf = (query: ProfitQuery): ProfitDimension[] => Object.keys(query.where ?? {}) as ProfitDimension[]

/** Amounts by month, per line of `NODE_LINES`; null where there are none. */
type Readings = readonly (Float64Array | null)[]

/** Rounds at the top of the order, and spreads down to the depth asked for. */
function readNode(node: Node, depth: number, collector: Collector): void {
  const rates = collector.ratesOf(node.entity)
  const top = node.months.map((atoms, line) =>
    atoms === null || line === UNITS || rates === null
      ? atoms
      : atoms.map((amount, month) => readAtoms(amount, rates[month]!)),
  )
  spreadDown(node, top, rates, depth, collector)
}

function spreadDown(
  node: Node,
  readings: Readings,
  rates: readonly ReadingRate[] | null,
  depth: number,
  collector: Collector,
): void {
  if (!collector.mayKeep(node)) return
  const children = depth === 0 ? [] : node.children()
  if (children.length === 0) {
    collector.add(node, readings)
    return
  }
  const below = rates === null ? children.map((child) => child.months) : spreadLines(children, readings, rates)
  children.forEach((child, at) => {
    spreadDown(child, below[at]!, rates, depth - 1, collector)
  })
}

function spreadLines(children: readonly Node[], readings: Readings, rates: readonly ReadingRate[]): Readings[] {
  const below = children.map((child) =>
    child.months.map((atoms, line) => (atoms === null || line === UNITS ? atoms : new Float64Array(atoms.length))),
  )
  const atoms = new Float64Array(children.length)
  const parts = new Float64Array(children.length)
  readings.forEach((reading, line) => {
    if (reading === null || line === UNITS) return
    for (let month = 0; month < reading.length; month++) {
      for (let child = 0; child < atoms.length; child++) atoms[child] = children[child]!.months[line]?.[month] ?? 0
      spreadReading(reading[month]!, atoms, rates[month]!, parts)
      for (let child = 0; child < parts.length; child++) {
        const part = below[child]![line]
        if (part != null) part[month] = parts[child]!
      }
    }
  })
  return below
}

interface Collector {
  /** Rates by month; null where atoms themselves are asked for. */
  ratesOf(entity: number): readonly ReadingRate[] | null
  /** Whether anything at or under a node may be kept: what it is already known by is asked for. */
  mayKeep(node: Node): boolean
  add(node: Node, readings: Readings): void
  rows(): ProfitRow[]
}

interface Gathered {
  readonly key: string[]
  readonly currency: string
  readonly decimals: number
  /** Per line of `NODE_LINES`. */
  readonly sums: readonly Float64Array[]
}

function collect(money: MoneyPlan, query: ProfitQuery): Collector {
  const rates = new Map<number, readonly ReadingRate[] | null>()
  const gathered = new Map<string, Gathered>()
  const filters = dimensionsOf(query).map((dimension) => ({ dimension, values: new Set(query.where![dimension]) }))
  const currencyOf = (entity: number) => money.currencies[money.entities[entity]!.currency]!
  return {
    ratesOf: (entity) =>
      entryOf(rates, entity, () =>
        query.reading.kind === 'atoms'
          ? null
          : Array.from({ length: money.monthCount }, (_, month) =>
              readingRate(query.reading, currencyOf(entity), money.exchange, money.firstMonth + month),
            ),
      ),
    mayKeep(node) {
      if (filters.length === 0) return true
      const values = node.values()
      return filters.every(({ dimension, values: kept }) => {
        const value = values[dimension]
        return value === undefined || kept.has(value)
      })
    },
    add(node, readings) {
      const values = node.values()
      if (!filters.every(({ dimension, values: kept }) => kept.has(values[dimension] ?? ''))) return
      if (query.sees !== undefined && !query.sees.at(values)) return
      const key = query.by.map((dimension) => values[dimension] ?? '')
      const unit = readingUnit(query.reading, currencyOf(node.entity))
      const row = entryOf(gathered, [...key, unit.currency].join('\u0001'), () => ({
        key,
        ...unit,
        sums: NODE_LINES.map(() => new Float64Array(money.monthCount)),
      }))
      readings.forEach((reading, line) => {
        const sum = row.sums[line]!
        for (let month = 0; reading !== null && month < sum.length; month++) sum[month]! += reading[month]!
      })
    },
    rows: () =>
      [...gathered.entries()]
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([, { sums, ...row }]) => {
          const [units, ...given] = sums
          const lines = Object.fromEntries(GIVEN_LINES.map((line, at) => [line, given[at]!]))
          return {
            ...row,
            units: units!,
            lines: addUpChart(lines as Record<GivenLine, Float64Array>, money.monthCount),
          }
        }),
  }
}
