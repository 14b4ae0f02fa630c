import { monthOf } from '../../core/base/day.js'
import { endOfHorizon, type Horizon } from '../../core/calendar/horizon.js'
import { type Holiday, movingHolidays } from '../../core/calendar/moving-holidays.js'
import { type BaselineColumns, prepareForecast } from '../../core/demand/baseline.js'
import { reconcileBaseline } from '../../core/demand/baseline-reconciliation.js'
import { cleanRows } from '../../core/demand/cleaning/cleaning.js'
import type { Corrections } from '../../core/demand/cleaning/corrections.js'
import { deriveOverriddenWeeks, rowsToldAnew } from '../../core/demand/cleaning/history-override.js'
import { allocateNotes, type ForecastNotes } from '../../core/demand/forecast-note.js'
import { type DemandHistory, deriveHistory } from '../../core/demand/history.js'
import { holidayCalendar } from '../../core/demand/holiday/holiday-calendar.js'
import { COMPARABLE_WEEKS_MIN } from '../../core/demand/holiday/holiday-effect.js'
import { type HolidayFactors, withoutHolidays } from '../../core/demand/holiday/holiday-factors.js'
import { deriveHolidayFactors } from '../../core/demand/holiday/moving-holidays.js'
import { type Layer, layRow } from '../../core/demand/layer.js'
import { deriveRowLife, deriveSuccession } from '../../core/demand/lifecycle.js'
import { deriveOpenByDay } from '../../core/demand/open-by-day.js'
import { deriveLiftLayers, deriveLifts } from '../../core/demand/promotion.js'
import { deriveSeasonality } from '../../core/demand/seasonality.js'
import type { Company, HistoryOverride } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import type { Rows } from '../../core/plan/plan.js'
import { EVERYTHING } from '../../core/plan/step.js'
import { keepForecast } from '../rolling/kept-forecast.js'
import type { PlanBefore } from '../rolling/plan-before.js'
import { type DemandGroups, groupDemand } from './demand-groups.js'
import type { PlanningPorts } from './ports.js'

/** What the demand half of a planning run found, beside the columns it filled. */
export interface DemandPlan {
  readonly history: DemandHistory
  readonly groups: DemandGroups
  readonly corrections: Corrections
  /** What moving holidays do; absent where none is believed to do anything. */
  readonly holidays?: HolidayFactors
  /** What people said of the history, from files and from the journal, as far as the run was told. */
  readonly overrides: readonly HistoryOverride[]
  readonly notes: ForecastNotes
  readonly layers: readonly Layer[]
  /** Promotions, events and closures that speak of nothing we sell. */
  readonly unplaced: readonly string[]
}

/** History → clean → forecast → reconcile → layers. Fills `baseline` and `consensus`. */
export async function planDemand(
  given: {
    company: Company
    facts: Facts
    horizon: Horizon
    rows: Rows
    baseline: Float64Array
    consensus: Float64Array
    before: PlanBefore | null
    overrides: readonly HistoryOverride[]
  },
  ports: PlanningPorts,
): Promise<DemandPlan> {
  const { job, runner } = ports
  const { company, facts, horizon, rows, baseline, consensus, before, overrides } = given
  const { promotions, events } = company
  const sources = { company, promotions, events, rows }
  const groups = groupDemand(company, rows)
  const { history, units, corrections, ...known } = await job.step('clean history', () =>
    cleanHistory({ company, facts, horizon, rows, groups, overrides }, ports),
  )
  const out: BaselineColumns = { baseline, notes: allocateNotes(rows.count) }
  const life = deriveRowLife(company.products, rows.item)
  const { openDays, unplaced: closures } = deriveOpenByDay(horizon, company, rows)
  const { rowGroup, groupCount, rowShelf, rowFamily } = groups
  const analogy = { rowItem: rows.item, rowShelf, rowFamily }
  const input = await job.step('classify', () =>
    prepareForecast({ horizon, history, units, rowGroup, groupCount, life, analogy, openDays, ...known }),
  )
  await job.step('forecast', async () => {
    await runner.give({ forecast: { input, out } })
    await runner.run('forecast', EVERYTHING)
  })
  await job.step('reconcile', () => reconcileBaseline(input, groups, out))
  if (before !== null)
    await job.step('keep', () => {
      const toldAnew = rowsToldAnew({ company, rows }, overrides, before.overrides ?? [])
      return keepForecast({ company, horizon, rows, notes: out.notes, baseline, toldAnew }, before)
    })
  const { layers, unplaced } = await job.step('layer', () => {
    const lifted = deriveLiftLayers(sources, horizon, baseline)
    for (let row = 0; row < rows.count; row++) layRow(baseline, lifted.layers, consensus, row, horizon.count)
    return lifted
  })
  const found = { history, groups, corrections, overrides, ...known, notes: out.notes, layers }
  return { ...found, unplaced: [...closures, ...unplaced] }
}

