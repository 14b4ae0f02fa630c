import { describe, expect, test } from 'vitest'
import { EVERYWHERE, pathOf } from '../../src/core/edit/box.js'
import { commentThreads } from '../../src/core/edit/comment-thread.js'
import { type Intent, MAIN } from '../../src/core/edit/intent.js'
import type { Changed } from '../../src/processes/living/change-kinds.js'
import {
  ana,
  committed,
  consensus,
  digests,
  firstWeek,
  input,
  inWorld,
  luis,
  raise,
  set,
  total,
} from '../support/engine-world.js'
import { livingPeople } from '../support/living-people.js'
import { everything, type LivingWorld, openLivingWorld, ownCopy } from '../support/living-world.js'

test.each([1, 2])(
  '[LP13] edits, undos, branches and merges leave what the journal gives from nothing: people %i',
  (seed) =>
    inWorld(async (world) => {
      const people = livingPeople(seed, input)
      const written = { main: 0, branch: 0, merged: 0, refused: 0 }
      for (let step = 0; step < 30; step++) {
        const open = await world.engine.scenarios()
        const scenario = people.below(2) === 0 && open.length > 0 ? open[people.below(open.length)]!.id : MAIN
        const what = people.below(12)
        if (what === 0 && open.length < 3) await world.engine.open(scenario, `try ${step}`, ana)
        else if (what === 1 && scenario !== MAIN) {
          const first = await world.engine.merge(scenario, [], ana)
          const choices = 'conflicts' in first ? first.conflicts.map(({ positions: { there } }) => there) : []
          const sides = choices.map(
            (position) => ({ position, take: people.below(2) === 0 ? 'here' : 'there' }) as const,
          )
          const merged = choices.length === 0 ? first : await world.engine.merge(scenario, sides, ana)
          if ('moved' in merged) written.merged++
        } else {
          const actor = ['ana', 'luis'][people.below(2)]!
          const entries = await world.engine.entries(scenario, 0, 1000)
          const undoes = entries.length > 2 && people.below(5) === 0 ? entries[people.below(entries.length)] : undefined
          const draft =
            undoes === undefined
              ? world.draft(actor, [people.intent()])
              : world.draft(actor, [], { undoes: undoes.position })
          const done = await world.engine.commit(scenario, draft, 1e9, everything(actor))
          if ('refused' in done) written.refused++
          else if (scenario === MAIN) written.main++
          else written.branch++
        }
      }
      expect(written.main + written.branch).toBeGreaterThan(12)
      const names = [MAIN, ...(await world.engine.scenarios()).map(({ id }) => id)]
      const lived = await Promise.all(names.map((name) => digests(world.engine, name)))
      const again = await world.reopen()
      for (const [at, name] of names.entries()) expect(await digests(again, name), name).toEqual(lived[at])
    }),
  60_000,
)

test('[LP14] a key that is sent again is the entry it became, and changes nothing', () =>
  inWorld(async (world) => {
    const draft = world.draft('ana', [raise()])
    const first = await committed(world, draft)
    const after = await total(world)
    expect(await committed(world, draft)).toEqual(first)
    expect(await total(world)).toBe(after)
    expect(await world.journal.head()).toBe(1)
    const other = await world.engine.commit(MAIN, { ...draft, intents: [raise(2_000_000)] }, 0, ana)
    expect(other).toMatchObject({ refused: { code: 'journal.key_reused' } })
  }))

test('[LP15] what cannot be kept is not shown either', () =>
  inWorld(async (world) => {
    const before = await digests(world.engine, MAIN)
    world.journal.append = async () => {
      throw new Error('the disk is gone')
    }
    await expect(world.engine.commit(MAIN, world.draft('ana', [raise()]), 0, ana)).rejects.toThrow('the disk is gone')
    expect(await digests(world.engine, MAIN)).toEqual(before)
  }))

test('[LP16] somebody else’s later change of the same cells is named, and one’s own is none', () =>
  inWorld(async (world) => {
    await committed(world, world.draft('luis', [set(9_000)]))
    const blind = await world.engine.commit(MAIN, world.draft('ana', [set(5_000)]), 0, ana)
    expect(blind).toMatchObject({ refused: { code: 'edit.conflict', values: { position: 1, actor: 'luis' } } })
    await committed(world, world.draft('luis', [set(7_000)]), MAIN, 0)
    await committed(world, world.draft('ana', [set(5_000)]), MAIN, 2)
  }))

test('[LP17] a change that moves much needs a reason', async () => {
  const world = await openLivingWorld(input, { reasonAbove: 10 })
  try {
    const before = await total(world)
    const none = world.draft('ana', [raise()], { reason: { code: 'none', note: '' } })
    expect(await world.engine.commit(MAIN, none, 0, ana)).toMatchObject({ refused: { code: 'edit.reason_required' } })
    expect(await total(world)).toBe(before)
    await committed(world, world.draft('ana', [raise()]))
  } finally {
    await world.close()
  }
})

