/** The inside of a thread that balances items: one solver, loaded once. */
import { parentPort } from 'node:worker_threads'
import type { LimitPrices } from '../../core/inventory/balancing/limit-prices.js'
import type { TransferProblem } from '../../core/inventory/balancing/transfer-problem.js'
import { loadHighsSolver } from '../highs-solver.js'
import { solveItem, solvePacks } from './solve-item.js'

export type BalancingRequest =
  | { readonly kind: 'fractions'; readonly problems: readonly TransferProblem[]; readonly prices: LimitPrices | null }
  | { readonly kind: 'packs'; readonly problems: readonly TransferProblem[] }

export interface BalancingMessage {
  readonly number: number
  readonly request: BalancingRequest
}

const solver = loadHighsSolver()

parentPort?.on('message', async ({ number, request }: BalancingMessage) => {
  const loaded = await solver
  const answer = request.problems.map((problem) =>
    request.kind === 'packs' ? solvePacks(loaded, problem) : solveItem(loaded, problem, request.prices),
  )
  parentPort?.postMessage({ number, answer })
})
