import { beforeEach, expect, test } from 'vitest'
import { MEMORY_MONTHS, memoryLivingPlan } from '../../tests/support/memory-living-plan.js'
import { EVERYWHERE } from '../core/edit/box.js'
import { type Draft, MAIN } from '../core/edit/intent.js'
import type { Why } from '../processes/living/living-plan.js'
import { type Caller, callerOf, type Grant, type GrantedScope } from './grant.js'
import { GuardedPlan } from './guarded-plan.js'
import { circleOf, sourcesFor } from './partner-circle.js'
import type { Role } from './roles.js'

/** Two suppliers that deliver the same, where it is the same. */
const SHARED = { product: ['snacks'], location: ['CL'], customer: [] }
const grants = new Map<string, Grant>()
function hire(actor: string, roles: Role[], scopes: GrantedScope[] = [{}]): Caller {
  const grant: Grant = { roles, scopes, measures: null, processes: null }
  grants.set(actor, grant)
  return callerOf(actor, grant, () => [SHARED])
}
const ana = hire('ana', ['demand'])
const mill = hire('mill', ['partner'], [{ supplier: 'millers' }])
const miller = hire('miller', ['partner'], [{ supplier: 'millers' }])
const rival = hire('rival', ['partner'], [{ supplier: 'rivals' }])
const mega = hire('mega', ['partner'], [{ customer: ['CL', 'retail', 'mega'] }])

const [JANUARY, FEBRUARY] = MEMORY_MONTHS as [number, number, number]
const BOX = { ...SHARED, from: JANUARY, until: FEBRUARY }
let keys = 0
const draft = (given: Partial<Draft>): Draft => ({
  key: `key-${keys++}`,
  actor: 'nobody',
  at: '2026-12-01T08:00:00.000Z',
  reason: { code: 'promotion', note: 'they always ask for too much' },
  intents: [],
  ...given,
})

let plan: GuardedPlan
beforeEach(() => {
  plan = new GuardedPlan(memoryLivingPlan(), (actor) => {
    const grant = grants.get(actor)
    return grant === undefined ? null : circleOf(grant)
  })
})
const commit = async (who: Caller, given: Partial<Draft>): Promise<number> => {
  const done = await plan.commit(MAIN, draft(given), 0, who)
  if ('refused' in done) throw new Error(done.refused.code)
  return done.entry.position
}
const says = async (who: Caller): Promise<string[]> =>
  (await plan.comments(MAIN, who)).flatMap(({ comments }) => comments.map(({ actor }) => actor))

test('[AC25] what one partner says others do not read, though they see the same cells', async () => {
  const position = await commit(mill, { comment: { box: BOX, text: 'two days late' } })
  await commit(ana, { comment: { box: BOX, text: 'thank you', answers: position } })
  expect([await says(ana), await says(miller), await says(mill)]).toEqual(Array(3).fill(['mill', 'ana']))
  expect(await plan.entry(MAIN, position, rival)).toBeNull()
  expect(await says(rival)).toEqual([])
  expect(await plan.entries(MAIN, 0, 10, rival)).toEqual([])
  await commit(ana, { comment: { box: BOX, text: 'closed on Friday' } })
  expect(await says(rival)).toEqual(['ana'])
})

test('[AC25] partners are told of no other partner who is here, nor of who looks at everything', () => {
  expect(plan.hearsOf('rival', { scope: SHARED }, mill)).toBe(false)
  expect(plan.hearsOf('miller', { scope: SHARED }, mill)).toBe(true)
  expect(plan.hearsOf('ana', { scope: SHARED }, mill)).toBe(true)
  expect(plan.hearsOf('ana', { scope: EVERYWHERE }, mill)).toBe(false)
  expect(plan.hearsOf('mill', { scope: SHARED }, ana)).toBe(true)
})

test('[AC25] a partner reads that their plan was changed and why, not the note to it', async () => {
  const scope = { ...EVERYWHERE, customer: ['CL', 'retail', 'mega'] }
  const box = { ...scope, from: JANUARY, until: FEBRUARY }
  const change = { kind: 'quantity', op: 'set', quantity: 5000, layer: 'override', profile: 'current' } as const
  const position = await commit(ana, { intents: [{ ...change, box, inPacks: false }] })
  expect((await plan.entry(MAIN, position, ana))!.reason.note).toBe('they always ask for too much')
  expect((await plan.entry(MAIN, position, mega))!.reason).toEqual({ code: 'promotion', note: '' })
  const cell = { scenario: MAIN, measure: 'consensus', scope, from: JANUARY, until: FEBRUARY } as const
  const changes = await plan.history(cell, mega)
  if ('refused' in changes) throw new Error(changes.refused.code)
  expect(changes.map(({ entry }) => entry.reason.note).join('')).toBe('')
})

test('[AC26] the company that a part is seen of has the countries in which something of it is seen', async () => {
  const [whole, theirs] = [await plan.outline(ana), await plan.outline(mega)]
  expect(whole.countries.length).toBeGreaterThan(1)
  expect(theirs.countries).toEqual(['CL'])
  expect(theirs.currencies).toEqual([])
})

test('[AC25] of where goods come from a supplier is told their own part by name, the rest together', () => {
  const part = (name: string, value: number, kind: Why['kind'] = 'pegging'): Why => ({
    kind,
    name,
    value,
    unit: 'quantity',
  })
  const told = [
    part('purchase millers', 5),
    part('purchase rivals', 3),
    part('transfer DC', 2),
    part('a.csv', 1, 'source'),
  ]
  const circle = circleOf(grants.get('mill')!)!
  expect(sourcesFor(told, circle)).toEqual([part('purchase millers', 5), part('other', 5), part('a.csv', 1, 'source')])
  expect(sourcesFor(told.slice(0, 1), circle)).toEqual(told.slice(0, 1))
})
