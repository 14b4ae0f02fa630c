import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factorFor, type StockedSeries, simulateStock } from './stock-simulation.js'

/** Lead time of one step, review every two: a review covers three steps, and answers for the last two. */
const POLICY = { leadTime: 1, review: 2 }

/** Three reviews of 30 expected. */
const world = (demand: readonly number[], sd = 10): StockedSeries => ({
  expected: Float64Array.of(30, 30, 30),
  sd: new Float64Array(3).fill(sd),
  demand: Float64Array.from(demand),
})

test('three reviews by hand, without safety stock', () => {
  // Raised to 30 at steps 0, 2, 4. Steps 1–2 end with 10, 4; steps 3–4 with 14, −6; steps 5–6 with 10, 10.
  const figures = simulateStock([world([10, 10, 6, 10, 20, 0, 0])], POLICY, 0)
  expect(figures.fill).toBeCloseTo(1 - 6 / 46, 12)
  expect(figures.cycleService).toBeCloseTo(2 / 3, 12)
  expect(figures.safetyStock).toBeCloseTo((4 - 6 + 10) / 3, 12)
  expect(figures.onHand).toBeCloseTo((10 + 4 + 14 + 0 + 10 + 10) / 6, 12)
})

test('each factor adds its deviations; what waits once is not counted again while it waits', () => {
  // Raised to 35 each time: steps 1–2 end with −5, −15, of 15 units asked for at step 1 five wait, and all ten after.
  const figures = simulateStock([world([25, 15, 10, 0, 0, 0, 0])], POLICY, 0.5)
  expect(figures.fill).toBeCloseTo(1 - 15 / 25, 12)
  // After step 2 the position is 35 − 10 at the third review: raised again.
  expect(figures.safetyStock).toBeCloseTo((-15 + 25 + 35) / 3, 12)
})

test('a position that is higher than the level is not lowered', () => {
  const falling = { ...world([0, 0, 0, 0, 0, 0, 0]), expected: Float64Array.of(50, 30, 30) }
  expect(simulateStock([falling], POLICY, 0).onHand).toBe(50)
})

test('an interval with unknown demand counts for nothing', () => {
  const figures = simulateStock([world([10, 10, 6, Number.NaN, 20, 0, 0])], POLICY, 0)
  // The first and the third review are left, the latter with 30 again.
  expect(figures.cycleService).toBe(1)
  expect(figures.safetyStock).toBeCloseTo((4 + 10) / 2, 12)
})

test('the factor found is the least that serves as wanted', () => {
  const worlds = [world([10, 10, 6, 10, 20, 0, 0]), world([3, 9, 30, 2, 8, 12, 9])]
  for (const wanted of [0.9, 0.98]) {
    const factor = factorFor(worlds, POLICY, 'fill', wanted)
    expect(simulateStock(worlds, POLICY, factor).fill).toBeCloseTo(wanted, 6)
  }
  const all = factorFor(worlds, POLICY, 'cycleService', 1)
  expect(simulateStock(worlds, POLICY, all).cycleService).toBe(1)
  expect(simulateStock(worlds, POLICY, all - 0.01).cycleService).toBeLessThan(1)
})

test('more stock never serves less', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 7, maxLength: 7 })
  fc.assert(
    fc.property(
      amounts,
      fc.double({ min: -2, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      (demand, factor, more) => {
        fc.pre(demand.slice(1).some((units) => units > 0))
        const [less, greater] = [factor, factor + more].map((at) => simulateStock([world(demand)], POLICY, at))
        expect(greater!.fill).toBeGreaterThanOrEqual(less!.fill - 1e-12)
        expect(greater!.onHand).toBeGreaterThanOrEqual(less!.onHand - 1e-12)
      },
    ),
  )
})

/** The same policy the long way round: orders on the road, receipts, a queue of what is owed. */
function playOrders({ expected, sd, demand }: StockedSeries, { leadTime, review }: typeof POLICY, factor: number) {
  const receipts = new Float64Array(demand.length + leadTime + review)
  let net = 0
  let onOrder = 0
  let waited = 0
  let asked = 0
  for (let step = 0; step < demand.length; step++) {
    if (step % review === 0 && step / review < expected.length) {
      const level = expected[step / review]! + factor * sd[step / review]!
      const order = Math.max(0, level - net - onOrder)
      // The first order has been on the road in time: the world begins as it goes on.
      receipts[step === 0 ? 0 : step + leadTime]! += order
      onOrder += order
    }
    net += receipts[step]!
    onOrder -= receipts[step]!
    net -= demand[step]!
    if (step < leadTime) continue
    asked += demand[step]!
    waited += Math.min(demand[step]!, Math.max(0, -net))
  }
  return 1 - waited / asked
}

test('orders that travel one by one come to the same service', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 7, maxLength: 7 })
  fc.assert(
    fc.property(amounts, fc.integer({ min: 0, max: 4 }), (demand, quarters) => {
      fc.pre(demand.slice(1).some((units) => units > 0))
      const one = world(demand, 8)
      expect(simulateStock([one], POLICY, quarters / 4).fill).toBeCloseTo(playOrders(one, POLICY, quarters / 4), 12)
    }),
  )
})
