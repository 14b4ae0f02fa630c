/**
 * The base cube by month in the fixed order of spreading: the accounts of each company, and the families below them.
 * Kept beside a plan that people change, so that reading the P&L of a company adds up nothing: where cube rows have been
 * valued again, only what they belong to is added up again.
 */
import { addBucketsToMonths, BASE_LINES, type BaseLine, type MoneyPlan } from './money-plan.js'
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
  addUpFamilies(tree, money, Int32Array.from(accountOf.keys()))
  return tree
}

/** Adds up again what these cube rows belong to. */
export function refreshProfitTree(tree: ProfitTree, money: MoneyPlan, cubeRows: Int32Array): void {
  addUpFamilies(tree, money, distinct(tree.familyOf, cubeRows, tree.accountOf.length))
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

function addUpFamilies(tree: ProfitTree, money: MoneyPlan, families: Int32Array): void {
  const { monthCount } = money
  const accounts = distinct(tree.accountOf, families, tree.accountStart.length - 1)
  for (const { line, families: ofFamily, accounts: ofAccount } of tree.lines) {
    const cells = cellsOf(money, line)!
    for (const family of families) {
      const months = ofFamily.subarray(family * monthCount, (family + 1) * monthCount).fill(0)
      for (let at = tree.familyStart[family]!; at < tree.familyStart[family + 1]!; at++)
        addBucketsToMonths(money, cells, tree.order[at]!, months)
    }
    for (const account of accounts) {
      const sums = ofAccount.subarray(account * monthCount, (account + 1) * monthCount).fill(0)
      const end = tree.accountStart[account + 1]! * monthCount
      for (let at = tree.accountStart[account]! * monthCount, month = 0; at < end; at++, month++) {
        if (month === monthCount) month = 0
        sums[month]! += ofFamily[at]!
      }
    }
  }
}
