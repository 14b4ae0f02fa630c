import type { FiscalCalendarName } from '../../../core/calendar/fiscal-calendar.js'
import type { Scope } from '../../../core/edit/box.js'
import type { As } from '../../view/address.js'
import type { Scale } from '../../words/number-format.js'
import type { Words } from '../../words/words.js'
import type { PeriodShown } from './grid-shape.js'
import type { PlanSheet } from './plan-sheet.js'

interface Headed {
  readonly words: Words
  readonly scope: Scope
  readonly as: As
  readonly currency: string
  readonly scale: Scale
  readonly calendar: FiscalCalendarName | null
  readonly sheet: Pick<PlanSheet, 'shape' | 'period' | 'time' | 'columnCount'>
}

/** A message's who, what, when, and in which unit. */
export function headlineOf({ words, scope, as, currency, scale, calendar, sheet }: Headed): {
  title: string
  subtitle: string
} {
  const { say } = words
  const part = [scope.product, scope.location, scope.customer].flatMap((way) => way.at(-1) ?? []).join(', ')
  const unit = as === 'value' ? currency : say('web.unit')
  return {
    title: say(as === 'value' ? 'web.plan_in_value' : 'web.plan_in_units', { part: part || say('web.everything') }),
    subtitle: [
      spanOf(sheet.shape.periods, words),
      calendar === null ? '' : say(`web.calendar_${calendar}`),
      scale === '1' ? unit : `${unit} ${scale}`,
      columnsText(sheet, words),
    ]
      .filter((text) => text !== '')
      .join(' · '),
  }
}

export function spanOf(periods: readonly PeriodShown[], { date }: Pick<Words, 'date'>): string {
  const [first, last] = [periods[0], periods.at(-1)]
  if (first === undefined || last === undefined) return ''
  const named = ({ called, firstDay }: PeriodShown): string => called?.label ?? date.month(firstDay)
  return `${named(first)} – ${named(last)}`
}

/** Columns of groups are as many as a page has: how many there are is said. */
function columnsText({ time, shape, columnCount }: Headed['sheet'], { say, number }: Words): string {
  const shown = columnCount - 1
  if (time === 'columns' || shown >= shape.groupCount) return ''
  return say('web.columns_shown', { shown: number.plain(shown), count: number.plain(shape.groupCount) })
}
