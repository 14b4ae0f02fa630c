import type { Entry } from '../core/edit/intent.js'

const BATCH = 200

/** As many as were asked for of those that are shown, however many in between are not. */
export async function visibleEntries(
  after: number,
  limit: number,
  read: (after: number, limit: number) => Promise<readonly Entry[]>,
  show: (entry: Entry) => Promise<Entry | null>,
): Promise<Entry[]> {
  const shown: Entry[] = []
  const batch = Math.max(limit, BATCH)
  for (let from = after; ; ) {
    const entries = await read(from, batch)
    for (const entry of entries) {
      const seen = await show(entry)
      if (seen !== null) shown.push(seen)
      if (shown.length === limit) return shown
    }
    if (entries.length < batch) return shown
    from = entries[entries.length - 1]!.position
  }
}
