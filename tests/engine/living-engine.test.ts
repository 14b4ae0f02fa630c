import { beforeAll, describe, expect, test } from 'vitest'
import { type Box, EVERYWHERE, pathOf } from '../../src/core/edit/box.js'
import { commentThreads } from '../../src/core/edit/comment-thread.js'
import { type Draft, type Entry, type Intent, MAIN, type QuantityOperation } from '../../src/core/edit/intent.js'
import type { LivingEngine } from '../../src/processes/living/living-engine.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'
import type { Changed, Query } from '../../src/processes/living/living-plan.js'
import { livingPeople } from '../support/living-people.js'
import { everything, type LivingWorld, openLivingWorld, smallInput } from '../support/living-world.js'
import { digestsOf } from '../support/plan-digests.js'

let input: LivingInput
beforeAll(async () => {
  input = await smallInput()
}, 120_000)

const ana = everything('ana')
const luis = everything('luis')

const digests = (engine: LivingEngine, scenario: string) =>
  engine.withSettled([scenario], (plan) => digestsOf(plan!.branch.state))

/** Half as much again of everything, for the first four weeks. */
const raise = (factor = 1_500_000): Intent => ({
  kind: 'quantity',
  op: 'scale',
  factor,
  box: { ...EVERYWHERE, from: input.plan.horizon.planDay, until: input.plan.horizon.planDay + 28 },
  layer: 'sales',
  profile: 'current',
  inPacks: false,
})

/** The first product's first week. */
const firstWeek = (): Box => {
  const { product, horizon } = input.plan
  const path = pathOf(product, product.leafNode[0]!)
  return { ...EVERYWHERE, product: path, from: horizon.planDay, until: horizon.planDay + 7 }
}

const firstWeekTo = (operation: QuantityOperation): Intent => ({
  kind: 'quantity',
  box: firstWeek(),
  layer: 'sales',
  profile: 'days',
  inPacks: false,
  ...operation,
})

const set = (quantity: number): Intent => firstWeekTo({ op: 'set', quantity })

const consensus = (scenario = MAIN, rest: Partial<Query> = {}): Query => ({
  scenario,
  measures: ['consensus'],
  by: [],
  period: 'total',
  scope: EVERYWHERE,
  ...rest,
})

async function total(world: LivingWorld, query = consensus()): Promise<number> {
  const table = await world.engine.query(query, ana)
  if ('refused' in table) throw new Error(table.refused.code)
  return table.totals.consensus![0]!
}

async function committed(world: LivingWorld, draft: Draft, scenario = MAIN, seen = 1e9): Promise<Entry> {
  const done = await world.engine.commit(scenario, draft, seen, everything(draft.actor))
  if ('refused' in done) throw new Error(done.refused.code)
  return done.entry
}

async function inWorld(work: (world: LivingWorld) => Promise<void>): Promise<void> {
  const world = await openLivingWorld(input)
  try {
    await work(world)
  } finally {
    await world.close()
  }
}

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

