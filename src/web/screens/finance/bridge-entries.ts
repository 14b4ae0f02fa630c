/** Whose changes lie between the two ends of a bridge, and which of them are about a part of it. */
import type { EntryShown } from '../../../api/wire/edit.js'
import type { BridgeGroup } from '../../../processes/report/bridge-report.js'
import { LEVELS } from '../../view/levels.js'
import { LIVE, type VersionShown } from './plan-names.js'

/** Which journal holds what people did between two ends, and after which position; null where none does. */
export function entriesBetween(
  from: string,
  to: string,
  versions: readonly VersionShown[],
): { scenario: string; after: number; until: number } | null {
  const positionOf = (end: string): number | undefined => versions.find(({ id }) => id === end)?.position
  const living = (end: string): boolean => end === LIVE || end.startsWith('scenario-')
  const [start, end] = living(from) && !living(to) ? [to, from] : [from, to]
  const scenario = living(end) ? (end === LIVE ? 'main' : end) : 'main'
  const after = living(start) ? 0 : positionOf(start)
  const until = living(end) ? Number.POSITIVE_INFINITY : positionOf(end)
  if (after === undefined || until === undefined) return null
  return { scenario, after: Math.min(after, until), until: Math.max(after, until) }
}

type ChangeShown = EntryShown['intents'][number]

/** Whether a change may have moved a group: its box does not name another one at that level. */
export function touches(intent: ChangeShown, by: BridgeGroup, key: string | null): boolean {
  const { box } = intent
  if (key === null || box === undefined) return true
  const ways = waysOf(by, box)
  return ways.every(({ way, level }) => way.length <= level || way[level] === key)
}

function waysOf(
  by: BridgeGroup,
  { product, location, customer }: NonNullable<ChangeShown['box']>,
): { way: readonly string[]; level: number }[] {
  switch (by) {
    case 'family':
    case 'item':
      return [{ way: product, level: LEVELS.product.indexOf(by) }]
    case 'country':
      return [
        { way: location, level: 0 },
        { way: customer, level: 0 },
      ]
    case 'customer':
      return [{ way: customer, level: LEVELS.customer.indexOf('customer') }]
    default:
      return []
  }
}
