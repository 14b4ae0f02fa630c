import type { Horizon } from '../../core/calendar/horizon.js'
import { type BaselineColumns, prepareForecast } from '../../core/demand/baseline.js'
import { reconcileBaseline } from '../../core/demand/baseline-reconciliation.js'
import { cleanRows } from '../../core/demand/cleaning.js'
import type { Corrections } from '../../core/demand/corrections.js'
import { allocateNotes, type ForecastNotes } from '../../core/demand/forecast-note.js'
import { type DemandHistory, deriveHistory } from '../../core/demand/history.js'
import { type Layer, layRow } from '../../core/demand/layer.js'
import { deriveRowLife, deriveSuccession } from '../../core/demand/lifecycle.js'
import { deriveOpenByDay } from '../../core/demand/open-by-day.js'
import { deriveLiftLayers, deriveLifts } from '../../core/demand/promotion.js'
import { deriveSeasonality } from '../../core/demand/seasonality.js'
import type { Company } from '../../core/network/company.js'
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
  },
  { job, runner }: PlanningPorts,
): Promise<DemandPlan> {
  const { company, facts, horizon, rows, baseline, consensus, before } = given
  const { promotions, events } = company
  const sources = { company, promotions, events, rows }
  const groups = groupDemand(company, rows)
  const { history, units, corrections } = await job.step('clean history', () =>
    cleanHistory(company, facts, rows, groups),
  )
  const out: BaselineColumns = { baseline, notes: allocateNotes(rows.count) }
  const life = deriveRowLife(company.products, rows.item)
  const { openDays, unplaced: closures } = deriveOpenByDay(horizon, company, rows)
  const { rowGroup, groupCount, rowShelf, rowFamily } = groups
  const analogy = { rowItem: rows.item, rowShelf, rowFamily }
  const input = await job.step('classify', () =>
    prepareForecast({ horizon, history, units, rowGroup, groupCount, life, analogy, openDays }),
  )
  await job.step('forecast', async () => {
    await runner.give({ forecast: { input, out } })
    await runner.run('forecast', EVERYTHING)
  })
  await job.step('reconcile', () => reconcileBaseline(input, groups, out))
  if (before !== null)
    await job.step('keep', () => keepForecast({ company, horizon, rows, notes: out.notes, baseline }, before))
  const { layers, unplaced } = await job.step('layer', () => {
    const lifted = deriveLiftLayers(sources, horizon, baseline)
    for (let row = 0; row < rows.count; row++) layRow(baseline, lifted.layers, consensus, row, horizon.count)
    return lifted
  })
  return { history, groups, corrections, notes: out.notes, layers, unplaced: [...closures, ...unplaced] }
}

function cleanHistory(company: Company, facts: Facts, rows: Rows, groups: DemandGroups) {
  const { planDay } = company.settings
  const history = deriveHistory(facts.sales, facts.stock.zeroDays, rows, {
    planDay,
    ownLocation: Uint8Array.from(company.locations, (location) => (location.entity === null ? 0 : 1)),
    rowGroup: groups.rowGroup,
    groupCount: groups.groupCount,
    succession: deriveSuccession(company.products, planDay),
  })
  const units = new Float64Array(history.units.length)
  const corrections = cleanRows(
    {
      history,
      rowGroup: groups.rowGroup,
      seasonality: deriveSeasonality(history, history.units, groups.rowGroup, groups.groupCount),
      lifts: deriveLifts({ company, promotions: company.promotions, events: company.events, rows }, history),
      backorder: Uint8Array.from(rows.customer, (customer) =>
        company.customers[customer]!.unfilled === 'backorder' ? 1 : 0,
      ),
    },
    { from: 0, to: rows.count },
    units,
  )
  return { history, units, corrections }
}
