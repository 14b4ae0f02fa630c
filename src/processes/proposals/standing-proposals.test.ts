import { expect, test } from 'vitest'
import { parseDay } from '../../core/base/day.js'
import type { ProposalAnswer, SupplyNeed, SupplyProposal } from '../../core/plan/proposal.js'
import { SAME_NEED_DAYS, standProposals } from './standing-proposals.js'

const day = (iso: string): number => parseDay(iso)!
const PLAN_DAY = day('2026-11-23')

const need = (due: string, units = 48, more: Partial<SupplyNeed> = {}): SupplyNeed => ({
  kind: 'transfer',
  product: 'BAR',
  from: 'PLANT',
  to: 'DC',
  units: units * 1000,
  releaseDay: day(due) - 2,
  dueDay: day(due),
  tolerance: 0,
  minimum: 0,
  multiple: 0,
  ...more,
})

const answer = (id: string, status: ProposalAnswer['status'], more: Partial<ProposalAnswer> = {}): ProposalAnswer => ({
  id,
  status,
  order: '',
  units: null,
  dueDay: null,
  ...more,
})

const stand = (
  needs: readonly SupplyNeed[],
  earlier: readonly SupplyProposal[] = [],
  answers: readonly ProposalAnswer[] = [],
  // Unless a test says otherwise nothing is frozen: the run before had an empty window.
  { arrived = [] as readonly string[], planDay = PLAN_DAY, frozenUntil = PLAN_DAY } = {},
): SupplyProposal[] => standProposals({ needs, earlier, answers, arrived: new Set(arrived), planDay, frozenUntil })

const first = stand([need('2026-11-25'), need('2026-12-02')])

