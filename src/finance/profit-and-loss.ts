/**
 * The P&L of a plan by any of its dimensions and month, in exact local atoms or as a reading of them. Above the item and
 * the single customer it comes from the cubes; below, from the leaves, by the same exact product.
 *
 * A reading is rounded at company × account × line × month and spread downwards in the fixed order account → family →
 * location → row; what is not asked for is cut away afterwards, so that a viewer's part always belongs to the same whole.
 */
import type { Month } from '../core/base/day.js'
import { entryOf } from './entry.js'
import { BASE_LINES, type MoneyPlan } from './money-plan.js'
import { addUpChart, GIVEN_LINES, type GivenLine, type ProfitLines } from './profit-chart.js'
import {
  cubeNode,
  DEPTH_OF,
  fixedNodes,
  groupsOf,
  type Node,
  type ProfitDimension,
  type ProfitSource,
} from './profit-nodes.js'
import { type ReadingKind, type ReadingRate, readAtoms, readingRate, readingUnit, spreadReading } from './reading.js'

export interface ProfitQuery {
  readonly by: readonly ProfitDimension[]
  /** Keep only these values; absent = all. Money that has no such dimension (opex by item) has the value ''. */
  readonly where?: Readonly<Partial<Record<ProfitDimension, readonly string[]>>>
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
  const depth = Math.max(0, ...[...query.by, ...dimensionsOf(query)].map((dimension) => DEPTH_OF[dimension]))
  const collector = collect(money, query)
  for (const group of groupsOf(money)) {
    for (const line of BASE_LINES)
      if (money.cubeMoney[line] !== null) readNode(cubeNode(source, line, group), line, depth, collector)
    readNode(cubeNode(source, 'units', group), 'units', depth, collector)
  }
  for (const node of fixedNodes(money)) readNode(node, node.line, Math.min(depth, 1), collector)
  const months = Array.from({ length: money.monthCount }, (_, month) => money.firstMonth + month)
  return { by: query.by, months, rows: collector.rows() }
}

const dimensionsOf = (query: ProfitQuery): ProfitDimension[] => Object.keys(query.where ?? {}) as ProfitDimension[]

type Line = GivenLine | 'units'

/** Rounds at the top of the order, and spreads down to the depth asked for. */
function readNode(node: Node, line: Line, depth: number, collector: Collector): void {
  const rates = line === 'units' ? null : collector.ratesOf(node.entity)
  const top = rates === null ? node.atoms : node.atoms.map((atoms, month) => readAtoms(atoms, rates[month]!))
  spreadDown(node, top, rates, depth, (leaf, reading) => collector.add(leaf, line, reading))
}

function spreadDown(
  node: Node,
  reading: Float64Array,
  rates: readonly ReadingRate[] | null,
  depth: number,
  emit: (node: Node, reading: Float64Array) => void,
): void {
  const children = depth === 0 ? [] : node.children()
  if (children.length === 0) {
    emit(node, reading)
    return
  }
  const readings = children.map((child) => (rates === null ? child.atoms : new Float64Array(reading.length)))
  rates?.forEach((rate, month) => {
    const parts = spreadReading(
      reading[month]!,
      children.map((child) => child.atoms[month]!),
      rate,
    )
    parts.forEach((part, child) => {
      readings[child]![month] = part
    })
  })
  children.forEach((child, at) => {
    spreadDown(child, readings[at]!, rates, depth - 1, emit)
  })
}

interface Collector {
  /** Rates by month; null where atoms themselves are asked for. */
  ratesOf(entity: number): readonly ReadingRate[] | null
  add(node: Node, line: Line, reading: Float64Array): void
  rows(): ProfitRow[]
}

interface Gathered {
  readonly key: string[]
  readonly currency: string
  readonly decimals: number
  readonly lines: Record<Line, Float64Array>
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
    add(node, line, reading) {
      const values = node.values()
      if (!filters.every(({ dimension, values: kept }) => kept.has(values[dimension] ?? ''))) return
      const key = query.by.map((dimension) => values[dimension] ?? '')
      const unit = readingUnit(query.reading, currencyOf(node.entity))
      const row = entryOf(gathered, [...key, unit.currency].join('\u0001'), () => ({
        key,
        ...unit,
        lines: emptyLines(money.monthCount),
      }))
      for (let month = 0; month < reading.length; month++) row.lines[line][month]! += reading[month]!
    },
    rows: () =>
      [...gathered.entries()]
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([, { lines, ...row }]) => {
          const { units, ...given } = lines
          return { ...row, units, lines: addUpChart(given, money.monthCount) }
        }),
  }
}

function emptyLines(monthCount: number): Record<Line, Float64Array> {
  const names: Line[] = [...GIVEN_LINES, 'units']
  return Object.fromEntries(names.map((line) => [line, new Float64Array(monthCount)])) as Record<Line, Float64Array>
}
