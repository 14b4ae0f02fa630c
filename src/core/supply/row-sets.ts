import type { SupplyNetwork } from '../network/supply-network.js'
import type { Plan } from '../plan/plan.js'
import { RowList, RowMarks, type RowSet } from '../plan/row-set.js'
import type { Dirty } from '../plan/step.js'

/** Stock rows that a change touches: its own and those that serve changed demand rows. */
export function touchedStock(plan: Plan, dirty: Dirty): RowSet {
  if (dirty.stock === 'all' || dirty.demand === 'all') return 'all'
  const { stockRow } = plan.rows.demand
  const marks = new RowMarks(plan.rows.stock.count)
  for (const row of dirty.stock) marks.add(row)
  for (const row of dirty.demand) marks.add(stockRow[row]!)
  return marks.sorted()
}

/** The rows level by level, level 0 first. Rows of one level do not depend on each other. */
export function rowsByLevel({ level, rowsByLevel: ordered, levelStart }: SupplyNetwork, rows: RowSet): Int32Array[] {
  if (rows === 'all') return levelsOf(levelStart, ordered)
  const start = new Int32Array(levelStart.length)
  for (const row of rows) start[level[row]! + 1]! += 1
  for (let code = 1; code < start.length; code++) start[code]! += start[code - 1]!
  const next = start.slice()
  const grouped = new Int32Array(rows.length)
  for (const row of rows) grouped[next[level[row]!]++] = row
  return levelsOf(start, grouped)
}

const levelsOf = (start: Int32Array, rows: Int32Array): Int32Array[] =>
  Array.from({ length: start.length - 1 }, (_, code) => rows.subarray(start[code]!, start[code + 1]!))

/** Rows that wait for their level, found in any order, each once. A level must be asked for before a higher one. */
export class LevelQueue {
  private readonly marks: RowMarks
  private readonly levels: RowList[]

  constructor(private readonly network: SupplyNetwork) {
    this.marks = new RowMarks(network.level.length)
    this.levels = Array.from({ length: network.levelStart.length - 1 }, () => new RowList())
  }

  get levelCount(): number {
    return this.levels.length
  }

  readonly add = (row: number): void => {
    if (this.marks.add(row)) this.levels[this.network.level[row]!]!.add(row)
  }

  at(level: number): Int32Array {
    return this.levels[level]!.all()
  }

  all(): Int32Array {
    return this.marks.sorted()
  }
}
