/** What each entry moved in one bar of a bridge, as the job told it (docs/specs/pages.md WB89). */
import { parseScaled } from '../../../core/base/decimal.js'
import type { BridgeEntries } from '../../../processes/living/bridge-entries.js'
import type { JobShown } from '../../server/jobs.js'
import type { BridgeView } from './bridge-view.js'

export interface EntryAmount {
  readonly part: BridgeEntries['parts'][number]
  readonly amount: number
}

export interface EntryAmounts {
  /** Largest first, what is no entry last. */
  readonly parts: readonly EntryAmount[]
  readonly whole: number
  /** Whether the bridge was another one by then: the plan has moved on. */
  readonly isOld: boolean
}

/** The newest job that was begun for this bridge, by whoever looks. */
export function jobOf(jobs: readonly JobShown[], view: BridgeView, id: string | null): JobShown | null {
  const own = jobs.filter(({ kind }) => kind === 'bridge')
  return own.find((job) => job.id === id) ?? own.find((job) => isOf(job, view)) ?? null
}

function isOf({ result }: JobShown, { from, to, end, by, key }: BridgeView): boolean {
  const told = result as unknown as BridgeEntries | null
  if (told === null) return false
  const same = told.from === from && told.to === to && told.end === end && told.key === key
  return same && (key === null || told.by === by)
}

/** Null where the job tells nothing of this bridge. */
export function entryAmounts(
  job: JobShown,
  view: BridgeView,
  bar: string,
  decimals: number,
  shown: number,
): EntryAmounts | null {
  const told = job.result as unknown as BridgeEntries | null
  if (told === null || !isOf(job, view)) return null
  const at = told.bars.indexOf(bar)
  const read = (texts: readonly string[]): number => parseScaled(texts[at] ?? '0', decimals) ?? 0
  const rank = ({ part }: EntryAmount): number => (part.kind === 'other' ? 1 : 0)
  const parts = told.parts
    .map((part) => ({ part, amount: read(part.amounts) }))
    .filter(({ part, amount }) => amount !== 0 || part.kind === 'other')
    .sort((a, b) => rank(a) - rank(b) || Math.abs(b.amount) - Math.abs(a.amount))
  const whole = read(told.whole)
  return { parts, whole, isOld: whole !== shown }
}