describe('previews and effects', () => {
  test('[LP20] a preview says what the change then moves, and moves nothing', () =>
    inWorld(async (world) => {
      const before = await digests(world.engine, MAIN)
      const seen = await world.engine.preview(MAIN, [raise()], ana)
      expect(await digests(world.engine, MAIN)).toEqual(before)
      const done = await world.engine.commit(MAIN, world.draft('ana', [raise()]), 0, ana)
      if ('refused' in seen || 'refused' in done) throw new Error('refused')
      for (const { measure, before: was, after } of done.numbers.moved) {
        const told = seen.moved.find((one) => one.measure === measure)!
        // Read leaf by leaf there and from the cubes here: other rows may stand beside, what moved is the same.
        expect(Math.abs(told.after - told.before - (after - was)), measure).toBeLessThanOrEqual(30)
        if (measure === 'consensus') expect(after).toBeGreaterThan(was)
      }
    }))

  test('[LP21] of a price, a preview tries a copy', () =>
    inWorld(async (world) => {
      const price = input.company.prices[0]!
      const dearer: Intent = {
        kind: 'master',
        list: 'prices',
        key: { product: price.product },
        field: 'amount',
        op: 'scale',
        value: 2_000_000,
        from: null,
      }
      const before = await digests(world.engine, MAIN)
      const seen = await world.engine.preview(MAIN, [dearer], ana)
      if ('refused' in seen) throw new Error(seen.refused.code)
      const sales = seen.moved.find(({ measure }) => measure === 'netSales')!
      expect(sales.after).toBeGreaterThan(sales.before)
      expect(await digests(world.engine, MAIN)).toEqual(before)
    }))

  test('[LP22] a viewer is told of their own part only', () =>
    inWorld(async (world) => {
      const { location } = input.plan
      const place = pathOf(location, location.leafNode[0]!)
      const part = everything('part', [{ ...EVERYWHERE, location: place }])
      const all = await world.engine.preview(MAIN, [raise()], ana)
      const own = await world.engine.preview(MAIN, [raise()], part)
      if ('refused' in all || 'refused' in own) throw new Error('refused')
      expect(own.cells).toBeLessThan(all.cells)
      expect(own.moved[0]!.before).toBeLessThan(all.moved[0]!.before)
      const table = await world.engine.query(consensus(MAIN, { until: input.plan.horizon.planDay + 28 }), part)
      if ('refused' in table) throw new Error('refused')
      expect(own.moved[0]!.before).toBe(table.totals.consensus![0])
    }))
})

test('[LP35] the plan as it was at a position of the journal', () =>
  inWorld(async (world) => {
    const first = await total(world)
    await committed(world, world.draft('ana', [raise()]))
    const second = await total(world)
    await committed(world, world.draft('ana', [raise()]))
    expect(await total(world, consensus(MAIN, { at: 0 }))).toBe(first)
    expect(await total(world, consensus(MAIN, { at: 1 }))).toBe(second)
  }))

test('[LP36] everybody is told: numbers at once with the entry, settled after', () =>
  inWorld(async (world) => {
    const told: Changed[] = []
    const stop = world.engine.watch((changed) => told.push(changed))
    const entry = await committed(world, world.draft('ana', [raise()]))
    await world.engine.settled(MAIN)
    await new Promise((resolve) => setTimeout(resolve, 20))
    stop()
    expect(told[0]).toMatchObject({ kind: 'numbers', entry: { position: entry.position, digest: entry.digest } })
    expect(told.at(-1)).toMatchObject({ kind: 'settled', epoch: { numbers: 1, settled: 1 }, entry: null })
  }))

test('[LP18] [LP19] a settling gives way to the next edit, and whoever asks for stock meanwhile waits for it', () =>
  inWorld(async (world) => {
    const told: string[] = []
    world.engine.watch((changed) => {
      if ('epoch' in changed) told.push(`${changed.kind} ${changed.epoch.numbers}/${changed.epoch.settled}`)
    })
    await committed(world, world.draft('ana', [raise()]))
    const second = committed(world, world.draft('luis', [set(900_000)]))
    const query = consensus(MAIN, { measures: ['closing'], period: 'bucket' })
    const [, stock] = await Promise.all([second, world.engine.query(query, ana)])
    await world.engine.settled(MAIN)
    expect(told.slice(0, 3)).toEqual(['numbers 1/0', 'numbers 2/0', 'settled 2/2'])
    const settled = await world.engine.query(query, ana)
    expect(stock).toEqual(settled)
  }))

