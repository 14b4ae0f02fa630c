import { beforeEach, expect, test } from 'vitest'
import { MEMORY_MONTHS, memoryLivingPlan } from '../../tests/support/memory-living-plan.js'
import { EVERYWHERE, type Scope } from '../core/edit/box.js'
import { type Draft, type Intent, MAIN } from '../core/edit/intent.js'
import type { Query, Table, Why } from '../processes/living/living-plan.js'
import { type Caller, callerOf, type GrantedScope } from './grant.js'
import { GuardedPlan } from './guarded-plan.js'
import type { Role } from './roles.js'

const caller = (actor: string, roles: Role[], scopes: GrantedScope[] = [{}]): Caller =>
  callerOf(actor, { roles, scopes, measures: null, processes: null }, () => [])

const CHILE = { location: ['CL'] }
const chief = caller('chief', ['demand', 'finance', 'executive'])
const ana = caller('ana', ['demand'], [CHILE])
const ben = caller('ben', ['demand'], [CHILE])
const lima = caller('lima', ['demand'], [{ location: ['PE'] }])
const mega = caller('mega', ['partner'], [{ customer: ['CL', 'retail', 'mega'] }])
const reader = caller('reader', ['viewer'])

const [JANUARY, FEBRUARY] = MEMORY_MONTHS as [number, number, number]
const set = (scope: Partial<Scope>, quantity: number): Intent => ({
  kind: 'quantity',
  op: 'set',
  quantity,
  box: { ...EVERYWHERE, ...scope, from: JANUARY, until: FEBRUARY },
  layer: 'override',
  profile: 'current',
  inPacks: false,
})
const price: Intent = {
  kind: 'master',
  list: 'prices',
  key: { product: 'oat-bar' },
  field: 'amount',
  op: 'set',
  value: 3,
  from: JANUARY,
}
let keys = 0
const draft = (given: Partial<Draft>): Draft => ({
  key: `key-${keys++}`,
  actor: 'nobody',
  at: '2026-12-01T08:00:00.000Z',
  reason: { code: 'promotion', note: 'a secret reason' },
  intents: [],
  ...given,
})
const consensus = (scope: Partial<Scope> = {}): Query => ({
  scenario: MAIN,
  measures: ['consensus'],
  by: ['item'],
  period: 'month',
  scope: { ...EVERYWHERE, ...scope },
})

let plan: GuardedPlan
beforeEach(() => {
  plan = new GuardedPlan(memoryLivingPlan())
})

const committed = async (who: Caller, given: Partial<Draft>): Promise<number> => {
  const done = await plan.commit(MAIN, draft(given), 0, who)
  if ('refused' in done) throw new Error(done.refused.code)
  return done.entry.position
}

test('[AC6] an action needs its verb, whether or not what it names is there', async () => {
  const intents = [set({ location: ['nowhere'] }, 1)]
  await expect(plan.preview(MAIN, intents, reader)).rejects.toThrow('access.not_allowed')
  await expect(plan.commit('no-such-scenario', draft({ intents }), 0, reader)).rejects.toThrow('access.not_allowed')
  await expect(plan.preview(MAIN, [price], caller('ana', ['demand']))).rejects.toThrow('edit finance')
  await expect(plan.open('no-such-scenario', 'x', reader)).rejects.toThrow('access.not_allowed')
  await expect(plan.drop('no-such-scenario', reader)).rejects.toThrow('access.not_allowed')
  await expect(plan.merge('no-such-scenario', [], ana)).rejects.toThrow('access.not_allowed')
})

test('[AC7] what is not theirs is answered like what does not exist', async () => {
  const refusalOf = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: Error) => error.message,
    )
  const ask = (location: string[]) => [
    refusalOf(plan.query(consensus({ location }), ana)),
    refusalOf(plan.preview(MAIN, [set({ location }, 1)], ana)),
    refusalOf(plan.why({ ...consensus({ location }), measure: 'consensus', from: JANUARY, until: FEBRUARY }, ana)),
  ]
  const foreign = await Promise.all(ask(['PE']))
  expect(foreign).toEqual(await Promise.all(ask(['XX'])))
  expect(new Set(foreign)).toEqual(new Set(['access.no_node {}']))
})

test('[AC8] a change lies inside one scope; master data belong to the whole company', async () => {
  await expect(plan.preview(MAIN, [set({}, 1)], ana)).rejects.toThrow('access.outside_scope')
  await expect(plan.preview(MAIN, [set(CHILE, 1), set({}, 1)], ana)).rejects.toThrow('access.outside_scope')
  await expect(plan.preview(MAIN, [set(CHILE, 1)], ana)).resolves.toHaveProperty('cells')
  const finance = caller('fin', ['finance'], [CHILE])
  await expect(plan.preview(MAIN, [price], finance)).rejects.toThrow('access.outside_scope')
  await expect(plan.preview(MAIN, [price], chief)).resolves.toHaveProperty('cells')
})

test('[AC9] measures of other groups are refused, and left out of what moved', async () => {
  await expect(plan.query({ ...consensus(), measures: ['consensus', 'grossMargin'] }, ana)).rejects.toThrow(
    'access.measure',
  )
  const effect = await plan.preview(MAIN, [set(CHILE, 1000)], ana)
  expect(effect).toMatchObject({ moved: [{ measure: 'consensus', after: expect.any(Number) }] })
})

