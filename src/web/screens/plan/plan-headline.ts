import type { Scope } from '../../../core/edit/box.js'
import type { As } from '../../view/address.js'
import type { Scale } from '../../words/number-format.js'
import type { Words } from '../../words/words.js'
import type { PeriodShown } from './grid-shape.js'

interface Headed {
  readonly words: Words
  readonly scope: Scope
  readonly as: As
  readonly currency: string
  readonly scale: Scale
  readonly periods: readonly PeriodShown[]
}

/** A message's who, what, when, and in which unit. */
export function headlineOf({ words: { say, date }, scope, as, currency, scale, periods }: Headed): {
  title: string
  subtitle: string
} {
  const part = [scope.product, scope.location, scope.customer].flatMap((way) => way.at(-1) ?? []).join(', ')
  const unit = as === 'value' ? currency : say('web.unit')
  return {
    title: say(as === 'value' ? 'web.plan_in_value' : 'web.plan_in_units', { part: part || say('web.everything') }),
    subtitle: [spanOf(periods, date), scale === '1' ? unit : `${unit} ${scale}`]
      .filter((text) => text !== '')
      .join(' · '),
  }
}

export function spanOf(periods: readonly PeriodShown[], date: Words['date']): string {
  const [first] = periods
  const last = periods.at(-1)
  return first === undefined || last === undefined ? '' : `${date.month(first.firstDay)} – ${date.month(last.firstDay)}`
}
