import { describe, expect, test } from 'vitest'
import { type BalancingLane, type BalancingNode, transferProblem } from './item-outlook.js'
import { deviationAt, STRATA, strataMeans } from './strata.js'

const CERTAIN = { deviations: Float64Array.of(0), keep: 0 }
const STEPS = 10

/** Ten a step unless told otherwise; thousandths are left out, so that numbers are small. */
function node(stock: number, more: Partial<BalancingNode> & { rate?: number; error?: number } = {}): BalancingNode {
  const { rate = 10, error = 0, ...rest } = more
  const by = (of: (step: number) => number): Float64Array => Float64Array.from({ length: STEPS }, (_, step) => of(step))
  return {
    outlook: { stock, need: by((step) => rate * (step + 1)), error: by(() => error), supply: by(() => 0) },
    worth: 5,
    lastDay: 100 + STEPS,
    lifeAsked: 0,
    aging: 0,
    lots: [],
    ...rest,
  }
}

const lane = (from: number, to: number, more: Partial<BalancingLane> = {}): BalancingLane => ({
  from,
  to,
  arrival: 2,
  cost: 1,
  pack: 1,
  minimum: 0,
  fleet: -1,
  ...more,
})

describe('[BA4] the deadline', () => {
  test('lanes that arrive before the projected stockout are all in time, and nothing is lost before them', () => {
    const problem = transferProblem(
      [node(1000), node(55)],
      [lane(0, 1, { arrival: 1 }), lane(0, 1, { arrival: 5 }), lane(0, 1, { arrival: 6 })],
      CERTAIN,
    )
    expect(problem?.arcLane).toEqual(Int32Array.of(0, 1))
    expect(problem?.lack).toEqual(Float64Array.of(45))
  })

  test('where stock is out before anything comes, what lacks until then is lost', () => {
    const problem = transferProblem([node(1000), node(0)], [lane(0, 1, { arrival: 3 })], CERTAIN)
    expect(problem?.lack).toEqual(Float64Array.of(70))
  })

  test('then the arrival is chosen from which on the most can be brought', () => {
    // The near one has 5 to spare, the far one plenty: it is better to wait for it, and the near one is in time as well.
    const nodes = [node(105), node(1000), node(0)]
    const lanes = [lane(0, 2, { arrival: 1 }), lane(1, 2, { arrival: 4 })]
    const problem = transferProblem(nodes, lanes, CERTAIN)
    expect(problem?.arcLane).toEqual(Int32Array.of(0, 1))
    expect(problem?.lack).toEqual(Float64Array.of(60))
    // With plenty near by, who comes later is too late.
    const near = transferProblem([node(1000), node(1000), node(0)], lanes, CERTAIN)
    expect(near?.arcLane).toEqual(Int32Array.of(0))
    expect(near?.lack).toEqual(Float64Array.of(90))
  })

  test('what a giver has is brought once, whatever lanes it has', () => {
    // Five to spare: as much is saved from the quick lane's day on as from the slow one's, so the slow one is too late.
    const lanes = [lane(0, 1, { arrival: 1 }), lane(0, 1, { arrival: 4 })]
    const problem = transferProblem([node(105), node(0)], lanes, CERTAIN)
    expect(problem?.arcLane).toEqual(Int32Array.of(0))
    expect(problem?.lack).toEqual(Float64Array.of(90))
  })

  test('what arrives after the window helps nobody', () => {
    expect(transferProblem([node(1000), node(0)], [lane(0, 1, { arrival: STEPS })], CERTAIN)).toBeNull()
  })
})

describe('[BA5] who gives and who takes', () => {
  test('the surplus is what demand at its quantile leaves', () => {
    const options = { deviations: strataMeans(STRATA), keep: deviationAt(0.9) }
    const problem = transferProblem([node(200, { error: 30 }), node(0)], [lane(0, 1)], options)
    expect(problem?.surplus[0]).toBe(Math.floor(200 - 100 - deviationAt(0.9) * 30))
  })

  test('who has a surplus does not take, even where its worst case lacks', () => {
    const options = { deviations: strataMeans(STRATA), keep: 0 }
    const nodes = [node(1000), node(110, { error: 30 })]
    expect(transferProblem(nodes, [lane(0, 1), lane(1, 0)], options)).toBeNull()
    // Who has nobody to give to, or less than a pack, may take.
    expect(transferProblem(nodes, [lane(0, 1)], options)).not.toBeNull()
    expect(transferProblem(nodes, [lane(0, 1), lane(1, 0, { pack: 11 })], options)).not.toBeNull()
  })

  test('a surplus below a pack, or below the smallest transfer, is none', () => {
    expect(transferProblem([node(105), node(0)], [lane(0, 1, { pack: 6 })], CERTAIN)).toBeNull()
    expect(transferProblem([node(105), node(0)], [lane(0, 1, { minimum: 6 })], CERTAIN)).toBeNull()
    expect(transferProblem([node(105), node(0)], [lane(0, 1, { pack: 5 })], CERTAIN)).not.toBeNull()
  })
})

test('[BA10] an arc that cannot pay for its first unit is left out', () => {
  expect(transferProblem([node(1000), node(0, { worth: 1 })], [lane(0, 1)], CERTAIN)).toBeNull()
  expect(transferProblem([node(1000), node(0, { worth: 1.01 })], [lane(0, 1)], CERTAIN)).not.toBeNull()
})

describe('[BA7] life', () => {
  test('what does not live to the end of the taker’s window, with the life asked there, does not travel', () => {
    const giver = node(300, { lots: [{ expiryDay: 115, quantity: 300 }] })
    expect(transferProblem([giver, node(0, { lifeAsked: 5 })], [lane(0, 1)], CERTAIN)?.surplus[0]).toBe(200)
    expect(transferProblem([giver, node(0, { lifeAsked: 6 })], [lane(0, 1)], CERTAIN)).toBeNull()
  })

  test('a limit for each life that is asked, where it is tighter than the surplus', () => {
    const giver = node(300, { lots: [{ expiryDay: 112, quantity: 250 }] })
    const takers = [node(0), node(0, { lifeAsked: 3 })]
    const problem = transferProblem([giver, ...takers], [lane(0, 1), lane(0, 2)], CERTAIN)
    expect(problem?.lifeDay).toEqual(Int32Array.of(113))
    expect(problem?.lifeBound).toEqual(Float64Array.of(50))
  })

  test('what ages inside the giver’s own window is neither counted on nor given', () => {
    const giver = node(300, { aging: 150 })
    expect(transferProblem([giver, node(0)], [lane(0, 1)], CERTAIN)?.surplus[0]).toBe(50)
    expect(transferProblem([node(300, { aging: 200 }), node(0)], [lane(0, 1)], CERTAIN)).toBeNull()
  })
})

test('[BA16] the order of the lanes does not matter but for their numbers', () => {
  const nodes = [node(400), node(300), node(0), node(20)]
  const lanes = [lane(0, 2), lane(1, 2, { cost: 2 }), lane(0, 3), lane(1, 3)]
  const forward = transferProblem(nodes, lanes, CERTAIN)!
  const backward = transferProblem(nodes, [...lanes].reverse(), CERTAIN)!
  expect({ ...backward, arcLane: null }).toEqual({ ...forward, arcLane: null })
  expect(Array.from(backward.arcLane, (at) => lanes.length - 1 - at)).toEqual([...forward.arcLane])
})