/** Two weeks before the plan day, in every row. */
const oneWeek = () => {
  const { planDay } = input.plan.horizon
  return { start: planDay - 14, end: planDay - 8, correction: 'outlier' }
}
const keepAsSold = (): Intent => ({ kind: 'record', op: 'insert', list: 'historyOverrides', record: oneWeek() })
const staleIn = async ({ engine }: LivingWorld): Promise<string[]> =>
  (await engine.staleProposals(MAIN)).map(({ proposal, position }) => `${proposal} ${position}`)
const allStale = (position: number): string[] =>
  ['forecast', 'safety_stock', 'orders'].map((proposal) => `${proposal} ${position}`)

test('[HC11] what people say of the history makes proposals stale until a plan is made with it', () =>
  inWorld(async (world) => {
    await committed(world, world.draft('ana', [keepAsSold()]))
    expect(await staleIn(world)).toEqual(allStale(1))
    await committed(world, world.draft('ana', [], { undoes: 1 }))
    expect(await staleIn(world)).toEqual([])
    await committed(world, world.draft('ana', [keepAsSold()]))
    expect(await staleIn(world)).toEqual(allStale(3))
  }))

test('[HC11] an override that the plan was made with makes nothing stale, and taking it back does', async () => {
  const anywhere = { product: null, family: null, customer: null, location: null, country: null }
  const told = { ...ownCopy(input), overrides: [{ ...anywhere, ...oneWeek(), note: 'a strike' }] }
  const world = await openLivingWorld(told)
  try {
    await committed(world, world.draft('ana', [keepAsSold()]))
    expect(await staleIn(world)).toEqual([])
    await committed(world, world.draft('ana', [], { undoes: 1 }))
    expect(await staleIn(world)).toEqual(allStale(2))
  } finally {
    await world.close()
  }
})

test('[LP47] what was proposed is stale once what it was made from has changed', () =>
  inWorld(async (world) => {
    const stale = async () =>
      (await world.engine.staleProposals(MAIN)).map(({ proposal, position }) => `${proposal} ${position}`)
    expect(await stale()).toEqual([])
    await committed(world, world.draft('ana', [raise()]))
    expect(await stale()).toEqual(['orders 1'])
    const { from, to } = input.company.lanes[0]!
    const slower: Intent = {
      kind: 'master',
      list: 'lanes',
      key: { from, to },
      field: 'leadTimeDays',
      op: 'add',
      value: 2,
      from: null,
    }
    const entry = await committed(world, world.draft('ana', [slower]))
    expect(await stale()).toEqual(['safety_stock 2', 'orders 2'])
    await committed(world, world.draft('ana', [], { undoes: entry.position }))
    expect(await stale()).toEqual(['orders 1'])
  }))

test('[LP39] what people said is found without reading everything they did', () =>
  inWorld(async (world) => {
    const people = livingPeople(9, input)
    const comment = { box: { ...firstWeek() }, text: 'is this right?' }
    const positions: number[] = []
    for (let step = 0; step < 40; step++) {
      const open = await world.engine.scenarios()
      if (step % 9 === 8) await world.engine.open(MAIN, `try ${step}`, ana)
      const scenario = people.below(2) === 0 && open.length > 0 ? open[people.below(open.length)]!.id : MAIN
      const entries = await world.engine.entries(scenario, 0, 1000)
      const undoes =
        entries.length > 0 && people.below(3) === 0 ? entries[people.below(entries.length)]!.position : null
      const rest = undoes !== null ? { undoes } : people.below(3) === 0 ? {} : { comment }
      const intents = 'comment' in rest || 'undoes' in rest ? [] : [set(step * 1000)]
      const done = await world.engine.commit(scenario, world.draft('ana', intents, rest), 1e9, ana)
      if (!('refused' in done)) positions.push(done.entry.position)
    }
    const check = async () => {
      let found = 0
      for (const { id } of [{ id: MAIN }, ...(await world.engine.scenarios())]) {
        const all = await world.engine.entries(id, 0, 1000)
        const said = await world.engine.commentEntries(id)
        expect(commentThreads(said), id).toEqual(commentThreads(all))
        expect(said.length).toBeLessThan(all.length)
        found += said.length
      }
      return found
    }
    const found = await check()
    expect(found).toBeGreaterThan(20)
    await world.reopen()
    expect(await check()).toBe(found)
  }))

test('[LP37] a person’s next undo and redo', () =>
  inWorld(async (world) => {
    await committed(world, world.draft('ana', [raise()]))
    await committed(world, world.draft('luis', [set(4_000)]))
    expect(await world.engine.nextSteps(MAIN, ana)).toEqual({ undo: 1, redo: null })
    await committed(world, world.draft('ana', [], { undoes: 1 }))
    expect(await world.engine.nextSteps(MAIN, ana)).toEqual({ undo: null, redo: 3 })
    expect(await world.engine.nextSteps(MAIN, luis)).toEqual({ undo: 2, redo: null })
  }))
