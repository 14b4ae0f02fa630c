/** Demand sensing over a company folder: what last week says of the plan, and what sensing would have been worth. */
import { createHash } from 'node:crypto'
import os from 'node:os'
import type { LoadReport } from '../contract/import-report.js'
import type { Day } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import { knownUntil } from '../core/demand/demand-by-period.js'
import { deriveHistory } from '../core/demand/history.js'
import { type Completeness, learnCompleteness, MATURE_DAYS } from '../core/demand/sensing/completeness.js'
import type { SensingWeeks } from '../core/demand/sensing/sensing-weeks.js'
import type { Company } from '../core/network/company.js'
import { allocatePlain, allocateShared, type Rows } from '../core/plan/plan.js'
import { deriveDemandRows } from '../core/plan/rows.js'
import type { Version } from '../core/plan/version.js'
import { workerRunner } from '../engine/crew.js'
import { inlineRunner } from '../engine/inline-runner.js'
import type { Job } from '../jobs/job.js'
import { lastOfEachDay } from '../processes/accuracy/measurement.js'
import { groupDemand } from '../processes/planning/demand-groups.js'
import type { PlanningPorts } from '../processes/planning/ports.js'
import { tieRows } from '../processes/planning/supply-planning.js'
import { companyLevels } from '../processes/soe/sensing/company-levels.js'
import { companyWeeks, type ToldWeek } from '../processes/soe/sensing/company-weeks.js'
import { type DatedPlan, PlanByDay } from '../processes/soe/sensing/dated-plan.js'
import { replayPlan } from '../processes/soe/sensing/replayed-plan.js'
import { senseCompany } from '../processes/soe/sensing/sensed-company.js'
import { type BacktestedWeeks, backtestSensing } from '../processes/soe/sensing/sensing-backtest.js'
import type { PlanSpoken, SensedWeek } from '../processes/soe/sensing/shown-sensing.js'
import { type DemandFacts, SoldDays } from '../processes/soe/sensing/sold-days.js'
import type { PlanSnapshot } from '../processes/versions/plan-snapshot.js'
import type { Database } from '../store/duckdb/database.js'
import { readCompany } from '../store/read-company.js'
import { readDemandFacts } from '../store/read-demand-facts.js'
import { readFacts } from '../store/read-facts.js'
import { morningOf, readKnownSales } from '../store/read-known-sales.js'
import { sensingBook } from '../store/sensing/sensing-book.js'
import { withHolidays } from './holiday-thread.js'
import { type HouseOptions, momentOf, programVersion } from './house-options.js'
import { openPlan } from './living/live-plan.js'
import { whenLoaded } from './loading.js'
import { openVersion, versionsOf } from './versions.js'

const DAYS_PER_WEEK = 7
const DAY_MS = 86_400_000
/** Sales of so many weeks lie before the first plan that is made again: fewer are no forecast. */
const HISTORY_WEEKS_MIN = 13
/** IBP plans a month at a time. */
const CYCLE_WEEKS = 4
const WEEKS = 26
const SEED = 1

export interface SensingOptions extends HouseOptions {
  /** Past weeks that are looked at; of a backtest, those that are judged. */
  readonly weeks?: number | undefined
  /** A plan is made again every so many weeks, where none was frozen. */
  readonly cycleWeeks?: number | undefined
}

type Refused = { readonly refused: LoadReport }

/** What people may accept, signal by signal; nothing moves by itself. */
export async function senseFolder(
  folder: string,
  job: Job,
  options: SensingOptions = {},
): Promise<SensedWeek | Refused> {
  const live = await openPlan(folder)
  return whenLoaded(folder, job, options, (_, store) =>
    withPorts(options, async (ports) => {
      const { snapshot, version } = live
      const { company } = snapshot
      const rows = snapshot.plan.rows.demand
      const facts = await readDemandFacts(store, company)
      const morning = knownUntil(facts.sales, version.planDay)
      const byDay = planReader(company, rows, facts, morning)
      const shelf = new PlanShelf(folder, store, { company, byDay, ports, options, morning })
      const livePlan = byDay(datedPlan(version, snapshot))
      const plans = await job.step('plans', () => shelf.plansOf(weeksBack(facts, morning, options), livePlan))
      // Who senses on Wednesday knows more of last week than on Monday.
      const asOf = Math.max(morning, Math.floor(Date.parse(momentOf(options)) / DAY_MS))
      const completeness = learnCompleteness(await readKnownSales(store, company), asOf)
      const told = plans.map(({ firstDay, plan }): ToldWeek => {
        const sold = new SoldDays(facts, company, rows, firstDay, firstDay + DAYS_PER_WEEK)
        return { firstDay, plan, sold, completeness, morning: asOf }
      })
      const frozen = live.edits === null ? null : byDay(await shelf.frozen(version.id))
      const weeks = companyWeeks(rows.count, told, { plan: livePlan, frozen })
      const sensed = await job.step('sense', () => senseCompany({ morning, weeks, snapshot }))
      const result = {
        ...sensed,
        version: version.id,
        planDay: version.planDay,
        currency: company.settings.baseCurrency,
        plans: spokenPlans(plans),
        lateDays: completeness.days,
        knownShare: completeness.share[1]!,
        inputsDigest: digestOf(version, morning, weeks),
        program: programVersion(),
      }
      const { layer: _, ...kept } = result
      return { ...result, file: await sensingBook(folder).keep(morning, kept) }
    }),
  )
}

