/**
 * One day's new facts may change no more than 5% of the planned orders inside the frozen fence. Measured on Andina,
 * planned every morning of a fortnight, strictly: any change of units or date counts, however small.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Day, formatDay, parseDay } from '../../src/core/base/day.js'
import type { SupplyProposal } from '../../src/core/plan/proposal.js'
import { PROPOSAL_WINDOW_DAYS } from '../../src/processes/proposals/supply-needs.js'
import { planMornings } from '../support/planned-mornings.js'
import { andinaFrom, type RollingWorld } from '../support/rolling-world.js'

const FIRST = parseDay('2026-10-05')!
/** The first mornings settle: the world begins with orders that nobody planned. */
const SETTLING = 3
const DAYS = SETTLING + 15

let world: RollingWorld
const mornings: { day: Day; proposals: readonly SupplyProposal[] }[] = []

beforeAll(async () => {
  world = await andinaFrom(FIRST, 54)
  const days = Array.from({ length: DAYS }, (_, morning) => FIRST + morning)
  for await (const { version, proposals } of planMornings(world, days))
    mornings.push({ day: version.planDay, proposals })
}, 1_800_000)
afterAll(() => world.remove())

interface Change {
  readonly day: Day
  readonly frozen: number
  readonly changed: number
}

/** Of the orders that stood yesterday and are still to be released: changed or gone, or new among them. */
function changeOf(at: number): Change {
  const [before, now] = [mornings[at - 1]!, mornings[at]!]
  const byId = new Map(now.proposals.map((proposal) => [proposal.id, proposal]))
  const frozen = before.proposals.filter(({ status, releaseDay }) => status === 'proposed' && releaseDay >= now.day)
  const moved = frozen.filter((order) => {
    const same = byId.get(order.id)
    return same === undefined || same.units !== order.units || same.dueDay !== order.dueDay
  })
  const known = new Set(before.proposals.map(({ id }) => id))
  const fence = before.day + PROPOSAL_WINDOW_DAYS
  const fresh = now.proposals.filter(
    ({ id, status, releaseDay }) => status === 'proposed' && releaseDay < fence && !known.has(id),
  )
  return { day: now.day, frozen: frozen.length, changed: moved.length + fresh.length }
}

test('[PP12] a day of new facts changes no more than 5% of the planned orders inside the fence', () => {
  const all = mornings.slice(1).map((_, at) => changeOf(at + 1))
  for (const { day, frozen, changed } of all)
    console.log(`${formatDay(day)}  ${changed} of ${frozen}  ${((100 * changed) / frozen).toFixed(1)}%`)
  const changes = all.slice(SETTLING)
  const sum = (of: (change: Change) => number): number => changes.reduce((total, change) => total + of(change), 0)
  expect(sum(({ frozen }) => frozen)).toBeGreaterThan(15_000)
  expect(sum(({ changed }) => changed) / sum(({ frozen }) => frozen)).toBeLessThan(0.05)
  for (const { frozen, changed } of changes) expect(changed / frozen).toBeLessThan(0.05)
})