describe('scenarios', () => {
  test('[LP30] one is what its parent was when it was opened, whoever goes on', () =>
    inWorld(async (world) => {
      const first = await total(world)
      const opened = await world.engine.open(MAIN, 'more', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('luis', [raise()]))
      expect(await total(world, consensus(opened.id))).toBe(first)
      await committed(world, world.draft('ana', [set(1_000_000)]), opened.id)
      const main = await total(world)
      const branch = await total(world, consensus(opened.id))
      expect(branch).not.toBe(first)
      expect(await total(world)).toBe(main)
      expect((await world.engine.epoch(opened.id)).numbers).toBe(2)
      expect((await world.engine.epoch(MAIN)).numbers).toBe(1)
    }))

  test('[LP31] merged, its changes are the parent’s, by those who made them, sent by who promoted', () =>
    inWorld(async (world) => {
      const opened = await world.engine.open(MAIN, 'more', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('luis', [raise()]), opened.id)
      const taken = await committed(world, world.draft('luis', [set(3_000)]), opened.id)
      await committed(world, world.draft('luis', [], { undoes: taken.position }), opened.id)
      const branch = await total(world, consensus(opened.id))
      const merged = await world.engine.merge(opened.id, [], ana)
      expect(merged).toMatchObject({ moved: expect.anything() })
      expect(await total(world)).toBe(branch)
      const entries = await world.engine.entries(MAIN, 0, 10)
      expect(entries).toHaveLength(1)
      expect(entries[0]).toMatchObject({ actor: 'luis', sentBy: 'ana', cause: { kind: 'merge' } })
      expect(await world.engine.scenarios()).toEqual([])
    }))

  test('[LP32] what clashes is shown with both numbers, and merged as chosen', () =>
    inWorld(async (world) => {
      const opened = await world.engine.open(MAIN, 'other', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('luis', [set(8_000)]))
      const there = await committed(world, world.draft('ana', [set(6_000)]), opened.id)
      const asked = await world.engine.merge(opened.id, [], ana)
      if (!('conflicts' in asked)) throw new Error('no conflict')
      expect(asked.conflicts).toHaveLength(1)
      expect(asked.conflicts[0]).toMatchObject({
        positions: { here: 1, there: there.position },
        clash: { kind: 'cells', here: 8_000, there: 6_000 },
      })
      expect(await world.engine.scenarios()).toHaveLength(1)
      await world.engine.merge(opened.id, [{ position: there.position, take: 'there' }], ana)
      const { until, ...scope } = firstWeek()
      expect(await total(world, consensus(MAIN, { scope, until }))).toBe(6_000)
    }))

  test('[LP31] a merge that was stopped before its scenario was closed is done once', () =>
    inWorld(async (world) => {
      const opened = await world.engine.open(MAIN, 'more', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('luis', [raise()]), opened.id)
      const { closeScenario } = world.journal
      world.journal.closeScenario = async () => {
        throw new Error('stopped')
      }
      await expect(world.engine.merge(opened.id, [], ana)).rejects.toThrow('stopped')
      const merged = await digests(world.engine, MAIN)
      world.journal.closeScenario = closeScenario
      await committed(world, world.draft('ana', [set(2_000)]), opened.id)
      await world.engine.merge(opened.id, [], ana)
      expect(await world.engine.entries(MAIN, 0, 10)).toHaveLength(2)
      expect(await digests(world.engine, MAIN)).not.toEqual(merged)
      expect(await world.engine.scenarios()).toEqual([])
    }))

  test('[LP33] a merge of which anything is refused changes nothing', () =>
    inWorld(async (world) => {
      const opened = await world.engine.open(MAIN, 'less', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('ana', [raise()]), opened.id)
      await committed(world, world.draft('ana', [firstWeekTo({ op: 'add', quantity: -1_000 })]), opened.id)
      await committed(world, world.draft('luis', [raise(0)]))
      const before = await digests(world.engine, MAIN)
      expect(await world.engine.merge(opened.id, [], ana)).toMatchObject({ refused: { code: 'edit.negative' } })
      expect(await digests(world.engine, MAIN)).toEqual(before)
      expect(await world.engine.scenarios()).toHaveLength(1)
    }))

  test('[LP34] what is not in memory any more is made again', () =>
    inWorld(async (world) => {
      const sums = new Map<string, number>()
      for (let at = 0; at < 6; at++) {
        const opened = await world.engine.open(MAIN, `s${at}`, ana)
        if ('refused' in opened) throw new Error('refused')
        await committed(world, world.draft('ana', [raise(1_100_000 + at * 100_000)]), opened.id)
        sums.set(opened.id, await total(world, consensus(opened.id)))
      }
      for (const [id, sum] of sums) expect(await total(world, consensus(id))).toBe(sum)
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

test('[LP38] everybody is told what happens to a scenario as a whole, by whom, once the journal has it', () =>
  inWorld(async (world) => {
    const told: string[] = []
    world.engine.watch((changed) => {
      told.push('scenario' in changed ? `${changed.by} ${changed.kind} ${changed.scenario.id}` : changed.kind)
    })
    const outer = await world.engine.open(MAIN, 'outer', ana)
    if ('refused' in outer) throw new Error(outer.refused.code)
    const inner = await world.engine.open(outer.id, 'inner', luis)
    if ('refused' in inner) throw new Error(inner.refused.code)
    await world.engine.merge(inner.id, [], ana)
    await world.engine.merge(outer.id, [], luis)
    const last = await world.engine.open(MAIN, 'last', ana)
    if ('refused' in last) throw new Error(last.refused.code)
    await world.engine.drop(last.id, luis)
    expect(await world.engine.drop(last.id, luis)).toMatchObject({ refused: { code: 'access.no_scenario' } })
    expect(told.filter((kind) => kind !== 'settled')).toEqual([
      `ana opened ${outer.id}`,
      `luis opened ${inner.id}`,
      `ana merged ${inner.id}`,
      `luis promoted ${outer.id}`,
      `ana opened ${last.id}`,
      `luis dropped ${last.id}`,
    ])
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
