import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { leastLoss } from '../../../tests/support/one-program.js'
import { balancingOptions, drawProblems, openItems } from '../../bench/balancing-items.js'
import { transferProblem } from '../../core/inventory/balancing/item-outlook.js'
import { movesOf } from '../../core/inventory/balancing/moves.js'
import { PackBook } from '../../core/inventory/balancing/pack-book.js'
import {
  flowsOf,
  freightOf,
  lossOf,
  lossOfAll,
  lossOfNothing,
  type TransferProblem,
} from '../../core/inventory/balancing/transfer-problem.js'
import { NO_LIMITS, type SharedLimits } from '../../core/inventory/balancing/whole-packs.js'
import { loadHighsSolver } from '../highs-solver.js'
import type { Solver } from '../solver.js'
import { openBalancingCrew } from './balancing-crew.js'
import { inlineSolvers } from './item-solvers.js'
import { solveItem } from './solve-item.js'
import { balancePacks } from './split-balance.js'

let solver: Solver
beforeAll(async () => {
  solver = await loadHighsSolver()
})

const shapes = fc.record({
  nodes: fc.integer({ min: 2, max: 9 }),
  seed: fc.nat(100_000),
  perishable: fc.constantFrom(0, 0.5, 1),
})
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** What may never happen, whatever is balanced. */
function expectKept(problem: TransferProblem, units: Float64Array): void {
  const { outgoing } = flowsOf(problem, units)
  outgoing.forEach((moved, giver) => {
    expect(moved).toBeLessThanOrEqual(problem.surplus[giver]!)
  })
  units.forEach((moved, arc) => {
    expect(moved % problem.arcPack[arc]!).toBe(0)
    if (moved > 0) expect(moved).toBeGreaterThanOrEqual(problem.arcMinimum[arc]!)
  })
  problem.lifeBound.forEach((bound, life) => {
    const asked = units.filter(
      (_, arc) => problem.arcGiver[arc] === problem.lifeGiver[life] && problem.arcLife[arc]! >= problem.lifeDay[life]!,
    )
    expect(sum([...asked])).toBeLessThanOrEqual(bound)
  })
}

/** Every transfer would be missed: without it, everything else as it is, more is lost than its freight costs. */
function expectWorthwhile(problem: TransferProblem, units: Float64Array): void {
  const loss = lossOf(problem, units)
  units.forEach((moved, arc) => {
    if (moved === 0) return
    const without = units.slice()
    without[arc] = 0
    expect(lossOf(problem, without)).toBeGreaterThan(loss)
  })
}

function bookOf(problem: TransferProblem, units: Float64Array): PackBook {
  const book = new PackBook(problem)
  units.forEach((moved, arc) => {
    if (moved > 0) book.move(arc, moved)
  })
  return book
}

