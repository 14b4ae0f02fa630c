/**
 * The base cube by month in the fixed order of spreading: the accounts of each company, and the families below them.
 * Kept beside a plan that people change, so that reading the P&L of a company adds up nothing: where cube rows have been
 * valued again, only what they belong to is added up again.
 */
import type { Buckets } from '../core/plan/step.js'
import { BASE_LINES, type BaseLine, type MoneyPlan } from './money-plan.js'
import { distinct } from './value-step.js'

export interface ProfitTree {
  /** Cube rows by entity and account in order of appearance, then by family, then by location. */
  readonly order: Int32Array
  /** Family node f has the cube rows order[familyStart[f] … familyStart[f + 1]). */
  readonly familyStart: Int32Array
  /** Account node a has the family nodes [accountStart[a], accountStart[a + 1]). */
  readonly accountStart: Int32Array
  /** Family node of each cube row, and account node of each family node. */
  readonly familyOf: Int32Array
  readonly accountOf: Int32Array
  readonly lines: readonly TreeLine[]
}

/** One line of both levels at [node * monthCount + month]; lines that are nothing everywhere are not there. */
export interface TreeLine {
  readonly line: 'units' | BaseLine
  readonly families: Float64Array
  readonly accounts: Float64Array
}

export function buildProfitTree(money: MoneyPlan): ProfitTree {
  const { order, groupOf } = inOrder(money)
  const { cube, monthCount } = money
  const familyStart: number[] = []
  const accountStart: number[] = []
  const accountOf: number[] = []
  const familyOf = new Int32Array(cube.count)
  order.forEach((row, at) => {
    const before = order[at - 1]
    const sameAccount = before !== undefined && groupOf[before] === groupOf[row]
    if (!sameAccount) accountStart.push(familyStart.length)
    if (!sameAccount || cube.family[before] !== cube.family[row]) {
      familyStart.push(at)
      accountOf.push(accountStart.length - 1)
    }
    familyOf[row] = familyStart.length - 1
  })
  const lines = (['units', ...BASE_LINES] as const).filter((line) => cellsOf(money, line) !== null)
  const tree: ProfitTree = {
    order,
    familyStart: Int32Array.from([...familyStart, cube.count]),
    accountStart: Int32Array.from([...accountStart, familyStart.length]),
    familyOf,
    accountOf: Int32Array.from(accountOf),
    lines: lines.map((line) => ({
      line,
      families: new Float64Array(familyStart.length * monthCount),
      accounts: new Float64Array(accountStart.length * monthCount),
    })),
  }
  addUpFamilies(tree, money, Int32Array.from(accountOf.keys()), { from: 0, to: monthCount })
  return tree
}

/** Adds up again what these cube rows belong to, in the months of these buckets. */
export function refreshProfitTree(
  tree: ProfitTree,
  money: MoneyPlan,
  cubeRows: Int32Array,
  { from, to }: Buckets,
): void {
  if (to <= from) return
  const months = { from: money.monthOfBucket[from]!, to: money.monthOfBucket[to - 1]! + 1 }
  addUpFamilies(tree, money, distinct(tree.familyOf, cubeRows, tree.accountOf.length), months)
}

export const copyProfitTree = (tree: ProfitTree): ProfitTree => ({
  ...tree,
  lines: tree.lines.map(({ line, families, accounts }) => ({
    line,
    families: families.slice(),
    accounts: accounts.slice(),
  })),
})

function inOrder({ cube, accounts }: MoneyPlan): { order: Int32Array; groupOf: Int32Array } {
  const groups = new Map<number, number>()
  const groupOf = Int32Array.from({ length: cube.count }, (_, row) => {
    const key = cube.entity[row]! * accounts.length + cube.account[row]!
    const group = groups.get(key) ?? groups.size
    if (group === groups.size) groups.set(key, group)
    return group
  })
  const order = Int32Array.from({ length: cube.count }, (_, row) => row).sort(
    (a, b) =>
      groupOf[a]! - groupOf[b]! || cube.family[a]! - cube.family[b]! || cube.location[a]! - cube.location[b]! || a - b,
  )
  return { order, groupOf }
}

const cellsOf = (money: MoneyPlan, line: TreeLine['line']): Float64Array | null =>
  line === 'units' ? money.cubeUnits : money.cubeMoney[line]

/** Months [from, to). */
function addUpFamilies(
  tree: ProfitTree,
  money: MoneyPlan,
  families: Int32Array,
  { from, to }: { from: number; to: number },
): void {
  const { monthCount, monthOfBucket, bucketCount } = money
  const accounts = distinct(tree.accountOf, families, tree.accountStart.length - 1)
  const first = monthOfBucket.indexOf(from)
  const end = monthOfBucket.lastIndexOf(to - 1) + 1
  for (const { line, families: ofFamily, accounts: ofAccount } of tree.lines) {
    const cells = cellsOf(money, line)!
    for (const family of families) {
      const months = family * monthCount
      ofFamily.fill(0, months + from, months + to)
      for (let at = tree.familyStart[family]!; at < tree.familyStart[family + 1]!; at++) {
        const row = tree.order[at]! * bucketCount
        for (let bucket = first; bucket < end; bucket++)
          ofFamily[months + monthOfBucket[bucket]!]! += cells[row + bucket]!
      }
    }
    for (const account of accounts) {
      const months = account * monthCount
      ofAccount.fill(0, months + from, months + to)
      for (let family = tree.accountStart[account]!; family < tree.accountStart[account + 1]!; family++)
        for (let month = from; month < to; month++) ofAccount[months + month]! += ofFamily[family * monthCount + month]!
    }
  }
}
