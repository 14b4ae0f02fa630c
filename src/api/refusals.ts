import { Refusal } from '../core/base/refusal.js'
import { say } from '../language/catalogue.js'
import type { Language } from '../language/message.js'
import type { Refused } from '../processes/living/living-plan.js'
import type { RefusalAnswer } from './wire/base.js'

/** More than a code and its values: which fields, or the entry that is in the way. */
export class DetailedRefusal extends Refusal {
  readonly detail: Pick<RefusalAnswer, 'issues' | 'conflict'>

  constructor(code: string, values: Refusal['values'], detail: DetailedRefusal['detail']) {
    super(code, values)
    this.detail = detail
  }
}

/** Codes whose answer is not simply 422; the first that fits. */
const STATUS: readonly [pattern: RegExp, status: number][] = [
  [/^access\.(sign_in|wrong_password|identity_refused)$/, 401],
  [
    /^access\.(not_allowed|process|measure|outside_scope|whole_company|must_change_password|no_account|email_is_identity)$/,
    403,
  ],
  [/^api\.(wrong_origin|live_token)$/, 403],
  [/^(access\.no_|api\.not_found$|(plan|data)\.no_|.*\.unknown_(node|entry|scenario|position)$)/, 404],
  [
    /(conflict|already_undone|undo_is_long|one_at_a_time|record_exists|still_named|key_reused|scenario_closed|scenario_exists|user_exists|email_taken|name_taken)$/,
    409,
  ],
  [/^(api\.too_large|data\.file_too_large)$/, 413],
  [/^api\.not_(json|bytes)$/, 415],
  [/^(access\.too_many_attempts|api\.too_many_requests)$/, 429],
  [
    /^(access\.identity_unreachable|api\.(stopping|too_slow)|contract\.folder_in_use|data\.disk_full|events\.inbox_ended|living\.(standby|standby_of|plan_ended)|journal\.(busy|in_use|read_only|no_room|cannot_write|cannot_open))$/,
    503,
  ],
]
const UNPROCESSABLE = 422

export const statusOf = (code: string): number => STATUS.find(([pattern]) => pattern.test(code))?.[1] ?? UNPROCESSABLE

/** What is told of a refusal, in the caller's language. */
export function refusalAnswer(refused: Refusal, language: Language, requestId: string): RefusalAnswer {
  const { code, values } = refused
  const { text, remedy } = say(code, values, language)
  // What an identity provider said is for the log.
  const { cause: _, ...told } = values
  const detail = refused instanceof DetailedRefusal ? refused.detail : {}
  return {
    code,
    message: text,
    remedy,
    requestId,
    ...(Object.keys(told).length === 0 ? {} : { values: told }),
    ...detail,
  }
}

/** A refusal that came as data, thrown. */
export function unlessRefused<Of extends object | null>(answer: Of): Exclude<Of, Refused> {
  if (answer !== null && 'refused' in answer) {
    const { code, values } = (answer as Refused).refused
    throw new Refusal(code, { ...values })
  }
  return answer as Exclude<Of, Refused>
}