describe('[BA11] whole packs', () => {
  test('never ship what is not there, nor break packs, smallest transfers or life; each transfer pays for itself', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const problems = drawProblems(4, shape)
        const units = await balancePacks(solver, inlineSolvers(solver), problems, NO_LIMITS)
        problems.forEach((problem, item) => {
          expectKept(problem, units[item]!)
          expectWorthwhile(problem, units[item]!)
          expect(lossOf(problem, units[item]!)).toBeLessThanOrEqual(lossOfNothing(problem))
          expect(bookOf(problem, units[item]!).bestPack()).toBeNull()
        })
      }),
      // There a pack saves something once another is taken back.
      { numRuns: 60, examples: [[{ nodes: 9, seed: 82_830, perishable: 0 }]] },
    )
  })

  test('what is left of a limit goes to packs as long as one saves anything, also after others were taken back', async () => {
    const problems = drawProblems(4, { nodes: 9, seed: 82_830, perishable: 0 })
    const limits: SharedLimits = { budget: 1e9, fleets: new Float64Array(0) }
    const units = await balancePacks(solver, inlineSolvers(solver), problems, limits)
    problems.forEach((problem, item) => {
      expect(bookOf(problem, units[item]!).bestPack()).toBeNull()
    })
  })

  test('within limits that items share, too', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.double({ min: 0, max: 1, noNaN: true }), async (shape, share) => {
        const problems = drawProblems(5, { ...shape, fleets: 2 })
        const free = await balancePacks(solver, inlineSolvers(solver), problems, NO_LIMITS)
        const spent = sum(problems.map((problem, item) => freightOf(problem, free[item]!)))
        const limits: SharedLimits = { budget: spent * share, fleets: Float64Array.of(30_000, 1e9) }
        const units = await balancePacks(solver, inlineSolvers(solver), problems, limits)
        problems.forEach((problem, item) => {
          expectKept(problem, units[item]!)
          expectWorthwhile(problem, units[item]!)
        })
        expect(sum(problems.map((problem, item) => freightOf(problem, units[item]!)))).toBeLessThanOrEqual(
          spent * share * (1 + 1e-9),
        )
        const carried = sum(
          problems.map(({ arcFleet }, item) => sum([...units[item]!.filter((_, arc) => arcFleet[arc] === 0)])),
        )
        expect(carried).toBeLessThanOrEqual(30_000)
      }),
      { numRuns: 40 },
    )
  })

  test('what a pack changes is what the losses of the whole say', () => {
    fc.assert(
      fc.property(shapes, fc.array(fc.nat(1000), { minLength: 1, maxLength: 10 }), (shape, steps) => {
        for (const problem of drawProblems(1, shape)) {
          const book = new PackBook(problem)
          for (const step of steps) {
            const arc = step % book.units.length
            const more = book.stepUp(arc)
            const before = lossOf(problem, book.units)
            const gain = book.gain(arc, more)
            book.move(arc, more)
            expect(before - lossOf(problem, book.units)).toBeCloseTo(gain, 5)
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('[BA11] whole packs are near the best there are, which a mixed-integer program finds', async () => {
  let [saved, possible] = [0, 0]
  for (let seed = 1; seed <= 12; seed++) {
    const problems = drawProblems(2, { nodes: 5, seed, perishable: 0 })
    const units = await balancePacks(solver, inlineSolvers(solver), problems, NO_LIMITS)
    const nothing = sum(problems.map(lossOfNothing))
    saved += nothing - lossOfAll(problems, units)
    possible += nothing - (await leastLoss(problems, NO_LIMITS, true))
  }
  expect(saved).toBeLessThanOrEqual(possible * (1 + 1e-6))
  expect(saved).toBeGreaterThan(0.98 * possible)
})

test('[BA13] benefits are above zero and add up to what balancing saves; lots that travel live long enough', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, async (shape) => {
      const { nodesOf, lanesOf } = openItems(shape)
      for (let item = 0; item < 3; item++) {
        const nodes = nodesOf(item)
        const problem = transferProblem(nodes, lanesOf(item), balancingOptions)
        if (problem === null) continue
        const [units] = await balancePacks(solver, inlineSolvers(solver), [problem], NO_LIMITS)
        const moves = movesOf(problem, nodes, units!)
        const saved = lossOfNothing(problem) - lossOf(problem, units!)
        expect(sum(moves.map(({ benefit }) => benefit))).toBeCloseTo(saved, 6)
        const left = new Map(nodes.map((node, at) => [at, node.lots.map((lot) => ({ ...lot }))]))
        for (const move of moves) {
          expect(move.benefit).toBeGreaterThan(0)
          expect(sum(move.lots.map(({ quantity }) => quantity))).toBeLessThanOrEqual(move.units)
          for (const lot of move.lots) {
            const { lastDay, lifeAsked } = nodes[move.taker]!
            expect(lot.expiryDay).toBeGreaterThanOrEqual(lastDay + lifeAsked)
            const own = left.get(move.giver)!.find(({ expiryDay }) => expiryDay === lot.expiryDay)!
            own.quantity -= lot.quantity
            expect(own.quantity).toBeGreaterThanOrEqual(0)
          }
        }
      }
    }),
    { numRuns: 40 },
  )
})

describe('[BA16] whoever solves it, in whatever order', () => {
  test('items in another order give the same bytes', async () => {
    const problems = drawProblems(40, { nodes: 8, seed: 5, fleets: 2 })
    const forward = await balancePacks(solver, inlineSolvers(solver), problems, NO_LIMITS)
    const backward = await balancePacks(solver, inlineSolvers(solver), [...problems].reverse(), NO_LIMITS)
    expect([...backward].reverse()).toEqual(forward)
  })

  test('threads give the bytes of the caller’s own, with and without limits', async () => {
    const problems = drawProblems(150, { nodes: 6, seed: 8, fleets: 2 })
    const limits: SharedLimits = { budget: 400, fleets: Float64Array.of(400_000, 900_000) }
    const crew = openBalancingCrew(2)
    try {
      for (const shared of [NO_LIMITS, limits]) {
        const alone = await balancePacks(solver, inlineSolvers(solver), problems, shared)
        expect(sum(alone.map((units) => sum([...units])))).toBeGreaterThan(0)
        expect(await balancePacks(solver, crew, problems, shared)).toEqual(alone)
      }
    } finally {
      await crew.close()
    }
  })

  test('a thread that has ended refuses what it is asked, instead of never answering', async () => {
    const crew = openBalancingCrew(1)
    await crew.close()
    await expect(crew.packs(drawProblems(1, { nodes: 4, seed: 3 }))).rejects.toThrow(/ended/)
  })

  test('nodes numbered otherwise lose as little', () => {
    const { nodesOf, lanesOf } = openItems({ nodes: 7, seed: 11 })
    for (let item = 0; item < 10; item++) {
      const [nodes, lanes] = [nodesOf(item), lanesOf(item)]
      const last = nodes.length - 1
      const turned = lanes.map((lane) => ({ ...lane, from: last - lane.from, to: last - lane.to }))
      const one = transferProblem(nodes, lanes, balancingOptions)
      const other = transferProblem([...nodes].reverse(), turned, balancingOptions)
      if (one === null || other === null) expect(one).toBe(other)
      else
        expect(lossOf(other, solveItem(solver, other, null))).toBeCloseTo(lossOf(one, solveItem(solver, one, null)), 3)
    }
  })
})