test('[AC10] an entry is read by those who see every cell of it, its parts by those who see them', async () => {
  await committed(chief, { intents: [set(CHILE, 5000)] })
  await committed(chief, { intents: [set({}, 9000)] })
  await committed(chief, { intents: [set(CHILE, 1000), set({ location: ['PE'] }, 2000)] })
  await committed(chief, { intents: [price] })
  const seen = await plan.entries(MAIN, 0, 10, ana)
  expect(seen.map(({ position }) => position)).toEqual([1, 3])
  expect(seen[1]!.intents).toEqual([set(CHILE, 1000)])
  expect(seen[1]!.reason).toEqual({ code: 'promotion', note: '' })
  expect(await plan.entry(MAIN, 2, ana)).toBeNull()
  expect(await plan.entry(MAIN, 99, ana)).toBeNull()
  expect((await plan.entries(MAIN, 0, 10, caller('all', ['demand']))).map(({ position }) => position)).toEqual([
    1, 2, 3,
  ])
})

test('[AC10] entries that are not shown do not make a page shorter, and one taken back follows the other', async () => {
  const hidden = await committed(chief, { intents: [set({ location: ['PE'] }, 1000)] })
  for (let entry = 0; entry < 300; entry++) await committed(chief, { intents: [set({ location: ['PE'] }, entry)] })
  const undo = { ...draft({ undoes: hidden }), undoes: hidden }
  expect(await plan.undoBeside(MAIN, undo, 0, chief)).toHaveProperty('entry')
  const shown = await committed(chief, { intents: [set(CHILE, 5000)] })
  const undone = await committed(chief, { undoes: shown })
  expect((await plan.entries(MAIN, 0, 5, ana)).map(({ position }) => position)).toEqual([shown, undone])
  expect(await plan.entries(MAIN, 0, 1, ana)).toHaveLength(1)
})

test('[AC11] one takes back one’s own; those who promote, anybody’s', async () => {
  const own = await committed(ana, { intents: [set(CHILE, 5000)] })
  await expect(plan.commit(MAIN, draft({ undoes: own }), own, ben)).rejects.toThrow('promote')
  await expect(plan.commit(MAIN, draft({ undoes: own }), own, lima)).rejects.toThrow('access.no_entry')
  await expect(plan.commit(MAIN, draft({ undoes: 77 }), own, lima)).rejects.toThrow('access.no_entry')
  await expect(plan.commit(MAIN, draft({ undoes: own }), own, chief)).resolves.toHaveProperty('entry')
  const second = await committed(ana, { intents: [set(CHILE, 6000)] })
  await expect(plan.commit(MAIN, draft({ undoes: second }), second, ana)).resolves.toHaveProperty('entry')
})

test('[AC12] for those who may open none there are no scenarios; only the owner drops one', async () => {
  const opened = await plan.open(MAIN, 'What if', ana)
  if ('refused' in opened) throw new Error('refused')
  expect(await plan.scenarios(reader)).toEqual([])
  await expect(plan.epoch(opened.id, reader)).rejects.toThrow('access.no_scenario')
  await expect(plan.epoch('no-such', ana)).rejects.toThrow('access.no_scenario')
  await expect(plan.epoch(opened.id, ana)).resolves.toHaveProperty('numbers')
  await expect(plan.drop(opened.id, ben)).rejects.toThrow('access.not_allowed')
  await expect(plan.drop(MAIN, chief)).rejects.toThrow('access.not_a_branch')
  await expect(plan.merge(opened.id, [], caller('x', ['executive'], [CHILE]))).rejects.toThrow('access.outside_scope')
  await expect(plan.merge(opened.id, [], chief)).resolves.toHaveProperty('moved')
})

test('[AC13] whoever writes is who is signed in', async () => {
  const position = await committed(ana, { actor: 'chief', intents: [set(CHILE, 5000)] })
  expect((await plan.entry(MAIN, position, ana))!.actor).toBe('ana')
})

test('[AC14] why of a total is why of the part that is theirs', async () => {
  const cell = { scenario: MAIN, measure: 'consensus', scope: EVERYWHERE, from: JANUARY, until: FEBRUARY } as const
  const [whole] = (await plan.why(cell, chief)) as Why[]
  const [chile] = (await plan.why(cell, ana)) as Why[]
  expect(whole!.value).toBe(1_320_000)
  expect(chile!.value).toBe(750_000)
  const two = caller('two', ['demand'], [CHILE, { location: ['PE'], product: ['snacks'] }])
  await expect(plan.why(cell, two)).rejects.toThrow('access.outside_scope')
})

test('[AC3] a partner sees the rows of their own relationship and no others', async () => {
  const table = (await plan.query(consensus(), mega)) as Table
  expect(table.rows.map(({ names }) => names[0])).toEqual(['oat-bar', 'almonds', 'still'])
  expect(table.totals.consensus![0]).toBe(710_000)
  await expect(plan.query(consensus({ customer: ['CL', 'retail', 'sur'] }), mega)).rejects.toThrow('access.no_node')
})

test('[AC24] [AC11] a preview of an undo is for those who may do it, and names the writers of what they may read', async () => {
  const first = await committed(ana, { intents: [set(CHILE, 5000)] })
  await plan.commit(MAIN, draft({ intents: [set(CHILE, 6000)] }), 99, ben)
  await plan.commit(MAIN, draft({ intents: [set({}, 9000)] }), 99, chief)
  const preview = await plan.previewUndo(MAIN, first, ana)
  if ('refused' in preview) throw new Error(preview.refused.code)
  expect([preview.count, preview.again.map(({ actor }) => actor)]).toEqual([2, ['ben']])
  await expect(plan.previewUndo(MAIN, first, ben)).rejects.toThrow('access.not_allowed')
  await expect(plan.previewUndo(MAIN, first, lima)).rejects.toThrow('access.no_entry')
  const undo = { ...draft({ undoes: first }), undoes: first }
  await expect(plan.undoBeside(MAIN, undo, 99, ben)).rejects.toThrow('access.not_allowed')
  expect(await plan.undoBeside(MAIN, undo, 99, ana)).toMatchObject({ entry: { actor: 'ana', undoes: first } })
})
