import { beforeAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/base/random.js'
import { allocatePlain } from '../../src/core/plan/plan.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import { LivingState } from '../../src/processes/living/living-state.js'
import { digestsOf } from '../support/plan-digests.js'
import { loadGenerated, planned } from '../support/planned-company.js'

let input: LivingInput

beforeAll(async () => {
  input = livingInput(await planned(await loadGenerated({ products: 40, locations: 10, weeks: 30, seed: 3 })))
}, 120_000)

const open = (): Promise<LivingState> =>
  LivingState.copy(input, { runner: inlineRunner(), allocate: allocatePlain, pause: async () => {} })

/** Changes the consensus of some rows by some tens of per cent; gives the rows, ascending. */
function stir(state: LivingState, seed: number, share: number): Int32Array {
  const { count } = state.plan.horizon
  const random = seededRandom(seed)
  const rows: number[] = []
  for (let row = 0; row < state.plan.rows.demand.count; row++) {
    if (random.at(1, row, 0) >= share) continue
    rows.push(row)
    for (let bucket = Math.floor(random.at(2, row, 0) * count); bucket < count; bucket++)
      state.consensus[row * count + bucket] = Math.round(
        state.consensus[row * count + bucket]! * (0.6 + random.at(3, row, bucket) * 0.8),
      )
  }
  return Int32Array.from(rows)
}

/** The same plan on the second road: the consensus given at once, and everything computed. */
async function fromScratch(consensus: Float64Array): Promise<LivingState> {
  const state = await open()
  state.consensus.set(consensus)
  await state.recompile(state.company, 'supply')
  await state.settle()
  return state
}

describe('a plan that follows its inputs', () => {
  test('[LP1] as it was opened it is the version that was frozen', async () => {
    const state = await open()
    const before = digestsOf(state)
    expect(state.isSettled).toBe(true)
    expect(digestsOf(await fromScratch(state.consensus))).toEqual(before)
  })

  test.each([
    { seed: 1, share: 0.004 },
    { seed: 2, share: 0.05 },
    { seed: 3, share: 1 },
  ])(
    '[LP2] settled after edits of $share of its rows it has the bytes of the plan made from nothing',
    async ({ seed, share }) => {
      const state = await open()
      for (let edit = 0; edit < 3; edit++) {
        const rows = stir(state, seed * 100 + edit, share)
        expect(rows.length).toBeGreaterThan(0)
        await state.showNumbers(rows)
        if (edit === 1) await state.settle()
      }
      await state.settle()
      expect(digestsOf(state)).toEqual(digestsOf(await fromScratch(state.consensus)))
    },
  )

  test('[LP3] a settling that is interrupted leaves nothing half done behind once the next one ends', async () => {
    const state = await open()
    await state.showNumbers(stir(state, 7, 0.05))
    expect(await state.settle(() => true)).toBe(false)
    expect(state.isSettled).toBe(false)
    await state.showNumbers(stir(state, 8, 0.01))
    expect(await state.settle()).toBe(true)
    expect(digestsOf(state)).toEqual(digestsOf(await fromScratch(state.consensus)))
  })

  test('[LP50] a clone is the same plan, and what happens to it does not happen to the other', async () => {
    const state = await open()
    await state.showNumbers(stir(state, 4, 0.02))
    const unsettled = digestsOf(state)
    const clone = await state.clone({ runner: inlineRunner(), allocate: allocatePlain, pause: async () => {} })
    expect(digestsOf(clone)).toEqual(unsettled)
    await clone.showNumbers(stir(clone, 5, 0.05))
    await clone.settle()
    expect(digestsOf(state)).toEqual(unsettled)
    expect(digestsOf(clone)).toEqual(digestsOf(await fromScratch(clone.consensus)))
    await state.settle()
    expect(digestsOf(state)).toEqual(digestsOf(await fromScratch(state.consensus)))
  })

  test('[LP4] before it settles, more demand is more sales at once, and less is less', async () => {
    const state = await open()
    const sales = (): number => state.snapshot().money.cubeMoney.grossSales!.reduce((sum, cell) => sum + cell, 0)
    const before = sales()
    const { count } = state.plan.horizon
    for (let bucket = 40; bucket < count; bucket++) state.consensus[bucket]! += 1_000_000
    await state.showNumbers(Int32Array.of(0))
    expect(sales()).toBeGreaterThan(before)
    for (let bucket = 40; bucket < count; bucket++) state.consensus[bucket]! -= 1_000_000
    await state.showNumbers(Int32Array.of(0))
    expect(sales()).toBe(before)
  })
})
