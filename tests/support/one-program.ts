/**
 * The second road of balancing: one program over all items, with what lacks in each stratum of demand as a column of its own
 * instead of the pieces of the losses.
 */
import type { TransferProblem } from '../../src/core/inventory/balancing/transfer-problem.js'
import { NO_LIMITS, type SharedLimits } from '../../src/core/inventory/balancing/whole-packs.js'
import { loadHighsSolver } from '../../src/solver/highs-solver.js'
import { type ModelBuilder, modelBuilder } from '../../src/solver/model-builder.js'

/** A column, and how many base units one of it is. */
interface Arc {
  readonly column: number
  readonly units: number
}

/** What is lost at the least: by any transfers, or by whole packs, of which nothing below the smallest transfer goes. */
export async function leastLoss(
  problems: readonly TransferProblem[],
  { budget, fleets }: SharedLimits = NO_LIMITS,
  wholePacks = false,
): Promise<number> {
  const builder = modelBuilder('minimise')
  const money = builder.row(-Infinity, budget ?? Infinity)
  const fleetRows = Array.from(fleets, (units) => builder.row(-Infinity, units / 1000))
  for (const problem of problems) {
    const arcs = Array.from(problem.arcCost.keys(), (arc) =>
      wholePacks ? packsOf(builder, problem, arc) : { column: builder.column(problem.arcCost[arc]!), units: 1 },
    )
    addLosses(builder, problem, arcs)
    problem.lifeBound.forEach((bound, life) => {
      const row = builder.row(-Infinity, bound / 1000)
      arcs.forEach(({ column, units }, arc) => {
        if (problem.arcGiver[arc] === problem.lifeGiver[life] && problem.arcLife[arc]! >= problem.lifeDay[life]!)
          builder.entry(row, column, units)
      })
    })
    arcs.forEach(({ column, units }, arc) => {
      builder.entry(money, column, problem.arcCost[arc]! * units)
      const fleet = fleetRows[problem.arcFleet[arc]!]
      if (fleet !== undefined) builder.entry(fleet, column, units)
    })
  }
  const solver = await loadHighsSolver()
  const { status, objective } = solver.solve(builder.build(), { presolve: true, tieSpacing: 0 })
  if (status !== 'optimal') throw new Error(`the one program is ${status}`)
  return objective
}

const PACKS_MOST = 1000

function packsOf(builder: ModelBuilder, problem: TransferProblem, arc: number): Arc {
  const units = problem.arcPack[arc]! / 1000
  const column = builder.column(problem.arcCost[arc]! * units, { whole: true, upper: PACKS_MOST })
  if (problem.arcMinimum[arc]! > problem.arcPack[arc]!) {
    const used = builder.column(0, { whole: true, upper: 1 })
    const least = builder.row(0, Infinity)
    builder.entry(least, column, units)
    builder.entry(least, used, -problem.arcMinimum[arc]! / 1000)
    const most = builder.row(-Infinity, 0)
    builder.entry(most, column, 1)
    builder.entry(most, used, -PACKS_MOST)
  }
  return { column, units }
}

function addLosses(builder: ModelBuilder, problem: TransferProblem, arcs: readonly Arc[]): void {
  const { strata } = problem
  const entries = (of: Int32Array, at: number, row: number): void =>
    arcs.forEach(({ column, units }, arc) => {
      if (of[arc] === at) builder.entry(row, column, units)
    })
  problem.taker.forEach((_, taker) => {
    for (let stratum = 0; stratum < strata; stratum++) {
      const row = builder.row(problem.lack[taker * strata + stratum]! / 1000, Infinity)
      builder.entry(row, builder.column(problem.takerWorth[taker]! / strata), 1)
      entries(problem.arcTaker, taker, row)
    }
  })
  problem.giver.forEach((_, giver) => {
    entries(problem.arcGiver, giver, builder.row(-Infinity, problem.surplus[giver]! / 1000))
    for (let stratum = 0; stratum < strata; stratum++) {
      const row = builder.row(-Infinity, problem.spare[giver * strata + stratum]! / 1000)
      builder.entry(row, builder.column(problem.giverWorth[giver]! / strata), -1)
      entries(problem.arcGiver, giver, row)
    }
  })
}
