import type { SizedGridColumn } from '@glideapps/glide-data-grid'
import type { Words } from '../../words/words.js'
import type { PeriodShown } from './grid-shape.js'
import { periodNames } from './period-names.js'
import type { Period } from './plan-layout.js'
import type { RowNames } from './row-names.js'

export const NAME_COLUMNS = 2
const NAME_WIDTH = { wide: 260, narrow: 116 }
const FIGURE_WIDTH = { wide: 172, narrow: 124 }
/** Room for a name above the numbers. */
const GROUP_WIDTH = 148

export type PlanColumn = SizedGridColumn & { id: string }

interface Heading {
  /** Of the column of names. */
  readonly name: string
  readonly room: 'wide' | 'narrow'
  readonly numberWidth: number
}

/** Name and key figure stand still on the left. */
const nameColumns = ({ say }: Pick<Words, 'say'>, { name, room }: Heading): PlanColumn[] => [
  { id: 'name', title: name, width: NAME_WIDTH[room] },
  { id: 'figure', title: say('web.key_figure'), width: FIGURE_WIDTH[room] },
]

/** Periods stand under what they lie in: their month, their year. */
export function periodColumns(
  periods: readonly PeriodShown[],
  asked: Period,
  words: Words,
  heading: Heading,
): PlanColumn[] {
  return [
    ...nameColumns(words, heading),
    ...periods.map((period) => {
      const { title, above } = periodNames(period, asked, words)
      return { id: period.firstDay, title, group: above, width: heading.numberWidth }
    }),
  ]
}

/**
 * Groups under the way to them; those that are on their way have no name yet. Of several trees the last name tells
 * neighbours apart, and the others stand above them.
 */
export function groupColumns(
  groups: readonly (RowNames | undefined)[],
  words: Pick<Words, 'say'>,
  heading: Heading,
): PlanColumn[] {
  return [
    ...nameColumns(words, heading),
    ...groups.map((called, at) => {
      const lines = called?.lines ?? []
      return {
        id: `group ${at}`,
        title: lines.at(-1) ?? '',
        group: lines.length > 1 ? lines.slice(0, -1).join(' · ') : (called?.way ?? ''),
        width: Math.max(GROUP_WIDTH, heading.numberWidth),
      }
    }),
  ]
}
