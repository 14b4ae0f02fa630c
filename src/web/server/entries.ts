import type { EntryShown } from '../../api/wire/edit.js'
import type { Client } from './client.js'

/** Entries of one journal: after a position, up to another. */
export interface EntrySpan {
  readonly scenario: string
  readonly after: number
  readonly until: number
}

const PAGE = 1000
/** Beyond this a list would say nothing: who wants more looks into the journal. */
const PAGES_MOST = 10

/** What was done in a plan itself, oldest first: the journal of a scenario tells what its parent has, too. */
export async function readEntries(call: Client, { scenario, after, until }: EntrySpan): Promise<readonly EntryShown[]> {
  const own: EntryShown[] = []
  let next: number | null = after
  for (let page = 0; page < PAGES_MOST && next !== null && next < until; page++) {
    const query = { after: next, limit: PAGE }
    const read: { entries: EntryShown[]; next: number | null } = await call('entries', { params: { scenario }, query })
    own.push(...read.entries.filter((entry) => entry.scenario === scenario && entry.position <= until))
    next = read.next
  }
  return own
}
