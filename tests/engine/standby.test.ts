//! A plan that follows another over one journal: the same bytes at the same position, and the same plan when it takes over.
import { beforeAll, expect, test } from 'vitest'
import { EVERYWHERE } from '../../src/core/edit/box.js'
import { type Intent, MAIN } from '../../src/core/edit/intent.js'
import type { Company } from '../../src/core/network/company.js'
import { readCompanyJournal } from '../../src/house/living/company-journal.js'
import { type HeldJournal, otherWriterOf, Standby } from '../../src/house/living/standby.js'
import { carryEdits } from '../../src/processes/living/carry-edits.js'
import { Chronicle } from '../../src/processes/living/chronicle.js'
import { editBaseOf } from '../../src/processes/living/living-branch.js'
import { LivingEngine } from '../../src/processes/living/living-engine.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import { type LivingPeople, livingPeople } from '../support/living-people.js'
import { everything, type LivingWorld, openLivingWorld, ownCopy } from '../support/living-world.js'
import { digestsOf } from '../support/plan-digests.js'
import { loadGenerated, planned } from '../support/planned-company.js'

const SQLITE = { kind: 'sqlite' } as const
const ana = everything('ana')

let first: LivingInput
let second: LivingInput
beforeAll(async () => {
  const { company, facts } = await loadGenerated({ products: 6, locations: 5, weeks: 30, seed: 3 })
  const later: Company = { ...company, settings: { ...company.settings, planDay: company.settings.planDay + 7 } }
  first = livingInput(await planned({ company, facts }))
  second = livingInput(await planned({ company: later, facts }))
}, 120_000)

interface Pair {
  readonly world: LivingWorld
  /** Opens a plan that follows the world's. */
  follow(): Promise<{ engine: LivingEngine; standby: Standby }>
}

/** A world whose second version is the later plan, and plans that follow it. */
async function inPair(work: (pair: Pair) => Promise<void>): Promise<void> {
  const inputs: Record<string, LivingInput> = { first, second }
  const opened: { engine: LivingEngine; standby: Standby }[] = []
  const world: LivingWorld = await openLivingWorld(first, {
    base: async (version) => ownCopy(inputs[version]!),
    followLive: () => rolled(world),
  })
  try {
    await work({
      world,
      async follow() {
        const journal = (await readCompanyJournal(world.folder, SQLITE))!
        const held: HeldJournal = { journal, isWriter: false }
        const over = {
          get journal() {
            return held.journal
          },
          otherWriter: () => otherWriterOf(held, world.folder),
        }
        const engine = await LivingEngine.open(world.portsOver(over, { followLive: async () => [] }))
        const standby = new Standby(engine, held, world.folder, SQLITE)
        opened.push({ engine, standby })
        return { engine, standby }
      },
    })
  } finally {
    for (const { engine, standby } of opened) {
      await standby.stop()
      await engine.close()
    }
    await world.close()
  }
}

/** The plan goes on over the second version. */
async function rolled({ journal }: LivingWorld) {
  const chronicle = new Chronicle((await journal.base())!, await journal.head())
  for (const scenario of await journal.scenarios()) if (scenario.id !== MAIN) chronicle.keep(scenario)
  for await (const entry of journal.read(chronicle.base.position)) chronicle.add(entry)
  return carryEdits({ journal, chronicle, before: editBaseOf(first), next: second.plan, version: 'second' })
}

/** Changes, undos, scenarios, merges. */
async function act({ engine, draft }: LivingWorld, people: LivingPeople, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    const open = await engine.scenarios()
    if (open.length < 2 && people.below(4) === 0) await engine.open(MAIN, `try ${step}`, ana)
    const names = [MAIN, ...open.map(({ id }) => id)]
    const name = names[people.below(names.length)]!
    const entries = await engine.entries(name, 0, 1000)
    const undoes = entries.length > 2 && people.below(4) === 0 ? entries[people.below(entries.length)]! : null
    const next = undoes === null ? draft('ana', [people.intent()]) : draft('ana', [], { undoes: undoes.position })
    await engine.commit(name, next, 1e9, ana)
    if (name !== MAIN && people.below(5) === 0) await engine.merge(name, [], ana)
    if (name !== MAIN && people.below(9) === 0) await engine.drop(name, ana)
  }
}

