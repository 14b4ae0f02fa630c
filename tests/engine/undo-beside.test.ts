import { beforeAll, expect, test } from 'vitest'
import { EVERYWHERE } from '../../src/core/edit/box.js'
import { type Draft, type Intent, MAIN } from '../../src/core/edit/intent.js'
import type { Changed } from '../../src/processes/living/change-kinds.js'
import type { LivingEngine } from '../../src/processes/living/living-engine.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'
import { livingPeople, springOffer } from '../support/living-people.js'
import { everything, type LivingWorld, openLivingWorld, smallInput } from '../support/living-world.js'
import { digestsOf } from '../support/plan-digests.js'

let input: LivingInput
beforeAll(async () => {
  input = await smallInput(5, 12)
}, 120_000)

const ana = everything('ana')
const luis = everything('luis')
const LATER = 54

const digests = (engine: LivingEngine, scenario = MAIN) =>
  engine.withSettled([scenario], (plan) => digestsOf(plan!.branch.state))

/** Of everything, in every bucket: whatever comes later meets it. */
const everywhere = (factor: number): Intent => {
  const { planDay } = input.plan.horizon
  const box = { ...EVERYWHERE, from: planDay, until: planDay + 10_000 }
  return { kind: 'quantity', op: 'scale', factor, box, layer: 'sales', profile: 'current', inPacks: false }
}

async function written(world: LivingWorld, actor: string, intents: readonly Intent[], rest: Partial<Draft> = {}) {
  const draft = world.draft(actor, intents, rest)
  const done = await world.engine.commit(MAIN, draft, 1e9, everything(actor))
  return 'refused' in done ? null : done.entry.position
}

const undoOf = (world: LivingWorld, undoes: number): Draft & { undoes: number } => ({
  ...world.draft('ana', []),
  undoes,
})

/** Ana raised everything, and then others did as the dice said, all of which hangs on hers. */
async function inBusyWorld(seed: number, work: (world: LivingWorld, first: number) => Promise<void>): Promise<void> {
  const world = await openLivingWorld(input)
  try {
    const people = livingPeople(seed, input)
    const drafts = [world.draft('ana', [everywhere(1_300_000)])]
    while (drafts.length <= LATER) {
      const intent = people.intent()
      if (intent.kind === 'quantity') drafts.push(world.draft(['luis', 'eva'][drafts.length % 2]!, [intent]))
    }
    const [first] = await world.journal.append(MAIN, drafts)
    await world.reopen()
    await work(world, first!.position)
  } finally {
    await world.close()
  }
}

test('[LP54] taken back at once, more than fifty later entries are too many; the preview says what and who', () =>
  inBusyWorld(1, async (world, first) => {
    const before = await digests(world.engine)
    const undo = undoOf(world, first)
    const refused = await world.engine.commit(MAIN, undo, 1e9, ana)
    expect(refused).toEqual({ refused: { code: 'edit.undo_is_long', values: { position: first, again: LATER } } })
    const preview = await world.engine.previewUndo(MAIN, first, ana)
    if ('refused' in preview) throw new Error(preview.refused.code)
    expect(preview).toMatchObject({ long: true, epoch: { numbers: first + LATER } })
    expect(preview.again.map(({ position }) => position)).toEqual(
      Array.from({ length: LATER }, (_, at) => first + 1 + at),
    )
    expect(preview.cells).toBe(input.plan.rows.demand.count * input.plan.horizon.count)
    expect(await digests(world.engine)).toEqual(before)
    const last = await world.engine.previewUndo(MAIN, first + LATER, luis)
    expect(last).toMatchObject({ long: false, again: [], impossible: [] })
    expect(await world.engine.previewUndo(MAIN, 999, ana)).toMatchObject({ refused: { code: 'edit.unknown_entry' } })
  }))

test.each([2, 3])(
  '[LP55] [LP56] done beside the plan, it is what it is at once, whatever others do meanwhile: people %i',
  (seed) =>
    inBusyWorld(seed, async (world, first) => {
      const people = livingPeople(seed + 10, input)
      const preview = await world.engine.previewUndo(MAIN, first, ana)
      if ('refused' in preview) throw new Error(preview.refused.code)
      const record = { ...springOffer(input.company) }
      const told: string[] = []
      const meanwhile: Promise<unknown>[] = []
      const stop = world.engine.watch((changed: Changed) => {
        if (changed.kind === 'numbers') told.push(`entry ${changed.entry?.position}`)
        if (changed.kind !== 'undoing') return
        told.push(changed.applied === 0 ? 'begun' : 'step')
        const offer: Intent = { kind: 'record', op: 'insert', list: 'promotions', record }
        if (seed === 3 && meanwhile.length === 2) meanwhile.push(written(world, 'luis', [offer]))
        else if (meanwhile.length < 6) meanwhile.push(written(world, 'luis', [people.intent()]))
      })
      const undo = undoOf(world, first)
      const done = await world.engine.undoBeside(MAIN, undo, 1e9, ana)
      stop()
      if ('refused' in done) throw new Error(done.refused.code)
      const others = (await Promise.all(meanwhile)).filter((position) => position !== null)
      expect(others.length).toBeGreaterThan(2)
      // What lies under every entry lets it begin again.
      expect(told.filter((one) => one === 'begun')).toHaveLength(seed === 3 ? 2 : 1)
      expect(done.entry.position).toBe(Math.max(...(others as number[])) + 1)
      // Others had their turns before it was done, and it has its own entry in the end.
      expect(told.indexOf(`entry ${others[0]}`)).toBeLessThan(told.lastIndexOf('step'))
      expect(told.at(-1)).toBe(`entry ${done.entry.position}`)
      expect(await world.engine.undoBeside(MAIN, undo, 1e9, ana)).toMatchObject({ entry: done.entry })
      expect(await world.engine.undoBeside(MAIN, undoOf(world, first), 1e9, ana)).toMatchObject({
        refused: { code: 'edit.already_undone' },
      })
      const lived = await digests(world.engine)
      const impossible = await world.engine.withSettled([MAIN], (plan) =>
        plan!.branch.edits.log.filter(({ refused }) => refused !== null).map(({ entry }) => entry.position),
      )
      for (const { position } of preview.impossible) expect(impossible).toContain(position)
      expect(await digests(await world.reopen())).toEqual(lived)
    }),
)

test('[LP55] done again, it is what it was, and the preview counts who can have no effect', () =>
  inBusyWorld(4, async (world, first) => {
    const before = await digests(world.engine)
    const done = await world.engine.undoBeside(MAIN, undoOf(world, first), 1e9, ana)
    if ('refused' in done) throw new Error(done.refused.code)
    const redone = await world.engine.undoBeside(MAIN, undoOf(world, done.entry.position), 1e9, ana)
    expect('refused' in redone).toBe(false)
    expect(await digests(world.engine)).toEqual(before)
  }))

test('[LP57] given up, nothing has changed', () =>
  inBusyWorld(5, async (world, first) => {
    const before = await digests(world.engine)
    const undo = undoOf(world, first)
    const stop = world.engine.watch(({ kind }) => {
      if (kind === 'undoing') void world.engine.cancelUndo(undo.key)
    })
    expect(await world.engine.undoBeside(MAIN, undo, 1e9, ana)).toMatchObject({ refused: { code: 'job.cancelled' } })
    stop()
    expect(await digests(world.engine)).toEqual(before)
    expect(await world.journal.head()).toBe(first + LATER)
    expect('refused' in (await world.engine.undoBeside(MAIN, undo, 1e9, ana))).toBe(false)
  }))
