/** Balances drawn items and prints what it took, as JSON: `node dist/bench/balancing-benchmark.js <items> <nodes> <threads> [budget share]`. */

import { transferProblem } from '../core/inventory/balancing/item-outlook.js'
import {
  freightOf,
  lossOfAll,
  lossOfNothing,
  type TransferProblem,
} from '../core/inventory/balancing/transfer-problem.js'
import { NO_LIMITS } from '../core/inventory/balancing/whole-packs.js'
import { openBalancingCrew } from '../solver/balancing/balancing-crew.js'
import { type ItemSolvers, inlineSolvers } from '../solver/balancing/item-solvers.js'
import { balanceFractions, balancePacks } from '../solver/balancing/split-balance.js'
import { loadHighsSolver } from '../solver/highs-solver.js'
import { balancingOptions, openItems } from './balancing-items.js'

const [items = 1000, nodes = 30, threads = 2, budgetShare = 0] = process.argv.slice(2).map(Number)

interface Clock {
  wall: number
  cpu: number
}

async function timed<Of>(clock: Clock, work: () => Of | Promise<Of>): Promise<Of> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()]
  const done = await work()
  const { user, system } = process.cpuUsage(cpu)
  clock.wall += (performance.now() - wall) / 1e3
  clock.cpu += (user + system) / 1e6
  return done
}

const BATCH = 50

/** Drawing the items is not measured, what is made of them is. */
async function buildProblems(clock: Clock): Promise<TransferProblem[]> {
  const { nodesOf, lanesOf } = openItems({ nodes, seed: 1 })
  const problems: TransferProblem[] = []
  for (let from = 0; from < items; from += BATCH) {
    const drawn = Array.from({ length: Math.min(BATCH, items - from) }, (_, at) => ({
      nodes: nodesOf(from + at),
      lanes: lanesOf(from + at),
    }))
    const made = await timed(clock, () =>
      drawn.map((item) => transferProblem(item.nodes, item.lanes, balancingOptions)),
    )
    problems.push(...made.filter((problem) => problem !== null))
  }
  return problems
}

const peakGigabytes = (): number => (process.resourceUsage().maxRSS * 1024) / 1e9

async function measure(): Promise<object> {
  const building = { wall: 0, cpu: 0 }
  const solving = { wall: 0, cpu: 0 }
  const limited = { wall: 0, cpu: 0 }
  const problems = await buildProblems(building)
  const solver = await loadHighsSolver()
  const crew = threads > 0 ? openBalancingCrew(threads) : null
  const solvers: ItemSolvers = crew ?? inlineSolvers(solver)
  const packs = await timed(solving, () => balancePacks(solver, solvers, problems, NO_LIMITS))
  const spent = problems.reduce((sum, problem, item) => sum + freightOf(problem, packs[item]!), 0)
  const limits = { budget: spent * budgetShare, fleets: new Float64Array(0) }
  const withoutLimits = peakGigabytes()
  const joined =
    budgetShare === 0 ? null : await timed(limited, () => balanceFractions(solver, solvers, problems, limits))
  await crew?.close()
  return {
    items,
    nodes,
    threads,
    balanced: problems.length,
    arcs: problems.reduce((sum, { arcCost }) => sum + arcCost.length, 0),
    moves: packs.reduce((sum, units) => sum + units.filter((quantity) => quantity > 0).length, 0),
    lossOfNothing: problems.reduce((sum, problem) => sum + lossOfNothing(problem), 0),
    loss: lossOfAll(problems, packs),
    building,
    solving,
    ...(joined === null
      ? {}
      : { limited: { ...limited, rounds: joined.rounds, loss: joined.loss, bound: joined.bound } }),
    peak: { withoutLimits, withLimits: peakGigabytes() },
  }
}

process.stdout.write(`${JSON.stringify(await measure())}\n`)
