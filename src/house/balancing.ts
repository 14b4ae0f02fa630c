/** Stock balanced between the places of a company folder, from its living plan. */
import os from 'node:os'
import type { Share } from '../core/base/quantity.js'
import type { TransferProblem } from '../core/inventory/balancing/transfer-problem.js'
import { NO_RETURN_DAYS } from '../core/inventory/balancing/transfer-rules.js'
import type { SharedLimits } from '../core/inventory/balancing/whole-packs.js'
import { agreedTransfers } from '../processes/soe/balancing/agreed-transfers.js'
import { balanceCompany } from '../processes/soe/balancing/balance-company.js'
import type { BalancingInput, BalancingPorts } from '../processes/soe/balancing/balancing-input.js'
import { type BalancingReport, balancingReport } from '../processes/soe/balancing/balancing-report.js'
import {
  type AllocationMode,
  type AllocationReport,
  allocateShortages,
} from '../processes/soe/balancing/shortage-allocations.js'
import { openBalancingCrew } from '../solver/balancing/balancing-crew.js'
import { inlineSolvers } from '../solver/balancing/item-solvers.js'
import { balancePacks } from '../solver/balancing/split-balance.js'
import { allocateByValue } from '../solver/balancing/value-allocation.js'
import { loadHighsSolver } from '../solver/highs-solver.js'
import { readTransferFacts } from '../store/read-transfer-facts.js'
import { loadForecastNotes } from '../store/versions/forecast-notes.js'
import { loadInputs } from '../store/versions/version-inputs.js'
import { type LivePlan, openPlan } from './living/live-plan.js'
import { whenFree, withStore } from './loading.js'

export interface BalancingAsked {
  readonly versionId?: string | undefined
  /** Major units of the base currency. */
  readonly budget?: number | undefined
  /** On each lane that says what one carries. */
  readonly trucks?: number | undefined
}

export async function balanceFolder(folder: string, asked: BalancingAsked = {}): Promise<BalancingReport> {
  const input = await readBalancingInput(folder, await openPlan(folder, asked.versionId))
  const limits = { budget: asked.budget ?? null, trucks: asked.trucks ?? null }
  const balance = await balanceCompany(input, await openBalancingPorts(), limits)
  return balancingReport(input, balance, limits)
}

export interface AllocationAsked {
  readonly versionId?: string | undefined
  readonly mode: AllocationMode
  /** With `value`: of the fair share, in millionths, that nobody gets less than. */
  readonly leastShare: Share
}

export async function allocateFolder(folder: string, asked: AllocationAsked): Promise<AllocationReport> {
  const { snapshot } = await openPlan(folder, asked.versionId)
  const solver = await loadHighsSolver()
  return allocateShortages(snapshot, asked, {
    byValue: (supply, claims, leastShare) => allocateByValue(solver, supply, claims, leastShare),
  })
}

/** While somebody loads facts. */
const FACTS_MS = 10_000

/** The plan with what its facts said of lots and transfers when it was made. */
export async function readBalancingInput(
  folder: string,
  { snapshot, folder: inside }: Pick<LivePlan, 'snapshot' | 'folder'>,
): Promise<BalancingInput> {
  const { company, plan, money } = snapshot
  const { planDay } = company.settings
  const { load, agreed } = await loadInputs(inside)
  const [facts, notes] = await Promise.all([
    whenFree(FACTS_MS, () =>
      withStore(folder, (store) => readTransferFacts(store, company, { planDay, load, withinDays: NO_RETURN_DAYS })),
    ),
    loadForecastNotes(inside),
  ])
  // What somebody has agreed to and no order shows yet is on its way as well.
  const transfers = [...facts.transfers, ...agreedTransfers(company, agreed)]
  return { company, plan, money, ...facts, transfers, errors: notes?.cumulativeErrorSd ?? null }
}

/** Below this a thread takes longer to begin than to work. */
const CREW_FROM_ITEMS = 500

export async function openBalancingPorts(workers = Math.min(4, os.availableParallelism())): Promise<BalancingPorts> {
  const solver = await loadHighsSolver()
  return {
    async balance(problems: readonly TransferProblem[], limits: SharedLimits) {
      if (workers < 2 || problems.length < CREW_FROM_ITEMS)
        return balancePacks(solver, inlineSolvers(solver), problems, limits)
      const crew = openBalancingCrew(workers)
      try {
        return await balancePacks(solver, crew, problems, limits)
      } finally {
        await crew.close()
      }
    },
  }
}
