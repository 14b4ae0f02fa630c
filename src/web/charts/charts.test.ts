import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DARK, LIGHT } from '../theme/tokens.js'
import { axisStart, bridgeOption, levelsOf } from './bridge-option.js'
import { csvOfTable } from './chart-table.js'
import { itemStyle, NOTATIONS, safe, varianceColour } from './chart-theme.js'
import { columnsOption, differencesOf, sumsOf } from './columns-option.js'
import { fanOption, joined } from './fan-option.js'
import { niceRange, rangeAtScale } from './nice-range.js'

const drawing = { tokens: LIGHT, description: 'what it shows', format: String, signed: String }

test('[WB30] four notations can be told apart without colour, by day and by night', () => {
  for (const tokens of [LIGHT, DARK]) {
    const looks = NOTATIONS.map((notation) => {
      const { color, borderColor, decal } = itemStyle(notation, tokens)
      return [color === tokens.surface, borderColor === tokens.ink, decal !== undefined].join()
    })
    expect(new Set(looks).size).toBe(NOTATIONS.length)
  }
})

test('[WB30] good is green, also where less is better', () => {
  const { good, bad, ink3 } = LIGHT
  expect([varianceColour(1, 1, LIGHT), varianceColour(-1, 1, LIGHT)]).toEqual([good, bad])
  expect([varianceColour(1, -1, LIGHT), varianceColour(-1, -1, LIGHT)]).toEqual([bad, good])
  expect([varianceColour(0, 1, LIGHT), varianceColour(9, 0, LIGHT)]).toEqual([ink3, ink3])
})

test('[WB31] a bridge of any steps arrives where they lead, each from where the last one ended', () => {
  const amount = fc.integer({ min: -1e9, max: 1e9 })
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 17 }), (from, changes) => {
      const steps = changes.map((change) => ({ name: '', change }))
      const levels = levelsOf({ from: { name: '', amount: from, notation: 'plan' }, steps })
      expect(levels[0]!.start).toBe(from)
      levels.slice(1).forEach(({ start }, at) => expect(start).toBe(levels[at]!.end))
      expect(levels.at(-1)!.end).toBe(changes.reduce((sum, change) => sum + change, from))
    }),
  )
})

const endsOf = (from: number, change: number) => ({
  from: { name: 'from', amount: from, notation: 'plan' as const },
  to: { name: 'to', amount: from + change, notation: 'forecast' as const },
  steps: [{ name: 'step', change }],
})

test('[WB31] the axis begins at nothing unless the steps would be a hair, and never above what is drawn', () => {
  expect(axisStart(endsOf(1000, 400))).toBe(0)
  expect(axisStart(endsOf(-1000, 10))).toBe(0)
  expect(axisStart(endsOf(1000, 0))).toBeLessThanOrEqual(1000)
  expect(axisStart(endsOf(1_000_000, 20_000))).toBeGreaterThan(900_000)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: -1e6, max: 1e6 }), (from, change) => {
      expect(axisStart(endsOf(from, change))).toBeLessThanOrEqual(Math.max(0, Math.min(from, from + change)))
    }),
  )
  // Where it is said to begin is where it begins.
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }), (from, change) => {
      const { min } = bridgeOption(endsOf(from, change), drawing, null).xAxis as { min: number }
      expect(axisStart(endsOf(from, change))).toBe(min)
    }),
  )
})

const part = (values: (number | null)[]) => ({ name: 'p', notation: 'actual' as const, values })

test('[WB32] what is not known is a gap: neither a sum nor a difference of nothing', () => {
  const periods = ['a', 'b', 'c', 'd']
  const parts = [part([1, null, null, 4]), part([2, null, 3, 0])]
  expect(sumsOf({ periods, parts })).toEqual([3, null, 3, 4])
  const reference = part([1, 5, null, 4])
  expect(differencesOf({ periods, parts, reference })).toEqual([2, null, null, 0])
  expect(joined([1, 2, null, null], [null, null, 3, 4])).toEqual([null, 2, 3, 4])
})

test('[WB32] the numbers of a chart go into a file as they are', () => {
  const table = { columns: ['line', 'a;b', 'c,d'], rows: [{ name: '=cmd()', values: [-1.5, null] }] }
  expect(csvOfTable(table)).toBe('line,a;b,"c,d"\r\n\'=cmd(),-1.5,\r\n')
})

test('[WB32] names of people’s data are text in the box that explains a place of a chart', () => {
  expect(safe('<img src=x onerror="a()">&\'')).not.toMatch(/[<>"']/)
  const columns = {
    periods: ['<b>'],
    parts: [{ ...part([1]), name: '<i>' }],
    reference: null,
    better: 1 as const,
    total: '',
    difference: '',
  }
  const { tooltip } = columnsOption(columns, { ...drawing, height: 200 }) as {
    tooltip: { formatter: (at: object) => string }
  }
  expect(tooltip.formatter([{ dataIndex: 0 }])).not.toMatch(/<b>&|<i>/)
})

test('[WB32] a fan’s band reaches from its lower to its upper edge', () => {
  const { series } = fanOption(
    {
      periods: ['a'],
      history: { name: 'h', values: [null] },
      forecast: { name: 'f', values: [5] },
      bands: [{ name: '80 %', low: [-2], high: [9] }],
      reference: null,
    },
    drawing,
  ) as { series: { data: (number | null)[] }[] }
  expect(series.slice(0, 2).map(({ data }) => data[0])).toEqual([-2, 11])
})

test('[WB30] an axis holds what is drawn, at round numbers; differences stand at the scale of what they are of', () => {
  const amount = fc.integer({ min: -1e12, max: 1e12 })
  fc.assert(
    fc.property(amount, amount, (one, other) => {
      const [low, high] = [Math.min(0, one, other), Math.max(0, one, other)]
      const { min, max, interval } = niceRange(low, high)
      expect(min).toBeLessThanOrEqual(low)
      expect(max).toBeGreaterThanOrEqual(high)
      expect((max - min) / interval).toBeLessThanOrEqual(6)
    }),
  )
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 5 }), fc.integer({ min: 1, max: 1e9 }), (values, perPixel) => {
      const { min, max } = rangeAtScale(values, 30, perPixel)
      for (const value of values) expect(value >= min && value <= max).toBe(true)
      expect(max - min).toBeGreaterThanOrEqual(30 * perPixel * 0.999)
    }),
  )
})
