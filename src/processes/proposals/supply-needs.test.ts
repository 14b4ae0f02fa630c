import { expect, test } from 'vitest'
import { buildSupplyWorld, runSteps, type World, type WorldGiven } from '../../../tests/support/supply-world.js'
import { formatDay, parseDay } from '../../core/base/day.js'
import { capacityStep } from '../../core/supply/capacity.js'
import { constrainStep } from '../../core/supply/constraining.js'
import { netStep } from '../../core/supply/net-step.js'
import { agreedProposals } from './agreed-orders.js'
import { allocations } from './allocations.js'
import { standProposals } from './standing-proposals.js'
import { supplyNeeds } from './supply-needs.js'

// A plant that bakes bars from oats, a DC four days away, a mill two days away; ten bars a day are eaten.
const BAKERY: WorldGiven = {
  planDay: '2026-11-23',
  horizon: { days: 28, weeks: 8, months: 2 },
  products: ['bar', 'oats'],
  locations: { plant: 'plant', dc: 'dc' },
  suppliers: ['mill'],
  lanes: [
    { from: 'plant', to: 'dc', leadTimeDays: 4 },
    { from: 'mill', to: 'plant', product: 'oats', leadTimeDays: 2 },
  ],
  recipes: [{ at: 'bar@plant', component: 'oats', per: 0.5 }],
  stock: { 'bar@dc': 40, 'oats@plant': 100 },
  demand: [{ at: 'bar@dc', units: [...new Array<number>(28).fill(10)] }],
}

function bakery(given: Partial<WorldGiven> = {}): World {
  const world = buildSupplyWorld({ ...BAKERY, ...given })
  runSteps(world.plan, [netStep, capacityStep, constrainStep])
  return world
}

const linesOf = ({ company, plan }: World, days?: number): string[] =>
  supplyNeeds(company, plan, days).map(
    ({ kind, product, from, to, units, releaseDay, dueDay }) =>
      `${kind} ${product} ${from}>${to} ${units / 1000} ${formatDay(releaseDay)} ${formatDay(dueDay)}`,
  )

test('[PP1] [PP2] what has to be released in the window is proposed, a lead time before it is due', () => {
  // 40 bars last until the 26th; from the 27th on ten a day have to arrive, so ten a day leave from today on.
  const transfers = linesOf(bakery(), 3).filter((line) => line.startsWith('transfer'))
  expect(transfers).toEqual([
    'transfer bar plant>dc 10 2026-11-23 2026-11-27',
    'transfer bar plant>dc 10 2026-11-24 2026-11-28',
    'transfer bar plant>dc 10 2026-11-25 2026-11-29',
  ])
  // 100 oats are 20 days of five a day: nothing of the mill's is due in the window of a fortnight.
  expect(linesOf(bakery()).filter((line) => line.startsWith('purchase'))).toEqual([])
  expect(linesOf(bakery(), 21).filter((line) => line.startsWith('purchase'))[0]).toBe(
    'purchase oats mill>plant 5 2026-12-11 2026-12-13',
  )
})

test('[PP1] what a limit cuts is not proposed', () => {
  const limited = bakery({
    resources: [
      { id: 'oven', location: 'plant', hoursPerWeek: 7, overtimeHours: null, overtimeCost: 0, currency: null },
    ],
    routings: [{ product: 'bar', resource: 'oven', hoursPerUnit: 200_000 }],
  })
  const made = supplyNeeds(limited.company, limited.plan, 7)
    .filter(({ kind }) => kind === 'production')
    .reduce((sum, { units }) => sum + units, 0)
  // Seven hours a week at twelve minutes a bar are 35 bars, half of what is eaten.
  expect(made).toBeLessThanOrEqual(35_000)
  expect(made).toBeGreaterThan(0)
})

