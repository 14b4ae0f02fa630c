/** A small plan in a living engine of its own for every test, and the changes and questions that tests of it share. */
import { beforeAll } from 'vitest'
import { type Box, EVERYWHERE, pathOf } from '../../src/core/edit/box.js'
import { type Draft, type Entry, type Intent, MAIN, type QuantityOperation } from '../../src/core/edit/intent.js'
import type { LivingEngine } from '../../src/processes/living/living-engine.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'
import type { Query } from '../../src/processes/living/living-plan.js'
import { everything, type LivingWorld, openLivingWorld, smallInput } from './living-world.js'
import { digestsOf } from './plan-digests.js'

export let input: LivingInput
beforeAll(async () => {
  input = await smallInput()
}, 120_000)

export const ana = everything('ana')
export const luis = everything('luis')

export const digests = (engine: LivingEngine, scenario: string) =>
  engine.withSettled([scenario], (plan) => digestsOf(plan!.branch.state))

/** Half as much again of everything, for the first four weeks. */
export const raise = (factor = 1_500_000): Intent => ({
  kind: 'quantity',
  op: 'scale',
  factor,
  box: { ...EVERYWHERE, from: input.plan.horizon.planDay, until: input.plan.horizon.planDay + 28 },
  layer: 'sales',
  profile: 'current',
  inPacks: false,
})

/** The first product's first week. */
export const firstWeek = (): Box => {
  const { product, horizon } = input.plan
  const path = pathOf(product, product.leafNode[0]!)
  return { ...EVERYWHERE, product: path, from: horizon.planDay, until: horizon.planDay + 7 }
}

export const firstWeekTo = (operation: QuantityOperation): Intent => ({
  kind: 'quantity',
  box: firstWeek(),
  layer: 'sales',
  profile: 'days',
  inPacks: false,
  ...operation,
})

export const set = (quantity: number): Intent => firstWeekTo({ op: 'set', quantity })

export const consensus = (scenario = MAIN, rest: Partial<Query> = {}): Query => ({
  scenario,
  measures: ['consensus'],
  by: [],
  period: 'total',
  scope: EVERYWHERE,
  ...rest,
})

export async function total(world: LivingWorld, query = consensus()): Promise<number> {
  const table = await world.engine.query(query, ana)
  if ('refused' in table) throw new Error(table.refused.code)
  return table.totals.consensus![0]!
}

export async function committed(world: LivingWorld, draft: Draft, scenario = MAIN, seen = 1e9): Promise<Entry> {
  const done = await world.engine.commit(scenario, draft, seen, everything(draft.actor))
  if ('refused' in done) throw new Error(done.refused.code)
  return done.entry
}

export async function inWorld(work: (world: LivingWorld) => Promise<void>): Promise<void> {
  const world = await openLivingWorld(input)
  try {
    await work(world)
  } finally {
    await world.close()
  }
}
