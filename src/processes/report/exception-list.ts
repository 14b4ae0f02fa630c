import { formatDay } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import { formatQuantity } from '../../core/base/quantity.js'
import type { Problem } from '../../core/why/problem.js'
import { minorDecimals } from '../../finance/currency.js'
import { say } from '../../language/catalogue.js'
import type { Language } from '../../language/message.js'

/** One line of `rumbo exceptions`, in the shape of DESIGN §4. */
export interface ExceptionLine {
  readonly rank: number
  readonly id: string
  readonly kind: string
  readonly product: string
  readonly location: string
  readonly customer: string
  readonly reference: string
  readonly firstDay: string
  readonly durationDays: number
  readonly lastUsefulDay: string | null
  readonly units: string
  readonly value: string
  readonly currency: string
  readonly why: string
  readonly rootCause: string
}

export function listExceptions(problems: readonly Problem[], language: Language, limit = Infinity): ExceptionLine[] {
  return problems.slice(0, limit).map((problem, at) => ({
    rank: at + 1,
    id: problem.id,
    kind: problem.kind,
    ...problem.place,
    firstDay: formatDay(problem.firstDay),
    durationDays: problem.durationDays,
    lastUsefulDay: problem.lastUsefulDay === undefined ? null : formatDay(problem.lastUsefulDay),
    units: formatQuantity(problem.size),
    value: formatScaled(problem.value, minorDecimals(problem.currency)),
    currency: problem.currency,
    why: say(problem.why.code, problem.why.values, language).text,
    rootCause: problem.rootCause,
  }))
}
