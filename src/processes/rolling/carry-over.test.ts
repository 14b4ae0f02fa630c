import { expect, test } from 'vitest'
import { buildSupplyWorld } from '../../../tests/support/supply-world.js'
import { monthOf, parseDay } from '../../core/base/day.js'
import type { SupplyProposal } from '../../core/plan/proposal.js'
import type { OwnedChange } from '../../core/plan/version.js'
import { listLeftBehind } from './carry-over.js'

const day = (iso: string): number => parseDay(iso)!
const before = buildSupplyWorld({
  planDay: '2026-11-23',
  products: ['bar', 'oats'],
  demand: [
    { at: 'bar@dc', units: 10 },
    { at: 'oats@dc', units: [9, 9, 9, 9, 9, 9, 9, 1, 1, 1] },
  ],
})
const after = buildSupplyWorld({ planDay: '2026-11-30', demand: [{ at: 'bar@dc', units: 10 }] })

const proposal = (id: string, release: string, status: SupplyProposal['status'] = 'proposed'): SupplyProposal => ({
  id,
  status,
  order: '',
  kind: 'transfer',
  product: 'bar',
  from: 'plant',
  to: 'dc',
  units: 10_000,
  releaseDay: day(release),
  dueDay: day(release) + 2,
  tolerance: 0,
  minimum: 0,
  multiple: 0,
})
const change = (id: string, expires: string, toMonth?: string): OwnedChange => ({
  id,
  owner: 'ventas',
  reason: 'promo',
  expires: day(expires),
  ...(toMonth === undefined ? {} : { toMonth: monthOf(day(`${toMonth}-01`)) }),
})

const leftBehind = (proposals: readonly SupplyProposal[] = [], changes: readonly OwnedChange[] = []) =>
  listLeftBehind({ before, after, proposals, changes }).map(({ kind, id, units }) => `${kind} ${id} ${units / 1000}`)

test('[PV11] demand that lost its row is listed with what was planned for days still to come', () => {
  // 63 of the 66 units lay in the days that are over.
  expect(leftBehind()).toEqual(['row oats / dc / anyone 3'])
})

test('[PV11] proposals whose last day passed unanswered are listed; answered and coming ones are not', () => {
  const proposals = [
    proposal('missed', '2026-11-29'),
    proposal('today', '2026-11-30'),
    proposal('done', '2026-11-24', 'released'),
  ]
  expect(leftBehind(proposals).slice(1)).toEqual(['proposal missed 10'])
})

test('[PV11] changes that ended between the two days are listed once', () => {
  const changes = [
    change('expired', '2026-11-28'),
    change('standing', '2027-01-31'),
    change('long gone', '2026-11-20'),
    change('of a month that is over', '2027-01-31', '2026-10'),
  ]
  expect(leftBehind([], changes).slice(1)).toEqual(['change expired 0'])
})
