import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../src/core/base/refusal.js'
import { type Box, placeBox } from '../../src/core/edit/box.js'
import { rowsInBox } from '../../src/core/edit/box-rows.js'
import { type Entry, type Intent, MAIN } from '../../src/core/edit/intent.js'
import { productPath } from '../../src/core/network/company-order.js'
import { allocatePlain } from '../../src/core/plan/plan.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { LivingBranch } from '../../src/processes/living/living-branch.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import { livingPeople, springOffer } from '../support/living-people.js'
import { digestsOf } from '../support/plan-digests.js'
import { loadGenerated, planned } from '../support/planned-company.js'

let input: LivingInput

beforeAll(async () => {
  const { company, facts } = await loadGenerated({ products: 30, locations: 8, weeks: 30, seed: 5 })
  input = livingInput(await planned({ company: { ...company, promotions: [springOffer(company)] }, facts }))
}, 120_000)

const PLAINLY = { layer: 'sales', profile: 'current', inPacks: false } as const

const ports = () => ({ runner: inlineRunner(), allocate: allocatePlain, pause: async () => {} })

/** Entries of two people who change whatever there is, and take things back. */
function somePeople(seed: number) {
  const people = livingPeople(seed, input)
  return (position: number): Entry => ({
    key: `${seed}-${position}`,
    actor: ['ana', 'luis'][people.below(2)]!,
    at: '2026-01-12T10:00:00Z',
    reason: { code: 'trial', note: '' },
    position,
    scenario: MAIN,
    digest: '',
    ...(position > 3 && people.below(5) === 0
      ? { undoes: 1 + people.below(position - 1), intents: [] }
      : { intents: [people.intent()] }),
  })
}

function sumOf({ state }: LivingBranch, box: Box): number {
  const placed = placeBox(state.plan, box)
  const { count } = state.plan.horizon
  let sum = 0
  for (const row of rowsInBox(state.plan.rows.demand, placed))
    for (let bucket = placed.from; bucket < placed.to; bucket++) sum += state.consensus[row * count + bucket]!
  return sum
}

describe('a branch of entries over a frozen version', () => {
  test.each([1, 2, 3, 4])(
    '[LP10] after any edits it is, settled, the plan that the same entries give from nothing: people %i',
    async (seed) => {
      const branch = await LivingBranch.fold(input, ports(), [])
      const next = somePeople(seed)
      const accepted: Entry[] = []
      for (let position = 1; position <= 25; position++) {
        const entry = next(position)
        const before = branch.state.consensus.slice()
        try {
          await branch.apply(entry)
          accepted.push(entry)
        } catch (refusal) {
          if (!(refusal instanceof Refusal)) throw refusal
          expect(branch.state.consensus, refusal.message).toEqual(before)
        }
        if (position % 7 === 0) await branch.settle()
      }
      expect(accepted.length).toBeGreaterThan(8)
      await branch.settle()
      const scratch = await LivingBranch.fold(input, ports(), accepted)
      await scratch.settle()
      expect(digestsOf(branch.state)).toEqual(digestsOf(scratch.state))
      expect(branch.numbers).toBe(accepted.at(-1)!.position)
    },
    60_000,
  )

  test('[LP11] what one person took back is as if it had never been', async () => {
    const branch = await LivingBranch.fold(input, ports(), [])
    await branch.settle()
    const before = digestsOf(branch.state)
    const next = somePeople(9)
    const raised: Intent = {
      kind: 'quantity',
      op: 'scale',
      factor: 1_300_000,
      box: {
        product: [],
        location: [],
        customer: [],
        from: input.plan.horizon.planDay,
        until: input.plan.horizon.planDay + 28,
      },
      ...PLAINLY,
    }
    await branch.apply({ ...next(1), intents: [raised] })
    await branch.settle()
    expect(digestsOf(branch.state).consensus).not.toBe(before.consensus)
    await branch.apply({ ...next(2), intents: [], undoes: 1 })
    await branch.settle()
    expect(digestsOf(branch.state)).toEqual(before)
  })

  test('[LP12] a change of the network leaves consensus alone; one of events is under what people added', async () => {
    const branch = await LivingBranch.fold(input, ports(), [])
    const consensus = branch.state.consensus.slice()
    const [lane] = input.company.lanes
    const next = somePeople(11)
    const slower: Intent = {
      kind: 'master',
      list: 'lanes',
      key: { from: lane!.from, to: lane!.to },
      field: 'leadTimeDays',
      op: 'add',
      value: 7,
      from: null,
    }
    await branch.apply({ ...next(1), intents: [slower] })
    await branch.settle()
    expect(branch.state.consensus).toEqual(consensus)
    expect(branch.state.plan.columns.receipts).not.toEqual(input.plan.columns.receipts)

    const { planDay } = input.plan.horizon
    const first = input.company.products[0]!
    const box = { product: productPath(first), location: [], customer: [], from: planDay, until: planDay + 28 }
    const total = (): number => sumOf(branch, box)
    const promoted = total()
    const more: Intent = { kind: 'quantity', op: 'add', quantity: 90_000, box, ...PLAINLY }
    await branch.apply({ ...next(2), intents: [more] })
    expect(total()).toBe(promoted + 90_000)
    const called: Intent = {
      kind: 'master',
      list: 'promotions',
      key: { id: 'spring' },
      field: 'uplift',
      op: 'set',
      value: 0,
      from: null,
    }
    await branch.apply({ ...next(3), intents: [called] })
    const off = total()
    expect(off).toBeLessThan(promoted)
    await branch.apply({ ...next(4), intents: [], undoes: 2 })
    expect(total()).toBe(off - 90_000)
  })
})
