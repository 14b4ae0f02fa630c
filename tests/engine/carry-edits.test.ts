import { beforeAll, expect, test } from 'vitest'
import { EVERYWHERE } from '../../src/core/edit/box.js'
import { type Draft, type Intent, MAIN } from '../../src/core/edit/intent.js'
import type { Company } from '../../src/core/network/company.js'
import { carryEdits } from '../../src/processes/living/carry-edits.js'
import { Chronicle } from '../../src/processes/living/chronicle.js'
import { editBaseOf } from '../../src/processes/living/living-branch.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import { changesOfEntries } from '../../src/processes/proof/entry-owners.js'
import { livingPeople } from '../support/living-people.js'
import { everything, type LivingWorld, openLivingWorld, ownCopy } from '../support/living-world.js'
import { digestsOf } from '../support/plan-digests.js'
import { loadGenerated, planned } from '../support/planned-company.js'

let input: LivingInput
let next: LivingInput
beforeAll(async () => {
  const { company, facts } = await loadGenerated({ products: 10, locations: 6, weeks: 30, seed: 3 })
  const later: Company = { ...company, settings: { ...company.settings, planDay: company.settings.planDay + 7 } }
  input = livingInput(await planned({ company, facts }))
  next = livingInput(await planned({ company: later, facts }))
}, 120_000)

const ana = everything('ana')
const planDay = (): number => input.plan.horizon.planDay
const days = (from: number, until: number) => ({ ...EVERYWHERE, from: planDay() + from, until: planDay() + until })

const scale = (factor: number, box = days(0, 28)): Intent => ({
  kind: 'quantity',
  op: 'scale',
  factor,
  box,
  layer: 'sales',
  profile: 'current',
  inPacks: false,
})

async function carried(world: LivingWorld, version = 'second') {
  const { journal } = world
  const chronicle = new Chronicle((await journal.base())!, await journal.head())
  for (const scenario of await journal.scenarios()) if (scenario.id !== MAIN) chronicle.keep(scenario)
  for await (const entry of journal.read(chronicle.base.position)) chronicle.add(entry)
  const given = { journal, chronicle, before: editBaseOf(input), next: next.plan, version }
  return { given, lost: await carryEdits(given) }
}

/** A world whose second version is the later plan. */
async function inWorld(work: (world: LivingWorld) => Promise<void>): Promise<void> {
  const inputs: Record<string, LivingInput> = { first: input, second: next }
  const world = await openLivingWorld(input, { base: async (version) => ownCopy(inputs[version]!) })
  try {
    await work(world)
  } finally {
    await world.close()
  }
}

const commit = async (world: LivingWorld, draft: Draft, scenario = MAIN) => {
  const done = await world.engine.commit(scenario, draft, 1e9, everything(draft.actor))
  if ('refused' in done) throw new Error(done.refused.code)
  return done.entry
}

test('[LP41] what still holds goes on by its author; what is over is listed; twice is once', () =>
  inWorld(async (world) => {
    await commit(world, world.draft('ana', [scale(1_200_000)]))
    await commit(world, world.draft('luis', [scale(2_000_000, days(0, 7))]))
    const undone = await commit(world, world.draft('luis', [scale(3_000_000)]))
    await commit(world, world.draft('luis', [], { undoes: undone.position }))
    const { given, lost } = await carried(world)
    expect(lost).toMatchObject([{ entry: { position: 2 }, reason: { code: 'edit.past' } }])
    expect(await world.journal.base()).toEqual({ version: 'second', position: 4 })
    const head = await world.journal.head()
    expect(head).toBe(5)
    await carryEdits(given)
    expect(await world.journal.head()).toBe(head)
    expect(await world.journal.base()).toEqual({ version: 'second', position: 4 })
    const engine = await world.reopen()
    expect(await engine.entries(MAIN, 0, 10)).toMatchObject([
      { position: 5, actor: 'ana', cause: { kind: 'carried', id: '1' }, reason: { code: 'trial' } },
    ])
  }))

test('[LP14] a key that is sent again after the roll is the entry that it became before', () =>
  inWorld(async (world) => {
    const draft = world.draft('ana', [scale(1_200_000)])
    const first = await commit(world, draft)
    await carried(world)
    const engine = await world.reopen()
    const before = await engine.withSettled([MAIN], (plan) => digestsOf(plan!.branch.state))
    expect(await commit(world, draft)).toEqual(first)
    expect(await engine.withSettled([MAIN], (plan) => digestsOf(plan!.branch.state))).toEqual(before)
    const next = await commit(world, world.draft('luis', [scale(1_100_000)]))
    expect(next.position).toBe(await world.journal.head())
  }))

