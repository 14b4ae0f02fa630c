/** A course run to its end, and what was made told as data: the same from the command line and from a server. */
import type { Course } from '../../api/ports.js'
import type { LoadReport } from '../../contract/import-report.js'
import { formatDay } from '../../core/base/day.js'
import { formatQuantity } from '../../core/base/quantity.js'
import type { Job, StepTiming } from '../../jobs/job.js'
import type { LeftBehind } from '../../processes/rolling/carry-over.js'
import { type PlannedFolder, planFolder, type RolledFolder, rollFolder } from '../planning.js'

export interface PlanMade {
  readonly version: string
  readonly hash: string
  readonly planDay: number
  readonly demandRows: number
  readonly stockRows: number
  readonly buckets: number
  readonly badRows: number
  readonly steps: readonly StepTiming[]
}

/** Quantities as decimals, days as dates. */
export interface RollMade {
  readonly version: string
  readonly hash: string
  readonly planDay: string
  readonly rolledFrom: string
  /** The frozen week, where the roll left one. */
  readonly commitments: string | null
  readonly proposals: number
  readonly leftBehind: readonly {
    readonly kind: LeftBehind['kind']
    readonly id: string
    readonly units: string
    readonly day: string
  }[]
  readonly steps: readonly StepTiming[]
}

export interface LoadRefused {
  readonly refused: LoadReport
}

type Made<Kind extends Course['kind']> = Kind extends 'plan' ? PlanMade : RollMade
export type CourseOf<Kind extends Course['kind']> = Extract<Course, { kind: Kind }>

/** @throws Refusal of planning and rolling, `job.cancelled` */
export async function runCourse<Kind extends Course['kind']>(
  folder: string,
  course: CourseOf<Kind>,
  job: Job,
): Promise<Made<Kind> | LoadRefused>
export async function runCourse(folder: string, course: Course, job: Job): Promise<PlanMade | RollMade | LoadRefused> {
  if (course.kind === 'plan') {
    const planned = await planFolder(folder, job, course)
    return 'refused' in planned ? planned : planMade(planned, job)
  }
  const rolled = await rollFolder(folder, course.to, job, course)
  return 'refused' in rolled ? rolled : rollMade(rolled, job)
}

const planMade = ({ version, planned: { plan }, load }: PlannedFolder, { timings }: Job): PlanMade => ({
  version: version.id,
  hash: version.hash,
  planDay: version.planDay,
  demandRows: plan.rows.demand.count,
  stockRows: plan.rows.stock.count,
  buckets: plan.horizon.count,
  badRows: load.badRowCount,
  steps: timings,
})

const rollMade = ({ version, from, commitments, leftBehind, proposals }: RolledFolder, { timings }: Job): RollMade => ({
  version: version.id,
  hash: version.hash,
  planDay: formatDay(version.planDay),
  rolledFrom: from.version.id,
  commitments: commitments?.id ?? null,
  proposals: proposals.length,
  leftBehind: leftBehind.map((one) => ({ ...one, units: formatQuantity(one.units), day: formatDay(one.day) })),
  steps: timings,
})
