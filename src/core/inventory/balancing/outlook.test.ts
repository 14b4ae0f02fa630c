import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lackFrom, type Outlook, runsOutIn, spareOf } from './outlook.js'

interface Path {
  readonly stock: number
  /** By step. */
  readonly asked: readonly number[]
  readonly comes: readonly number[]
}

const paths = fc.integer({ min: 1, max: 12 }).chain((steps) =>
  fc.record({
    stock: fc.integer({ min: 0, max: 60 }),
    asked: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: steps, maxLength: steps }),
    comes: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })), { minLength: steps, maxLength: steps }),
  }),
)

const running = (values: readonly number[]): Float64Array => {
  let sum = 0
  return Float64Array.from(values, (value) => (sum += value))
}

const outlookOf = ({ stock, asked, comes }: Path): Outlook => ({
  stock,
  need: running(asked),
  error: new Float64Array(asked.length),
  supply: running(comes),
})

/** The naive road: day by day, what is not there is lost. `extra` comes in (or leaves) at a step. */
function lostInAll({ stock, asked, comes }: Path, extra = 0, at = 0): number {
  let there = stock
  let lost = 0
  asked.forEach((wanted, step) => {
    there += comes[step]! + (step === at ? extra : 0)
    const sold = Math.min(there, wanted)
    there -= sold
    lost += wanted - sold
  })
  return lost
}

test('[BA3] each unit that comes in spares one lost unit until the lack from its arrival on is gone', () => {
  fc.assert(
    fc.property(paths, fc.nat(11), fc.nat(80), (path, step, extra) => {
      const arrival = step % path.asked.length
      const lack = lackFrom(outlookOf(path), arrival, 0)
      expect(lostInAll(path) - lostInAll(path, extra, arrival)).toBe(Math.min(extra, lack))
    }),
  )
})

test('[BA3] each unit that leaves now costs nothing until what is spare is gone, then one each', () => {
  fc.assert(
    fc.property(paths, fc.nat(60), (path, wanted) => {
      const taken = Math.min(wanted, path.stock)
      const spare = spareOf(outlookOf(path), 0)
      const lost = lostInAll({ ...path, stock: path.stock - taken }) - lostInAll(path)
      expect(lost).toBe(Math.max(0, taken - spare))
    }),
  )
})

test('[BA3] more demand never lacks less in all nor spares more', () => {
  fc.assert(
    fc.property(paths, fc.double({ min: -2, max: 2, noNaN: true }), (path, deviation) => {
      const error = running(path.asked).map((sum) => Math.sqrt(sum))
      const outlook = { ...outlookOf(path), error }
      expect(lackFrom(outlook, 0, deviation + 0.5)).toBeGreaterThanOrEqual(lackFrom(outlook, 0, deviation))
      expect(spareOf(outlook, deviation + 0.5)).toBeLessThanOrEqual(spareOf(outlook, deviation))
    }),
  )
})

test('[BA3] the step in which stock runs out is the first that loses anything', () => {
  fc.assert(
    fc.property(paths, (path) => {
      const until = path.asked.findIndex((_, step) => lostInAll({ ...path, asked: path.asked.slice(0, step + 1) }) > 0)
      expect(runsOutIn(outlookOf(path))).toBe(until)
    }),
  )
})