test('[PP2] a closed day moves the release before it', () => {
  const calendars = [{ calendar: 'sundays', day: null, weekday: 7, open: false, orderCutOff: null, capacityFactor: 0 }]
  const lanes = [{ from: 'plant', to: 'dc', leadTimeDays: 4, calendar: 'sundays' }, BAKERY.lanes![1]!]
  const transfers = linesOf(bakery({ lanes, calendars })).filter((line) => line.startsWith('transfer'))
  expect(transfers.filter((line) => line.includes(' 2026-11-29 2026-'))).toEqual([])
  expect(transfers).toContain('transfer bar plant>dc 10 2026-11-28 2026-12-03')
})

test('[PP3] what is overdue is released today and due when it can be there', () => {
  const late = bakery({ stock: { 'bar@dc': 10, 'oats@plant': 100 } })
  const [first] = linesOf(late, 1).filter((line) => line.startsWith('transfer'))
  expect(first).toContain('2026-11-23 2026-11-27')
})

test('[PP12] a third of the safety stock is there to be used before a proposal has to change', () => {
  const safe = bakery({ safety: { 'bar@dc': 10 } })
  const needs = supplyNeeds(safe.company, safe.plan)
  expect(new Set(needs.filter(({ kind }) => kind === 'transfer').map(({ tolerance }) => tolerance))).toEqual(
    new Set([3333]),
  )
  expect(new Set(needs.filter(({ kind }) => kind === 'production').map(({ tolerance }) => tolerance))).toEqual(
    new Set([0]),
  )
})

test('[PP7] between a yes and the next extract nothing is asked for twice', () => {
  const world = bakery()
  const planDay = world.plan.horizon.planDay
  const needs = supplyNeeds(world.company, world.plan)
  const standing = standProposals({
    needs,
    earlier: [],
    answers: [],
    arrived: new Set(),
    planDay,
    frozenUntil: planDay,
  })
  const transfer = standing.find(({ kind }) => kind === 'transfer')!
  const answers = [{ id: transfer.id, status: 'confirmed' as const, order: '4711', units: null, dueDay: null }]
  const agreed = agreedProposals({ earlier: standing, answers, arrived: new Set(), planDay })
  expect(agreed.map(({ order, units }) => [order, units])).toEqual([['4711', 10_000]])
  // Planned with it, that day needs nothing more.
  const receipts = new Array<number>(28).fill(0).map((_, at) => (at === transfer.dueDay - planDay ? 10 : 0))
  const next = bakery({ firmReceipts: { 'bar@dc': receipts } })
  expect(linesOf(next, 1).filter((line) => line.startsWith('transfer'))).toEqual([])
  expect(agreedProposals({ earlier: standing, answers, arrived: new Set(['4711']), planDay })).toEqual([])
})

test('[PP10] where somebody is cut, everybody who shares is listed; elsewhere nobody is', () => {
  const scarce = bakery({
    // Who does not wait loses what is not there, so the week shows who was cut.
    customers: { big: { unfilled: 'cancel' }, small: { unfilled: 'cancel' } },
    demand: [
      { at: 'bar@dc', customer: 'big', units: new Array<number>(28).fill(8) },
      { at: 'bar@dc', customer: 'small', units: new Array<number>(28).fill(2) },
    ],
    stock: { 'bar@dc': 20, 'oats@plant': 100 },
  })
  const lines = allocations(scarce.company, scarce.plan)
  expect(lines.map(({ customer, firstDay }) => `${customer} ${formatDay(firstDay)}`)).toEqual([
    'big 2026-11-23',
    'small 2026-11-23',
  ])
  const [big, small] = lines
  expect([big!.asked, small!.asked]).toEqual([56_000, 14_000])
  expect(big!.allocated + small!.allocated).toBe(
    scarce
      .shipped('bar@dc', 'big')
      .slice(0, 7)
      .concat(scarce.shipped('bar@dc', 'small').slice(0, 7))
      .reduce((sum, units) => sum + units * 1000, 0),
  )
  expect(big!.allocated + small!.allocated).toBeLessThan(70_000)
  expect(big!.endDay).toBe(parseDay('2026-11-30'))
  expect(allocations(bakery().company, bakery().plan)).toEqual([])
})