/** Plays the past again: plans made every few weeks from what was known, weeks sensed as they were known when they ended. */
export async function backtestFolder(
  folder: string,
  job: Job,
  options: SensingOptions = {},
): Promise<BacktestedWeeks | Refused> {
  return whenLoaded(folder, job, options, (_, store) =>
    withPorts(options, async (ports) => {
      const company = await readCompany(store)
      const { planDay } = company.settings
      const known = await readFacts(store, company)
      const facts = { sales: known.sales, zeroDays: known.stock.zeroDays }
      const { demandRows: rows } = tieRows(company, known, deriveDemandRows(company, known))
      const until = knownUntil(facts.sales, planDay)
      const byDay = planReader(company, rows, facts, until)
      const { weeks: judged = WEEKS, cycleWeeks = CYCLE_WEEKS } = options
      const firstDays = weeksBack(facts, until, { weeks: 2 * judged })
      const learningWeeks = firstDays.length - Math.min(judged, Math.ceil(firstDays.length / 2))
      const shelf = new PlanShelf(folder, store, { company, byDay, ports, options, morning: until })
      const plans = await job.step('plans', () => shelf.replayed(firstDays, cycleWeeks))
      const late = await readKnownSales(store, company)
      const told: ToldWeek[] = []
      const came: ToldWeek[] = []
      const whole = new SoldDays(facts, company, rows, firstDays[0]!, until)
      await job.step('weeks', async (report) => {
        for (const [at, { firstDay, plan }] of plans.entries()) {
          const morning = firstDay + DAYS_PER_WEEK
          const asKnown = { planDay: morning, asKnownAt: morningOf(morning), since: firstDay }
          const then = await readDemandFacts(store, company, asKnown)
          const sold = new SoldDays(then, company, rows, firstDay, morning)
          told.push({ firstDay, plan, sold, completeness: learnCompleteness(late, morning), morning })
          came.push({ firstDay, plan, sold: whole, completeness: WHOLE, morning })
          report((at + 1) / plans.length)
        }
      })
      const next = { plan: plans.at(-1)!.plan, frozen: null }
      const weeks = companyWeeks(rows.count, told, next)
      const levels = companyLevels(company, rows)
      const given = { weeks, came: companyWeeks(rows.count, came, next), levels, learningWeeks, seed: SEED }
      const backtest = await job.step('sense', () => backtestSensing(given))
      const lateDays = learnCompleteness(late, until).days
      return { ...backtest, from: firstDays[learningWeeks]!, until, cycleWeeks, lateDays }
    }),
  )
}

/** What is known today is all there is. */
const WHOLE: Completeness = { share: new Float64Array(MATURE_DAYS + 1).fill(1), byPlace: new Map(), days: 0 }

/** First days of the whole weeks before a morning, oldest first, as far as there is history enough before them. */
function weeksBack({ sales }: DemandFacts, morning: Day, { weeks = WEEKS }: Pick<SensingOptions, 'weeks'>): Day[] {
  let oldest = morning
  for (let fact = 0; fact < sales.count; fact++) oldest = Math.min(oldest, sales.day[fact]!)
  const most = Math.floor((morning - oldest) / DAYS_PER_WEEK) - HISTORY_WEEKS_MIN
  const count = Math.min(weeks, most)
  if (count < 2) throw new Refusal('sensing.too_little_history', { weeks: HISTORY_WEEKS_MIN + 2 })
  return Array.from({ length: count }, (_, at) => morning - DAYS_PER_WEEK * (count - at))
}

type ByDay = (plan: DatedPlan) => PlanByDay

/** Reads plans by day in the rows of now, longer buckets in the shape of the weeks that were sold. */
function planReader(company: Company, rows: Rows, { sales, zeroDays }: DemandFacts, planDay: Day): ByDay {
  const { rowGroup, groupCount } = groupDemand(company, rows)
  const ownLocation = Uint8Array.from(company.locations, ({ entity }) => (entity === null ? 0 : 1))
  const { weekdayProfile } = deriveHistory(sales, zeroDays, rows, { planDay, ownLocation, rowGroup, groupCount })
  const share = (row: number, weekday: number): number => weekdayProfile[rowGroup[row]! * DAYS_PER_WEEK + weekday - 1]!
  return (plan) => new PlanByDay(plan, company, rows, share)
}

