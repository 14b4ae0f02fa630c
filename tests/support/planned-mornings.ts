//! A world that is planned on some mornings: told what is known by then, planned, and lived until the next.
import { type Day, formatDay } from '../../src/core/base/day.js'
import type { SupplyProposal } from '../../src/core/plan/proposal.js'
import { type PlannedFolder, planFolder, type RolledFolder, rollFolder } from '../../src/house/planning.js'
import { runJob } from '../../src/jobs/job.js'
import type { RollingWorld } from './rolling-world.js'

export const morningOf = (day: Day): string => `${formatDay(day)}T06:00:00.000Z`

/** The first morning is planned, every other one rolled to; the world lives by what was proposed. */
export async function* planMornings(
  world: RollingWorld,
  mornings: readonly Day[],
  workers?: number,
): AsyncGenerator<PlannedFolder | RolledFolder> {
  let proposals: readonly SupplyProposal[] = []
  for (const [at, day] of mornings.entries()) {
    if (at > 0) world.live(day, proposals)
    world.tell()
    const options = { now: morningOf(day), ...(workers === undefined ? {} : { workers }) }
    const result = await runJob('roll', {}, (job) =>
      at === 0 ? planFolder(world.folder, job, options) : rollFolder(world.folder, day, job, options),
    )
    if ('refused' in result) throw new Error(JSON.stringify(result.refused.faults[0]))
    proposals = result.proposals
    yield result
  }
}
