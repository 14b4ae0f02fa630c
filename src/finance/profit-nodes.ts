/** The places money lies at in the fixed order of spreading (account → family → location → row), each with its months. */
import type { Hierarchy } from '../core/plan/hierarchy.js'
import type { Plan } from '../core/plan/plan.js'
import { entryOf } from './entry.js'
import { addLineMoney, divisorOfCubeRow, recogniseUnits } from './leaf-money.js'
import { addBucketsToMonths, BASE_LINES, type BaseLine, type FixedMoney, type MoneyPlan } from './money-plan.js'
import { GIVEN_LINES, type GivenLine } from './profit-chart.js'
import { buildProfitTree, type ProfitTree, type TreeLine } from './profit-tree.js'

export interface ProfitSource {
  readonly plan: Pick<Plan, 'rows' | 'product' | 'location' | 'customer'> & {
    columns: Pick<Plan['columns'], 'constrained'>
  }
  readonly money: MoneyPlan
  /** The cubes by month, where they are kept. */
  readonly tree?: ProfitTree
}

/** How far down the fixed order of spreading a dimension lies: account, family, location, row. */
export const DEPTH_OF = {
  company: 0,
  account: 0,
  channel: 0,
  country: 0,
  family: 1,
  category: 1,
  location: 2,
  item: 3,
  customer: 3,
} as const
export type ProfitDimension = keyof typeof DEPTH_OF

export type Values = Partial<Record<ProfitDimension, string>>

/** What a place has amounts of: quantity first, then the lines of the chart that are not sums. */
export const NODE_LINES: readonly ('units' | GivenLine)[] = ['units', ...GIVEN_LINES]
export const UNITS = 0

/** A place in the fixed order of spreading, with its exact amounts by month, per line; null where it has none. */
export interface Node {
  readonly entity: number
  readonly months: readonly (Float64Array | null)[]
  readonly values: () => Values
  readonly children: () => Node[]
}

/** The accounts of each company, with families, locations and rows below: the groups in which a reading is spread. */
export function cubeGroups(source: ProfitSource): Node[] {
  const tree = source.tree ?? buildProfitTree(source.money)
  return Array.from(tree.accountStart.subarray(1), (_, account) => {
    const [first, end] = [tree.accountStart[account]!, tree.accountStart[account + 1]!]
    const row = tree.order[tree.familyStart[first]!]!
    return {
      entity: source.money.cube.entity[row]!,
      months: monthsInTree(source.money, tree, (line) => line.accounts, account),
      values: () => cubeRowValues(source, row, 0),
      children: () => Array.from({ length: end - first }, (_, at) => familyNode(source, tree, first + at)),
    }
  })
}

function familyNode(source: ProfitSource, tree: ProfitTree, family: number): Node {
  const rows = tree.order.subarray(tree.familyStart[family]!, tree.familyStart[family + 1]!)
  return {
    entity: source.money.cube.entity[rows[0]!]!,
    months: monthsInTree(source.money, tree, (line) => line.families, family),
    values: () => cubeRowValues(source, rows[0]!, 1),
    children: () => Array.from(rows, (row) => locationNode(source, row)),
  }
}

function locationNode(source: ProfitSource, row: number): Node {
  const { money } = source
  return {
    entity: money.cube.entity[row]!,
    months: NODE_LINES.map((line) => {
      const cells = line === 'units' ? money.cubeUnits : isBaseLine(line) ? money.cubeMoney[line] : null
      return cells === null ? null : monthsOfRow(money, cells, row)
    }),
    values: () => cubeRowValues(source, row, 2),
    children: () => leafNodes(source, row),
  }
}

/** Views into what the tree keeps of one node, per line of `NODE_LINES`. */
function monthsInTree(
  { monthCount }: MoneyPlan,
  tree: ProfitTree,
  levelOf: (line: TreeLine) => Float64Array,
  node: number,
): Node['months'] {
  const kept = new Map<string, Float64Array>()
  for (const each of tree.lines) kept.set(each.line, levelOf(each).subarray(node * monthCount, (node + 1) * monthCount))
  return NODE_LINES.map((line) => kept.get(line) ?? null)
}

const isBaseLine = (line: GivenLine): line is BaseLine => (BASE_LINES as readonly string[]).includes(line)

function monthsOfRow(money: MoneyPlan, cells: Float64Array, row: number): Float64Array {
  const months = new Float64Array(money.monthCount)
  addBucketsToMonths(money, cells, row, months)
  return months
}

