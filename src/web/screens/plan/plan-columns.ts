import type { SizedGridColumn } from '@glideapps/glide-data-grid'
import type { Words } from '../../words/words.js'
import { kindOfPeriod, type PeriodShown } from './grid-shape.js'

export const NAME_COLUMNS = 2
const NAME_WIDTH = { wide: 260, narrow: 116 }
const FIGURE_WIDTH = { wide: 172, narrow: 124 }

/** Name and key figure stand still on the left; periods stand under their months. */
export function columnsOf(
  periods: readonly PeriodShown[],
  words: Words,
  name: string,
  room: 'wide' | 'narrow',
  numberWidth: number,
): (SizedGridColumn & { id: string })[] {
  const { say } = words
  return [
    { id: 'name', title: name, width: NAME_WIDTH[room] },
    { id: 'figure', title: say('web.key_figure'), width: FIGURE_WIDTH[room] },
    ...periods.map((period) => ({
      id: period.firstDay,
      title: titleOf(period, words),
      group: words.date.month(period.firstDay),
      width: numberWidth,
    })),
  ]
}

/** A week has its number, a day its date; a month is headed already. */
export function titleOf(period: PeriodShown, { say, date }: Words): string {
  const kind = kindOfPeriod(period)
  if (kind === 'month') return say('web.month_total')
  if (kind === 'day') return date.shortDay(period.firstDay)
  const { week } = date.week(period.firstDay)
  const text = say('web.week', { week })
  return period.days < 7 ? `${text} ·${period.days}` : text
}
