import { expect, test } from 'vitest'
import { buildSupplyWorld, runSteps, type World, type WorldGiven } from '../../../tests/support/supply-world.js'
import { capacityStep } from '../../core/supply/capacity.js'
import { constrainStep } from '../../core/supply/constraining.js'
import { netStep } from '../../core/supply/net-step.js'
import { steadyBuffers } from './steady-buffers.js'

// Ten a day are eaten at the DC, four days from the plant; 30 are kept against surprise.
const GIVEN: WorldGiven = {
  planDay: '2026-11-23',
  horizon: { days: 28, weeks: 8, months: 2 },
  products: ['bar'],
  locations: { plant: 'plant', dc: 'dc' },
  lanes: [{ from: 'plant', to: 'dc', leadTimeDays: 4 }],
  stock: { 'bar@dc': 80, 'bar@plant': 500 },
  safety: { 'bar@dc': 30 },
  demand: [{ at: 'bar@dc', units: new Array<number>(40).fill(10) }],
}

const STEPS = [netStep, capacityStep, constrainStep]
const before = buildSupplyWorld(GIVEN)
runSteps(before.plan, STEPS)

/** The next morning: what was ordered yesterday is under way, and this much is on hand at the DC. */
function nextMorning(onHand: number): { world: World; absorbed: number } {
  const ordered = before.units('receipts', 'bar@dc').slice(1, 5)
  const world = buildSupplyWorld({
    ...GIVEN,
    planDay: '2026-11-24',
    stock: { 'bar@dc': onHand, 'bar@plant': 490 },
    firmReceipts: { 'bar@dc': ordered.map((units, at) => (at < 4 ? units : 0)) },
  })
  const absorbed = steadyBuffers(world.company, world.plan, before)
  runSteps(world.plan, STEPS)
  return { world, absorbed }
}

const target = ({ plan, row }: World): number => plan.network.safetyStock[row('bar@dc')]! / 1000
const coming = (world: World): number[] => world.units('receipts', 'bar@dc').slice(4, 14)
const expected = before.units('receipts', 'bar@dc').slice(5, 15)

test('[PV15] when all went as planned, targets and orders are those of yesterday', () => {
  const { world, absorbed } = nextMorning(70)
  expect(absorbed).toBe(0)
  expect(target(world)).toBe(30)
  expect(coming(world)).toEqual(expected)
})

test('[PV15] a difference of up to a third of the safety stock moves the target, not the orders', () => {
  for (const more of [-10, -4, 7]) {
    const { world, absorbed } = nextMorning(70 + more)
    expect(absorbed).toBe(1)
    expect(target(world)).toBe(30 + more)
    expect(coming(world)).toEqual(expected)
  }
})

test('[PV15] past that the policy holds again, and the difference is made up', () => {
  const { world, absorbed } = nextMorning(59)
  expect(absorbed).toBe(0)
  expect(target(world)).toBe(30)
  expect(coming(world)[0]).toBe(expected[0]! + 11)
})

test('[PV15] small differences of many days count together', () => {
  const yesterday = nextMorning(64).world
  const today = buildSupplyWorld({ ...GIVEN, planDay: '2026-11-25', stock: { 'bar@dc': 49, 'bar@plant': 480 } })
  const planned = yesterday.units('closing', 'bar@dc')[0]!
  // Six less yesterday and five less today are eleven: more than a third of thirty.
  expect(planned - 49).toBe(5)
  expect(steadyBuffers(today.company, today.plan, yesterday)).toBe(0)
  expect(target(today)).toBe(30)
})

test('[PV15] where nothing is kept against surprise there is nothing to absorb it', () => {
  const bare = buildSupplyWorld({ ...GIVEN, planDay: '2026-11-24', safety: {}, stock: { 'bar@dc': 69 } })
  expect(steadyBuffers(bare.company, bare.plan, before)).toBe(0)
  expect(target(bare)).toBe(0)
})

test('[PV15] what has expired is not there, though the stock file still counts it', () => {
  const spoiling: WorldGiven = {
    ...GIVEN,
    stock: { 'bar@dc': 88, 'bar@plant': 508 },
    safety: { 'bar@dc': 30, 'bar@plant': 30 },
    lots: [
      { at: 'bar@dc', units: 18, expiresIn: 0 },
      { at: 'bar@plant', units: 8, expiresIn: 0 },
    ],
  }
  const yesterday = buildSupplyWorld(spoiling)
  runSteps(yesterday.plan, STEPS)
  // Ten of the DC's lot are eaten, none of the plant's leave: 8 of each are too old tonight, and nobody tells the computer.
  expect(yesterday.units('closing', 'bar@dc')[0]).toBe(70)
  const left = yesterday.units('closing', 'bar@plant')[0]!
  const today = buildSupplyWorld({
    ...spoiling,
    planDay: '2026-11-24',
    stock: { 'bar@dc': 70 + 8, 'bar@plant': left + 8 },
    lots: [
      { at: 'bar@dc', units: 8, expiresIn: -1 },
      { at: 'bar@plant', units: 8, expiresIn: -1 },
    ],
    firmReceipts: { 'bar@dc': yesterday.units('receipts', 'bar@dc').slice(1, 5) },
  })
  expect(yesterday.writtenOff('bar@plant')[0]).toBe(8)
  expect(steadyBuffers(today.company, today.plan, yesterday)).toBe(0)
})
