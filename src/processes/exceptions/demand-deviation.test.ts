import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type SaleGiven, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { detectExceptions } from './detect-exceptions.js'

const WEEKS = 17
/** Weeks of sales from the oldest to the newest, on the first day of each week. */
const weekly = (at: string, weeks: readonly number[]): SaleGiven[] =>
  weeks.map((units, week) => ({ at, units, ago: (weeks.length - week) * 7 }))
const restless = (level: number, last: readonly number[] = []): number[] => {
  const quiet = Array.from({ length: WEEKS - last.length }, (_, week) => level + [3, -4, 1, -2, 4, -1][week % 6]!)
  return [...quiet, ...last]
}
const frozen = (at: string, units: number) =>
  Array.from({ length: 6 }, (_, week) => ({ at, units, fromAgo: (6 - week) * 7, days: 7 }))

const PLANNED: TroubleGiven = {
  planDay: '2026-09-21',
  stock: { 'bar@DC': 5000 },
  demand: [{ at: 'bar@DC', units: 14 }],
  prices: { bar: 100 },
  costs: { bar: 60 },
  pastPlans: frozen('bar@DC', 100),
}
const deviations = (given: TroubleGiven) =>
  detectExceptions(buildTroubleWorld(given)).filter(({ kind }) => kind === 'demand_deviation')

describe('demand deviation', () => {
  it('[EX20] is what sells beyond the frozen plan, taken four weeks on, at margin', () => {
    const [surge] = deviations({ ...PLANNED, sold: weekly('bar@DC', restless(100, [180, 190])) })
    // 370 against 200 in two weeks: 85 a week, four weeks.
    expect(surge).toMatchObject({ size: 340 * QUANTITY_PER_UNIT, value: 340 * 40 })
    expect(surge!.why).toMatchObject({ code: 'problem.demand_above', values: { share: '85%', weeks: 2 } })
  })

  it('[EX20] sees a collapse, and not a week like any other', () => {
    const drop = deviations({ ...PLANNED, sold: weekly('bar@DC', restless(100, [40, 30])) })
    expect(drop).toMatchObject([{ why: { code: 'problem.demand_below' } }])
    expect(deviations({ ...PLANNED, sold: weekly('bar@DC', restless(100)) })).toEqual([])
  })

  it('[EX21] low sales of a week in which stock ran out say nothing', () => {
    const sold = weekly('bar@DC', restless(100, [40, 30]))
    const emptyDays = [
      { at: 'bar@DC', ago: 3 },
      { at: 'bar@DC', ago: 9 },
    ]
    expect(deviations({ ...PLANNED, sold, emptyDays })).toEqual([])
  })

  it('[EX21] single units come in lumps: twice three is no surge', () => {
    const pastPlans = frozen('bar@DC', 3)
    const few = Array.from({ length: WEEKS }, (_, week) => (week < 15 ? 3 : 6))
    expect(deviations({ ...PLANNED, pastPlans, sold: weekly('bar@DC', few) })).toEqual([])
  })

  it('[EX21] a plan that is too high everywhere is a gap, not a deviation of each', () => {
    const places = Array.from({ length: 10 }, (_, at) => `DC${at}`)
    const everywhere: TroubleGiven = {
      ...PLANNED,
      locations: Object.fromEntries(places.map((place) => [place, 'dc'])),
      stock: {},
      demand: places.map((place) => ({ at: `bar@${place}`, units: 14 })),
      pastPlans: places.flatMap((place) => frozen(`bar@${place}`, 160)),
      sold: places.flatMap((place) => weekly(`bar@${place}`, restless(100, place === 'DC3' ? [180, 190] : []))),
    }
    expect(deviations(everywhere).map(({ place }) => place.location)).toEqual(['DC3'])
  })

  it('[EX20] the newest plan made before a week and covering it speaks for it', () => {
    const sold = weekly('bar@DC', restless(100, [180, 190]))
    const seen = [
      { at: 'bar@DC', units: 180, fromAgo: 14, days: 7, snapshot: 'NEW' },
      { at: 'bar@DC', units: 190, fromAgo: 7, days: 7, snapshot: 'NEWER' },
    ]
    const older = [{ at: 'bar@DC', units: 600, fromAgo: 42, days: 42, snapshot: 'OLD', stream: 'consensus' }]
    expect(deviations({ ...PLANNED, sold, pastPlans: [...older, ...seen] })).toEqual([])
    expect(deviations({ ...PLANNED, sold, pastPlans: older })).toHaveLength(1)
  })

  it('[EX20] without past plans there is nothing to deviate from', () => {
    expect(deviations({ ...PLANNED, pastPlans: [], sold: weekly('bar@DC', restless(100, [180, 190])) })).toEqual([])
  })

  it('[EX9] a shortage where demand surged has the surge as root', () => {
    const problems = detectExceptions(
      buildTroubleWorld({
        ...PLANNED,
        suppliers: ['mill'],
        lanes: [{ from: 'mill', to: 'DC', leadTimeDays: 8 }],
        stock: { 'bar@DC': 30 },
        sold: weekly('bar@DC', restless(100, [180, 190])),
      }),
    )
    const surge = problems.find(({ kind }) => kind === 'demand_deviation')!
    expect(problems.find(({ kind }) => kind === 'shortage')).toMatchObject({
      rootCause: surge.id,
      why: { code: 'problem.shortage_demand' },
    })
  })
})
