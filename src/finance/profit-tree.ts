/**
 * The base cube by month in the fixed order of spreading: the accounts of each company, and the families below them.
 * Kept beside a plan that people change, so that reading the P&L of a company adds up nothing: where cube rows have been
 * valued again, only what they belong to is added up again.
 */
import { rowsOf } from '../core/plan/row-set.js'
import { EVERYTHING, runStep, type Step } from '../core/plan/step.js'
import { copyFloat64, type Memory, plainMemory } from './memory.js'
import { BASE_LINES, type BaseLine, type MoneyPlan } from './money-plan.js'
import { cubeRowsOf, distinct, recognisedIn } from './value-step.js'

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

/** The whole tree of a plan whose base cube is filled. */
export function buildProfitTree(money: MoneyPlan): ProfitTree {
  const tree = openProfitTree(money)
  runStep(addUpStep, { money, tree }, EVERYTHING)
  return tree
}

/** Laid out and empty: `addUpStep` adds up. */
export function openProfitTree(money: MoneyPlan, memory: Memory = plainMemory): ProfitTree {
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
  return {
    order,
    familyStart: Int32Array.from([...familyStart, cube.count]),
    accountStart: Int32Array.from([...accountStart, familyStart.length]),
    familyOf,
    accountOf: Int32Array.from(accountOf),
    lines: lines.map((line) => ({
      line,
      families: memory.float64(familyStart.length * monthCount),
      accounts: memory.float64(accountStart.length * monthCount),
    })),
  }
}

/** Each adds up some dozens of cube rows. */
const FAMILIES_PER_PART_LEAST = 64

/** Adds up again what cube rows that have moved belong to. Units are families, then accounts numbered after them. */
export const addUpStep: Step<{ readonly money: MoneyPlan; readonly tree: ProfitTree }> = {
  name: 'add up',
  reads: ['constrained'],
  writes: [],
  *phases({ money, tree }, dirty) {
    const buckets = recognisedIn(money, dirty)
    if (buckets.to <= buckets.from) return dirty
    const familyCount = tree.accountOf.length
    const families =
      dirty.demand === 'all'
        ? rowsOf('all', familyCount)
        : distinct(tree.familyOf, cubeRowsOf(money, dirty.demand), familyCount)
    yield { units: families, buckets, partLeast: FAMILIES_PER_PART_LEAST }
    const accounts = distinct(tree.accountOf, families, tree.accountStart.length - 1)
    yield { units: accounts.map((account) => familyCount + account), buckets }
    return dirty
  },
  run({ money, tree }, part, { from, to }) {
    const familyCount = tree.accountOf.length
    const months = { from: money.monthOfBucket[from]!, to: money.monthOfBucket[to - 1]! + 1 }
    for (const unit of part)
      if (unit < familyCount) addUpFamily(tree, money, unit, months)
      else addUpAccount(tree, money, unit - familyCount, months)
  },
}

export function copyProfitTree(tree: ProfitTree, memory: Memory): ProfitTree {
  const lines = tree.lines.map(({ line, families, accounts }) => ({
    line,
    families: copyFloat64(memory, families),
    accounts: copyFloat64(memory, accounts),
  }))
  return { ...tree, lines }
}

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

/** Months, the end not included. */
interface Months {
  readonly from: number
  readonly to: number
}

function addUpFamily(tree: ProfitTree, money: MoneyPlan, family: number, { from, to }: Months): void {
  const { monthCount, monthOfBucket, bucketCount } = money
  const first = monthOfBucket.indexOf(from)
  const end = monthOfBucket.lastIndexOf(to - 1) + 1
  const months = family * monthCount
  for (const { line, families } of tree.lines) {
    const cells = cellsOf(money, line)!
    families.fill(0, months + from, months + to)
    for (let at = tree.familyStart[family]!; at < tree.familyStart[family + 1]!; at++) {
      const row = tree.order[at]! * bucketCount
      for (let bucket = first; bucket < end; bucket++)
        families[months + monthOfBucket[bucket]!]! += cells[row + bucket]!
    }
  }
}

function addUpAccount(tree: ProfitTree, { monthCount }: MoneyPlan, account: number, { from, to }: Months): void {
  const months = account * monthCount
  for (const { families, accounts } of tree.lines) {
    accounts.fill(0, months + from, months + to)
    for (let family = tree.accountStart[account]!; family < tree.accountStart[account + 1]!; family++)
      for (let month = from; month < to; month++) accounts[months + month]! += families[family * monthCount + month]!
  }
}
