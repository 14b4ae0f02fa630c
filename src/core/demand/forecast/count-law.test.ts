import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../base/random.js'
import { byMean, type CountCell, type CountTables, fitCountTables, writeCountQuantiles } from './count-law.js'

const LEVELS = [0.05, 0.1, 0.5, 0.9, 0.95]
const random = seededRandom(17)

const tablesOf = (cells: readonly CountCell[], horizon = 1): CountTables =>
  fitCountTables(cells.slice().sort(byMean), horizon, LEVELS, 1)!

function ask(tables: CountTables, mean: number, restless = 1, step = 0, horizon = 1): number[] {
  const out = LEVELS.map(() => new Float64Array(horizon))
  writeCountQuantiles(tables, horizon, { step, mean, restless }, out)
  return out.map((of) => of[step]!)
}

/** A draw of Poisson's law by the inverse of its distribution. */
function poissonAt(mean: number, key: number, path: number): number {
  let left = random.at(1, key, path)
  let count = 0
  for (let chance = Math.exp(-mean); left >= chance; chance *= mean / count) {
    left -= chance
    count += 1
  }
  return count
}

const arbitraryCells = fc.array(
  fc.record({
    step: fc.constant(0),
    mean: fc.double({ min: 0, max: 2000, noNaN: true }),
    restless: fc.double({ min: 0.01, max: 20, noNaN: true }),
    sold: fc.nat(3000),
  }),
  { minLength: 20, maxLength: 60 },
)