/** Every scenario with everything that it computes, settled. */
async function everythingOf(engine: LivingEngine): Promise<unknown> {
  const scenarios = await engine.scenarios()
  const plans: unknown[] = []
  for (const name of [MAIN, ...scenarios.map(({ id }) => id)])
    plans.push(await engine.withSettled([name], (plan) => [name, plan!.position, digestsOf(plan!.branch.state)]))
  return { base: engine.base, head: engine.head, scenarios, plans }
}

/** Resolves when the one that follows knows what the other does. */
async function caughtUp(engine: LivingEngine, writer: LivingEngine): Promise<void> {
  const known = async (one: LivingEngine) => JSON.stringify([one.base, one.head, await one.scenarios()])
  while ((await known(engine)) !== (await known(writer))) await new Promise((resolve) => setTimeout(resolve, 10))
}

const SEED = 1

test('[LP52] [LP53] a standby has the bytes of the one who writes, over the next base too, and goes on as it', () =>
  inPair(async ({ world, follow }) => {
    await act(world, livingPeople(SEED, first), 6)
    const { engine, standby } = await follow()
    const agree = async (): Promise<void> => {
      await caughtUp(engine, world.engine)
      expect(await everythingOf(engine)).toEqual(await everythingOf(world.engine))
    }
    await agree()
    for (let round = 0; round < 2; round++) {
      await act(world, livingPeople(SEED + 10 * round, first), 5)
      await agree()
    }
    await world.engine.followLive()
    await act(world, livingPeople(SEED + 100, second), 8)
    expect(world.engine.base.version).toBe('second')
    await agree()
    const left = await everythingOf(world.engine)
    await world.engine.close()
    await standby.writing
    expect(await everythingOf(engine)).toEqual(left)
    const done = await engine.commit(MAIN, world.draft('ana', [raise()]), 1e9, ana)
    expect(done).toMatchObject({ entry: { position: engine.head } })
    const lived = await everythingOf(engine)
    await engine.close()
    expect(await everythingOf(await world.reopen())).toEqual(lived)
  }))

const raise = (): Intent => ({
  kind: 'quantity',
  op: 'scale',
  factor: 1_200_000,
  box: { ...EVERYWHERE, from: second.plan.horizon.planDay, until: second.plan.horizon.planDay + 28 },
  layer: 'sales',
  profile: 'current',
  inPacks: false,
})

test('[LP52] entries on their way to the next version count there, once it is the base', () =>
  inPair(async ({ world, follow }) => {
    await world.engine.commit(MAIN, world.draft('ana', [raise()]), 0, ana)
    const { engine } = await follow()
    const before = await everythingOf(engine)
    const { journal } = world
    const half = { ...journal, rebase: () => Promise.reject(new Error('killed')), append: journal.append.bind(journal) }
    const chronicle = new Chronicle((await journal.base())!, 1)
    for await (const entry of journal.read(0)) chronicle.add(entry)
    const carrying = { chronicle, before: editBaseOf(first), next: second.plan, version: 'second' }
    await expect(carryEdits({ journal: half, ...carrying })).rejects.toThrow('killed')
    while (engine.head < 2) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await everythingOf(engine)).toEqual({ ...(before as object), head: 2 })
    await world.engine.followLive()
    await caughtUp(engine, world.engine)
    expect(await engine.entries(MAIN, 0, 10)).toMatchObject([{ position: 2, cause: { kind: 'carried', id: '1' } }])
  }))

test('[LP53] nobody changes a plan that follows: it is refused with where to go, and costs nothing', () =>
  inPair(async ({ world, follow }) => {
    const { engine } = await follow()
    const before = await everythingOf(engine)
    const refused = { refused: { code: 'living.standby' } }
    expect(await engine.commit(MAIN, world.draft('ana', [raise()]), 0, ana)).toMatchObject(refused)
    expect(await engine.open(MAIN, 'try', ana)).toMatchObject(refused)
    expect(await engine.merge('scenario-1', [], ana)).toMatchObject(refused)
    expect(await engine.drop('scenario-1', ana)).toMatchObject(refused)
    expect(await engine.freeze(MAIN, 'cycle')).toMatchObject(refused)
    expect(await engine.followLive()).toMatchObject(refused)
    const undo = { ...world.draft('ana', []), undoes: 1 }
    expect(await engine.undoBeside(MAIN, undo, 0, ana)).toMatchObject(refused)
    expect(await engine.preview(MAIN, [raise()], ana)).toMatchObject({ cells: expect.any(Number) })
    expect(await everythingOf(engine)).toEqual(before)
  }))