interface HistoryInput {
  readonly company: Company
  readonly facts: Facts
  readonly horizon: Horizon
  readonly rows: Rows
  readonly groups: DemandGroups
  readonly overrides: readonly HistoryOverride[]
}

async function cleanHistory(input: HistoryInput, ports: PlanningPorts) {
  const { company, facts, rows, groups, overrides } = input
  const { rowGroup, groupCount } = groups
  const { planDay } = company.settings
  // They are looked up elsewhere while the history is gathered here.
  const asked = askHolidays(input, ports)
  const history = deriveHistory(facts.sales, facts.stock.zeroDays, rows, {
    planDay,
    ownLocation: Uint8Array.from(company.locations, (location) => (location.entity === null ? 0 : 1)),
    rowGroup,
    groupCount,
    succession: deriveSuccession(company.products, planDay),
  })
  const lifts = deriveLifts({ company, promotions: company.promotions, events: company.events, rows }, history)
  const known = learnHolidays(input, history, lifts, await asked)
  const plain = known.holidays === undefined ? history.units : withoutHolidays(history, known.holidays)
  const units = new Float64Array(history.units.length)
  const corrections = cleanRows(
    {
      history,
      rowGroup,
      seasonality: deriveSeasonality(history, plain, rowGroup, groupCount),
      lifts,
      ...known,
      backorder: Uint8Array.from(rows.customer, (customer) =>
        company.customers[customer]!.unfilled === 'backorder' ? 1 : 0,
      ),
      overridden: deriveOverriddenWeeks({ company, rows }, overrides, history),
    },
    { from: 0, to: rows.count },
    units,
  )
  return { history, units, corrections, ...known }
}

const countriesOf = ({ countryOfGroup }: DemandGroups): string[] => [...new Set(countryOfGroup)].sort()

/** What was sold longer ago says nothing of a holiday now. */
const HOLIDAY_YEARS_BACK = 12

/** Those of the years in which something was sold or is planned. */
async function askHolidays(
  { facts, horizon, groups }: HistoryInput,
  ports: PlanningPorts,
): Promise<readonly Holiday[]> {
  const yearOf = (day: number): number => Math.floor(monthOf(day) / 12)
  const first = facts.sales.day.reduce((least, day) => Math.min(least, day), horizon.planDay)
  const fromYear = Math.max(yearOf(first), yearOf(horizon.planDay) - HOLIDAY_YEARS_BACK)
  const question = { countries: countriesOf(groups), fromYear, toYear: yearOf(endOfHorizon(horizon)) }
  return (await ports.holidays?.(question)) ?? []
}

/** Nothing where the history is too short to hold one year against another. */
function learnHolidays(
  { company, horizon, rows, groups }: HistoryInput,
  history: DemandHistory,
  lifts: ReturnType<typeof deriveLifts>,
  listed: readonly Holiday[],
): { holidays?: HolidayFactors } {
  if (history.weekCount < COMPARABLE_WEEKS_MIN) return {}
  const { rowGroup, countryOfGroup } = groups
  const { events } = company
  const end = endOfHorizon(horizon)
  const holidays = movingHolidays(holidayCalendar(listed, events, company, countriesOf(groups)))
  const found = deriveHolidayFactors({ history, end, rowGroup, countryOfGroup, holidays, lifts, company, events, rows })
  return found === null ? {} : { holidays: found }
}
