import { afterAll, beforeAll, expect, test } from 'vitest'
import { syntheticInput } from '../../src/bench/synthetic-input.js'
import { SYNTHETIC_SIZES } from '../../src/bench/synthetic-plan.js'
import { EVERYWHERE } from '../../src/core/edit/box.js'
import { applyEntry, type EditState, openEdits } from '../../src/core/edit/fold.js'
import type { Entry, QuantityIntent } from '../../src/core/edit/intent.js'
import { allocateShared } from '../../src/core/plan/plan.js'
import type { Runner } from '../../src/core/plan/runner.js'
import { type Crew, openCrew } from '../../src/engine/crew.js'
import type { PlanState } from '../../src/engine/plan-state.js'
import { editBaseOf } from '../../src/processes/living/living-branch.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'

let crew: Crew
let runner: Runner<PlanState>
let input: LivingInput

beforeAll(async () => {
  crew = openCrew(2)
  runner = crew.runner()
  input = await syntheticInput(SYNTHETIC_SIZES.tenThousand, runner)
}, 60_000)

afterAll(() => crew.close())

/** A fold over the plan in shared memory, by one thread or by all of the crew. */
function fold(threads: Runner<PlanState>['threads']): EditState {
  const base = { ...editBaseOf(input), threads }
  const consensus = allocateShared(base.consensus.length)
  consensus.set(base.consensus)
  return openEdits(base, consensus)
}

function entry(position: number, of: Pick<Entry, 'intents' | 'undoes'>): Entry {
  const at = '2026-09-21T06:00:00Z'
  const reason = { code: 'promotion', note: '' }
  return { key: String(position), actor: 'ana', at, reason, scenario: 'main', position, digest: '', ...of }
}

test('[ED5] a box of two hundred thousand cells is the same whether one thread spreads it or three', () => {
  const { planDay } = input.plan.horizon
  const box = { ...EVERYWHERE, from: planDay, until: planDay + 28 }
  const common = { kind: 'quantity', box, layer: 'sales', inPacks: false } as const
  const intents: QuantityIntent[] = [
    { ...common, op: 'scale', factor: 1_070_000, profile: 'current' },
    { ...common, op: 'add', quantity: 987_654_321, profile: 'baseline' },
    { ...common, op: 'set', quantity: 4_321_000_777, profile: 'equal' },
    { ...common, op: 'add', quantity: -123_456_789, profile: 'current', inPacks: true },
    // Cells past 2^31: what was there before is kept in wider numbers.
    { ...common, op: 'set', quantity: 8e14, profile: 'current' },
    { ...common, op: 'scale', factor: 500_000, profile: 'current' },
  ]
  const alone = fold(undefined)
  const together = fold(runner.threads)
  const before = together.consensus.slice()
  intents.forEach((intent, at) => {
    const [one, many] = [alone, together].map((state) => applyEntry(state, entry(at + 1, { intents: [intent] })))
    expect(many!.rows).toEqual(one!.rows)
    expect(together.consensus.every((cell, at) => cell === alone.consensus[at])).toBe(true)
  })
  for (let undone = intents.length; undone > 0; undone--)
    applyEntry(together, entry(100 - undone, { intents: [], undoes: undone }))
  expect(together.consensus.every((cell, at) => cell === before[at])).toBe(true)
})