/** The demand rows of a cube row, valued again by the function the cube was made with. */
function leafNodes(source: ProfitSource, cubeRow: number): Node[] {
  const { plan, money } = source
  const { cube } = money
  const divisor = divisorOfCubeRow(money, cubeRow)
  const units = new Float64Array(money.bucketCount)
  const buckets = new Float64Array(money.bucketCount)
  const members = cube.memberRow.subarray(cube.memberStart[cubeRow]!, cube.memberStart[cubeRow + 1]!)
  return Array.from(members, (row) => {
    recogniseUnits(money, plan.columns, row, units)
    return {
      entity: cube.entity[cubeRow]!,
      months: NODE_LINES.map((line) => {
        if (line === 'units') return monthsOfRow(money, units, 0)
        if (!isBaseLine(line) || money.rates[line] === null) return null
        buckets.fill(0)
        addLineMoney(money, line, row, units, divisor, buckets, 0)
        return monthsOfRow(money, buckets, 0)
      }),
      values: () => ({
        ...cubeRowValues(source, cubeRow, 2),
        item: leafId(plan.product, plan.rows.demand.item[row]!),
        customer: leafId(plan.customer, plan.rows.demand.customer[row]!),
      }),
      children: () => [],
    }
  })
}

export const leafId = (hierarchy: Hierarchy, leaf: number): string =>
  leaf < 0 ? '' : hierarchy.id[hierarchy.leafNode[leaf]!]!

/** Names of a cube row's place, as far down as account (0), family (1) or location (2). */
export function cubeRowValues({ plan, money }: ProfitSource, cubeRow: number, level: 0 | 1 | 2): Values {
  const { cube } = money
  const account = money.accounts[cube.account[cubeRow]!]!
  const family = money.families[cube.family[cubeRow]!]!
  return {
    company: money.entities[cube.entity[cubeRow]!]!.id,
    account: account.id,
    channel: account.channel,
    country: account.country,
    ...(level >= 1 ? { family: family.id, category: family.category } : {}),
    ...(level >= 2 ? { location: leafId(plan.location, cube.location[cubeRow]!) } : {}),
  }
}

// Found once per list: many readings are taken of a plan before its fixed money changes.
const knownGroups = new WeakMap<readonly FixedMoney[], Node[]>()

/** Money without volume, one node per company, account and country, with its families below. */
export function fixedGroups(money: MoneyPlan): Node[] {
  let nodes = knownGroups.get(money.fixed)
  if (nodes === undefined) {
    const groups = new Map<string, FixedMoney[]>()
    for (const fixed of money.fixed)
      entryOf(groups, `${fixed.entity} ${fixed.account} ${fixed.country}`, () => [] as FixedMoney[]).push(fixed)
    nodes = [...groups.values()].map((rows) => fixedNode(money, rows, false))
    knownGroups.set(money.fixed, nodes)
  }
  return nodes
}

function fixedNode(money: MoneyPlan, rows: readonly FixedMoney[], named: boolean): Node {
  const { entity, account, country, family } = rows[0]!
  const buyer = account < 0 ? null : money.accounts[account]!
  const familyNames = { family: money.families[family]?.id ?? '', category: money.families[family]?.category ?? '' }
  return {
    entity,
    months: monthsOfFixed(money, rows),
    values: () => ({
      company: money.entities[entity]!.id,
      account: buyer?.id ?? '',
      channel: buyer?.channel ?? '',
      country,
      ...(named ? familyNames : {}),
    }),
    children() {
      if (named) return []
      const byFamily = new Map<number, FixedMoney[]>()
      for (const row of rows) entryOf(byFamily, row.family, () => [] as FixedMoney[]).push(row)
      const sorted = [...byFamily.entries()].sort(([a], [b]) => a - b)
      return sorted.map(([, of]) => fixedNode(money, of, true))
    },
  }
}

function monthsOfFixed(money: MoneyPlan, rows: readonly FixedMoney[]): Node['months'] {
  const lines: (Float64Array | null)[] = NODE_LINES.map(() => null)
  for (const { line, month, amount } of rows) {
    const at = LINE_AT.get(line)!
    lines[at] ??= new Float64Array(money.monthCount)
    lines[at][month]! += amount
  }
  return lines
}

const LINE_AT = new Map<string, number>(NODE_LINES.map((line, at) => [line, at]))