const datedPlan = (version: Version, { company, plan, layers }: PlanSnapshot): DatedPlan => ({
  version: version.id,
  planDay: version.planDay,
  company,
  horizon: plan.horizon,
  rows: plan.rows.demand,
  consensus: plan.columns.consensus,
  layers,
})

interface PlannedWeek {
  readonly firstDay: Day
  readonly plan: PlanByDay
}

interface ShelfGiven {
  readonly company: Company
  readonly byDay: ByDay
  readonly ports: PlanningPorts
  readonly options: SensingOptions
  readonly morning: Day
}

/** The plans that spoke for past weeks: those that were frozen, and before them plans made again. */
class PlanShelf {
  private readonly made = new Map<string, PlanByDay>()

  constructor(
    private readonly folder: string,
    private readonly store: Database,
    private readonly given: ShelfGiven,
  ) {}

  /** The newest plan that was frozen before each week began; what people did to the live one is in it. */
  async plansOf(firstDays: readonly Day[], live: PlanByDay): Promise<PlannedWeek[]> {
    const { cycleWeeks = CYCLE_WEEKS } = this.given.options
    const all = await versionsOf(this.folder).list()
    const cycles = lastOfEachDay(all.filter(({ kind }) => kind === 'cycle').sort((a, b) => (a.id < b.id ? -1 : 1)))
    const firstPlan = Math.min(live.plan.planDay, ...cycles.map(({ planDay }) => planDay))
    const stride = cycleWeeks * DAYS_PER_WEEK
    const weeks: PlannedWeek[] = []
    for (const firstDay of firstDays) {
      const spoke = cycles.filter(({ planDay }) => planDay <= firstDay).at(-1)
      const replayedOn = firstPlan - stride * Math.ceil((firstPlan - firstDay) / stride)
      if (live.plan.planDay <= firstDay) weeks.push({ firstDay, plan: live })
      else if (spoke !== undefined)
        weeks.push({ firstDay, plan: await this.keep(spoke.id, () => this.frozen(spoke.id)) })
      else weeks.push({ firstDay, plan: await this.replay(replayedOn) })
    }
    return weeks
  }

  async replayed(firstDays: readonly Day[], cycleWeeks: number): Promise<PlannedWeek[]> {
    const weeks: PlannedWeek[] = []
    for (const [at, firstDay] of firstDays.entries())
      weeks.push({ firstDay, plan: await this.replay(firstDays[at - (at % cycleWeeks)]!) })
    return weeks
  }

  /** As it was frozen, without what people have done since. */
  async frozen(id: string): Promise<DatedPlan> {
    const { version, snapshot } = await openVersion(this.folder, id.replace(/\+\d+$/, ''))
    return datedPlan(version, snapshot)
  }

  private replay(planDay: Day): Promise<PlanByDay> {
    const { company, ports } = this.given
    return this.keep(`day ${planDay}`, async () => {
      const facts = await readFacts(this.store, company, { planDay, asKnownAt: morningOf(planDay) })
      return replayPlan(company, facts, planDay, ports)
    })
  }

  private async keep(name: string, make: () => Promise<DatedPlan>): Promise<PlanByDay> {
    const known = this.made.get(name) ?? this.given.byDay(await make())
    this.made.set(name, known)
    return known
  }
}

function spokenPlans(weeks: readonly PlannedWeek[]): PlanSpoken[] {
  const spoken = new Map<PlanByDay, number>()
  for (const { plan } of weeks) spoken.set(plan, (spoken.get(plan) ?? 0) + 1)
  return [...spoken].map(([{ plan }, count]) => ({ planDay: plan.planDay, version: plan.version, weeks: count }))
}

/** Of everything that a proposal was worked out from: another one, and it is stale. */
function digestOf({ hash, position }: Version, morning: Day, weeks: SensingWeeks): string {
  const digest = createHash('sha256').update(`${hash} ${position} ${morning} ${weeks.weekCount}`)
  for (const column of [weeks.sold, weeks.planned, weeks.plain]) digest.update(new Uint8Array(column.buffer))
  return digest.update(weeks.told).update(weeks.anew).digest('hex')
}

async function withPorts<Of>(
  { workers = Math.min(4, os.availableParallelism()) }: SensingOptions,
  work: (ports: PlanningPorts) => Promise<Of>,
): Promise<Of> {
  const runner = workers > 0 ? workerRunner(workers) : inlineRunner()
  // The steps of many small plans would drown those of the command.
  const quiet = { step: async <Made>(_: string, make: () => Promise<Made> | Made): Promise<Made> => make() }
  try {
    return await withHolidays(workers, (holidays) =>
      work({ job: quiet, runner, allocate: workers > 0 ? allocateShared : allocatePlain, holidays }),
    )
  } finally {
    await runner.close()
  }
}
