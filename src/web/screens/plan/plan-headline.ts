import type { As } from '../../view/address.js'
import type { Scale } from '../../words/number-format.js'
import type { Words } from '../../words/words.js'
import type { PeriodShown } from './grid-shape.js'

interface Headed {
  readonly words: Words
  /** What the plan is of, in words. */
  readonly part: string
  readonly as: As
  readonly currency: string
  readonly scale: Scale
  readonly periods: readonly PeriodShown[]
}

/** A message's who, what, when, and in which unit. */
export function headlineOf({ words: { say, date }, part, as, currency, scale, periods }: Headed): {
  title: string
  subtitle: string
} {
  const unit = as === 'value' ? currency : say('web.unit')
  const first = periods[0]
  const last = periods.at(-1)
  const span =
    first === undefined || last === undefined ? '' : `${date.month(first.firstDay)} – ${date.month(last.firstDay)}`
  return {
    title: say(as === 'value' ? 'web.plan_in_value' : 'web.plan_in_units', { part }),
    subtitle: [span, scale === '1' ? unit : `${unit} ${scale}`].filter((text) => text !== '').join(' · '),
  }
}