test('[PP4] a need that moved by a few days, or in size, keeps its name', () => {
  const moved = stand([need('2026-11-26', 60), need('2026-12-01')], first)
  expect(moved.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
  expect(moved.map(({ units }) => units)).toEqual([60_000, 48_000])
})

test('[PP4] another day, lane or kind is another need', () => {
  const far = stand([need('2026-11-25', 48, { dueDay: day('2026-11-25') + SAME_NEED_DAYS + 1 })], first.slice(0, 1))
  const elsewhere = stand([need('2026-11-25', 48, { to: 'DC2' })], first)
  const bought = stand([need('2026-11-25', 48, { kind: 'purchase' })], first)
  const known = first.map(({ id }) => id)
  expect([...far, ...elsewhere, ...bought].filter(({ id }) => known.includes(id))).toEqual([])
})

test('[PP4] the same day goes first, then the nearest', () => {
  const [one, two] = stand([need('2026-11-25'), need('2026-11-26')])
  // The first is gone; a new need on the 27th must not take the name of the one on the 26th.
  const next = stand([need('2026-11-26'), need('2026-11-27')], [one!, two!])
  expect(next.map(({ id }) => id)).toEqual([two!.id, one!.id])
})

test('[PP5] names come from what is needed, not from when it was asked', () => {
  expect(stand([need('2026-12-02'), need('2026-11-25')])).toEqual(first)
  expect(new Set(first.map(({ id }) => id)).size).toBe(2)
  expect(first[0]!.id).toMatch(/^TR-[0-9A-F]{12}$/)
})

test('[PP5] a second need of the same lane and day gets a number', () => {
  const twins = stand([need('2026-11-25'), need('2026-11-25', 12)])
  expect(twins[1]!.id).toBe(`${twins[0]!.id}-2`)
})

test('[PP6] a need that is gone is proposed no longer', () => {
  expect(stand([], first)).toEqual([])
})

test('[PP11] standing again changes nothing', () => {
  const needs = [need('2026-11-25'), need('2026-11-25', 12), need('2026-11-27'), need('2026-12-02')]
  const once = stand(needs)
  expect(stand(needs, once)).toEqual(once)
})

test('[PP7] [PP9] what was confirmed keeps its line, with what the answer says, and what it leaves uncovered is another need', () => {
  const [one] = first
  const said = answer(one!.id, 'confirmed', { order: '4711', units: 40_000, dueDay: day('2026-11-27') })
  const next = stand([need('2026-11-25', 8)], first, [said])
  expect(next.find(({ id }) => id === one!.id)).toMatchObject({
    status: 'confirmed',
    order: '4711',
    units: 40_000,
    dueDay: day('2026-11-27'),
  })
  const rest = next.filter(({ status }) => status === 'proposed')
  expect(rest.map(({ id, units }) => [id === one!.id, units])).toEqual([[false, 8000]])
})

test('[PP9] it goes when its order is among the facts, under its own name or another', () => {
  const [one] = first
  const said = answer(one!.id, 'confirmed', { order: '4711' })
  expect(stand([], first, [said], { arrived: ['4711'] })).toEqual([])
  expect(stand([], first, [answer(one!.id, 'released')], { arrived: [one!.id] })).toEqual([])
})

test('[PP9] it goes when nobody can be waiting for it any more', () => {
  const said = answer(first[0]!.id, 'released')
  expect(stand([], first, [said], { planDay: day('2026-12-25') })).toHaveLength(1)
  expect(stand([], first, [said], { planDay: day('2026-12-26') })).toHaveLength(0)
})

test('[PP9] a rejected need is not proposed again while it is the same need', () => {
  const said = answer(first[0]!.id, 'rejected')
  const again = stand([need('2026-11-26')], first, [said])
  expect(again.map(({ id, status }) => [id, status])).toEqual([[first[0]!.id, 'rejected']])
  // Four days on it is another need, and gets another name.
  const later = stand([need('2026-11-29')], again, [said])
  expect(later.map(({ status }) => status)).toEqual(['rejected', 'proposed'])
  expect(later[1]!.id).not.toBe(first[0]!.id)
})

test('[PP8] the last answer holds; an answer about nothing known changes nothing', () => {
  const [one] = first
  const said = [answer(one!.id, 'rejected'), answer('PU-000', 'confirmed'), answer(one!.id, 'released')]
  expect(stand([], first, said).map(({ id, status }) => [id, status])).toEqual([[one!.id, 'released']])
})

test('[PP5] an id that was answered is never given to another need', () => {
  const [one] = first
  const confirmed = stand([], first, [answer(one!.id, 'confirmed')])
  const again = stand([need('2026-11-25')], confirmed, [])
  expect(again.map(({ id }) => id)).toEqual([one!.id, `${one!.id}-2`])
})

// Three orders of 48 in the window of yesterday's run: a tenth of what is needed is tolerated anyway.
const WINDOW = { frozenUntil: PLAN_DAY + 13 }
const yesterday = stand([need('2026-11-26'), need('2026-11-28'), need('2026-12-02')])
const unitsOf = (proposals: readonly SupplyProposal[]): number[] => proposals.map(({ units }) => units / 1000)

test('[PP12] while they bring in what is needed, give or take the tolerance, proposals stay as they were', () => {
  const needs = [need('2026-11-26', 60), need('2026-11-29', 48), need('2026-12-02', 36)]
  expect(stand(needs, yesterday, [], WINDOW)).not.toEqual(yesterday)
  // On the 28th 48 were to come that are needed on the 29th only.
  const tolerant = needs.map((one) => ({ ...one, tolerance: 48_000 }))
  expect(stand(tolerant, yesterday, [], WINDOW)).toEqual(yesterday)
})

test('[PP12] on the first day on which they would bring in too little, one order makes good all of it', () => {
  const needs = [need('2026-11-26', 57), need('2026-11-28', 57), need('2026-12-02', 50)]
  // Nine short on the 26th are tolerated, eighteen on the 28th are not; after that two more are tolerated again.
  expect(unitsOf(stand(needs, yesterday, [], WINDOW))).toEqual([48, 66, 48])
  const inCases = yesterday.map((one) => ({ ...one, multiple: 12_000 }))
  expect(unitsOf(stand(needs, inCases, [], WINDOW))).toEqual([48, 72, 48])
})

test('[PP12] where they would bring in too much, orders shrink and vanish, the last first', () => {
  const less = [need('2026-11-26', 48), need('2026-12-02', 48)]
  const next = stand(less, yesterday, [], WINDOW)
  expect(next.map(({ id, units }) => [id, units])).toEqual([
    [yesterday[0]!.id, 48_000],
    [yesterday[2]!.id, 48_000],
  ])
})

test('[PP12] what nobody ordered yesterday is ordered when it passes the tolerance', () => {
  const more = [...yesterday, need('2026-11-30', 20)]
  const next = stand(more, yesterday, [], WINDOW)
  expect(next.map(({ units }) => units / 1000)).toEqual([48, 48, 20, 48])
  expect(next.filter(({ id }) => yesterday.every((one) => one.id !== id))).toHaveLength(1)
  expect(stand([...yesterday, need('2026-11-30', 14)], yesterday, [], WINDOW)).toEqual(yesterday)
})

test('[PP12] what has come into the window since is added, and nothing twice', () => {
  const next = need('2026-12-09', 30)
  expect(
    stand([...yesterday.map((one) => ({ ...one })), next], yesterday, [], WINDOW).map(({ units }) => units),
  ).toEqual([48_000, 48_000, 48_000, 30_000])
  // The last one moved out of yesterday's window by a day; it is still the same one.
  const moved = [need('2026-11-26'), need('2026-11-28'), need('2026-12-03', 48, { releaseDay: WINDOW.frozenUntil })]
  const tolerant = moved.map((one) => ({ ...one, tolerance: 48_000 }))
  expect(stand(tolerant, yesterday, [], WINDOW)).toEqual(yesterday)
})

test('[PP12] an order whose day passed unanswered does not stand: the plan says when it is needed now', () => {
  const needs = [need('2026-11-25'), need('2026-11-28'), need('2026-12-02')]
  const late = stand(needs, yesterday, [], { planDay: day('2026-11-25'), frozenUntil: WINDOW.frozenUntil })
  expect(late.map(({ id }) => id)).toEqual(yesterday.map(({ id }) => id))
  expect(late[0]).toMatchObject({ dueDay: day('2026-11-25') })
})

test('[PP12] a lane that needs nothing any more asks for nothing', () => {
  expect(stand([], yesterday, [], WINDOW)).toEqual([])
})

test('[PP11] [PP12] whatever moved, planning the same day again changes nothing more', () => {
  const moved = [need('2026-11-26', 70), need('2026-11-28', 20), need('2026-11-30', 31), need('2026-12-07', 12)]
  const once = stand(moved, yesterday, [], WINDOW)
  expect(once).not.toEqual(yesterday)
  expect(stand(moved, once, [], { frozenUntil: PLAN_DAY + 14 })).toEqual(once)
})
