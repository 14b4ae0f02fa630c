import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOutBins, sumBins } from './bin-sums.js'

/** Slopes and curvatures in eighths, so that sums are exact in any order. */
const eighths = fc.integer({ min: -80, max: 80 }).map((count) => count / 8)

test('[FM8] whichever bin is the usual one, each holds what its rows add up to', () => {
  const world = fc
    .record({ binCounts: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }) })
    .chain(({ binCounts }) => {
      const row = fc.record({
        bins: fc.tuple(...binCounts.map((count) => fc.integer({ min: 0, max: count - 1 }))),
        slope: eighths,
        curve: eighths,
        isHere: fc.boolean(),
      })
      return fc.record({ binCounts: fc.constant(binCounts), rows: fc.array(row, { minLength: 1, maxLength: 30 }) })
    })
  fc.assert(
    fc.property(world, ({ binCounts, rows }) => {
      const edges = binCounts.map((count) => new Float32Array(count - 1))
      const layout = layOutBins(Uint8Array.from(rows.flatMap(({ bins }) => bins)), edges)
      const sums = new Float64Array(layout.starts.at(-1)!).fill(7)
      const here = Int32Array.from(rows.keys()).filter((at) => rows[at]!.isHere)
      const lines = {
        slope: Float32Array.from(rows, ({ slope }) => slope),
        curve: Float32Array.from(rows, ({ curve }) => curve),
      }
      const whole = sumBins(layout, here, lines, sums)
      const kept = rows.filter(({ isHere }) => isHere)
      const total = (part: typeof kept, of: 'slope' | 'curve'): number => part.reduce((sum, one) => sum + one[of], 0)
      expect(whole).toEqual({ slope: total(kept, 'slope'), curve: total(kept, 'curve') })
      binCounts.forEach((count, feature) => {
        for (let bin = 0; bin < count; bin++) {
          const inside = kept.filter(({ bins }) => bins[feature] === bin)
          const place = layout.starts[feature]! + 2 * bin
          expect([sums[place]! + 0, sums[place + 1]! + 0]).toEqual([
            total(inside, 'slope') + 0,
            total(inside, 'curve') + 0,
          ])
        }
      })
    }),
  )
})

test('[FM8] a flag that is seldom up is added only where it is up', () => {
  const flags = Uint8Array.of(0, 0, 1, 0, 0)
  const { usual, places, ends } = layOutBins(flags, [new Float32Array(1)])
  expect([...usual]).toEqual([0])
  expect([...places]).toEqual([2])
  expect([...ends]).toEqual([0, 0, 1, 1, 1])
})
