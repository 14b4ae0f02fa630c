/** In which order clusters are constrained, and which of them a change comes to. */
import { RowList, RowMarks, type RowSet } from '../plan/row-set.js'
import type { SupplyPlan } from './supply-state.js'

/** Leaders of the clusters among the rows, by stage: a cluster only draws on those of earlier stages. */
export function clustersByStage(plan: SupplyPlan, rows: RowSet): Int32Array[] {
  const { leader, stage, stageCount } = plan.supply.clusters
  const marks = new RowMarks(leader.length)
  if (rows === 'all') for (const first of leader) marks.add(first)
  else for (const row of rows) marks.add(leader[row]!)
  const start = new Int32Array(stageCount + 1)
  for (let at = 0; at < marks.count; at++) start[stage[marks.at(at)]! + 1]! += 1
  for (let at = 0; at < stageCount; at++) start[at + 1]! += start[at]!
  const next = start.slice()
  const grouped = new Int32Array(marks.count)
  for (const first of marks.sorted()) grouped[next[stage[first]!]++] = first
  return Array.from({ length: stageCount }, (_, at) => grouped.subarray(start[at]!, start[at + 1]!)).filter(
    (leaders) => leaders.length > 0,
  )
}

/** Clusters that a change comes to while it travels down, each once. A stage must be asked for before a later one. */
export class StageQueue {
  private readonly marks: RowMarks
  private readonly stages: RowList[]

  constructor(private readonly plan: SupplyPlan) {
    const { leader, stageCount } = plan.supply.clusters
    this.marks = new RowMarks(leader.length)
    this.stages = Array.from({ length: stageCount }, () => new RowList())
  }

  get stageCount(): number {
    return this.stages.length
  }

  /**
   * The cluster of a row. What a short source sent it lies where its receipts are written, and is gone once it has been
   * constrained: such a source must send again.
   */
  addWithShortSources(row: number): void {
    const { network, supply } = this.plan
    const first = this.add(row)
    for (let found = first; found < this.marks.count; found++)
      this.forEachRow(this.marks.at(found), (member) => {
        for (let source = network.sourceStart[member]!; source < network.sourceStart[member + 1]!; source++) {
          const above = network.sourceRow[source]!
          if (above >= 0 && supply.shipmentSlot[source]! < 0 && supply.short[above] === 1) this.add(above)
        }
      })
  }

  /** Whoever draws on rows of a cluster that has just been constrained and could not, or cannot, give everything. */
  addDisturbedBy(leader: number): void {
    const { network, supply } = this.plan
    this.forEachRow(leader, (row) => {
      if (supply.disturbs[row] === 0) return
      for (let at = network.consumerStart[row]!; at < network.consumerStart[row + 1]!; at++)
        if (network.consumerComponent[at]! < 0) this.add(network.consumerRow[at]!)
    })
  }

  at(stage: number): Int32Array {
    return this.stages[stage]!.all()
  }

  /** All rows of all clusters that were added. */
  rows(): Int32Array {
    const rows = new RowMarks(this.plan.rows.stock.count)
    for (let found = 0; found < this.marks.count; found++)
      this.forEachRow(this.marks.at(found), (row) => {
        rows.add(row)
      })
    return rows.sorted()
  }

  /** How many clusters there were before. */
  private add(row: number): number {
    const { leader, stage } = this.plan.supply.clusters
    const before = this.marks.count
    if (this.marks.add(leader[row]!)) this.stages[stage[leader[row]!]!]!.add(leader[row]!)
    return before
  }

  private forEachRow(leader: number, visit: (row: number) => void): void {
    const { memberStart, members } = this.plan.supply.clusters
    for (let at = memberStart[leader]!; at < memberStart[leader + 1]!; at++) visit(members[at]!)
  }
}
