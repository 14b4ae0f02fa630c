import { expect, test } from 'vitest'
import { CORRECTED_DAY, keptCorrections } from '../../../tests/support/corrections-world.js'
import { CORRECTION_REASONS, OVERRIDABLE } from '../../core/demand/cleaning/corrections.js'
import { MEASURE_GROUPS } from '../../core/edit/access.js'
import { EVERYWHERE, type Scope } from '../../core/edit/box.js'
import { CATALOGUE } from '../../language/catalogue.js'
import { buildCorrections, type CorrectionsQuery } from './corrections-report.js'

const measures = new Set(MEASURE_GROUPS)
const version = { id: '0001-cycle', planDay: CORRECTED_DAY }
const ask = (query: Partial<CorrectionsQuery> = {}, scopes: readonly Scope[] = [EVERYWHERE]) =>
  buildCorrections(
    keptCorrections(),
    version,
    { scope: EVERYWHERE, after: 0, limit: 100, ...query },
    { scopes, measures },
  )
const shown = (...asked: Parameters<typeof ask>): string[] =>
  ask(...asked).lines.map(({ item, customer, reason }) => `${item} ${customer} ${reason}`)

test('[HC2] the largest difference first, with sums by reason of what was really taken otherwise', () => {
  const { byReason, total, lines, planDay } = ask()
  expect(lines.map(({ before, after }) => Math.abs(after - before) / 1000)).toEqual([800, 350, 100, 45, 30])
  expect(lines[1]).toMatchObject({ item: 'oat', customer: 'plaza', before: 400_000, overridden: true })
  const sums = (of: typeof total) => [of.count, of.rows, of.added / 1000, of.takenOff / 1000, of.overridden]
  expect(byReason.map((of) => [of.reason, ...sums(of)])).toEqual([
    ['lift', 1, 1, 0, 100, 0],
    ['stockout', 2, 2, 75, 0, 0],
    ['outlier', 1, 1, 0, 800, 1],
  ])
  expect([planDay, ...sums(total)]).toEqual(['2026-09-28', 4, 3, 75, 900, 1])
})

test('[HC2] by part, reason and days, where a week counts with any of its days; and page by page', () => {
  expect(shown({ scope: { ...EVERYWHERE, product: ['food', 'bars', 'nut'] } })).toEqual(['nut mini lift'])
  expect(shown({ scope: { ...EVERYWHERE, location: ['PE'] }, reason: 'stockout' })).toEqual(['oat plaza stockout'])
  const second = CORRECTED_DAY - 21
  expect(shown({ from: second + 6, until: second + 7 })).toEqual(['nut mini lift', 'oat plaza stockout'])
  expect(shown({ from: second + 7 })).toEqual(['oat plaza outlier', 'oat mega stockout'])
  expect(shown({ until: second })).toEqual(['oat mega outlier'])
  expect([shown({ after: 1, limit: 2 }), ask({ after: 1, limit: 2 }).lineCount]).toEqual([
    ['oat plaza outlier', 'nut mini lift'],
    5,
  ])
  expect(shown({ reason: 'lift', scope: { ...EVERYWHERE, location: ['PE'] } })).toEqual([])
})

test('[HC3] of the viewer’s part and nothing else; what the plan was told is for those who see everything', () => {
  const mega = { ...EVERYWHERE, customer: ['CL', 'retail', 'mega'] }
  expect(shown({}, [mega])).toEqual(['oat mega outlier', 'oat mega stockout'])
  const { total, overrides, lineCount } = ask({}, [mega])
  expect([total.count, total.rows, total.added, total.overridden, overrides, lineCount]).toEqual([
    2,
    1,
    45_000,
    0,
    null,
    2,
  ])
  expect(ask({ scope: { ...EVERYWHERE, location: ['PE'] } }, [mega]).lineCount).toBe(0)
  expect(ask({}, [])).toMatchObject({ lineCount: 0, byReason: [], overrides: null })
  expect(ask().overrides).toHaveLength(1)
  const blind = { scopes: [EVERYWHERE], measures: new Set(['stock'] as const) }
  expect(() => buildCorrections(keptCorrections(), version, { scope: EVERYWHERE, after: 0, limit: 1 }, blind)).toThrow(
    'access.measure',
  )
})

test('[HC5] every correction that there is has words', () => {
  expect(OVERRIDABLE.filter((name) => CATALOGUE[`corrections.reason_${name}`] === undefined)).toEqual([])
  expect(OVERRIDABLE).toEqual(['any', ...CORRECTION_REASONS])
})
