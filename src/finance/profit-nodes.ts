/** The places money lies at in the fixed order of spreading (account → family → location → row), each with its months. */
import type { Hierarchy } from '../core/plan/hierarchy.js'
import type { Plan } from '../core/plan/plan.js'
import { entryOf } from './entry.js'
import { leafMoney, recogniseUnits } from './leaf-money.js'
import { addBucketsToMonths, type BaseLine, type FixedMoney, type MoneyPlan } from './money-plan.js'
import type { GivenLine } from './profit-chart.js'

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

/** A place in the fixed order of spreading, with its exact money by month. */
export interface Node {
  readonly entity: number
  readonly atoms: Float64Array
  readonly values: () => Values
  readonly children: () => Node[]
}

/** Cube rows of one entity and account, by family and then location: the group in which a reading is spread. */
export function groupsOf(money: MoneyPlan): number[][] {
  const { cube } = money
  const groups = new Map<number, number[]>()
  for (let row = 0; row < cube.count; row++)
    entryOf(groups, cube.entity[row]! * money.accounts.length + cube.account[row]!, () => [] as number[]).push(row)
  const order = (a: number, b: number): number =>
    cube.family[a]! - cube.family[b]! || cube.location[a]! - cube.location[b]!
  return [...groups.values()].map((rows) => rows.sort(order))
}

export type Priced = BaseLine | 'units'

export function cubeNode(source: ProfitSource, line: Priced, rows: readonly number[], level: 0 | 1 | 2 = 0): Node {
  const { money } = source
  const { cube } = money
  const first = rows[0]!
  return {
    entity: cube.entity[first]!,
    atoms: monthsOfRows(money, line === 'units' ? money.cubeUnits : money.cubeMoney[line]!, rows),
    values: () => valuesOfCubeRow(source, first, level),
    children() {
      if (level === 2) return membersOf(money, first).map((row) => leafNode(source, line, row))
      if (level === 1) return rows.map((row) => cubeNode(source, line, [row], 2))
      return runsOf(rows, (row) => cube.family[row]!).map((run) => cubeNode(source, line, run, 1))
    },
  }
}

function runsOf(rows: readonly number[], keyOf: (row: number) => number): number[][] {
  const runs: number[][] = []
  rows.forEach((row, at) => {
    if (at > 0 && keyOf(rows[at - 1]!) === keyOf(row)) runs[runs.length - 1]!.push(row)
    else runs.push([row])
  })
  return runs
}

const membersOf = ({ cube }: MoneyPlan, cubeRow: number): number[] =>
  Array.from(cube.memberRow.subarray(cube.memberStart[cubeRow]!, cube.memberStart[cubeRow + 1]!))

function monthsOfRows(money: MoneyPlan, cells: Float64Array, rows: readonly number[]): Float64Array {
  const months = new Float64Array(money.monthCount)
  for (const row of rows) addBucketsToMonths(money, cells, row, months)
  return months
}

function leafNode(source: ProfitSource, line: Priced, row: number): Node {
  const { plan, money } = source
  const cubeRow = money.cubeRowOf[row]!
  const buckets = line === 'units' ? recognisedUnits(source, row) : leafMoney(money, plan.columns, line, row)
  const atoms = new Float64Array(money.monthCount)
  addBucketsToMonths(money, buckets, 0, atoms)
  return {
    entity: money.cube.entity[cubeRow]!,
    atoms,
    values: () => ({
      ...valuesOfCubeRow(source, cubeRow, 2),
      item: leafId(plan.product, plan.rows.demand.item[row]!),
      customer: leafId(plan.customer, plan.rows.demand.customer[row]!),
    }),
    children: () => [],
  }
}

function recognisedUnits({ plan, money }: ProfitSource, row: number): Float64Array {
  const units = new Float64Array(money.bucketCount)
  recogniseUnits(money, plan.columns, row, units)
  return units
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

/** Money without volume, one node per line, company, account and country, with its families below. */
export function fixedNodes(money: MoneyPlan): (Node & { line: GivenLine })[] {
  const groups = new Map<string, FixedMoney[]>()
  for (const fixed of money.fixed)
    entryOf(groups, `${fixed.line} ${fixed.entity} ${fixed.account} ${fixed.country}`, () => [] as FixedMoney[]).push(
      fixed,
    )
  return [...groups.values()].map((rows) => ({ ...fixedNode(money, rows, false), line: rows[0]!.line }))
}

function fixedNode(money: MoneyPlan, rows: readonly FixedMoney[], named: boolean): Node {
  const { entity, account, country, family } = rows[0]!
  const atoms = new Float64Array(money.monthCount)
  for (const row of rows) atoms[row.month]! += row.amount
  const buyer = account < 0 ? null : money.accounts[account]!
  return {
    entity,
    atoms,
    values: () => ({
      company: money.entities[entity]!.id,
      account: buyer?.id ?? '',
      channel: buyer?.channel ?? '',
      country,
      ...(named && family >= 0
        ? { family: money.families[family]!.id, category: money.families[family]!.category }
        : {}),
    }),
    children() {
      const byFamily = new Map<number, FixedMoney[]>()
      for (const row of rows) entryOf(byFamily, row.family, () => [] as FixedMoney[]).push(row)
      const sorted = [...byFamily.entries()].sort(([a], [b]) => a - b)
      return sorted.map(([, of]) => fixedNode(money, of, true))
    },
  }
}
