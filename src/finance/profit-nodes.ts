/** The places money lies at in the fixed order of spreading (account → family → location → row), each with its months. */
import type { Hierarchy } from '../core/plan/hierarchy.js'
import type { Plan } from '../core/plan/plan.js'
import { entryOf } from './entry.js'
import { addLineMoney, divisorOfCubeRow, recogniseUnits } from './leaf-money.js'
import { addBucketsToMonths, BASE_LINES, type BaseLine, type FixedMoney, type MoneyPlan } from './money-plan.js'
import { GIVEN_LINES, type GivenLine } from './profit-chart.js'

export interface ProfitSource {
  readonly plan: Pick<Plan, 'rows' | 'product' | 'location' | 'customer'> & {
    columns: Pick<Plan['columns'], 'constrained'>
  }
  readonly money: MoneyPlan
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

/** Cube rows of one entity and account, by family and then location: the group in which a reading is spread. */
export function cubeGroups(source: ProfitSource): Node[] {
  const { cube, accounts } = source.money
  const groups = new Map<number, number[]>()
  for (let row = 0; row < cube.count; row++)
    entryOf(groups, cube.entity[row]! * accounts.length + cube.account[row]!, () => [] as number[]).push(row)
  const order = (a: number, b: number): number =>
    cube.family[a]! - cube.family[b]! || cube.location[a]! - cube.location[b]!
  return [...groups.values()].map((rows) => cubeNode(source, rows.sort(order), 0))
}

function cubeNode(source: ProfitSource, rows: readonly number[], level: 0 | 1 | 2): Node {
  const { money } = source
  const { cube } = money
  const first = rows[0]!
  return {
    entity: cube.entity[first]!,
    months: NODE_LINES.map((line) => {
      const cells = line === 'units' ? money.cubeUnits : isBaseLine(line) ? money.cubeMoney[line] : null
      return cells === null ? null : monthsOfRows(money, cells, rows)
    }),
    values: () => valuesOfCubeRow(source, first, level),
    children() {
      if (level === 2) return leafNodes(source, first)
      if (level === 1) return rows.map((row) => cubeNode(source, [row], 2))
      return runsOf(rows, (row) => cube.family[row]!).map((run) => cubeNode(source, run, 1))
    },
  }
}

const isBaseLine = (line: GivenLine): line is BaseLine => (BASE_LINES as readonly string[]).includes(line)

function runsOf(rows: readonly number[], keyOf: (row: number) => number): number[][] {
  const runs: number[][] = []
  rows.forEach((row, at) => {
    if (at > 0 && keyOf(rows[at - 1]!) === keyOf(row)) runs[runs.length - 1]!.push(row)
    else runs.push([row])
  })
  return runs
}

function monthsOfRows(money: MoneyPlan, cells: Float64Array, rows: readonly number[]): Float64Array {
  const months = new Float64Array(money.monthCount)
  for (const row of rows) addBucketsToMonths(money, cells, row, months)
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
        if (line === 'units') return monthsOfRows(money, units, [0])
        if (!isBaseLine(line) || money.rates[line] === null) return null
        buckets.fill(0)
        addLineMoney(money, line, row, units, divisor, buckets, 0)
        return monthsOfRows(money, buckets, [0])
      }),
      values: () => ({
        ...valuesOfCubeRow(source, cubeRow, 2),
        item: leafId(plan.product, plan.rows.demand.item[row]!),
        customer: leafId(plan.customer, plan.rows.demand.customer[row]!),
      }),
      children: () => [],
    }
  })
}

const leafId = (hierarchy: Hierarchy, leaf: number): string =>
  leaf < 0 ? '' : hierarchy.id[hierarchy.leafNode[leaf]!]!

function valuesOfCubeRow({ plan, money }: ProfitSource, cubeRow: number, level: 0 | 1 | 2): Values {
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

/** Money without volume, one node per company, account and country, with its families below. */
export function fixedGroups(money: MoneyPlan): Node[] {
  const groups = new Map<string, FixedMoney[]>()
  for (const fixed of money.fixed)
    entryOf(groups, `${fixed.entity} ${fixed.account} ${fixed.country}`, () => [] as FixedMoney[]).push(fixed)
  return [...groups.values()].map((rows) => fixedNode(money, rows, false))
}

function fixedNode(money: MoneyPlan, rows: readonly FixedMoney[], named: boolean): Node {
  const { entity, account, country, family } = rows[0]!
  const buyer = account < 0 ? null : money.accounts[account]!
  const familyNames = { family: money.families[family]?.id ?? '', category: money.families[family]?.category ?? '' }
  return {
    entity,
    months: NODE_LINES.map((line) => {
      const ofLine = rows.filter((row) => row.line === line)
      if (ofLine.length === 0) return null
      const months = new Float64Array(money.monthCount)
      for (const row of ofLine) months[row.month]! += row.amount
      return months
    }),
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
