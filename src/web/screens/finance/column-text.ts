import type { Words } from '../../words/words.js'
import { type Column, daysOfMonth } from './month-columns.js'

/** What a column is called: a month, several that are over, what is left of the open one, that one whole, or a year. */
export function columnTitle(column: Column, planDay: string, { say, date }: Words): { title: string; lower: string } {
  switch (column.kind) {
    case 'actual':
      return { title: date.shortMonth(`${column.month}-01`), lower: say('web.actual') }
    case 'actuals': {
      const [first, last] = [column.months[0]!, column.months.at(-1)!]
      return { title: [first, last].map((month) => date.shortMonth(`${month}-01`)).join('–'), lower: say('web.actual') }
    }
    case 'landing':
      return { title: date.month(`${column.month}-01`), lower: say('web.actual_and_plan') }
    case 'month': {
      const { from } = daysOfMonth(column.month, planDay)
      return {
        title: date.shortMonth(`${column.month}-01`),
        lower: column.partial ? say('web.from_day', { day: date.shortDay(from) }) : column.month.slice(0, 4),
      }
    }
    case 'year':
      return { title: String(column.year), lower: column.whole ? say('web.whole_year') : say('web.part_of_year') }
  }
}

export const monthsOfColumn = (column: Column): readonly string[] =>
  column.kind === 'year' ? [] : column.kind === 'actuals' ? column.months : [column.month]

/** First and last month that the columns show. */
export function spanText(columns: readonly Column[], months: readonly string[], { date }: Words): string {
  const shown = columns.flatMap(monthsOfColumn)
  const [first, last] = [shown[0] ?? months[0]!, shown.at(-1) ?? months.at(-1)!]
  const [from, to] = [date.month(`${first}-01`), date.month(`${last}-01`)]
  return from === to ? from : `${from} – ${to}`
}