describe('what is sold where so much is expected', () => {
  // Forecasts of half a unit (the first node above nothing), five classes of nine cells each.
  const SOLD = [
    [0, 0, 0, 0, 0, 0, 0, 0, 1],
    [0, 0, 0, 0, 0, 0, 0, 1, 1],
    [0, 0, 0, 0, 1, 1, 1, 1, 2],
    [0, 0, 0, 1, 1, 1, 2, 2, 4],
    [0, 0, 0, 0, 2, 4, 4, 6, 8],
  ]
  const cells = SOLD.flatMap((of, restless) => of.map((sold) => ({ step: 0, mean: 0.5, restless: restless + 1, sold })))

  test('[CF8] the ⌈(n + 1) · level⌉-th smallest of those as restless for their size', () => {
    // Of nine: ranks 1 (0.05 and 0.1), 5 (the middle) and 9 (0.9, and all beyond).
    expect(SOLD.map((_, at) => ask(tablesOf(cells), 0.5, at + 1))).toEqual([
      [0, 0, 0, 1, 1],
      [0, 0, 0, 1, 1],
      [0, 0, 1, 2, 2],
      [0, 0, 1, 4, 4],
      [0, 0, 2, 8, 8],
    ])
  })

  test('[CF8] between two classes, and between two sizes, on the line; where 1.5 times as much is expected, so much more is sold', () => {
    expect(ask(tablesOf(cells), 0.5, 4.5)).toEqual([0, 0, 2, 6, 6])
    // Mean and one unit more, 1.5 → 2.25: 8 becomes 12. Half way between the two, in logarithms, 10.
    expect(ask(tablesOf(cells), 1.25, 5)).toEqual([0, 0, 3, 12, 12])
    expect(ask(tablesOf(cells), Math.sqrt(1.5 * 2.25) - 1, 5)).toEqual([0, 0, 3, 10, 10])
    // More restless than any, or less, is as the outermost.
    expect(ask(tablesOf(cells), 0.5, 50)).toEqual(ask(tablesOf(cells), 0.5, 5))
    expect(ask(tablesOf(cells), 0.5, 0)).toEqual(ask(tablesOf(cells), 0.5, 1))
  })

  test('[CF8] who is equally expected and equally restless is not divided', () => {
    // Of ten the tenth: nine in ten may not pass the ninth of these, but of draws to come more will.
    const alike = [0, 0, 0, 0, 0, 0, 0, 0, 0, 5].map((sold) => ({ step: 0, mean: 0.5, restless: 2, sold }))
    expect(ask(tablesOf(alike), 0.5, 2)).toEqual([0, 0, 0, 5, 5])
  })

  test('[CF8] who expects more is not told less, even where those who expected more sold less', () => {
    const many = (mean: number, sold: number): CountCell[] =>
      Array.from({ length: 1500 }, () => ({ step: 0, mean, restless: 1, sold }))
    const tables = tablesOf([...many(0.5, 9), ...many(500, 0)])
    expect(ask(tables, 0.5)).toEqual([9, 9, 9, 9, 9])
    expect(ask(tables, 500)[0]).toBeGreaterThanOrEqual(9)
  })

  test('[CF8] quantiles are whole, never negative, and do not fall with the level', () => {
    fc.assert(
      fc.property(
        arbitraryCells,
        fc.double({ min: 0, max: 1500, noNaN: true }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        (cells, mean, restless) => {
          const quantiles = ask(tablesOf(cells), mean, restless)
          quantiles.forEach((value, at) => {
            expect(Number.isInteger(value)).toBe(true)
            expect(value).toBeGreaterThanOrEqual(at === 0 ? 0 : quantiles[at - 1]!)
          })
        },
      ),
    )
  })

  test('[CF8] where more is expected not less is sold, class by class', () => {
    fc.assert(
      fc.property(
        arbitraryCells,
        fc.double({ min: 0, max: 1500, noNaN: true }),
        fc.double({ min: 0, max: 1500, noNaN: true }),
        fc.constantFrom(0, 1000),
        (cells, one, other, restless) => {
          const tables = tablesOf(cells)
          const [less, more] = [Math.min(one, other), Math.max(one, other)].map((mean) => ask(tables, mean, restless))
          LEVELS.forEach((_, at) => {
            expect(more![at]).toBeGreaterThanOrEqual(less![at]!)
          })
        },
      ),
    )
  })

  test('[CF8] the order of what was seen says nothing, and what is learned is data', () => {
    fc.assert(
      fc.property(arbitraryCells, (cells) => {
        const twice = [...cells, ...cells]
        expect(tablesOf(twice.slice().reverse())).toEqual(tablesOf(twice))
        expect(structuredClone(tablesOf(cells))).toEqual(tablesOf(cells))
      }),
    )
  })

  test('[CF8] nothing sold is nothing', () => {
    expect(ask(tablesOf(cells.map((cell) => ({ ...cell, sold: 0 }))), 3)).toEqual([0, 0, 0, 0, 0])
  })

  test('[CF8] what sells by a law that nobody named: the share promised, of draws that were not used', () => {
    const draws = (key: number): CountCell[] =>
      Array.from({ length: 6000 }, (_, at) => {
        const mean = 0.2 * 50 ** random.at(2, key, at)
        return { step: 0, mean, restless: 0.5 + random.at(3, key, at), sold: poissonAt(mean, key, at) }
      })
    const tables = tablesOf(draws(1))
    const shares = LEVELS.map((level, which) => {
      let [below, upTo] = [0, 0]
      for (const { mean, restless, sold } of draws(2)) {
        const quantile = ask(tables, mean, restless)[which]!
        if (sold < quantile) below += 1 / 6000
        if (sold <= quantile) upTo += 1 / 6000
      }
      return { level, below, upTo }
    })
    for (const { level, below, upTo } of shares) {
      expect(upTo).toBeGreaterThan(level - 0.02)
      expect(below).toBeLessThan(level + 0.02)
    }
  })

  test('[CF8] later thirds of the horizon have their own law; what nobody lived to see has the one before', () => {
    const early = cells.map((cell) => ({ ...cell, sold: 0 }))
    const later = cells.map((cell) => ({ ...cell, step: 2, sold: 7 }))
    const tables = tablesOf([...early, ...later], 6)
    const answers = [0, 1, 2, 3, 4, 5].map((step) => ask(tables, 0.5, 1, step, 6)[2])
    expect(answers).toEqual([0, 0, 7, 7, 7, 7])
    expect(fitCountTables(later.slice().sort(byMean), 6, LEVELS, 1)).toBeNull()
    expect(fitCountTables(early.slice().sort(byMean), 1, LEVELS)).toBeNull()
  })
})
