/** What the cells of a demand flow were asked for, and what was there to do it with: rule AD16. */
import type { Day } from '../../../core/base/day.js'
import { spread } from '../../../core/base/largest-remainder.js'
import { WEEK_DAYS } from './committed-weeks.js'
import { type AdherenceFlow, isDemandFlow } from './flow-rows.js'
import type { CellDraft, MeasuredWorld } from './measured-world.js'

export interface AskedCell {
  readonly asked: number
  readonly available: number
}

/** Open for less of a week than this, nobody knows what it would have sold. */
const OPEN_SHARE_MIN = 0.35
const UNKNOWN: AskedCell = { asked: -1, available: -1 }

export function askedOf(
  { keys, executed, shelf }: Pick<MeasuredWorld, 'keys' | 'executed' | 'shelf'>,
  flow: AdherenceFlow,
  firstDay: Day,
  drafts: ReadonlyMap<number, CellDraft>,
): (key: number, cell: CellDraft) => AskedCell {
  if (!isDemandFlow(flow)) return () => UNKNOWN
  const orders = flow === 'SHIP' ? executed.asked(firstDay) : null
  const ask = (key: number, { actual }: CellDraft): number => {
    if (orders !== null && executed.ordering.has(keys.customerOf(key))) return orders.get(key) ?? 0
    const done = Math.max(0, actual)
    const openDays = WEEK_DAYS - shelf.emptyDays(keys.stockKey(key), firstDay)
    return openDays < OPEN_SHARE_MIN * WEEK_DAYS ? -1 : Math.round((done * WEEK_DAYS) / openDays)
  }
  const found = new Map<number, AskedCell>()
  for (const cells of byStock(drafts, keys.stockKey).values()) {
    const asked = cells.map(([key, cell]) => ask(key, cell))
    const left = shelf.leastFree(keys.stockKey(cells[0]![0]), firstDay)
    const wanted = cells.map(([, { committed, actual }], at) =>
      Math.max(0, Math.min(committed, asked[at]!) - Math.max(0, actual)),
    )
    const open = wanted.reduce((sum, units) => sum + units, 0)
    const given = left === null || open === 0 ? wanted.map(() => left ?? 0) : spread(Math.min(left, open), wanted)
    cells.forEach(([key, { actual }], at) => {
      const available = left === null ? -1 : Math.max(0, actual) + given[at]!
      found.set(key, { asked: asked[at]!, available })
    })
  }
  return (key) => found.get(key)!
}

function byStock(drafts: ReadonlyMap<number, CellDraft>, stockKey: (key: number) => number) {
  const groups = new Map<number, [number, CellDraft][]>()
  for (const [key, cell] of drafts) {
    const group = groups.get(stockKey(key))
    if (group === undefined) groups.set(stockKey(key), [[key, cell]])
    else group.push([key, cell])
  }
  return groups
}
