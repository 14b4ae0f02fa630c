/** Frozen weeks held against the plan of record and against what was done: rules AD11 to AD18. */
import type { Day } from '../../../core/base/day.js'
import { SHARE_WHOLE } from '../../../core/base/quantity.js'
import { ADHERENCE_LEVELS } from '../../../core/network/company.js'
import { ExactSum } from '../../../finance/adherence/exact-sum.js'
import {
  type AdherenceMeasurement,
  type AdherencePlace,
  type CellRecord,
  cellsOf,
  SUCCESSOR,
  WEIGHT_OF_FAMILY,
} from './adherence-measurement.js'
import { askedOf } from './asked-cells.js'
import {
  COMMITTED_DAYS,
  type CommittedWeek,
  committedWeeks,
  nextMonthFrom,
  WEEK_DAYS,
  weekOf,
} from './committed-weeks.js'
import { executeCash } from './executed-cash.js'
import { ADHERENCE_FLOWS, type AdherenceFlow, isDemandFlow } from './flow-rows.js'
import {
  type CellDraft,
  type CommitmentsMeasured,
  type KeyedFlow,
  keyedFlows,
  type MeasuredWorld,
  openWorld,
  type RecordPlan,
} from './measured-world.js'
import { openOwners } from './owners.js'
import { PlaceKeys } from './place-keys.js'

export function measureCommitments(given: CommitmentsMeasured): AdherenceMeasurement {
  const { version, snapshot, until, measuredAt } = given
  const { company, plan } = snapshot
  const { weekStart, baseCurrency, adherenceOrder } = company.settings
  const weeks = committedWeeks(plan.horizon, weekStart).filter(
    ({ firstDay }) => firstDay >= given.from && firstDay + WEEK_DAYS <= until,
  )
  const records = weeks.map(({ firstDay }) => given.recordOf(firstDay))
  const keys = new PlaceKeys([company, given.company, ...records.flatMap((one) => (one === null ? [] : [one.company]))])
  const world = openWorld(given, keys)
  const places = new PlaceBook(keys, openOwners(company.responsibilities))
  const cells = weeks.flatMap((week, at) => {
    const record = recordFlows(records[at]!, week.firstDay, keys)
    return ADHERENCE_FLOWS.flatMap((flow) => measureWeek(world, places, flow, week, record))
  })
  const last = weeks.at(-1)
  const end = last === undefined ? given.from : last.firstDay + WEEK_DAYS
  return {
    version: version.id,
    hash: version.hash,
    planDay: version.planDay,
    frozenAt: version.frozenAt,
    grain: 'week',
    measuredAt,
    periods: weeks.map(({ firstDay }) => firstDay),
    until: end,
    complete: end + WEEK_DAYS > version.planDay + COMMITTED_DAYS,
    currency: baseCurrency,
    order: adherenceOrder ?? ADHERENCE_LEVELS,
    record: records.map((one) => one?.version ?? ''),
    places: places.list,
    cells: cellsOf(cells),
    cash:
      last === undefined
        ? null
        : executeCash({ ...given, until: end, keys, shelf: world.shelf, cells: demandCells(world, end) }),
  }
}

/** Of all weeks up to a day: the cash cycle is over all days of the commitments. */
function demandCells(world: MeasuredWorld, until: Day): KeyedCell[] {
  const places = new PlaceBook(world.keys, () => [])
  return world.weeks
    .filter(({ firstDay }) => firstDay + WEEK_DAYS <= until)
    .flatMap((week) =>
      ADHERENCE_FLOWS.filter(isDemandFlow).flatMap((flow) => measureWeek(world, places, flow, week, null)),
    )
}

export type KeyedCell = CellRecord & { readonly key: number }

/** What the plan of record has for a week, by flow and key; null where it says nothing of that week. */
type RecordWeek = (flow: AdherenceFlow) => Iterable<readonly [key: number, units: number, row: number]>

function recordFlows(record: RecordPlan | null, firstDay: Day, keys: PlaceKeys): RecordWeek | null {
  const week = record === null ? null : weekOf(record.plan.horizon, firstDay)
  if (record === null || week === null) return null
  const flows = keyedFlows(record, keys.of(record.company), week.end)
  return (flow) => weekUnits(flows.get(flow)!, week)
}

function* weekUnits(
  { plan: { has, quantity, bucketCount }, keyOf }: KeyedFlow,
  { bucket, end }: Pick<CommittedWeek, 'bucket' | 'end'>,
): Iterable<[number, number, number]> {
  for (let row = 0; row < has.length; row++) {
    if (has[row] === 0) continue
    let units = 0
    for (let at = bucket; at < end; at++) units += quantity[row * bucketCount + at]!
    if (units > 0) yield [keyOf(row), units, row]
  }
}

const draft = (record: number): CellDraft => ({
  committed: 0,
  committedNext: 0,
  record,
  actual: 0,
  actualNext: 0,
  row: -1,
  planned: -1,
  flags: 0,
  split: false,
})

