/** Two places of an item, one with too much of it and one with nothing, balanced by the real programs. */
import { UNIT_PRICE_PER_MAJOR } from '../../src/core/base/quantity.js'
import type { Lane } from '../../src/core/network/company.js'
import { balanceCompany } from '../../src/processes/soe/balancing/balance-company.js'
import type { BalancingInput, BalancingPorts } from '../../src/processes/soe/balancing/balancing-input.js'
import { type BalancingReport, balancingReport } from '../../src/processes/soe/balancing/balancing-report.js'
import { inlineSolvers } from '../../src/solver/balancing/item-solvers.js'
import { balancePacks } from '../../src/solver/balancing/split-balance.js'
import { loadHighsSolver } from '../../src/solver/highs-solver.js'
import { buildTroubleWorld, type TroubleGiven } from './trouble-world.js'

const loading = loadHighsSolver()

export const ports: BalancingPorts = {
  async balance(problems, limits) {
    const solver = await loading
    return balancePacks(solver, inlineSolvers(solver), problems, limits)
  },
}

export const transfer = (
  from: string,
  to: string,
  more: Partial<Lane> = {},
): Partial<Lane> & { from: string; to: string } => ({
  from,
  to,
  use: 'transfer',
  leadTimeDays: 2,
  costPerUnit: UNIT_PRICE_PER_MAJOR,
  currency: 'CLP',
  ...more,
})

/** North has plenty, south has none for the twenty days that the mill takes: 180 lack after the truck has come. */
export const TORN: TroubleGiven = {
  planDay: '2026-09-21',
  horizon: { days: 28, weeks: 12, months: 1 },
  locations: { NORTH: 'dc', SOUTH: 'dc' },
  suppliers: ['mill'],
  lanes: [
    { from: 'mill', to: 'NORTH', leadTimeDays: 20 },
    { from: 'mill', to: 'SOUTH', leadTimeDays: 20 },
    transfer('NORTH', 'SOUTH'),
    transfer('SOUTH', 'NORTH'),
  ],
  stock: { 'bar@NORTH': 1000, 'bar@SOUTH': 0 },
  demand: [
    { at: 'bar@NORTH', units: 10 },
    { at: 'bar@SOUTH', units: 10 },
  ],
  prices: { bar: 100 },
  costs: { bar: 60 },
}

export type Given = TroubleGiven & { errors?: Float64Array; transfers?: BalancingInput['transfers'] }

export function inputOf(given: Given): BalancingInput {
  const { company, facts, plan, money } = buildTroubleWorld(given)
  return {
    company,
    plan,
    money,
    stock: facts.stock,
    sales: facts.sales,
    transfers: given.transfers ?? [],
    errors: given.errors ?? null,
  }
}

export async function balanced(
  given: Given,
  budget: number | null = null,
  trucks: number | null = null,
): Promise<BalancingReport> {
  const input = inputOf(given)
  const limits = { budget, trucks }
  return balancingReport(input, await balanceCompany(input, ports, limits), limits)
}
