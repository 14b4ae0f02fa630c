import type { VersionDesk } from '../../api/ports.js'
import { formatDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { buildBridge } from '../../processes/report/bridge-report.js'
import { listExceptions } from '../../processes/report/exception-list.js'
import { buildReport } from '../../processes/report/report.js'
import { exceptionsOf } from '../proving.js'
import { type OpenedVersion, openVersion, signVersion, versionsOf } from '../versions.js'

/** Versions that stay in memory: a bridge needs two, and the one in force is asked for most. */
const KEPT = 3
const LIVE = 'live'

/** Frozen versions of a folder for those who read them over and over; `live` stands for the one in force. */
export function openVersionDesk(folder: string): VersionDesk {
  const store = versionsOf(folder)
  const shelf = new VersionShelf((id) => openVersion(folder, id))
  const idOf = async (asked: string): Promise<string> => {
    const version = asked === LIVE ? await store.live() : (await store.list()).find(({ id }) => id === asked)
    if (version === undefined || version === null) throw new Refusal('plan.no_version', { version: asked })
    return version.id
  }
  const unedited = async (_: string, id?: string) => ({ ...(await shelf.open(id!)), edits: null })
  const open = async (asked: string): Promise<OpenedVersion> => shelf.open(await idOf(asked))
  return {
    async list() {
      const [versions, live, record] = await Promise.all([store.list(), store.live(), store.record()])
      return { versions, live: live?.id ?? null, record }
    },
    async report(asked, query) {
      const { version, snapshot } = await open(asked)
      return buildReport(snapshot, { id: version.id, planDay: formatDay(version.planDay) }, query)
    },
    async bridge(from, to, query) {
      const [start, end] = [await open(from), await open(to)]
      return buildBridge(
        { id: start.version.id, snapshot: start.snapshot },
        { id: end.version.id, snapshot: end.snapshot },
        query,
      )
    },
    exceptions: async (asked, language) =>
      listExceptions(await exceptionsOf(folder, await idOf(asked), unedited), language),
    sign: async (asked, by, reason) => signVersion(folder, { versionId: await idOf(asked), by, reason }),
  }
}

/** What was opened last, kept: a version never changes. */
class VersionShelf {
  private readonly kept = new Map<string, Promise<OpenedVersion>>()

  constructor(private readonly read: (id: string) => Promise<OpenedVersion>) {}

  open(id: string): Promise<OpenedVersion> {
    const opened = this.kept.get(id) ?? this.read(id)
    // Those asked for longest ago go first; one that could not be opened is tried again.
    this.kept.delete(id)
    this.kept.set(id, opened)
    opened.catch(() => this.kept.delete(id))
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!)
    return opened
  }
}
