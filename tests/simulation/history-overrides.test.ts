//! What people say of the history, through whole planning runs of a generated company.
import { beforeAll, expect, test } from 'vitest'
import { CORRECTION_REASONS, type CorrectionReason } from '../../src/core/demand/cleaning/corrections.js'
import type { Company, HistoryOverride } from '../../src/core/network/company.js'
import type { Facts } from '../../src/core/network/facts.js'
import { allocatePlain } from '../../src/core/plan/plan.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { type PlannedCompany, runPlanning } from '../../src/processes/planning/planning-run.js'
import type { PlanBefore } from '../../src/processes/rolling/plan-before.js'
import { loadGenerated } from '../support/planned-company.js'

let company: Company
let facts: Facts
beforeAll(async () => {
  const loaded = await loadGenerated({ products: 8, locations: 4, weeks: 60, seed: 5 })
  const { planDay } = loaded.company.settings
  // Half as much again was sold of everything in a week ten weeks ago.
  const anywhere = { product: null, family: null, customer: null, location: null, country: null }
  const terms = { mechanic: null, price: null, fundingPerUnit: null, fundedBy: null, cannibalises: null, status: null }
  const then = { sellOutStart: planDay - 70, sellOutEnd: planDay - 64, buyInStart: null, buyInEnd: null }
  company = { ...loaded.company, promotions: [{ id: 'past', uplift: 500_000, ...anywhere, ...terms, ...then }] }
  facts = loaded.facts
}, 120_000)

const run = (
  overrides: readonly HistoryOverride[],
  { before = null, planned = company }: { before?: PlanBefore | null; planned?: Company } = {},
): Promise<PlannedCompany> => {
  const job = { step: async <T>(_: string, work: () => Promise<T> | T): Promise<T> => work() }
  const ports = { job, runner: inlineRunner(), allocate: allocatePlain }
  return runPlanning(planned, facts, ports, [], before, overrides)
}

const everything = (correction: string): HistoryOverride => ({
  product: null,
  family: null,
  customer: null,
  location: null,
  country: null,
  start: 0,
  end: company.settings.planDay,
  correction,
  note: null,
})

/** How many of a reason, made or overridden. */
const countOf = ({ demand: { corrections } }: PlannedCompany, name: CorrectionReason, overridden: number): number => {
  const reason = CORRECTION_REASONS.indexOf(name)
  return corrections.reason.filter((one, at) => one === reason && corrections.overridden[at] === overridden).length
}

test('[HC7] [HC8] what is overridden is not made, and what is said of one correction leaves the others', async () => {
  const plain = await run([])
  const [lifts, outliers] = [countOf(plain, 'lift', 0), countOf(plain, 'outlier', 0)]
  expect([lifts, outliers].every((count) => count > 0)).toBe(true)
  const kept = await run([everything('outlier')])
  expect([countOf(kept, 'lift', 0), countOf(kept, 'outlier', 0), countOf(kept, 'outlier', 1)]).toEqual([
    lifts,
    0,
    outliers,
  ])
  const asSold = await run([everything('any')])
  expect(asSold.demand.corrections.overridden.every((one) => one === 1)).toBe(true)
  expect([...asSold.plan.columns.baseline]).not.toEqual([...plain.plan.columns.baseline])
})

test('[HC8] of the company’s own list and of one that it is told it makes the same plan', async () => {
  const told = await run([everything('any')])
  const listed = { ...company, historyOverrides: [everything('any')] }
  const job = { step: async <T>(_: string, work: () => Promise<T> | T): Promise<T> => work() }
  const own = await runPlanning(listed, facts, { job, runner: inlineRunner(), allocate: allocatePlain })
  expect([...own.plan.columns.baseline]).toEqual([...told.plan.columns.baseline])
})

test('[HC10] rolled, the rows of which people say something else have the forecast of a plan that was not rolled', async () => {
  const before = await run([])
  const nothing = { ...everything('outlier'), start: -10, end: -3 }
  const { settings } = company
  const planned = { ...company, settings: { ...settings, planDay: settings.planDay + 1 } }
  const at = { before: { ...before, overrides: [] }, planned }
  const baseline = ({ plan }: PlannedCompany): number[] => [...plan.columns.baseline]
  const fresh = baseline(await run([], { planned }))
  expect(baseline(await run([], at))).not.toEqual(fresh)
  expect(baseline(await run([nothing], at))).toEqual(fresh)
  const knew = { ...at, before: { ...before, overrides: [nothing] } }
  expect(baseline(await run([nothing], knew))).toEqual(baseline(await run([], at)))
})
