import fs from 'node:fs'
import path from 'node:path'
import type { OpenPlan } from '../../src/house/serving/open-plan.js'
import { type LiveDesk, openVersionDesk } from '../../src/house/serving/version-desk.js'
import { openVersion } from '../../src/house/versions.js'
import { takeLease } from '../../src/journal/sqlite-lease.js'
import type { LivingPlan } from '../../src/processes/living/living-plan.js'
import { memoryLivingPlan } from './memory-living-plan.js'

/** The version that was frozen last stands for the plan in force. */
const frozenDesk = (folder: string): LiveDesk => ({
  read: async (scenarios, work) => {
    const opened = { ...(await openVersion(folder)), edits: null }
    return work(...scenarios.map(() => opened))
  },
  otherWriter: () => null,
  freeze: async () => (await openVersion(folder)).version,
})

/** The small plan behind the real lease; `kept` outlives those who open and close it, as a journal does. */
export function memoryPlans(): { open: OpenPlan; readonly closed: number; readonly settled: number } {
  const kept = new Map<string, LivingPlan>()
  const seen = { closed: 0, settled: 0 }
  const open: OpenPlan = async (folder, { standby }) => {
    fs.mkdirSync(path.join(folder, '.rumbo'), { recursive: true })
    const leaseWithin = (milliseconds: number) =>
      takeLease(path.join(folder, '.rumbo', 'journal.db'), milliseconds, () => null)
    let isClosed = false
    let lease = await leaseWithin(0).catch((error: unknown) => {
      if (standby) return null
      throw error
    })
    const isStandby = lease === null
    const takenOver = async (): Promise<void> => {
      while (lease === null && !isClosed) lease = await leaseWithin(100).catch(() => null)
    }
    const writing = takenOver()
    const plan = kept.get(folder) ?? memoryLivingPlan()
    kept.set(folder, plan)
    return {
      isStandby,
      writing,
      alive: new Promise<never>(() => undefined),
      versions: openVersionDesk(folder, frozenDesk(folder)),
      plan: {
        ...plan,
        async settled(scenario) {
          seen.settled++
          return plan.settled(scenario)
        },
        async close() {
          seen.closed++
          isClosed = true
          await writing
          lease?.release()
        },
      },
    }
  }
  return Object.assign(seen, { open })
}
