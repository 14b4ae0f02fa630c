import { beforeAll, describe, expect, test } from 'vitest'
import { loadGenerated } from '../../../tests/support/planned-company.js'
import { dayOf } from '../../core/base/day.js'
import type { Holiday, HolidayYears } from '../../core/calendar/moving-holidays.js'
import { CORRECTION_REASONS } from '../../core/demand/cleaning/corrections.js'
import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { allocatePlain } from '../../core/plan/plan.js'
import { inlineRunner } from '../../engine/inline-runner.js'
import { horizonOf, runPlanning } from './planning-run.js'
import type { PlanningPorts } from './ports.js'

/** Published dates of Easter. */
const EASTER = [dayOf(2023, 4, 9), dayOf(2024, 3, 31), dayOf(2025, 4, 20), dayOf(2026, 4, 5), dayOf(2027, 3, 28)]
const TIMES = 1.8

/** A calm company whose shops sell so many times a plain week in the seven days up to Easter. */
async function withEaster(): Promise<{ company: Company; facts: Facts }> {
  const { company, facts } = await loadGenerated({ products: 12, locations: 4, weeks: 140, seed: 5, grain: 'W' })
  const { sales } = facts
  for (let fact = 0; fact < sales.count; fact++)
    if (EASTER.some((day) => sales.day[fact]! > day - 7 && sales.day[fact]! <= day))
      sales.units[fact] = Math.round(sales.units[fact]! * TIMES)
  return { company, facts }
}

const job = { step: async <T>(_: string, work: () => Promise<T> | T): Promise<T> => work() }
const plan = (company: Company, facts: Facts, holidays?: PlanningPorts['holidays']) =>
  runPlanning(company, facts, {
    job,
    runner: inlineRunner(),
    allocate: allocatePlain,
    ...(holidays === undefined ? {} : { holidays }),
  })

describe('moving holidays in a planning run', () => {
  let world: { company: Company; facts: Facts }
  beforeAll(async () => {
    world = await withEaster()
  })
  const asked: unknown[] = []
  const library = async (question: HolidayYears): Promise<Holiday[]> => {
    asked.push(question)
    return EASTER.map((day) => ({ country: question.countries[0]!, id: 'easter', name: 'Easter', day }))
  }
  const sum = (units: Float64Array): number => units.reduce((total, value) => total + value, 0)

  test('[DM12] the holidays of its countries are asked for, over the years of history and horizon', async () => {
    const { company, facts } = world
    const { demand } = await plan(company, facts, library)
    const { history } = demand
    const countries = [...new Set(demand.groups.countryOfGroup)].sort()
    const first = Math.min(...facts.sales.day)
    expect(yearOf(first)).toBeLessThanOrEqual(yearOf(history.firstDay))
    expect(asked).toEqual([{ countries, fromYear: yearOf(first), toYear: yearOf(endOf(company)) }])
    expect(demand.corrections.reason).toContain(CORRECTION_REASONS.indexOf('holiday'))
  })

  test('[DM12] the forecast of the weeks around Easter differs from one that does not know it, the rest hardly', async () => {
    const { company, facts } = world
    const knowing = await plan(company, facts, library)
    const blind = await plan(company, facts)
    expect(blind.demand.holidays).toBeUndefined()
    const { horizon, rows, columns } = knowing.plan
    const easter = EASTER.find((day) => day > horizon.planDay + 30)!
    const ratio = (bucket: number): number => {
      const pick = (_: number, row: number): number => columns.baseline[row * horizon.count + bucket]!
      const other = (_: number, row: number): number => blind.plan.columns.baseline[row * horizon.count + bucket]!
      return (
        sum(Float64Array.from({ length: rows.demand.count }, pick)) /
        sum(Float64Array.from({ length: rows.demand.count }, other))
      )
    }
    const bucketOf = (day: number): number =>
      horizon.firstDay.findIndex((first, at) => day >= first && day < first + horizon.days[at]!)
    expect(ratio(bucketOf(easter - 3))).toBeGreaterThan(1.05)
    for (const away of [60, 120]) expect(Math.abs(ratio(bucketOf(easter + away)) - 1)).toBeLessThan(0.05)
  })

  test('[DM14] a company that lists the holiday itself needs nobody to know it', async () => {
    const { company, facts } = world
    const events = EASTER.map((day, at) => ({
      id: `easter-${2023 + at}`,
      kind: 'holiday' as const,
      scope: null,
      start: day,
      end: day,
      uplift: null,
      status: 'announced' as const,
    }))
    const listed = await plan({ ...company, events: [...company.events, ...events] }, facts)
    expect(listed.demand.holidays).toEqual((await plan(company, facts, library)).demand.holidays)
  })

  test('[DM13] events with an uplift on all its days speak for it', async () => {
    const { company, facts } = world
    const events = EASTER.map((day) => ({
      id: `easter-${day}`,
      kind: 'commercial' as const,
      scope: null,
      start: day - 6,
      end: day,
      uplift: (TIMES - 1) * 1e6,
      status: 'announced' as const,
    }))
    const { demand } = await plan({ ...company, events: [...company.events, ...events] }, facts, library)
    expect(demand.holidays).toBeUndefined()
  })
})

const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear()
function endOf(company: Company): number {
  const horizon = horizonOf(company)
  return horizon.firstDay[horizon.count - 1]! + horizon.days[horizon.count - 1]!
}