function gatherWeek(world: MeasuredWorld, flow: AdherenceFlow, week: CommittedWeek, record: RecordWeek | null) {
  const { keys, executed } = world
  const planned = world.flows.get(flow)!
  const successor = world.successors(week.firstDay + WEEK_DAYS - 1)
  const drafts = new Map<number, CellDraft>()
  const cellAt = (key: number): CellDraft => {
    const item = keys.productOf(key)
    const follows = successor(item)
    const target = follows === item ? key : keys.withProduct(key, follows)
    let cell = drafts.get(target)
    if (cell === undefined) {
      cell = draft(record === null ? -1 : 0)
      drafts.set(target, cell)
    }
    if (target !== key) cell.flags |= SUCCESSOR
    return cell
  }
  const weigh = (cell: CellDraft, key: number, units: number): void => {
    const row = planned.rowOf.get(key) ?? -1
    if (row < 0 || units <= cell.planned) return
    cell.row = row
    cell.planned = units
  }
  const next = nextMonthFrom(week.firstDay)
  for (const [key, units, row] of weekUnits(planned, week)) {
    const cell = cellAt(key)
    cell.committed += units
    weigh(cell, key, units)
    const { bucketCount, quantity } = planned.plan
    // Committed buckets are days.
    if (next !== null)
      for (let at = week.bucket + next - week.firstDay; at < week.end; at++)
        cell.committedNext += quantity[row * bucketCount + at]!
  }
  for (const [key, units] of record?.(flow) ?? []) {
    const cell = cellAt(key)
    cell.record += units
    weigh(cell, key, 0)
  }
  for (const { key, day, units } of executed.of(flow, week.firstDay)) {
    const cell = cellAt(key)
    cell.actual += units
    if (next !== null && day >= next) cell.actualNext += units
    cell.split ||= executed.isSplit(week.firstDay, key)
    weigh(cell, key, 0)
  }
  return drafts
}

function measureWeek(
  world: MeasuredWorld,
  places: PlaceBook,
  flow: AdherenceFlow,
  week: CommittedWeek,
  record: RecordWeek | null,
): KeyedCell[] {
  const { keys, weights, executed, tells, tolerances } = world
  const drafts = gatherWeek(world, flow, week, record)
  const known = (cell: CellDraft): number => (cell.row < 0 ? 0 : weights.weight(flow, cell.row, week.bucket))
  const average = averageWeights(drafts, known, (key) => keys.productPath(key)[1] ?? '')
  const reasons = askedOf(world, flow, week.firstDay, drafts)
  const isTold = flow === 'PRODUCE' ? tells.made : flow === 'RECEIVE' ? tells.received : true
  return [...drafts]
    .sort(([a], [b]) => a - b)
    .map(([key, cell]) => {
      const own = known(cell)
      const told = isTold && !cell.split && (cell.actual !== 0 || executed.heard(week.firstDay, key))
      const { asked, available } = reasons(key, cell)
      return {
        key,
        flow: ADHERENCE_FLOWS.indexOf(flow),
        place: places.at(key),
        firstDay: week.firstDay,
        lag: week.lag,
        committed: cell.committed,
        record: cell.record,
        actual: cell.actual,
        told: told ? 1 : 0,
        committedNext: cell.committedNext,
        actualNext: cell.actualNext,
        weight: own > 0 ? own : average(key),
        margin: cell.row < 0 || !isDemandFlow(flow) ? 0 : weights.margin(flow, cell.row, week.bucket),
        ...tolerances(isDemandFlow(flow) ? cell.row : -1, keys.productPath(key)[2] ?? ''),
        asked: told ? asked : -1,
        available: told ? available : -1,
        flags: cell.flags | (own > 0 ? 0 : WEIGHT_OF_FAMILY),
      }
    })
}

/** Planned value per planned unit of a family, else of the flow, else one: where nobody says what a unit is worth. */
function averageWeights(
  drafts: ReadonlyMap<number, CellDraft>,
  weightOf: (cell: CellDraft) => number,
  familyOf: (key: number) => string,
): (key: number) => number {
  const sums = new Map<string, { value: ExactSum; units: number }>()
  for (const [key, cell] of drafts) {
    const weight = weightOf(cell)
    if (weight === 0 || cell.committed === 0) continue
    for (const name of ['', `of ${familyOf(key)}`]) {
      const sum = sums.get(name) ?? { value: new ExactSum(), units: 0 }
      sums.set(name, sum)
      sum.value.add(weight, cell.committed)
      sum.units += cell.committed
    }
  }
  return (key) => {
    const sum = sums.get(`of ${familyOf(key)}`) ?? sums.get('')
    if (sum === undefined) return SHARE_WHOLE
    const units = BigInt(sum.units)
    return Number((sum.value.total * 2n + units) / (2n * units))
  }
}

/** The places of the cells, each once. */
class PlaceBook {
  readonly list: AdherencePlace[] = []
  private readonly positions = new Map<number, number>()

  constructor(
    private readonly keys: PlaceKeys,
    private readonly ownersOf: ReturnType<typeof openOwners>,
  ) {}

  at(key: number): number {
    let position = this.positions.get(key)
    if (position === undefined) {
      const { keys } = this
      const place = {
        product: keys.productPath(key),
        location: keys.locationPath(key),
        customer: keys.customerPath(key),
      }
      position = this.list.push({ ...place, owners: this.ownersOf(place) }) - 1
      this.positions.set(key, position)
    }
    return position
  }
}