test('[LP42] comments on days to come go on, and answers follow them', () =>
  inWorld(async (world) => {
    await commit(world, world.draft('ana', [], { comment: { box: days(0, 7), text: 'this week' } }))
    const first = await commit(world, world.draft('ana', [], { comment: { box: days(0, 28), text: 'why so much?' } }))
    const answer = { box: days(0, 28), text: 'a promotion', answers: first.position }
    await commit(world, world.draft('luis', [], { comment: answer }))
    await carried(world)
    const engine = await world.reopen()
    expect(await engine.entries(MAIN, 0, 10)).toMatchObject([
      { position: 4, comment: { text: 'why so much?' } },
      { position: 5, actor: 'luis', comment: { text: 'a promotion', answers: 4 } },
    ])
  }))

test('[LP43] an open scenario goes on, with what was in its parent when it parted', () =>
  inWorld(async (world) => {
    await commit(world, world.draft('ana', [scale(1_200_000)]))
    const opened = await world.engine.open(MAIN, 'more', ana)
    if ('refused' in opened) throw new Error('refused')
    await commit(world, world.draft('luis', [scale(1_100_000)]))
    await commit(world, world.draft('ana', [scale(1_500_000)]), opened.id)
    await carried(world)
    const engine = await world.reopen()
    const factors = async (scenario: string) =>
      (await engine.entries(scenario, 0, 10)).map(({ intents }) => (intents[0] as { factor: number }).factor)
    expect(await factors(MAIN)).toEqual([1_200_000, 1_100_000])
    expect(await factors(opened.id)).toEqual([1_200_000, 1_500_000])
    await engine.merge(opened.id, [], ana)
    expect(await factors(MAIN)).toEqual([1_200_000, 1_100_000, 1_500_000])
  }))

test.each([1, 2])(
  '[LP49] edits, branches and merges around a roll are what the journal gives from nothing: people %i',
  (seed) =>
    inWorld(async (world) => {
      const digests = async (name: string) => world.engine.withSettled([name], (plan) => digestsOf(plan!.branch.state))
      const act = async (people: ReturnType<typeof livingPeople>): Promise<void> => {
        for (let step = 0; step < 10; step++) {
          const open = await world.engine.scenarios()
          if (open.length < 2 && people.below(4) === 0) await world.engine.open(MAIN, `try ${step}`, ana)
          const names = [MAIN, ...open.map(({ id }) => id)]
          const name = names[people.below(names.length)]!
          const entries = await world.engine.entries(name, 0, 1000)
          const undoes = entries.length > 2 && people.below(4) === 0 ? entries[people.below(entries.length)]! : null
          const draft =
            undoes === null
              ? world.draft('ana', [people.intent()])
              : world.draft('ana', [], { undoes: undoes.position })
          await world.engine.commit(name, draft, 1e9, ana)
          if (name !== MAIN && people.below(5) === 0) await world.engine.merge(name, [], ana)
        }
      }
      await act(livingPeople(seed, input))
      await carried(world)
      await world.reopen()
      await act(livingPeople(seed + 100, next))
      const names = [MAIN, ...(await world.engine.scenarios()).map(({ id }) => id)]
      expect((await world.engine.entries(MAIN, 0, 1000)).length).toBeGreaterThan(2)
      const lived = [] as unknown[]
      for (const name of names) lived.push(await digests(name))
      await world.reopen()
      for (const [at, name] of names.entries()) expect(await digests(name), name).toEqual(lived[at])
    }),
  60_000,
)

test('[LP46] the last author of a place and month answers for it, and for no other', () =>
  inWorld(async (world) => {
    await commit(world, world.draft('ana', [scale(1_200_000)]))
    await commit(world, world.draft('luis', [scale(1_100_000, { ...days(0, 7) })]))
    await world.engine.withSettled([MAIN], (plan) => {
      const { edits, state } = plan!.branch
      const { priced: money } = state
      const all = changesOfEntries(edits, money, 0)
      const owner = (month: number) => [
        ...new Set(all.filter(({ fromMonth }) => fromMonth === money.firstMonth + month).map((one) => one.owner)),
      ]
      expect(owner(0)).toEqual(['luis'])
      expect(owner(2)).toEqual([])
      expect(changesOfEntries(edits, money, 1).every(({ id }) => id === 'entry-2')).toBe(true)
      expect(all.every(({ toMonth, fromMonth }) => toMonth === fromMonth)).toBe(true)
    })
  }))
