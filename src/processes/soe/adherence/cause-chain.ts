/** The loss of a flow told level by level: rule AD5. */
import type { Day } from '../../../core/base/day.js'
import { SHARE_WHOLE, type Share } from '../../../core/base/quantity.js'
import type { AdherenceLevel } from '../../../core/network/company.js'
import { minus, partsOfWhole, plus, WHOLE } from '../../../finance/adherence/fraction.js'
import { type ChainLevel, explainLoss } from '../../../finance/adherence/loss-chain.js'
import { cellAt } from './adherence-figures.js'
import { WEEK_DAYS, windowOf } from './committed-weeks.js'
import type { SeenCell } from './seen-cells.js'

export interface CauseShare {
  readonly cause: string
  readonly share: Share
}

interface Cell {
  readonly planned: number
  readonly actual: number
  readonly weight: number
  readonly place: readonly string[]
  readonly product: readonly string[]
  readonly firstDay: Day
}

/** Shares of the causes, after `index`; null when nothing was planned and nothing done. */
export function chainOf(seen: readonly SeenCell[], order: readonly AdherenceLevel[]): CauseShare[] | null {
  const cells = seen.flatMap((one): Cell[] => {
    const cell = cellAt(one.measurement.cells, one.at, 'execution')
    if (cell === null || cell.actual === null) return []
    const { product, location, customer } = one.measurement.places[one.measurement.cells.place[one.at]!]!
    const place = [...location, ...customer]
    const { planned, actual, weight } = cell
    return [{ planned, actual, weight, place, product, firstDay: one.firstDay }]
  })
  const terms = explainLoss(cells, levelsOf(cells, order))
  if (terms === null) return null
  const index = minus(WHOLE, terms.map(({ loss }) => loss).reduce(plus))
  const shares = partsOfWhole([index, ...terms.map(({ loss }) => loss)], SHARE_WHOLE)
  return ['index', ...terms.map(({ cause }) => cause)].map((cause, at) => ({ cause, share: shares[at]! }))
}

function levelsOf(cells: readonly Cell[], order: readonly AdherenceLevel[]): ChainLevel<Cell>[] {
  const weeks = new Map<Day, Set<Day>>()
  for (const { firstDay } of cells) {
    const window = weeks.get(windowOf(firstDay)) ?? new Set()
    weeks.set(windowOf(firstDay), window.add(firstDay))
  }
  // A window is over when all its weeks are measured; until then a week late cannot be told from another node.
  const isOver = (firstDay: Day): boolean => weeks.get(windowOf(firstDay))!.size === WINDOW_WEEKS
  const level: Record<AdherenceLevel, ChainLevel<Cell>> = {
    family: { cause: 'family', partOf: ({ product }) => product[1] ?? '' },
    item: { cause: 'item', partOf: ({ product }) => product[2] ?? '' },
    location: {
      cause: 'location',
      partOf: ({ place, firstDay }) => (isOver(firstDay) ? place.join('\u0001') : ''),
    },
  }
  const early: ChainLevel<Cell> = {
    cause: 'locationOrTiming',
    partOf: ({ place, firstDay }) => (isOver(firstDay) ? '' : `${place.join('\u0001')} ${firstDay}`),
  }
  return [
    { cause: 'volume', partOf: ({ firstDay }) => windowOf(firstDay) },
    ...order.flatMap((name) => (name === 'location' ? [level.location, early] : [level[name]])),
    { cause: 'timing', partOf: ({ firstDay, place, product }) => `${firstDay} ${product[2]} ${place.join('\u0001')}` },
  ]
}

const WINDOW_WEEKS = 28 / WEEK_DAYS
